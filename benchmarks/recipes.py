"""What each choice of a recipe is worth, at equal epochs, on training images that are kept apart for it.

Each row is the recipe `default` with one thing changed. All rows train on the same images in the same order and are
judged on the same ones held out; the test set decides nothing. A run is taken up where it stopped.

    python benchmarks/recipes.py --run-dir runs/recipes [--epochs 3] [--size 64] [--held-out 5000] [--at-once 2] [--json]
"""

import argparse
import json
import math
import os
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from googlenet.common.results import EpochRecord
from googlenet.training.environment import training_environment
from googlenet.training.runs.folder import RunFolder

ROOT = Path(__file__).resolve().parents[1]
# name of the row: options of `python -m googlenet train`
ROWS = {
    "default": (),
    "flips alone": ("--augmentation", "flip"),
    "flips and random erasing": ("--augmentation", "flip_erase"),
    "batches of 64, peak 2e-3": ("--batch-size", "64", "--learning-rate", "2e-3"),
    "peak 6e-3": ("--learning-rate", "6e-3"),
    "no label smoothing": ("--label-smoothing", "0"),
    "half a cosine": ("--schedule", "cosine"),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run-dir", type=Path, required=True, help="folder of the runs, one for each row")
    parser.add_argument(
        "--rows", nargs="*", default=list(ROWS), choices=list(ROWS), metavar="ROW", help="those to train"
    )
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--size", type=int, default=64, help="side of the images in px")
    parser.add_argument("--held-out", type=int, default=5000, help="training images that the rows are judged on")
    parser.add_argument("--at-once", type=int, default=2, help="runs side by side, each with one thread")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    arguments = parser.parse_args()
    waiting, live = list(arguments.rows), {}
    while waiting or live:
        while waiting and len(live) < arguments.at_once:
            name = waiting.pop(0)
            live[name] = started(name, arguments)
        time.sleep(1)
        for name in [name for name, process in live.items() if process.poll() is not None]:
            if live.pop(name).returncode:
                sys.exit(f"{name} failed; see {folder(name, arguments)}.txt")
    figures = {name: judged(folder(name, arguments)) for name in arguments.rows}
    print(json.dumps(figures, indent=2) if arguments.json else table(figures, arguments))


def folder(name: str, arguments: argparse.Namespace) -> Path:
    """Where the row's run lies."""
    return (
        arguments.run_dir
        / f"{name.replace(' ', '_').replace(',', '')}_{arguments.size}_{arguments.epochs}_{arguments.held_out}"
    )


def started(name: str, arguments: argparse.Namespace) -> subprocess.Popen:
    """The row's run, in a process of its own."""
    run = RunFolder(folder(name, arguments).resolve())
    run.path.parent.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "googlenet", "train", "--run-dir", str(run.path), "--threads", "1"]
    if run.exists():
        command.append("--resume")
    else:
        command += ["--recipe", "default", "--epochs", str(arguments.epochs), "--image-size", str(arguments.size)]
        command += ["--validation-images", str(arguments.held_out), *ROWS[name]]
    environment = training_environment(dict(os.environ))
    with Path(f"{run.path}.txt").open("a") as output:
        return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT)


def judged(path: Path) -> dict:
    """Accuracy on the held-out images after each epoch, and the seconds of training."""
    epochs = [record for record in RunFolder(path).records() if isinstance(record, EpochRecord)]
    return {"held_out": [record.held_out_accuracy for record in epochs], "seconds": round(epochs[-1].seconds)}


def table(figures: dict[str, dict], arguments: argparse.Namespace) -> str:
    """The figures in Markdown."""
    heads = [f"epoch {number}" for number in range(1, arguments.epochs + 1)]
    lines = [f"| recipe | {' | '.join(heads)} | seconds |", "| --- |" + " --- |" * (arguments.epochs + 1)]
    for name, row in figures.items():
        shares = [f"{100 * share:.2f} %" for share in row["held_out"]]
        lines.append(f"| {name} | {' | '.join(shares)} | {row['seconds']} |")
    error = 100 * math.sqrt(0.92 * 0.08 / arguments.held_out)
    lines += ["", f"One seed each; one standard error of a share near 92 % is {error:.2f} points."]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
