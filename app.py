"""Starts the page: `python app.py`, or a Hugging Face Space; with `--mcp` its endpoints are an agent's tools too."""

import gc
import os
import signal
import sys

if __name__ == "__main__":  # what a start makes stays; looking through it again and again takes half a second
    gc.disable()  # until `warm_up` has done its work
from googlenet.cli.shared import bad_setting, tell

if wrong := bad_setting():  # Gradio reads the port as it is imported
    sys.exit(wrong)
os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")  # before Gradio is imported: nothing calls out
if os.environ.get("SPACES_ZERO_GPU"):  # it must come before torch, and torch before the first request
    import spaces  # noqa: F401
    import torch  # noqa: F401
from googlenet.app.page import build_app, launch_options, warm_up
from googlenet.app.server.memory import keep_small

demo, translations = build_app()


def main() -> None:
    """Serves the page until interrupted."""
    signal.signal(signal.SIGTERM, lambda *_: (_ for _ in ()).throw(KeyboardInterrupt()))  # else no clean end
    warm_up()
    keep_small()
    port = int(os.environ.get("GRADIO_SERVER_PORT") or 0) or None  # by itself Gradio would take the next one
    try:
        demo.launch(**launch_options(translations), mcp_server="--mcp" in sys.argv[1:], server_port=port)
    except OSError as error:
        if "empty port" not in str(error):
            raise
        sys.exit(tell("api.port", port=port or "7860–7959"))


if __name__ == "__main__":
    main()
