"""Makes assets/fashion_mnist_sample/ from the full data set: `python assets/make_sample.py` (a minute).

5,000 training and 500 test images, as many of each class, drawn by a fixed seed and kept in the data set's order; in
`labels.json` stands which ones. The sheets are lossless: a test compares every pixel where the full set is at hand.
"""

import json
import sys
from pathlib import Path

import numpy as np
import torch
from PIL import Image

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from googlenet.data.dataset import Images, load_fashion_mnist
from googlenet.data.fashion_mnist import SAMPLE_FOLDER

SEED = 0
PER_CLASS = {"train": 500, "test": 50}
COLUMNS = 70  # 70 × 72 tiles of 28 px: under the 2048 px a side that the upload gate keeps


def main() -> None:
    """Draws the sample and writes both sheets and their labels."""
    full = load_fashion_mnist()
    splits = {"train": full.train, "test": full.test}
    generator = np.random.default_rng(SEED)
    table = {}
    for split, count in PER_CLASS.items():
        images = splits[split]
        indices = draw(images.labels.numpy(), count, generator)
        chosen = images[torch.from_numpy(indices)]
        sheet_of(chosen).save(SAMPLE_FOLDER / f"{split}.webp", lossless=True, quality=80, method=4)
        table[split] = {"indices": indices.tolist(), "labels": chosen.labels.tolist()}
    (SAMPLE_FOLDER / "labels.json").write_text(json.dumps(table, separators=(",", ":")) + "\n", encoding="utf-8")


def draw(labels: np.ndarray, count: int, generator: np.random.Generator) -> np.ndarray:
    """`count` indices of each class, ascending."""
    classes = (np.flatnonzero(labels == label) for label in np.unique(labels))
    return np.sort(np.concatenate([generator.choice(indices, count, replace=False) for indices in classes]))


def sheet_of(images: Images) -> Image.Image:
    """The images as tiles of one grey picture, row by row."""
    rows = -(-len(images) // COLUMNS)
    tiles = np.zeros((rows * COLUMNS, 28, 28), dtype=np.uint8)
    tiles[: len(images)] = images.pixels[:, 0].numpy()
    sheet = tiles.reshape(rows, COLUMNS, 28, 28).swapaxes(1, 2)
    return Image.fromarray(sheet.reshape(rows * 28, COLUMNS * 28))


if __name__ == "__main__":
    main()
