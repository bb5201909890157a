"""The app beside a server of ImageNet weights on this machine.

GoogLeNet's file is there: torchvision's own network with random weights, saved as torchvision saves it, its hash in its
name. Inception-v3's server does not answer. The cache is empty at first.
"""

import hashlib
import os
import sys
import time
from dataclasses import replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
FOLDER = Path(os.environ["GRADIO_TEMP_DIR"]).parent
os.environ["TORCH_HOME"] = str(FOLDER / "hub")

import torch  # noqa: E402 - after the cache's place is set
import torchvision  # noqa: E402

import app  # noqa: E402
from googlenet.networks import torchvision_weights as imagenet  # noqa: E402

GOOGLENET, V3 = imagenet.SOURCES
NOBODY = "http://127.0.0.1:9/inception_v3_google-0cc3c7bd.pth"  # the discard port: nobody listens
# After a few pieces of 52 MB the rest is held back until the test has seen the progress.
CHUNK, HELD, SEEN, PAUSE_SECONDS, PATIENCE_SECONDS = 1 << 21, 4, FOLDER / "seen", 0.04, 60


class Slow(SimpleHTTPRequestHandler):
    """Gives files out piece by piece."""

    def copyfile(self, source: object, outputfile: object) -> None:
        while piece := source.read(CHUNK):
            outputfile.write(piece)
            until = time.monotonic() + PATIENCE_SECONDS
            while source.tell() > HELD * CHUNK and not SEEN.exists() and time.monotonic() < until:
                time.sleep(PAUSE_SECONDS)

    def log_message(self, *_: object) -> None:
        pass


def weights_file(folder: Path) -> Path:
    """torchvision's GoogLeNet with random weights, heads and all."""
    folder.mkdir()
    torch.manual_seed(0)
    network = torchvision.models.googlenet(weights=None, aux_logits=True, transform_input=True, init_weights=False)
    path = folder / "new.pth"
    torch.save(network.state_dict(), path)
    return path.rename(folder / f"googlenet-{hashlib.sha256(path.read_bytes()).hexdigest()[:8]}.pth")


def main() -> None:
    path = weights_file(FOLDER / "server")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Slow, directory=str(path.parent)))
    Thread(target=server.serve_forever, daemon=True).start()
    here = f"http://127.0.0.1:{server.server_port}/{path.name}"
    imagenet.SOURCES[GOOGLENET] = replace(imagenet.SOURCES[GOOGLENET], url=here)
    imagenet.SOURCES[V3] = replace(imagenet.SOURCES[V3], url=NOBODY)
    app.main()


if __name__ == "__main__":
    main()
