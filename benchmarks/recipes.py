"""What each choice of a recipe, and of a network, is worth, on training images that are held out for it.

Each row is the series' baseline with one thing changed, the last rows of the networks with several. Rows are paired by
seed: the same training images, order, and (for recipes) weights at the start. All are judged on the same held-out images;
the test images are never read. Runs that are done are skipped, and one that was broken off goes on.

    python -m benchmarks.recipes --run-dir runs/recipes [--series networks] [--rows Muon] [--seeds 3] [--only-table] [--json]
"""

import argparse
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path

from googlenet.common.results import Preprocess
from googlenet.common.statistics import interval, student_975
from googlenet.data.dataset import DATASETS, Dataset, Images, load_fashion_mnist
from googlenet.networks.checkpoint import read_card, read_json, write_json
from googlenet.networks.classifier import load_files
from googlenet.networks.googlenet import GOOGLENET, GOOGLENET_NOTES, TABLE_1
from googlenet.training import steps
from googlenet.training.config import TrainConfig, config_from_dict
from googlenet.training.environment import enter_training_environment
from googlenet.training.loop import fit
from googlenet.training.runs.folder import RunFolder

HELD_OUT = "fashion_mnist_held_out"
HELD_OUT_IMAGES = 5000  # on which the rows are judged
WATCHED = 500  # held-out images that are looked at after each epoch; after the last it is all of them


@dataclass(frozen=True)
class Series:
    """Rows that are compared: fields of `TrainConfig`.

    Attributes:
        common: of every run.
        rows: row -> the fields that it changes; the first row is the baseline.
    """

    common: Mapping[str, object]
    rows: Mapping[str, Mapping[str, object]]


def notes(**changes: object) -> dict:
    """The row of the study notes' network with `changes` of its table."""
    return {"model": replace(GOOGLENET_NOTES, **changes)}


STEM = 5  # layers in front of 3a
PLACE = [layer.name for layer in GOOGLENET_NOTES.layers].index("inception4d")
WITH_4C = (*GOOGLENET_NOTES.layers[:PLACE], TABLE_1["inception4c"], *GOOGLENET_NOTES.layers[PLACE:])
SERIES = {
    # The recipe `default` with AdamW and flips alone, judged by its last weights and by their average, which costs no second run.
    "recipes": Series(
        {
            "image_size": 32,
            "epochs": 4,
            "train_images": 40 * 128 + 8,
            "optimizer": "adamw",
            "augmentation": "flip",
            "ema_decay": 0.998,
        },
        {
            "baseline": {},
            "Muon": {"optimizer": "muon"},
            "alternating flips": {"augmentation": "alternate_flip"},
            "label smoothing 0.1": {"label_smoothing": 0.1},
            "label smoothing 0.2": {"label_smoothing": 0.2},
            "no decay of BN and biases": {"selective_decay": True},
            "6 epochs, 4 of them at 24 px": {"epochs": 6, "size_schedule": (24,) * 4 + (32,) * 2},
            "last batch of 8 dropped": {"drop_last": True},
        },
    ),
    # The study notes' recipe, as many steps as in the first of their epochs; not in float32 where bfloat16 is faster.
    "networks": Series(
        {
            "recipe": "notes",
            "precision": "auto",
            "image_size": 96,
            "epochs": 3,
            "train_images": 10_000,
            "batch_size": 64,
        },
        {
            "the notes' network": notes(),
            "the paper's stem": notes(layers=GOOGLENET.layers[:STEM] + GOOGLENET_NOTES.layers[STEM:]),
            "4c in its place": notes(layers=WITH_4C),
            "weights begun as Xavier": notes(initialization="xavier"),
            "BN, weights begun as Kaiming": notes(normalization="batch", initialization="kaiming"),
            "all but BN, and dropout: googlenet": {"model": "googlenet"},
            "all, and dropout: googlenet_bn": {"model": "googlenet_bn"},
        },
    ),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run-dir", type=Path, required=True, help="folder of the runs")
    parser.add_argument("--series", choices=list(SERIES), default="recipes")
    parser.add_argument("--rows", nargs="*", metavar="ROW", help="of the series; without: all")
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument(
        "--held-out", type=int, default=HELD_OUT_IMAGES, help="training images that the rows are judged on"
    )
    parser.add_argument(
        "--only-table", action="store_true", help="train nothing: the rows that are done with all seeds"
    )
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    chosen = parser.parse_args()
    rows = SERIES[chosen.series].rows
    if unknown := set(chosen.rows or ()) - set(rows):
        parser.error(f"rows of this series: {', '.join(rows)}; unknown: {', '.join(unknown)}")
    chosen.rows = chosen.rows or list(rows)
    if not chosen.only_table:
        train_all(chosen)
    baseline = next(iter(rows))
    shown = dict.fromkeys([baseline, *chosen.rows])  # the baseline of an earlier call, too
    found = {row: [judgement(chosen, row, seed) for seed in range(chosen.seeds)] for row in shown}
    figures = {row: runs for row, runs in found.items() if all(runs)}
    print(json.dumps(figures, indent=1) if chosen.json else "\n".join(table(figures, baseline)))


def folder(chosen: argparse.Namespace, row: str, seed: int) -> Path:
    """Where the row's run with this seed lies."""
    return chosen.run_dir / f"{re.sub('[^a-zA-Z0-9.]+', '_', row)}-{seed}"


def config_of(chosen: argparse.Namespace, row: str, seed: int) -> TrainConfig:
    """How the row is trained. The data set is called after what is held out of it: a run goes on with its own alone."""
    series = SERIES[chosen.series]
    name = HELD_OUT if chosen.held_out == HELD_OUT_IMAGES else f"{HELD_OUT}_{chosen.held_out}"
    return TrainConfig(**{"dataset": name, "threads": 1, "seed": seed} | series.common | series.rows[row])


def judgement(chosen: argparse.Namespace, row: str, seed: int) -> dict | None:
    """The figures of the row's run with this seed; None before it was judged.

    Raises:
        SystemExit: other images were held out, those that were not have trained the run; or it was trained otherwise.
    """
    run = RunFolder(folder(chosen, row, seed))
    path = run.path / "judged.json"
    if not path.is_file():
        return None
    found = {"held_out": HELD_OUT_IMAGES} | read_json(path)
    if found["held_out"] != chosen.held_out:
        raise SystemExit(f"{path} is of --held-out {found['held_out']}: choose that, or another --run-dir")
    begun, wanted = config_from_dict(read_card(run.card).config), config_of(chosen, row, seed)
    names = [
        one.name for one in fields(TrainConfig) if one.name != "draws"
    ]  # a run that has begun says it, `wanted` not
    if differing := [name for name in names if getattr(begun, name) != getattr(wanted, name)]:
        raise SystemExit(f"{run.path} was trained with another {', '.join(differing)}: choose another --run-dir")
    return found


def train_all(chosen: argparse.Namespace) -> None:
    """Trains and judges what is not done yet, one run after another."""
    data = load_fashion_mnist()
    train, held_out = data.train[: -chosen.held_out], data.train[-chosen.held_out :]
    for seed in range(chosen.seeds):
        for row in chosen.rows:
            run = RunFolder(folder(chosen, row, seed))
            if not judgement(chosen, row, seed):
                config = config_of(chosen, row, seed)
                given = Dataset(config.dataset, data.classes, train, held_out[:WATCHED])
                DATASETS[config.dataset] = lambda given=given: given
                for _ in fit(config, run.path, resume=run.exists()):
                    pass
                figures = judged(run, held_out, data.preprocess(config.image_size), averaged=config.ema_decay > 0)
                write_json(run.path / "judged.json", figures)
                print(run.path.name, figures, flush=True)


def judged(run: RunFolder, held_out: Images, preprocess: Preprocess, *, averaged: bool) -> dict:
    """Accuracy of a finished run's last weights, and of their average, on the held-out images, and its seconds."""
    found = {"held_out": len(held_out), "seconds": round(run.records()[-1].seconds)}
    for name, weights in {"last": run.last, **({"averaged": run.best} if averaged else {})}.items():
        network = load_files(run.card, weights).network
        found[name] = steps.score(network, held_out, preprocess, precision="auto").accuracy
    return found


def table(figures: Mapping[str, list[dict]], baseline: str) -> Iterator[str]:
    """Yields the lines of a table in Markdown, with what each row is worth, in points with 95 % intervals."""
    if baseline not in figures:
        yield f"Not judged with all seeds yet: {baseline}."
        return
    runs = [run for row in figures.values() for run in row]
    kinds = [kind for kind in ("last", "averaged") if kind in runs[0]]
    shares = {kind: {row: [100 * run[kind] for run in runs] for row, runs in figures.items()} for kind in kinds}
    reach = {kind: reach_of_differences(list(shares[kind].values())) for kind in kinds}
    heads = ["held out, by seed", "against the baseline", "averaged weights, by seed", "against the baseline's"]
    yield f"| changed | {' | '.join(heads[: 2 * len(kinds)])} |"
    yield f"|{' --- |' * (1 + 2 * len(kinds))}"
    for row in figures:
        cells = [row]
        for kind in kinds:
            by_seed = shares[kind][row]
            cells.append(f"{', '.join(f'{value:.2f}' for value in by_seed)} %")
            difference = mean(by_seed) - mean(shares[kind][baseline])
            cells.append("–" if row == baseline else points(difference, reach[kind]))
        yield f"| {' | '.join(cells)} |"
    if "averaged" in kinds:
        gain = interval([100 * (run["averaged"] - run["last"]) for run in runs])
        yield f"\nAveraged against last weights, all {len(runs)} runs: {points(gain.mean, gain.reach)} points."
    seconds = [f"{row} {mean([run['seconds'] for run in figures[row]]):.0f}" for row in figures]
    yield f"\nSeconds a run: {', '.join(seconds)}."


def mean(values: list[float]) -> float:
    """The mean of `values`."""
    return sum(values) / len(values)


def points(difference: float, reach: float) -> str:
    """A difference and its interval."""
    return f"{difference:+.2f} ({difference - reach:+.2f} to {difference + reach:+.2f})".replace("-", "−")


def reach_of_differences(rows: list[list[float]]) -> float:
    """Half the width of the 95 % interval of the difference of two rows' means, from all rows' values by seed.

    It rests on one standard deviation for all rows, that of what row and seed together leave unexplained: with three
    seeds a row's own would have two degrees of freedom.
    """
    count, seeds = len(rows), len(rows[0])
    means, by_seed = [mean(row) for row in rows], [mean(column) for column in zip(*rows, strict=True)]
    whole, freedom = mean(means), (count - 1) * (seeds - 1)
    left = sum((rows[r][s] - means[r] - by_seed[s] + whole) ** 2 for r in range(count) for s in range(seeds))
    return student_975(freedom) * (left / freedom * 2 / seeds) ** 0.5 if freedom else float("nan")


if __name__ == "__main__":
    enter_training_environment()
    main()
