"""Starts the page: `python app.py`, or a Hugging Face Space."""

import os
import signal

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")  # before Gradio is imported: nothing calls out

from googlenet.ui.app import build_app, launch_options, warm_up

demo, translations = build_app()


def main() -> None:
    """Serves the page until interrupted."""
    signal.signal(signal.SIGTERM, lambda *_: (_ for _ in ()).throw(KeyboardInterrupt()))  # else no clean end
    warm_up()
    demo.queue(max_size=32, default_concurrency_limit=4).launch(**launch_options(translations))


if __name__ == "__main__":
    main()
