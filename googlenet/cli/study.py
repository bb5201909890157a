"""The command `study`: which kernel size is right?"""

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING

from googlenet.cli.shared import option, show, table, tell

if TYPE_CHECKING:
    from googlenet.study.config import StudyConfig


def study_options(parser: argparse.ArgumentParser) -> None:
    """Which study, how much of it, where."""
    from googlenet.study.variants import MATCHES, NETWORKS

    option(parser, "study", told="study.cli.which", choices=("kernels",))
    option(parser, "--match", told="study.cli.match", choices=MATCHES, default="params")
    option(parser, "--networks", told="study.cli.networks", nargs="+", choices=tuple(NETWORKS), default=tuple(NETWORKS))
    option(parser, "--seeds", told="study.cli.seeds", type=int, default=3)
    for name, default in {"epochs": 3, "images": 20_000, "image-size": 96, "batch-size": None, "threads": None}.items():
        told = "train_images" if name == "images" else name.replace("-", "_")
        option(parser, f"--{name}", told=f"cli.train.{told}", type=int, default=default)
    option(parser, "--recipe", told="cli.train.recipe", default="default")
    option(parser, "--dataset", told="cli.train.dataset")
    option(parser, "--device", told="cli.train.device", default="auto")
    option(parser, "--run-dir", told="study.cli.run_dir", type=Path)
    option(parser, "--out", told="study.cli.out", type=Path)
    option(parser, "--known", told="study.cli.known", type=Path)
    option(parser, "--collect", told="study.cli.collect", action="store_true")
    option(parser, "--json", action="store_true")


def study(chosen: argparse.Namespace) -> int:
    """Trains what is missing, with a bar, then tells what came out; `--collect` only tells."""
    import signal

    from googlenet.networks.checkpoint import read_json, write_json
    from googlenet.study.results import adopt, collect
    from googlenet.training.runs.folder import RunFolder

    config = _config(chosen)
    root = chosen.run_dir or Path(os.environ.get("GOOGLENET_RUNS_DIR", "runs")) / "kernels"
    if chosen.known:
        adopt(config, root, read_json(chosen.known))
    if not chosen.collect:
        _follow(config, root, prints=not chosen.json, stop=signal.SIGTERM)
    result = collect(config, root)
    if chosen.out:
        with RunFolder(chosen.out).writing():
            chosen.out.parent.mkdir(parents=True, exist_ok=True)
            write_json(chosen.out, result)
    rows = [(run["network"], run["seed"], f"{100 * run['accuracy']:.2f} %") for run in result["runs"]]
    show(chosen, result, table(tell("study.cli.columns"), rows))
    return 0


def _config(chosen: argparse.Namespace) -> "StudyConfig":
    from dataclasses import fields

    from googlenet.study.config import StudyConfig

    given = {field.name: getattr(chosen, field.name, None) for field in fields(StudyConfig)}
    given["networks"] = tuple(dict.fromkeys(chosen.networks))
    return StudyConfig(**{name: value for name, value in given.items() if value is not None})


def _follow(config: "StudyConfig", root: Path, *, prints: bool, stop: int) -> None:
    """Shows each record as it comes; a signal stops the run under way with a checkpoint."""
    import signal
    from contextlib import closing

    from tqdm import tqdm

    from googlenet.study.run import conduct, unfinished

    def end(*_: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(stop, end)
    bar = tqdm(total=unfinished(config, root) * config.epochs, unit="epoch", disable=None if prints else True)
    try:
        with bar, closing(conduct(config, root)) as news:
            for trial, record in news:
                bar.set_description(f"{trial.network}-{trial.seed}")
                bar.set_postfix(loss=f"{record.train_loss:.3f}", images_per_second=round(record.images_per_second, 1))
                if record.kind == "epoch":
                    bar.update()
                    about = {"network": trial.network, "seed": trial.seed, "epoch": record.epoch}
                    if prints:
                        bar.write(tell("study.cli.epoch", **about, percent=100 * record.test_accuracy))
    finally:
        signal.signal(stop, before)
