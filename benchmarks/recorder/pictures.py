"""A small data set of shapes, a folder a class, the same at each call; class names of both cases and of digits."""

import os
from pathlib import Path

from PIL import Image, ImageDraw

CLASSES = ("Bird", "apple", "2", "10")
IMAGES = 6  # of each class
WRITTEN_AT = 1_700_000_000  # the name of a data set tells when its files were written


def draw(folder: Path) -> Path:
    """Writes the pictures under `folder`, of 32 to 48 px."""
    for k, name in enumerate(CLASSES):
        (folder / name).mkdir(parents=True, exist_ok=True)
        for i in range(IMAGES):
            path = folder / name / f"{i}.png"
            _shape(k, i).save(path)
            os.utime(path, (WRITTEN_AT, WRITTEN_AT))
    return folder


def _shape(k: int, i: int) -> Image.Image:
    side = 32 + (5 * i + 3 * k) % 17
    image = Image.new("RGB", (side, side), (20 + 30 * i, 60 * k, 120))
    pen, near, far, ink = ImageDraw.Draw(image), 4 + i, side - 4 - i, (250 - 20 * i, 200 - 40 * k, 30 + 30 * k)
    if k == 0:
        pen.ellipse((near, near, far, far), fill=ink)
    elif k == 1:
        pen.rectangle((near, near, far, far), fill=ink)
    elif k == 2:
        pen.line((near, near, far, far), fill=ink, width=5)
    else:
        pen.polygon([(near, far), (side // 2, near), (far, far)], fill=ink)
    return image
