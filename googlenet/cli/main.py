"""The command line: a table of commands, each a small function. Torch is imported where a command needs it."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from googlenet.cli import (
    benchmark,
    branches,
    cell,
    channels,
    classify,
    exchange,
    exemplars,
    influence,
    mistakes,
    pictures,
    regions,
    study,
    train,
)
from googlenet.cli.shared import BAD_INPUT, INTERRUPTED, language, tell
from googlenet.common.errors import UserError


def main(arguments: Sequence[str]) -> int:
    """Runs one command; 0 if all is well, 2 with one sentence on bad input, 130 after Ctrl-C."""
    parser = build_parser()
    chosen = parser.parse_args(arguments)
    try:
        return COMMANDS[chosen.command].run(chosen) or 0
    except UserError as error:
        print(error.message(language()).replace("\u00a0", " "), file=sys.stderr)
        return BAD_INPUT
    except KeyboardInterrupt:
        print(tell("cli.interrupted"), file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:  # `| head` has seen enough; nothing is left to flush
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


class Parser(argparse.ArgumentParser):
    """A parser that prints its errors in one line."""

    def error(self, message: str) -> None:
        """Prints `message` and exits with code 2."""
        self.exit(BAD_INPUT, f"{self.prog}: {message} (--help)\n")


def build_parser() -> argparse.ArgumentParser:
    """The parser of all commands with their options; takes no torch."""
    parser = Parser(prog="python -m googlenet", description=tell("cli.about"))
    commands = parser.add_subparsers(dest="command", required=True, metavar="command")
    for name, command in COMMANDS.items():
        sentence = tell(f"cli.{name}")
        command.options(commands.add_parser(name, help=sentence, description=sentence))
    return parser


@dataclass(frozen=True)
class Command:
    """A command: a function that adds its options, and one that runs it. Its sentence is `cli.NAME`."""

    options: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], int | None]


COMMANDS = {
    "train": Command(train.train_options, train.train),
    "evaluate": Command(classify.evaluate_options, classify.evaluate),
    "classify": Command(classify.classify_options, classify.classify),
    "explain": Command(classify.explain_options, classify.explain),
    "summary": Command(classify.summary_options, classify.summary),
    "export": Command(exchange.export_options, exchange.export),
    "import": Command(exchange.import_options, exchange.import_run),
    "pictures": Command(pictures.pictures_options, pictures.pictures),
    "models": Command(classify.models_options, classify.models),
    "rate-test": Command(train.rate_options, train.rate_test),
    "ship": Command(classify.ship_options, classify.ship),
    "mistakes": Command(mistakes.mistakes_options, mistakes.mistakes),
    "time-lapse": Command(mistakes.time_lapse_options, mistakes.time_lapse),
    "study": Command(study.study_options, study.study),
    "evidence": Command(branches.evidence_options, branches.evidence),
    "flow": Command(branches.flow_options, branches.flow),
    "attribution-benchmark": Command(benchmark.benchmark_options, benchmark.benchmark),
    "importance": Command(branches.importance_options, branches.importance),
    "specialization": Command(branches.specialization_options, branches.specialization),
    "exemplars": Command(exemplars.exemplars_options, exemplars.exemplars),
    "influence": Command(influence.influence_options, influence.influence),
    "activations": Command(channels.activations_options, channels.activations),
    "ablate": Command(channels.ablate_options, channels.ablate),
    "cell": Command(cell.cell_options, cell.cell),
    "regions": Command(regions.regions_options, regions.regions),
    "field": Command(channels.field_options, channels.field),
    "visualize": Command(channels.visualize_options, channels.visualize),
}
