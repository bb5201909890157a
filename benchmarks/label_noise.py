"""Whether self-influence finds wrong labels, beside the loss alone: a tenth of the sample's training labels, flipped.

A run for each seed: the labels of 500 of the 5,000 training images, drawn at random, become another class, drawn at
random; recipe `quick` trains on them. All training images are then ranked by the squared norm of the last layer's
gradient (self-influence) and by the loss, both with the label that was trained on. Of each: how many of the first tenth
were flipped (chance: a tenth), and the area under the ROC curve (chance: one half). What is finished in the folder is not
trained again. The page reads the file.

    OMP_NUM_THREADS=1 python -m benchmarks.label_noise --run-dir runs/noise [--seeds 3] [--out assets/studies/label_noise.json]
"""

import argparse
import json
import os
import platform
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch

from googlenet.common.statistics import interval
from googlenet.data.dataset import DATASETS, Dataset, load_sample
from googlenet.inspection.influence import gradients
from googlenet.networks.checkpoint import write_json
from googlenet.networks.classifier import load_classifier
from googlenet.study.label_noise import SCORES
from googlenet.training.config import TrainConfig
from googlenet.training.loop import fit
from googlenet.training.runs.folder import RunFolder

RECIPE, SHARE, NAME = "quick", 0.1, "sample_with_wrong_labels"


def noisy_sample(seed: int) -> tuple[Dataset, np.ndarray]:
    """Returns the sample with a tenth of its training labels flipped, and which ones, (N,) bool."""
    sample = load_sample()
    labels, draw = sample.train.labels.numpy().copy(), np.random.default_rng(seed)
    flipped = np.zeros(len(labels), dtype=bool)
    flipped[draw.choice(len(labels), round(SHARE * len(labels)), replace=False)] = True
    classes = len(sample.classes)
    labels[flipped] = (labels[flipped] + draw.integers(1, classes, flipped.sum())) % classes
    train = replace(sample.train, labels=torch.from_numpy(labels))
    return replace(sample, name=NAME, train=train), flipped


def measured(scores: np.ndarray, flipped: np.ndarray) -> dict[str, float]:
    """Returns how well `scores` (N,) find what was flipped (N,): precision among the first tenth, area under the ROC."""
    first = np.argsort(-scores, kind="stable")[: round(SHARE * len(scores))]
    _, places, counts = np.unique(scores, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[places]  # of equal scores the mean
    wrong, right = int(flipped.sum()), int((~flipped).sum())
    area = (ranks[flipped].sum() - wrong * (wrong + 1) / 2) / (wrong * right)
    return {"precision": float(flipped[first].mean()), "area": float(area)}


def outcome(seed: int, root: Path) -> dict:
    """Returns what one run came to, trained first where it is not finished."""
    dataset, flipped = noisy_sample(seed)
    DATASETS[NAME] = lambda: dataset
    run, config = RunFolder(root / f"seed-{seed}"), TrainConfig(recipe=RECIPE, dataset=NAME, seed=seed, threads=1)
    if not (run.exists() and run.status().state == "finished"):
        for _ in fit(config, run.path, resume=run.exists()):
            pass
    classifier = load_classifier(run.path)
    found, test = gradients(classifier, dataset.train), gradients(classifier, dataset.test)
    scores = {"self_influence": found.squared_norms, "loss": found.losses}
    return {
        "accuracy": float((test.predicted == test.labels).mean()),
        **{name: measured(values, flipped) for name, values in scores.items()},
        "predicted_other": measured((found.predicted != found.labels).astype(float), flipped)["area"],
        "flipped": int(flipped.sum()),
    }


def summary(runs: dict[int, dict]) -> dict:
    """Returns mean and 95 % interval over the runs for each score and measure, and for the paired differences."""

    def over(values: np.ndarray, least: float) -> dict[str, float]:
        one = interval(values.tolist())
        return {"mean": one.mean, "low": max(least, one.low), "high": min(1.0, one.high)}

    def listed(score: str, measure: str) -> np.ndarray:
        return np.array([run[score][measure] for run in runs.values()])

    measures = ("precision", "area")
    each = {score: {one: over(listed(score, one), 0.0) for one in measures} for score in SCORES}
    difference = {one: over(listed(SCORES[0], one) - listed(SCORES[1], one), -1.0) for one in measures}
    return each | {"self_influence_minus_loss": difference}


def main() -> None:
    """Trains and measures what is missing, and writes the record."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run-dir", type=Path, required=True, help="folder of the runs")
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--out", type=Path, help="write the record here")
    chosen = parser.parse_args()
    runs = {seed: outcome(seed, chosen.run_dir) for seed in range(chosen.seeds)}
    record = {
        "command": f"python -m benchmarks.label_noise --run-dir runs/noise --seeds {chosen.seeds}",
        "recipe": RECIPE,
        "images": len(load_sample().train),
        "share": SHARE,
        "versions": {"python": platform.python_version(), "torch": torch.__version__, "numpy": np.__version__},
        "machine": {"processor": platform.machine(), "cores": os.cpu_count(), "system": platform.system()},
        "runs": runs,
        "summary": summary(runs),
    }
    if chosen.out:
        write_json(chosen.out, record)
    json.dump(record, sys.stdout, indent=1)


if __name__ == "__main__":
    main()
