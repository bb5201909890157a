"""Makes all that depends on the weights that ship: `python -m assets.remake --run RUN`, from the repository's root.

Each of these files names the weights that it was made with, by their SHA-256; one that names those of today is left as
it is, and only the leader board goes on where it was. RUN is the folder of the run that was shipped, whose kept epochs the
time-lapse shows. On one core all takes some hours, most of it the leader board; screenshots need a Chromium. `--check`
makes nothing and lists what is stale. The figures that texts state are read from these files by `tests/test_figures.py`.
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from googlenet.common.files import ASSETS
from googlenet.inspection.methods import METHODS
from googlenet.networks.classifier import SHIPPED, WEIGHTS_FOLDER

QUICK = " ".join(key for key, row in METHODS.items() if not row.is_slow)
BOARD = (  # each goes on with the record of the one before, so that what is there after an hour says most
    f"--images 20 --noise-images 0 --methods {QUICK}",
    "--images 24 --noise-images 0",
    "--images 200 --slow-images 24 --random-images 20 --noise-images 8",  # a slow method has too few for a rank
)


@dataclass(frozen=True)
class Asset:
    """A file, or a folder with such a file, and how it is made.

    Attributes:
        digest: path -> SHA-256 of the weights that it was made with, or None.
        commands: what follows `python -m`; {run} is the run's folder, {path} the file.
        is_resumed: whether the commands also complete a record of the same weights.
    """

    name: str
    path: Path
    digest: Callable[[Path], str | None]
    commands: tuple[str, ...]
    is_resumed: bool = False

    def is_fresh(self, digest: str) -> bool:
        """Whether it was made with the weights of this SHA-256."""
        return self.path.exists() and self.digest(self.path) == digest


def _json(*keys: str) -> Callable[[Path], str | None]:
    def read(path: Path) -> str | None:
        value = json.loads(path.read_text(encoding="utf-8"))
        for key in keys:
            value = value.get(key, {})
        return value or None

    return read


def _filled(fill: str) -> Callable[[Path], str | None]:
    def read(path: Path) -> str | None:
        records = json.loads(path.read_text(encoding="utf-8"))["records"]
        return next((one["digest"] for one in records if one["fill"] == fill), None)

    return read


def _array(key: str) -> Callable[[Path], str]:
    def read(path: Path) -> str:
        with np.load(path, allow_pickle=False) as arrays:
            return str(arrays[key].ravel()[0])

    return read


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8").split()[0]


def _of_weights(name: str, ending: str, digest: Callable, command: str) -> Asset:
    return Asset(name, WEIGHTS_FOLDER / f"{SHIPPED}.{ending}", digest, (f"googlenet {command} --output {{path}}",))


ASSETS_BY_WEIGHTS = (  # in this order: screenshots show the others
    _of_weights("verdicts", "verdicts.npz", _array("digest"), f"mistakes {SHIPPED}"),
    _of_weights(
        "importance-zero", "importance.json", _filled("zero"), f"importance {SHIPPED} --images 2000 --fill zero"
    ),
    _of_weights(
        "importance-mean", "importance.json", _filled("mean"), f"importance {SHIPPED} --images 2000 --fill mean"
    ),
    _of_weights("exemplars", "exemplars.npz", _array("about"), f"exemplars {SHIPPED}"),
    _of_weights("traits", "specialization.json", _json("trained", "digest"), f"specialization {SHIPPED}"),
    _of_weights("gradients", "gradients.npz", _array("digest"), f"influence --labels --weights {SHIPPED}"),
    _of_weights("time-lapse", "time_lapse.npz", _array("digest"), f"time-lapse {{run}} --weights {SHIPPED}"),
    Asset("first-view", ASSETS / "first_view.json", _json("digest"), ("assets.make_first_view",)),
    Asset(
        "leader-board",
        WEIGHTS_FOLDER / f"{SHIPPED}.attribution_benchmark.json",
        _json("digest"),
        tuple(f"googlenet attribution-benchmark {SHIPPED} --out {{path}} {how}" for how in BOARD),
        is_resumed=True,
    ),
    Asset("screenshots", ASSETS / "screenshots" / "weights.sha256", _text, ("assets.make_screenshots",)),
)


def digest() -> str:
    """Returns the SHA-256 of the weights that ship."""
    return _text(WEIGHTS_FOLDER / f"{SHIPPED}.sha256")


def stale() -> list[Asset]:
    """Returns what was made with other weights, or is missing."""
    return [asset for asset in ASSETS_BY_WEIGHTS if not asset.is_fresh(digest())]


def remake(names: Sequence[str], run: Path | None) -> None:
    """Makes what is stale of `names`, and completes what can be continued; ends with the first command that fails.

    Raises:
        SystemExit: something needs the run, which was not given; the others are made.
    """
    without_run = []
    for asset in (one for one in ASSETS_BY_WEIGHTS if one.name in names):
        is_fresh = asset.is_fresh(digest())
        if is_fresh and not asset.is_resumed:
            print(f"{asset.name}: is of these weights")
            continue
        if "{run}" in asset.commands[0] and run is None:
            without_run.append(asset.name)
            continue
        if not any(one.is_fresh(digest()) for one in ASSETS_BY_WEIGHTS if one.path == asset.path):
            asset.path.unlink(missing_ok=True)  # a record of other weights cannot be continued
        for command in asset.commands:
            words = [sys.executable, "-m", *(part.format(path=asset.path, run=run) for part in command.split())]
            print(f"{asset.name}: {' '.join(words[1:])}", flush=True)
            subprocess.run(words, check=True, cwd=ASSETS.parent, stdout=subprocess.DEVNULL)
    if without_run:
        raise SystemExit(f"{', '.join(without_run)}: needs --run, the folder of the run that was shipped.")


def main() -> None:
    """Reads the command line."""
    names = [asset.name for asset in ASSETS_BY_WEIGHTS]
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", default=names, help="by default all: " + ", ".join(names))
    parser.add_argument("--run", type=Path, help="folder of the run that was shipped")
    parser.add_argument("--check", action="store_true", help="only list what is stale")
    chosen = parser.parse_args()
    if unknown := set(chosen.names) - set(names):
        parser.error(f"unknown: {', '.join(sorted(unknown))}")
    if not chosen.check:
        remake(chosen.names, chosen.run)
    elif old := [asset.name for asset in stale() if asset.name in chosen.names]:
        raise SystemExit("stale: " + ", ".join(old))


if __name__ == "__main__":
    main()
