"""The command `study`: which kernel size is right?"""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from googlenet.cli.shared import device_option, json_option, option, runs_root, show, table, tell

if TYPE_CHECKING:
    from googlenet.study.config import StudyConfig


def study_options(parser: argparse.ArgumentParser) -> None:
    """Adds the study, its settings and its folder."""
    from googlenet.study.variants import MATCHES, NETWORKS

    option(parser, "study", key="study.cli.which", choices=("kernels",))
    option(parser, "--match", key="study.cli.match", choices=MATCHES, default="params")
    option(parser, "--networks", key="study.cli.networks", nargs="+", choices=tuple(NETWORKS), default=tuple(NETWORKS))
    option(parser, "--seeds", key="study.cli.seeds", type=int, default=3)
    for name, default in {"epochs": 3, "images": 20_000, "image-size": 96, "batch-size": None, "threads": None}.items():
        field = "train_images" if name == "images" else name.replace("-", "_")
        option(parser, f"--{name}", key=f"cli.train.{field}", type=int, default=default)
    option(parser, "--recipe", key="cli.train.recipe", default="default")
    option(parser, "--dataset", key="cli.train.dataset")
    device_option(parser)
    option(parser, "--run-dir", key="study.cli.run_dir", type=Path)
    option(parser, "--out", key="study.cli.out", type=Path)
    option(parser, "--known", key="study.cli.known", type=Path)
    option(parser, "--collect", key="study.cli.collect", action="store_true")
    json_option(parser)


def study(chosen: argparse.Namespace) -> int:
    """Trains the missing runs with a progress bar, then prints the results; `--collect` only prints."""
    import signal

    from googlenet.networks.checkpoint import read_json, write_json
    from googlenet.study.results import adopt, collect
    from googlenet.training.runs.folder import RunFolder

    root = chosen.run_dir or runs_root() / "kernels"
    config = _config(chosen, root)
    if chosen.known:
        adopt(config, root, read_json(chosen.known))
    if not chosen.collect:
        _follow(config, root, prints=not chosen.json, stop=signal.SIGTERM)
    result = collect(config, root)
    if chosen.out:
        with RunFolder(chosen.out).writing():
            chosen.out.parent.mkdir(parents=True, exist_ok=True)
            write_json(chosen.out, result)
    rows = [(run["network"], run["seed"], f"{100 * run['accuracy']:.2f}%") for run in result["runs"]]
    gaps = [(name, *_points(one)) for name, one in result["summary"]["against_all"].items()]
    lines = [*table(tell("study.cli.columns"), rows), *(["", *table(tell("study.cli.gaps"), gaps)] if gaps else [])]
    show(chosen, result, lines)
    return 0


def _points(one: dict) -> tuple[str, str, int]:
    """A difference in percentage points, its 95 % interval, "" with one seed, and its number of seeds."""
    ends = " … ".join(f"{100 * one[end]:+.2f}" for end in ("low", "high") if end in one)
    return f"{100 * one['mean']:+.2f}", ends, one["seeds"]


def _config(chosen: argparse.Namespace, root: Path) -> "StudyConfig":
    """The settings in the study's folder, else those of the options."""
    from dataclasses import fields, replace

    from googlenet.study.config import StudyConfig, settings_of

    if held := settings_of(root):
        return replace(held, threads=chosen.threads, device=chosen.device)
    given = {field.name: getattr(chosen, field.name, None) for field in fields(StudyConfig)}
    given["networks"] = tuple(dict.fromkeys(chosen.networks))
    return StudyConfig(**{name: value for name, value in given.items() if value is not None})


def _follow(config: "StudyConfig", root: Path, *, prints: bool, stop: int) -> None:
    """Conducts the study and shows each record; the signal `stop` ends the run under way with a checkpoint."""
    import signal
    from contextlib import closing

    from tqdm import tqdm

    from googlenet.study.run import conduct, unfinished

    def end(*_: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(stop, end)
    bar = tqdm(total=unfinished(config, root) * config.epochs, unit="epoch", disable=None if prints else True)
    try:
        with bar, closing(conduct(config, root)) as records:
            for trial, record in records:
                bar.set_description(f"{trial.network}-{trial.seed}")
                bar.set_postfix(loss=f"{record.train_loss:.3f}", images_per_second=round(record.images_per_second, 1))
                if record.kind == "epoch":
                    bar.update()
                    values = {"network": trial.network, "seed": trial.seed, "epoch": record.epoch}
                    if prints:
                        bar.write(tell("study.cli.epoch", **values, percent=100 * record.test_accuracy))
    finally:
        signal.signal(stop, before)
