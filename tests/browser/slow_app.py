"""The app with forward passes of one image, whole or from a block on, that take their time; each is a line in `passes.txt`."""

import os
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import app
from googlenet.networks.network import Network

PASSES = Path(os.environ["GRADIO_TEMP_DIR"]).parent / "passes.txt"
SECONDS = 0.25


def main() -> None:
    head = Network.head

    def slow(self, x):
        if len(x) == 1:  # not the batches of an earlier visitor's attributions, which go on
            with PASSES.open("a") as file:
                file.write(f"{tuple(x.shape)}\n")
            time.sleep(SECONDS)
        return head(self, x)

    Network.head = slow
    app.main()


if __name__ == "__main__":
    main()
