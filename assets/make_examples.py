"""Makes assets/examples/: `python assets/make_examples.py` (seconds).

Needs the full Fashion-MNIST, and scikit-image for the photos that ship with it.
"""

import json
import sys
from pathlib import Path

import numpy as np
from PIL import Image

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from googlenet.data.dataset import Images, load_fashion_mnist
from googlenet.data.examples import FOLDER
from googlenet.text.names import FASHION_MNIST

MIT = "MIT, © 2017 Zalando SE"

# (test image, name, ground, cloth, (en, zh) of the caption); colours in RGB.
RENDERED = (
    (5, "trouser-on-cream", (246, 238, 222), (34, 44, 84), ("navy trousers on cream", "米色背景上的藏青色裤子")),
    (75, "dress-on-rose", (243, 220, 220), (96, 20, 46), ("wine-red dress on rose", "粉色背景上的酒红色连衣裙")),
    (57, "coat-on-grey", (206, 208, 206), (60, 46, 34), ("brown coat on grey", "灰色背景上的棕色外套")),
    (36, "sneaker-on-mint", (220, 238, 226), (24, 74, 60), ("green sneaker on mint", "薄荷绿背景上的绿色运动鞋")),
    (30, "bag-on-sky", (212, 228, 244), (120, 50, 20), ("cognac bag on sky blue", "天蓝色背景上的棕红色包")),
    (39, "boot-on-sand", (232, 220, 196), (40, 38, 40), ("black ankle boot on sand", "沙色背景上的黑色短靴")),
)

# (function of skimage.data, name, source, licence, (en, zh) of the caption); source and licence as its docstring says.
PHOTOS = (
    (
        "camera",
        "photographer",
        "scikit-image, skimage.data.camera; photo by Lav Varshney",
        "CC0 1.0",
        (
            "A photographer in a dark coat. The network knows single garments, not people who wear them.",
            "穿深色外套的摄影师。网络只认识单件服饰，不认识穿衣的人。",
        ),
    ),
    (
        "astronaut",
        "astronaut",
        "scikit-image, skimage.data.astronaut; NASA Great Images, Eileen Collins",
        "Public domain (NASA)",
        (
            "The astronaut Eileen Collins in her suit: clothing, but nothing that the ten classes have.",
            "身穿航天服的宇航员艾琳·柯林斯：是衣服，却不属于十个类别中的任何一类。",
        ),
    ),
    (
        "coffee",
        "coffee-cup",
        "scikit-image, skimage.data.coffee; photo by Rachel Michetti",
        "CC0 1.0",
        (
            "A cup of coffee. The network knows only clothing, and must still choose one of its ten classes.",
            "一杯咖啡。网络只认识服饰，却仍必须在十个类别中选一个。",
        ),
    ),
    (
        "cat",
        "cat",
        "scikit-image, skimage.data.cat; photo by Stéfan van der Walt",
        "CC0 1.0",
        (
            "Chelsea the cat. The network knows only clothing: watch how sure it is of a wrong answer.",
            "小猫切尔西。网络只认识服饰：看看它对错误答案有多自信。",
        ),
    ),
)
PHOTO_PX = 640


def main() -> None:
    """Writes the pictures and `examples.json`."""
    test = load_fashion_mnist().test
    rows = [*test_rows(test), *rendered_rows(test), *photo_rows()]
    text = json.dumps(rows, indent=1, ensure_ascii=False) + "\n"
    (FOLDER / "examples.json").write_text(text, encoding="utf-8")


def row(file: str, kind: str, label: str | None, origin: tuple[str, str], caption: tuple[str, str]) -> dict:
    """One line of the table; `origin` is source and licence, `caption` English and Chinese."""
    source, licence = origin
    return {
        "name": Path(file).stem,
        "file": file,
        "kind": kind,
        "label": label,
        "source": source,
        "licence": licence,
        "caption": dict(zip(("en", "zh"), caption, strict=True)),
    }


def test_rows(test: Images) -> list[dict]:
    """The first test image of each class, as it is."""
    rows = []
    for number, (label, chinese) in enumerate(FASHION_MNIST):
        index = int((test.labels == number).nonzero()[0])
        file = f"{label.split('/')[0].lower().replace(' ', '-')}.png"
        Image.fromarray(test.pixels[index, 0].numpy()).save(FOLDER / file, optimize=True)
        caption = (f"{label}: test image {index}", f"{chinese}：第 {index} 号测试图像")
        rows.append(row(file, "test", label, (f"Fashion-MNIST, test image {index}", MIT), caption))
    return rows


def rendered_rows(test: Images) -> list[dict]:
    """Garments of the test set, enlarged and coloured, on light grounds."""
    generator = np.random.default_rng(0)
    rows = []
    for index, name, ground, cloth, (english, chinese) in RENDERED:
        render(test.pixels[index, 0].numpy(), ground, cloth, generator).save(FOLDER / f"{name}.jpg", quality=88)
        label = FASHION_MNIST[int(test.labels[index])][0]
        caption = (f"Rendered from test image {index}: {english}", f"由第 {index} 号测试图像合成：{chinese}")
        source = f"rendered by this project from Fashion-MNIST, test image {index}"
        rows.append(row(f"{name}.jpg", "rendered", label, (source, MIT), caption))
    return rows


def render(
    pixels: np.ndarray, ground: tuple[int, ...], cloth: tuple[int, ...], generator: np.random.Generator
) -> Image.Image:
    """A test image as a small photo: bright becomes cloth, black becomes ground; lit from above, a little noise."""
    width, height, side = 480, 540, 364
    enlarged = Image.fromarray(pixels).resize((side, side), Image.Resampling.BICUBIC)
    amount = np.zeros((height, width, 1), dtype=np.float32)
    top, left = (height - side) // 2, (width - side) // 2
    amount[top : top + side, left : left + side, 0] = np.asarray(enlarged, dtype=np.float32) / 255
    light = np.linspace(1.03, 0.93, height, dtype=np.float32).reshape(-1, 1, 1)
    levels = (np.array(ground) * (1 - amount) + np.array(cloth) * amount) * light
    levels += generator.normal(0, 2.5, levels.shape)
    return Image.fromarray(levels.clip(0, 255).round().astype(np.uint8))


def photo_rows() -> list[dict]:
    """Photos whose licence allows it."""
    from skimage import data as photos

    rows = []
    for function, name, source, licence, caption in PHOTOS:
        picture = Image.fromarray(getattr(photos, function)())
        picture.thumbnail((PHOTO_PX, PHOTO_PX), Image.Resampling.LANCZOS)
        picture.save(FOLDER / f"{name}.jpg", quality=85, optimize=True)
        rows.append(row(f"{name}.jpg", "photo", None, (source, licence), caption))
    return rows


if __name__ == "__main__":
    main()
