"""The command line: a table of commands, each a small function. Torch is imported where a command needs it."""

import argparse
import json
import os
import shlex
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from googlenet.cli import benchmark as trust_commands
from googlenet.cli import branches as path_commands
from googlenet.cli import channels as unit_commands
from googlenet.cli import classify as commands
from googlenet.cli import exchange as exchange_commands
from googlenet.cli import exemplars as exemplar_commands
from googlenet.cli import learning_rate as rate_commands
from googlenet.cli import mistakes as looking_back_commands
from googlenet.cli import pictures as picture_commands
from googlenet.cli import study as study_commands
from googlenet.cli.shared import language, option, tell
from googlenet.common.errors import UserError

if TYPE_CHECKING:
    from googlenet.training.distributed import World
    from googlenet.training.runs.folder import RunFolder

BAD_INPUT, INTERRUPTED = 2, 130


def main(arguments: Sequence[str]) -> int:
    """Runs one command; 0 if all is well, 2 with one sentence on bad input, 130 after Ctrl-C."""
    parser = build_parser()
    chosen = parser.parse_args(arguments)
    try:
        return COMMANDS[chosen.command].run(chosen) or 0
    except UserError as error:
        print(error.message(language()), file=sys.stderr)
        return BAD_INPUT
    except KeyboardInterrupt:
        print(tell("cli.interrupted"), file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:  # `| head` has seen enough; nothing is left to flush
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one sentence."""

    def error(self, message: str) -> None:
        """Leaves with code 2."""
        self.exit(BAD_INPUT, f"{self.prog}: {message} (--help)\n")


def build_parser() -> argparse.ArgumentParser:
    """All commands with their options; takes no torch."""
    parser = Parser(prog="python -m googlenet", description=tell("cli.about"))
    commands = parser.add_subparsers(dest="command", required=True, metavar="command")
    for name, command in COMMANDS.items():
        sentence = tell(f"cli.{name}")
        command.options(commands.add_parser(name, help=sentence, description=sentence))
    return parser


def train_options(parser: argparse.ArgumentParser) -> None:
    """Every field of `TrainConfig`, with its limits."""
    from dataclasses import fields

    from googlenet.training.config import CHOICES, LIMITS, TrainConfig
    from googlenet.training.recipes import RECIPES

    special = {
        "recipe": {"choices": tuple(RECIPES)},
        "size_schedule": {"type": int, "nargs": "+", "metavar": "PX"},
        "aux_heads": {"action": "store_true"},
        "tensorboard": {"action": argparse.BooleanOptionalAction},
    }
    for field in fields(TrainConfig):
        how = special.get(field.name, {"metavar": "NAME"})
        if field.name in LIMITS:
            low, high = LIMITS[field.name]
            how = {"type": type(low), "metavar": f"{low}–{high}"}
        if field.name in CHOICES:
            how = {"choices": tuple(CHOICES[field.name])}
        option(parser, f"--{field.name.replace('_', '-')}", told=f"cli.train.{field.name}", default=None, **how)
    option(parser, "--run-dir", type=Path)
    option(parser, "--resume", action="store_true")
    option(parser, "--json", action="store_true")


def train(chosen: argparse.Namespace) -> int:
    """Trains here, in this process, with a bar; under `torchrun` together with the others, of which the first speaks."""
    from googlenet.training.distributed import joined

    with joined() as world:
        return _train(chosen, world)


def _train(chosen: argparse.Namespace, world: "World") -> int:
    import signal
    from contextlib import closing

    from googlenet.training.loop import fit
    from googlenet.training.runs.process import stops_on

    run, config = _run_and_config(chosen, world)
    # One of several that left the step would keep the others waiting: they stop together.
    signals = (signal.SIGTERM,) if world.is_alone else (signal.SIGTERM, signal.SIGINT)
    code = 0
    try:
        with stops_on(run, *signals), closing(fit(config, run.path, resume=chosen.resume)) as records:
            _follow(records, run, prints_json=chosen.json, is_heard=world.is_first)
    except KeyboardInterrupt:
        code = INTERRUPTED
    if run.exists() and world.is_first:
        ended = "cli.finished" if run.status().state == "finished" else "cli.stopped"
        print(tell(ended, path=shlex.quote(str(run.path))), file=sys.stderr)
    return code


def _run_and_config(chosen: argparse.Namespace, world: "World") -> tuple:
    """The run's folder, and what to train in it: None goes on as it was begun."""
    from dataclasses import fields, replace

    from googlenet.networks.checkpoint import read_card
    from googlenet.training.config import TrainConfig, config_from_dict
    from googlenet.training.runs.folder import RunFolder
    from googlenet.training.runs.listing import list_runs
    from googlenet.training.runs.process import free_name

    root = Path(os.environ.get("GOOGLENET_RUNS_DIR", "runs"))
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


def _follow(records: Iterable, run: "RunFolder", *, prints_json: bool, is_heard: bool) -> None:
    """Shows each record as it comes."""
    from tqdm import tqdm

    with tqdm(desc=str(run.path), unit="step", disable=True if prints_json or not is_heard else None) as bar:
        for record in records:
            if not is_heard:
                continue
            bar.total = bar.total or run.status().total_steps
            bar.set_postfix(loss=f"{record.train_loss:.3f}", images_per_second=round(record.images_per_second, 1))
            bar.update(record.step - bar.n)
            if prints_json:
                print(json.dumps(asdict(record)), flush=True)
            elif record.kind == "epoch":
                percents = {"train_percent": 100 * record.train_accuracy, "test_percent": 100 * record.test_accuracy}
                bar.write(tell("cli.epoch", **asdict(record), **percents), file=sys.stdout)


@dataclass(frozen=True)
class Command:
    """What it takes and what it does; its sentence is `cli.NAME`."""

    options: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], int | None]


COMMANDS = {
    "train": Command(train_options, train),
    "evaluate": Command(commands.evaluate_options, commands.evaluate),
    "classify": Command(commands.classify_options, commands.classify),
    "explain": Command(commands.explain_options, commands.explain),
    "summary": Command(commands.summary_options, commands.summary),
    "export": Command(exchange_commands.export_options, exchange_commands.export),
    "import": Command(exchange_commands.import_options, exchange_commands.import_run),
    "pictures": Command(picture_commands.pictures_options, picture_commands.pictures),
    "models": Command(commands.models_options, commands.models),
    "rate-test": Command(rate_commands.rate_options, rate_commands.rate_test),
    "ship": Command(commands.ship_options, commands.ship),
    "mistakes": Command(looking_back_commands.mistakes_options, looking_back_commands.mistakes),
    "time-lapse": Command(looking_back_commands.time_lapse_options, looking_back_commands.time_lapse),
    "study": Command(study_commands.study_options, study_commands.study),
    "evidence": Command(path_commands.evidence_options, path_commands.evidence),
    "flow": Command(path_commands.flow_options, path_commands.flow),
    "attribution-benchmark": Command(trust_commands.benchmark_options, trust_commands.benchmark),
    "importance": Command(path_commands.importance_options, path_commands.importance),
    "specialization": Command(path_commands.specialization_options, path_commands.specialization),
    "exemplars": Command(exemplar_commands.exemplars_options, exemplar_commands.exemplars),
    "activations": Command(unit_commands.activations_options, unit_commands.activations),
    "ablate": Command(unit_commands.ablate_options, unit_commands.ablate),
    "field": Command(unit_commands.field_options, unit_commands.field),
    "visualize": Command(unit_commands.visualize_options, unit_commands.visualize),
}
