"""What each choice of a recipe is worth, at equal epochs, on training images that are held out for it.

Each row is the baseline (recipe `default` with flips alone) with one thing changed. Rows are paired by seed: the same
training images, weights at the start, and order. All are judged on the same held-out images after the last epoch; the
test images are never read. Runs that are done are skipped, and one that was broken off goes on.

    python -m benchmarks.recipes --run-dir runs/recipes [--rows baseline "EMA 0.96"] [--seeds 3] [--json]
"""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

from googlenet.common.statistics import student_975
from googlenet.data.dataset import DATASETS, Dataset, load_fashion_mnist
from googlenet.networks.checkpoint import read_json, write_json
from googlenet.networks.classifier import load_classifier
from googlenet.study.exercises import NATIVE
from googlenet.training import steps
from googlenet.training.config import TrainConfig
from googlenet.training.environment import enter_training_environment
from googlenet.training.loop import fit
from googlenet.training.runs.folder import RunFolder

BASELINE = "baseline"
WATCHED = 500  # held-out images that are looked at after each epoch; after the last it is all of them
ROWS = {
    BASELINE: {},
    "EMA 0.96": {"ema_decay": 0.96},
    "alternating flips": {"augmentation": "alternate_flip"},
    "no decay of BN and biases": {"selective_decay": True},
    "last batch of 8 dropped": {"drop_last": True},
    "label smoothing 0.1": {"label_smoothing": 0.1},
    "label smoothing 0.2": {"label_smoothing": 0.2},
    "Muon": {"optimizer": "muon"},
    "6 epochs, 4 of them at 24 px": {"epochs": 6, "size_schedule": (24,) * 4 + (32,) * 2},
    "8 epochs": {"epochs": 8},
    "stem for 28 px": {"model": NATIVE},
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run-dir", type=Path, required=True, help="folder of the runs")
    parser.add_argument("--rows", nargs="*", default=list(ROWS), choices=list(ROWS), metavar="ROW")
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--size", type=int, default=32, help="side of the images in px")
    parser.add_argument("--images", type=int, default=6152, help="training images")
    parser.add_argument("--held-out", type=int, default=15_000, help="training images that the rows are judged on")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    chosen = parser.parse_args()
    data = load_fashion_mnist()
    train, held_out = data.train[: -chosen.held_out], data.train[-chosen.held_out :]
    name = "fashion_mnist_held_out"
    DATASETS[name] = lambda: Dataset(name, data.classes, train, held_out[:WATCHED])
    common = {"dataset": name, "image_size": chosen.size, "epochs": chosen.epochs, "train_images": chosen.images}
    figures = {row: [] for row in chosen.rows}
    for seed in range(chosen.seeds):
        for row in chosen.rows:
            config = TrainConfig(seed=seed, threads=1, **{"augmentation": "flip", **common, **ROWS[row]})
            run = RunFolder(chosen.run_dir / f"{row.replace(' ', '_').replace(',', '')}-{seed}")
            figures[row].append(judged(run, config, held_out))
    print(json.dumps(figures, indent=1) if chosen.json else "\n".join(table(figures)))


def judged(run: RunFolder, config: TrainConfig, held_out: object) -> dict:
    """The run's accuracy on the held-out images after its last epoch, and its seconds; trains what is left of it."""
    path = run.path / "judged.json"
    if path.is_file():
        return read_json(path)
    records = list(fit(config, run.path, resume=run.exists())) or run.records()
    classifier = load_classifier(run.path)
    score = steps.score(classifier.network, held_out, classifier.preprocess, precision="auto")
    found = {"accuracy": score.accuracy, "loss": score.loss, "seconds": round(records[-1].seconds)}
    print(run.path.name, found, flush=True)
    write_json(path, found)
    return found


def table(figures: dict[str, list[dict]]) -> Iterator[str]:
    """Yields the lines of a table in Markdown: accuracies, and differences to the baseline with 95 % intervals.

    The interval rests on one standard deviation for all rows, that of what row and seed together leave unexplained:
    three seeds alone would give each row its own with two degrees of freedom.
    """
    shares = {row: [100 * run["accuracy"] for run in runs] for row, runs in figures.items()}
    reach = reach_of_differences(list(shares.values()))
    yield "| changed | held-out accuracy by seed | mean | against the baseline, points (95 % interval) | seconds a run |"
    yield "| --- | --- | --- | --- | --- |"
    base = sum(shares[BASELINE]) / len(shares[BASELINE])
    for row, values in shares.items():
        mean = sum(values) / len(values)
        low, high = mean - base - reach, mean - base + reach
        against = "–" if row == BASELINE else f"{mean - base:+.2f} ({low:+.2f} to {high:+.2f})".replace("-", "−")
        seconds = sum(run["seconds"] for run in figures[row]) / len(values)
        yield f"| {row} | {', '.join(f'{v:.2f}' for v in values)} % | {mean:.2f} % | {against} | {seconds:.0f} |"


def reach_of_differences(rows: list[list[float]]) -> float:
    """Half the width of the 95 % interval of the difference of two rows' means, from all rows' values by seed."""
    count, seeds = len(rows), len(rows[0])
    means, by_seed = [sum(row) / seeds for row in rows], [sum(column) / count for column in zip(*rows, strict=True)]
    whole, free = sum(means) / count, (count - 1) * (seeds - 1)
    left = sum((rows[r][s] - means[r] - by_seed[s] + whole) ** 2 for r in range(count) for s in range(seeds))
    return student_975(free) * (left / free * 2 / seeds) ** 0.5


if __name__ == "__main__":
    enter_training_environment()
    main()
