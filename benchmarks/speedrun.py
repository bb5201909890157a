"""How long, and how much arithmetic, from a cold start to the study notes' accuracy on Fashion-MNIST.

Each seed has a new process with nothing loaded: reading the data set, building the network and the judgement at the end
count. It trains on all 60,000 training images and only then meets the 10,000 test images, once. An accuracy is reached
where the mean of the seeds is at least as high.

    python -m benchmarks.speedrun [--seeds 3] [--recipe fast] [--threads 2] [--out speedrun.json] [--json]

With `--held-out` no test image is looked at: so many training images are kept apart and judged in their place. A recipe
is chosen so; only there can its settings be changed:

    python -m benchmarks.speedrun --held-out 5000 --seeds 1 [--sizes 32 48] [--set batch_size=128 learning_rate=3e-3]
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import torch
from torch import nn

from googlenet.common.files import ROOT
from googlenet.common.statistics import interval
from googlenet.data.dataset import DATASETS, load_dataset
from googlenet.networks.accounting import report
from googlenet.networks.checkpoint import write_json
from googlenet.networks.classifier import load_files
from googlenet.networks.registry import find_spec
from googlenet.training import steps
from googlenet.training.config import TrainConfig, config_to_dict
from googlenet.training.environment import training_environment
from googlenet.training.loop import fit
from googlenet.training.notes import notes_accuracy
from googlenet.training.optimizers import ROUNDS
from googlenet.training.recipes import OPTIMIZERS, RECIPES
from googlenet.training.runs.folder import RunFolder

NAME, WATCHED = "speedrun", 16  # the loop tests after each epoch: on training images, so few that it costs nothing
GOALS = (notes_accuracy(), 0.93, 0.94)  # the first is the aim


def outcome(config: TrainConfig, held_out: int = 0) -> dict:
    """Returns what one run comes to in this process: accuracy, images judged, seconds of training, arithmetic in FLOP.

    Args:
        held_out: so many of the last training images are judged in place of the test images.
    """
    data = load_dataset(config.dataset)
    train, judged = (data.train[:-held_out], data.train[-held_out:]) if held_out else (data.train, data.test)
    DATASETS[NAME] = lambda: replace(data, name=NAME, train=train, test=train[:WATCHED])
    with TemporaryDirectory() as folder:
        run = RunFolder(Path(folder) / "run")
        last = list(fit(replace(config, dataset=NAME), run.path))[-1]
        network = load_files(run.card, run.best).network
    found = steps.score(network, judged, data.preprocess(config.image_size), precision=config.precision)
    images = min(len(train), config.train_images or len(train))
    flop = {"flop": training_flop(config, images), "muon_flop": last.step * muon_flop(network, config)}
    return {"accuracy": found.accuracy, "judged": found.images, "training_seconds": last.seconds, **flop}


def training_flop(config: TrainConfig, images: int) -> int:
    """Returns the arithmetic of all epochs: a step is thrice the forward multiply-adds, each of them two operations."""
    spec = find_spec(config.model)
    return sum(6 * images * report(spec, (1, side, side)).macs for side in map(config.size_in, range(config.epochs)))


def muon_flop(network: nn.Module, config: TrainConfig) -> int:
    """Returns the arithmetic of one of Muon's steps: in each round two products with a filter bank, one of squares."""
    if not OPTIMIZERS[config.optimizer].muon:
        return 0
    sides = [sorted((len(one), one[0].numel())) for one in network.parameters() if one.ndim == 4]
    return sum(2 * ROUNDS * (2 * short**2 * long + short**3) for short, long in sides)


def lines(runs: dict[int, dict], notes_flop: int, held_out: int) -> Iterator[str]:
    """Yields the result in Markdown: a row for each seed, the mean, what is reached, the arithmetic beside the notes'."""
    judged = f"{next(iter(runs.values()))['judged']:,} {'held-out training' if held_out else 'test'} images"
    yield f"| seed | seconds from a cold start | of these training | training, TFLOP | Muon, TFLOP | {judged} |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for seed, run in runs.items():
        tera = [f"{run[name] / 1e12:,.1f}" for name in ("flop", "muon_flop")]
        seconds = [f"{run[name]:.0f}" for name in ("seconds", "training_seconds")]
        cells = [str(seed), *seconds, *tera, f"{100 * run['accuracy']:.2f} %"]
        yield f"| {' | '.join(cells)} |"
    found = interval([100 * run["accuracy"] for run in runs.values()])
    low, high = max(0.0, found.low), min(100.0, found.high)
    within = "" if found.reach is None else f" (95 % interval {low:.2f} to {high:.2f})"
    seconds = interval([run["seconds"] for run in runs.values()]).mean
    yield f"\nMean of {found.count} seeds: {found.mean:.2f} %{within}, {seconds:.0f} s."
    reached = (f"{100 * goal:.2f} % {'reached' if found.mean >= 100 * goal else 'not reached'}" for goal in GOALS)
    yield f"{', '.join(reached)}."
    flop = interval([run["flop"] + run["muon_flop"] for run in runs.values()]).mean
    yield f"The notes' ten epochs at 224 px: {notes_flop / 1e12:,.0f} TFLOP, {notes_flop / flop:.0f} times as much."


def settings(chosen: argparse.Namespace) -> dict:
    """Returns the fields of `TrainConfig` that the command line changes."""
    changed = {"epochs": len(chosen.sizes), "image_size": chosen.sizes[-1]} if chosen.sizes else {}
    changed |= {"size_schedule": tuple(chosen.sizes)} if chosen.sizes else {}
    for pair in chosen.set:
        name, _, text = pair.partition("=")
        try:
            changed[name] = json.loads(text)
        except ValueError:
            changed[name] = text
    return changed


def main() -> None:
    """Runs each seed in a new process, one after another, and prints what came of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--recipe", default="fast", choices=list(RECIPES))
    parser.add_argument("--threads", type=int)
    parser.add_argument("--held-out", type=int, default=0, help="judge so many training images, not the test images")
    parser.add_argument("--sizes", type=int, nargs="*", default=[], help="px in each epoch; with --held-out alone")
    parser.add_argument("--set", nargs="*", default=[], metavar="FIELD=VALUE", help="with --held-out alone")
    parser.add_argument("--out", type=Path, help="write the record here")
    parser.add_argument("--json", action="store_true", help="print the record")
    parser.add_argument("--seed", type=int, help=argparse.SUPPRESS)  # one seed in this process
    chosen = parser.parse_args()
    if (chosen.sizes or chosen.set) and not chosen.held_out:
        parser.error("test images judge a recipe as it stands: --sizes and --set need --held-out")
    config = TrainConfig(recipe=chosen.recipe, threads=chosen.threads, **settings(chosen))
    if chosen.seed is not None:
        print(json.dumps(outcome(replace(config, seed=chosen.seed), chosen.held_out)))
        return
    runs = {}
    for seed in range(chosen.seeds):
        began = time.perf_counter()
        command = [sys.executable, "-m", "benchmarks.speedrun", *sys.argv[1:], "--seed", str(seed)]
        environment = training_environment(dict(os.environ))
        done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True)
        runs[seed] = json.loads(done.stdout) | {"seconds": time.perf_counter() - began}
        print(f"seed {seed}: {runs[seed]}", file=sys.stderr, flush=True)
    notes_flop = training_flop(TrainConfig(recipe="notes"), 60_000)
    record = {
        "command": " ".join(["python -m benchmarks.speedrun", *sys.argv[1:]]),
        "config": config_to_dict(config),
        "versions": {"python": platform.python_version(), "torch": torch.__version__},
        "machine": {"processor": platform.machine(), "cores": os.cpu_count(), "system": platform.system()},
        "notes_flop": notes_flop,
        "runs": runs,
    }
    if chosen.out:
        write_json(chosen.out, record)
    print(json.dumps(record, indent=1) if chosen.json else "\n".join(lines(runs, notes_flop, chosen.held_out)))


if __name__ == "__main__":
    main()
