"""The command `rate-test`: which learning rate to begin with?"""

import argparse
from dataclasses import asdict

from googlenet.cli.shared import option, show, table, tell


def rate_options(parser: argparse.ArgumentParser) -> None:
    """A recipe with its changes, and the range."""
    from googlenet.training.recipes import RECIPES

    option(parser, "--recipe", told="cli.train.recipe", choices=tuple(RECIPES), default="quick")
    for name in ("--model", "--dataset", "--device"):
        option(parser, name, told=f"cli.train.{name.strip('-')}", metavar="NAME")
    for name in ("--image-size", "--batch-size", "--seed", "--threads"):
        option(parser, name, told=f"cli.train.{name.strip('-').replace('-', '_')}", type=int)
    for name, default in {"--lowest": 1e-5, "--highest": 1.0}.items():
        option(parser, name, type=float, default=default)
    option(parser, "--steps", type=int, default=80)
    option(parser, "--json", action="store_true")


def rate_test(chosen: argparse.Namespace) -> None:
    """Points, then what they suggest."""
    from tqdm import tqdm

    from googlenet.training import rate_test as rates
    from googlenet.training.config import TrainConfig

    names = ("recipe", "model", "dataset", "device", "image_size", "batch_size", "seed", "threads")
    given = {name: getattr(chosen, name) for name in names if getattr(chosen, name) is not None}
    news = rates.rate_test(TrainConfig(**given), lowest=chosen.lowest, highest=chosen.highest, count=chosen.steps)
    points = list(tqdm(news, total=chosen.steps, unit="step", leave=False, disable=None))
    found = rates.suggest(points)
    rows = [(f"{point.rate:.2e}", f"{point.loss:.4f}", f"{point.smoothed:.4f}") for point in points]
    told = tell("lab.rates.none") if found is None else tell("lab.rates.found", **_told(found))
    plain = {"points": [asdict(point) for point in points], "suggestion": found and asdict(found)}
    show(chosen, plain, [*table(tell("cli.columns.rates"), rows), told])


def _told(found: object) -> dict:
    return {name: f"{value:.2g}" for name, value in asdict(found).items()}
