"""Every exercise of the Train tab run to its end, with several seeds: what came out, beside what the page expects.

Runs are paired by seed: all exercises see the same images in the same order. What is finished in the folder is not
trained again. Where the file of `--out` ships with the code, the Train tab shows its results.

    python -m benchmarks.exercises --run-dir runs/exercises [--seeds 3] [--at-once 2] [--out assets/studies/exercises.json]
"""

import argparse
import json
import os
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

from googlenet.common.results import EpochRecord
from googlenet.networks.checkpoint import write_json
from googlenet.study.exercises import EXERCISES
from googlenet.training.environment import training_environment
from googlenet.training.loop import fit
from googlenet.training.runs.folder import RunFolder

ROOT = Path(__file__).resolve().parents[1]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run-dir", type=Path, required=True, help="folder of the runs")
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--at-once", type=int, default=2, help="runs side by side, each with one thread")
    parser.add_argument("--out", type=Path, help="write what came out here")
    parser.add_argument("--one", nargs=2, metavar=("NAME", "SEED"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one:
        train(*arguments.one, arguments.run_dir)
        return
    waiting, live = [(name, seed) for seed in range(arguments.seeds) for name in EXERCISES], []
    while waiting or live:
        while waiting and len(live) < arguments.at_once:
            live.append(started(*waiting.pop(0), arguments.run_dir))
        time.sleep(0.5)
        if any(process.poll() for process in live):
            sys.exit("a run failed")
        live = [process for process in live if process.poll() is None]
    told = {
        name: {seed: outcome(folder(arguments.run_dir, name, seed)) for seed in range(arguments.seeds)}
        for name in EXERCISES
    }
    if arguments.out:
        write_json(arguments.out, told)
    print(json.dumps(told, indent=1))


def folder(root: Path, name: str, seed: int | str) -> RunFolder:
    """Where the exercise's run with this seed lies."""
    return RunFolder(root / f"{name}-{seed}")


def started(name: str, seed: int, root: Path) -> subprocess.Popen:
    """The run in a process of its own; one that is finished ends at once."""
    command = [sys.executable, "-m", "benchmarks.exercises", "--run-dir", str(root), "--one", name, str(seed)]
    return subprocess.Popen(command, cwd=ROOT, env=training_environment(dict(os.environ)))


def train(name: str, seed: str, root: Path) -> None:
    """Trains it, or what is left of it."""
    run = folder(root, name, seed)
    if run.exists() and run.status().state == "finished":
        return
    config = replace(EXERCISES[name].config(int(seed)), threads=1)
    for _ in fit(config, run.path, resume=run.exists()):
        pass


def outcome(run: RunFolder) -> dict:
    """What a finished run came to."""
    last = [record for record in run.records() if isinstance(record, EpochRecord)][-1]
    return {
        "accuracy": last.test_accuracy,
        "test_images": sum(map(sum, last.confusion)),
        "train_loss": round(last.train_loss, 4),
        "test_loss": round(last.test_loss, 4),
        "seconds": round(last.seconds, 1),
    }


if __name__ == "__main__":
    main()
