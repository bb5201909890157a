"""The commands `train` and `rate-test`."""

import argparse
import json
import shlex
import sys
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from googlenet.cli.shared import INTERRUPTED, json_option, option, runs_root, show, table, tell

if TYPE_CHECKING:
    from googlenet.training.distributed import World
    from googlenet.training.runs.folder import RunFolder


def train_options(parser: argparse.ArgumentParser) -> None:
    """Adds every field of `TrainConfig` with its limits, and the run's folder."""
    from dataclasses import fields

    from googlenet.training.config import CHOICES, LIMITS, TrainConfig
    from googlenet.training.recipes import RECIPES

    special = {
        "recipe": {"choices": tuple(RECIPES)},
        "size_schedule": {"type": int, "nargs": "+", "metavar": "PX"},
        **{name: {"action": "store_true"} for name in ("aux_heads", "selective_decay", "drop_last", "deterministic")},
        "tensorboard": {"action": argparse.BooleanOptionalAction},
    }
    for field in fields(TrainConfig):
        how = special.get(field.name, {"metavar": "NAME"})
        if field.name in LIMITS:
            low, high = LIMITS[field.name]
            how = {"type": type(low), "metavar": f"{low}–{high}"}
        if field.name in CHOICES:
            how = {"choices": tuple(CHOICES[field.name])}
        option(parser, f"--{field.name.replace('_', '-')}", key=f"cli.train.{field.name}", default=None, **how)
    option(parser, "--run-dir", type=Path)
    option(parser, "--resume", action="store_true")
    json_option(parser)


def train(chosen: argparse.Namespace) -> int:
    """Trains in this process with a progress bar; under `torchrun`, the first process alone prints."""
    from googlenet.training.distributed import joined

    with joined() as world:
        return _train(chosen, world)


def _train(chosen: argparse.Namespace, world: "World") -> int:
    import signal
    from contextlib import closing

    from googlenet.training.loop import fit
    from googlenet.training.runs.process import stops_on

    run, config = _run_and_config(chosen, world)
    # Of several processes none may leave a step alone, since the others would wait for it: they stop together.
    signals = (signal.SIGTERM,) if world.is_alone else (signal.SIGTERM, signal.SIGINT)
    code = 0
    try:
        with stops_on(run, *signals), closing(fit(config, run.path, resume=chosen.resume)) as records:
            _follow(records, run, prints_json=chosen.json, is_first=world.is_first)
    except KeyboardInterrupt:
        code = INTERRUPTED
    if run.exists() and world.is_first:
        ended = "cli.finished" if run.status().state == "finished" else "cli.stopped"
        print(tell(ended, path=shlex.quote(str(run.path))), file=sys.stderr)
    return code


def _run_and_config(chosen: argparse.Namespace, world: "World") -> tuple:
    """(run, configuration); the configuration is None to resume a run as it was begun."""
    from dataclasses import fields, replace

    from googlenet.networks.checkpoint import read_card
    from googlenet.training.config import TrainConfig, config_from_dict
    from googlenet.training.runs.folder import RunFolder
    from googlenet.training.runs.listing import list_runs
    from googlenet.training.runs.process import free_name

    root = runs_root()
    given = {field.name: getattr(chosen, field.name) for field in fields(TrainConfig)}
    given = {name: value for name, value in given.items() if value is not None}
    if not chosen.resume:
        config = TrainConfig(**given)
        return RunFolder(world.broadcast(chosen.run_dir or root / free_name(root, config.recipe))), config
    run = RunFolder(chosen.run_dir) if chosen.run_dir else next(iter(list_runs(root)), RunFolder(root))
    run = RunFolder(world.broadcast(run.path))
    if not given or not run.exists():
        return run, None
    return run, replace(config_from_dict(read_card(run.card).config), **given)


def _follow(records: Iterable, run: "RunFolder", *, prints_json: bool, is_first: bool) -> None:
    """Trains, and shows each record as it comes."""
    from tqdm import tqdm

    from googlenet.training.notes import epoch_past_notes, notes_accuracy, notes_epochs
    from googlenet.training.runs.records import guessing_loss

    seen, is_told = [], False
    with tqdm(desc=str(run.path), unit="step", disable=True if prints_json or not is_first else None) as bar:
        for record in records:
            if not is_first:
                continue
            bar.total = bar.total or run.status().total_steps
            bar.set_postfix(loss=f"{record.train_loss:.3f}", images_per_second=round(record.images_per_second, 1))
            bar.update(record.step - bar.n)
            if prints_json:
                print(json.dumps(asdict(record)), flush=True)
            elif record.kind == "epoch":
                percents = {"train_percent": 100 * record.train_accuracy, "test_percent": 100 * record.test_accuracy}
                bar.write(tell("cli.epoch", **asdict(record), **percents), file=sys.stdout)
                if epoch_past_notes(run) == record.epoch:
                    notes = {"percent": 100 * notes_accuracy(), "epochs": len(notes_epochs())}
                    bar.write(tell("cli.past_notes", **notes), file=sys.stdout)
            seen.append(record)
            if not is_told and record.kind == "epoch" and (loss := guessing_loss(seen)):
                is_told = True
                bar.write(tell("cli.guessing", loss=f"{loss:.2f}", classes=len(record.confusion)), file=sys.stderr)


def rate_options(parser: argparse.ArgumentParser) -> None:
    """Adds a recipe with changes, and the range."""
    from googlenet.training.recipes import RECIPES

    option(parser, "--recipe", key="cli.train.recipe", choices=tuple(RECIPES), default="quick")
    for name in ("--model", "--dataset", "--device"):
        option(parser, name, key=f"cli.train.{name.strip('-')}", metavar="NAME")
    for name in ("--image-size", "--batch-size", "--seed", "--threads"):
        option(parser, name, key=f"cli.train.{name.strip('-').replace('-', '_')}", type=int)
    for name, default in {"--lowest": 1e-5, "--highest": 1.0}.items():
        option(parser, name, type=float, default=default)
    option(parser, "--steps", type=int, default=80)
    json_option(parser)


def rate_test(chosen: argparse.Namespace) -> None:
    """Prints the points of the range test, then the suggestion."""
    from tqdm import tqdm

    from googlenet.training import rate_test as rates
    from googlenet.training.config import TrainConfig

    names = ("recipe", "model", "dataset", "device", "image_size", "batch_size", "seed", "threads")
    given = {name: getattr(chosen, name) for name in names if getattr(chosen, name) is not None}
    steps = rates.rate_test(TrainConfig(**given), lowest=chosen.lowest, highest=chosen.highest, count=chosen.steps)
    points = list(tqdm(steps, total=chosen.steps, unit="step", leave=False, disable=None))
    found = rates.suggest(points)
    rows = [(f"{point.rate:.2e}", f"{point.loss:.4f}", f"{point.smoothed:.4f}") for point in points]
    suggestion = found and asdict(found)
    line = tell("lab.rates.none")
    if suggestion:
        line = tell("lab.rates.found", **{name: f"{value:.2g}" for name, value in suggestion.items()})
    plain = {"points": [asdict(point) for point in points], "suggestion": suggestion}
    show(chosen, plain, [*table(tell("cli.columns.rates"), rows), line])
