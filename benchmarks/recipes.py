"""What each choice of a recipe is worth, on training images that are held out for it.

Each row is the baseline (recipe `default` with flips alone) with one thing changed, and is judged twice: by its last
weights, and by their moving average, which costs no second run. Rows are paired by seed: the same training images, weights
at the start, and order. All are judged on the same held-out images; the test images are never read. Runs that are done are
skipped, and one that was broken off goes on.

    python -m benchmarks.recipes --run-dir runs/recipes [--rows baseline Muon] [--seeds 3] [--only-table] [--json]
"""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

from googlenet.common.results import Preprocess
from googlenet.common.statistics import interval, student_975
from googlenet.data.dataset import DATASETS, Dataset, Images, load_fashion_mnist
from googlenet.networks.checkpoint import read_json, write_json
from googlenet.networks.classifier import load_files
from googlenet.training import steps
from googlenet.training.config import TrainConfig
from googlenet.training.environment import enter_training_environment
from googlenet.training.loop import fit
from googlenet.training.runs.folder import RunFolder

BASELINE = "baseline"
HELD_OUT = "fashion_mnist_held_out"
WATCHED = 500  # held-out images that are looked at after each epoch; after the last it is all of them
# row: what it changes of the baseline
ROWS = {
    BASELINE: {},
    "Muon": {"optimizer": "muon"},
    "alternating flips": {"augmentation": "alternate_flip"},
    "label smoothing 0.1": {"label_smoothing": 0.1},
    "label smoothing 0.2": {"label_smoothing": 0.2},
    "no decay of BN and biases": {"selective_decay": True},
    "6 epochs, 4 of them at 24 px": {"epochs": 6, "size_schedule": (24,) * 4 + (32,) * 2},
    "last batch of 8 dropped": {"drop_last": True},
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run-dir", type=Path, required=True, help="folder of the runs")
    parser.add_argument("--rows", nargs="*", default=list(ROWS), choices=list(ROWS), metavar="ROW")
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--size", type=int, default=32, help="side of the images in px")
    parser.add_argument("--images", type=int, default=40 * 128 + 8, help="training images")
    parser.add_argument("--held-out", type=int, default=5000, help="training images that the rows are judged on")
    parser.add_argument(
        "--only-table", action="store_true", help="train nothing: the rows that are done with all seeds"
    )
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    chosen = parser.parse_args()
    if not chosen.only_table:
        train_all(chosen)
    found = {row: [folder(chosen, row, seed) / "judged.json" for seed in range(chosen.seeds)] for row in chosen.rows}
    figures = {row: [read_json(one) for one in ones] for row, ones in found.items() if all(map(Path.is_file, ones))}
    print(json.dumps(figures, indent=1) if chosen.json else "\n".join(table(figures)))


def folder(chosen: argparse.Namespace, row: str, seed: int) -> Path:
    """Where the row's run with this seed lies."""
    return chosen.run_dir / f"{row.replace(' ', '_').replace(',', '')}-{seed}"


def train_all(chosen: argparse.Namespace) -> None:
    """Trains and judges what is not done yet, one run after another."""
    data = load_fashion_mnist()
    train, held_out = data.train[: -chosen.held_out], data.train[-chosen.held_out :]
    DATASETS[HELD_OUT] = lambda: Dataset(HELD_OUT, data.classes, train, held_out[:WATCHED])
    common = {"dataset": HELD_OUT, "image_size": chosen.size, "epochs": chosen.epochs, "train_images": chosen.images}
    common |= {"augmentation": "flip", "ema_decay": 0.998, "threads": 1}
    for seed in range(chosen.seeds):
        for row in chosen.rows:
            run = RunFolder(folder(chosen, row, seed))
            if not (run.path / "judged.json").is_file():
                for _ in fit(TrainConfig(seed=seed, **common | ROWS[row]), run.path, resume=run.exists()):
                    pass
                figures = judged(run, held_out, data.preprocess(chosen.size))
                write_json(run.path / "judged.json", figures)
                print(run.path.name, figures, flush=True)


def judged(run: RunFolder, held_out: Images, preprocess: Preprocess) -> dict:
    """Accuracy of a finished run's last weights and of their average on the held-out images, and its seconds."""
    found = {"seconds": round(run.records()[-1].seconds)}
    for name, weights in {"last": run.last, "averaged": run.best}.items():
        network = load_files(run.card, weights).network
        found[name] = steps.score(network, held_out, preprocess, precision="auto").accuracy
    return found


def table(figures: dict[str, list[dict]]) -> Iterator[str]:
    """Yields the lines of a table in Markdown, with what each row is worth, in points with 95 % intervals."""
    if BASELINE not in figures:
        return
    kinds = ("last", "averaged")
    shares = {kind: {row: [100 * run[kind] for run in runs] for row, runs in figures.items()} for kind in kinds}
    reach = {kind: reach_of_differences(list(shares[kind].values())) for kind in kinds}
    yield "| changed | held out, by seed | against the baseline | averaged weights, by seed | against the baseline's |"
    yield "| --- | --- | --- | --- | --- |"
    for row in figures:
        cells = [row]
        for kind in kinds:
            by_seed = shares[kind][row]
            cells.append(f"{', '.join(f'{value:.2f}' for value in by_seed)} %")
            difference = mean(by_seed) - mean(shares[kind][BASELINE])
            cells.append("–" if row == BASELINE else points(difference, reach[kind]))
        yield f"| {' | '.join(cells)} |"
    runs = [run for row in figures.values() for run in row]
    gain = interval([100 * (run["averaged"] - run["last"]) for run in runs])
    yield f"\nAveraged against last weights, all {len(runs)} runs: {points(gain.mean, gain.reach)} points."
    seconds = [f"{row} {mean([run['seconds'] for run in figures[row]]):.0f}" for row in figures]
    yield f"Seconds a run: {', '.join(seconds)}."


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
