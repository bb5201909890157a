"""Pictures of one's own, made by a script: circles, squares and triangles in colour, as a zip of class folders.

Run from the repository's root: `python -m benchmarks.shapes shapes.zip`. 520 JPEG files of 120 to 200 px a side, noisy,
a little blurred, at any place, size, angle and colour; the third class is smaller. Five files that are none stand among
them, for the report: a text, a picture cut short, words called a picture, a path that leads out, macOS's own.
"""

import argparse
import io
import math
import zipfile
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

COUNTS = {"circles": 200, "squares": 200, "triangles": 120}
CORNERS = {"squares": 4, "triangles": 3}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("path", type=Path)
    parser.add_argument("--seed", type=int, default=0)
    chosen = parser.parse_args()
    generator = np.random.default_rng(chosen.seed)
    with zipfile.ZipFile(chosen.path, "w") as archive:
        for kind, count in COUNTS.items():
            for number in range(count):
                archive.writestr(f"shapes/{kind}/{number:03}.jpg", picture(kind, generator))
        archive.writestr("shapes/README.txt", "made by a script")
        archive.writestr("__MACOSX/shapes/._x.jpg", b"x")
        archive.writestr("shapes/circles/broken.jpg", picture("circles", generator)[:900])
        archive.writestr("shapes/squares/words.png", b"words")
        archive.writestr("../evil.jpg", picture("squares", generator))


def picture(kind: str, generator: np.random.Generator) -> bytes:
    """A JPEG of one shape, dark on light."""
    width, height = map(int, generator.integers(120, 200, 2))
    ground, ink = (tuple(map(int, generator.integers(*ends, 3))) for ends in ((150, 256), (0, 140)))
    image = Image.new("RGB", (width, height), ground)
    draw, radius = ImageDraw.Draw(image), int(generator.integers(24, 46))
    x, y = (side // 2 + int(generator.integers(-14, 15)) for side in (width, height))
    turn, corners = generator.uniform(0, 2 * math.pi), CORNERS.get(kind)
    if corners:
        angles = [turn + 2 * math.pi * corner / corners for corner in range(corners)]
        draw.polygon([(x + radius * math.cos(a), y + radius * math.sin(a)) for a in angles], fill=ink)
    else:
        draw.ellipse([x - radius, y - radius, x + radius, y + radius], fill=ink)
    image = image.filter(ImageFilter.GaussianBlur(float(generator.uniform(0, 1.2))))
    noisy = np.asarray(image) + generator.normal(0, 9, (height, width, 3))
    file = io.BytesIO()
    Image.fromarray(noisy.clip(0, 255).astype(np.uint8)).save(file, "JPEG", quality=88)
    return file.getvalue()


if __name__ == "__main__":
    main()
