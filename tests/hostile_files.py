"""Hostile picture files without end, the same for the same seed: known tricks first, then damage done at random."""

import gzip
import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

import numpy as np
from PIL import Image, ImageCms

from tests.picture_files import SCENE, chunk, encoded, exif, gif, jpeg, png, webp


class Case(NamedTuple):
    """A file as a stranger sends it: what is wrong with it, its name, its bytes."""

    trick: str
    name: str
    data: bytes


SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(document.cookie)</script>"
NAMES = (
    *(
        "../../../../etc/passwd",
        "..\\..\\boot.ini",
        "/etc/passwd",
        "C:\\Windows\\win.ini",
        "a\0b.png",
        "%2e%2e%2fx.png",
    ),
    *("x" * 4000 + ".png", "\u202egnp.exe", "😀.png", "a\nb.png", 'a";b.png', "<script>alert(1)</script>.png", ".png"),
    *(
        "CON",
        "a.png/",
        "$(touch x).png",
        "{0.__class__}.png",
        "图片.png",
        "file://etc/passwd",
        "http://127.0.0.1:1/a.png",
    ),
)


def _animated(kind: str) -> bytes:
    first = SCENE.quantize(64).convert("RGB")
    frames = [first.rotate(90 * turn, expand=False) for turn in range(1, 9)]
    return encoded(first, kind, save_all=True, append_images=frames, duration=20)


def _zip() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a.txt", "words")
    return file.getvalue()


PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes().replace(b"s\0R\0G\0B", b"W\0i\0d\0e")


def sound() -> dict[str, bytes]:
    """Good files of every kind that is taken; what is damaged later is one of these."""
    deep = Image.fromarray(np.asarray(SCENE.convert("L")).astype(np.uint16) * 257)
    clear = SCENE.convert("RGBA")
    clear.putalpha(128)
    return {
        "PNG": encoded(SCENE, "PNG"),
        "PNG of 16 bits": encoded(deep, "PNG"),
        "PNG of one bit": encoded(SCENE.convert("1"), "PNG"),
        "PNG, half clear": encoded(clear, "PNG"),
        "PNG with a palette": encoded(SCENE.quantize(16), "PNG"),
        "grey PNG with alpha": encoded(SCENE.convert("LA"), "PNG"),
        "JPEG": encoded(SCENE, "JPEG"),
        "grey JPEG": encoded(SCENE.convert("L"), "JPEG"),
        "progressive JPEG": encoded(SCENE, "JPEG", progressive=True),
        "CMYK JPEG": encoded(SCENE.convert("CMYK"), "JPEG"),
        "WEBP": encoded(SCENE, "WEBP"),
        "lossless WEBP": encoded(SCENE, "WEBP", lossless=True),
        "GIF": encoded(SCENE, "GIF"),
        **{f"{kind} with a profile": encoded(SCENE, kind, icc_profile=PROFILE) for kind in ("PNG", "JPEG", "WEBP")},
        "grey PNG with a profile": encoded(SCENE.convert("L"), "PNG", icc_profile=PROFILE),
        "JPEG without its end": encoded(SCENE, "JPEG")[:-2],
        **{f"animated {kind}": _animated(kind) for kind in ("PNG", "WEBP", "GIF")},
    }


def turned() -> dict[str, bytes]:
    """The same picture with each EXIF orientation, in each kind."""
    return {
        f"{kind}, turned {turn}": encoded(SCENE, kind, exif=exif(turn))
        for kind in ("PNG", "JPEG", "WEBP")
        for turn in range(1, 9)
    }


def tricks() -> dict[str, bytes]:
    """Files made to hurt."""
    whole, photo = encoded(SCENE, "PNG"), encoded(SCENE, "JPEG")
    scans = encoded(SCENE, "JPEG", progressive=True)
    last = scans.rindex(b"\xff\xda")
    return {
        "no bytes": b"",
        "one byte": b"\0",
        "zeros": bytes(10_000),
        "words": b"These are words, and no picture at all.",
        "a web page": HTML,
        "SVG": SVG,
        "compressed SVG": gzip.compress(SVG),
        "HEIC": b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(500),
        "AVIF": b"\0\0\0\x1cftypavif\0\0\0\0avifmif1miaf" + bytes(500),
        "film": b"\0\0\0\x1cftypmp42" + bytes(500),
        "PDF": b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj",
        "EPS": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(%pipe%id) (w) file\n",
        "ZIP": _zip(),
        "pickle": b"\x80\x04\x95\x1d\0\0\0\0\0\0\0\x8c\x05posix\x94\x8c\x06system\x94\x93\x94\x8c\x02id\x94\x85\x94R\x94.",
        "program": b"\x7fELF\x02\x01\x01" + bytes(200),
        **{kind: encoded(SCENE, kind) for kind in ("BMP", "TIFF", "PPM", "ICO", "TGA", "PCX")},
        "PNG and web page": whole + HTML,
        "JPEG and ZIP": photo + _zip(),
        "GIF and script": b"GIF89a/*" + bytes(100) + b"*/=1;alert(1)",
        "web page in a text of a PNG": png(8, 8, chunk(b"tEXt", b"Comment\0" + HTML), depth=8),
        "PNG of 2.5 gigapixels": png(50_000, 50_000),
        "PNG of the largest sides": png(2**31 - 1, 2**31 - 1),
        "PNG of 100 megapixels": png(10_000, 10_000),
        "PNG of no width": png(0, 10),
        "thin PNG": png(65_535, 1),
        "PNG with a text that unpacks to megabytes": png(8, 8, chunk(b"zTXt", b"c\0\0" + zlib.compress(bytes(2**22)))),
        "PNG whose profile unpacks to megabytes": png(8, 8, chunk(b"iCCP", b"c\0\0" + zlib.compress(bytes(2**22)))),
        "PNG with a chunk of two gigabytes": whole[:33] + struct.pack(">I", 2**31 - 1) + b"IDAT" + whole[41:],
        "PNG of too much data": png(1, 1, depth=8) + bytes(2**20),
        "PNG of eleven bits": png(8, 8, depth=11),
        "GIF of a large screen": gif((65_535, 65_535), (1, 1)),
        "GIF of a large frame": gif((1, 1), (65_535, 65_535)),
        "JPEG of the largest sides": jpeg(65_535, 65_535),
        "JPEG over 64 megapixels": jpeg(8100, 8000),
        "WEBP of the largest sides": webp(16_383, 16_383),
        "JPEG of ten thousand segments": photo[:2] + b"\xff\xee\0\x04ab" * 10_000 + photo[2:],
        "JPEG of thousands of scans": scans[:last] + scans[last:-2] * 3000 + scans[-2:],
        "JPEG with broken EXIF": photo[:2] + b"\xff\xe1\0\x10Exif\0\0II*\0\xff\xff\xff\xff" + photo[2:],
        "JPEG that ends at once": b"\xff\xd8\xff\xd9",
        "WEBP that ends at once": b"RIFF\x04\0\0\0WEBP",
        "sound": b"RIFF\x04\0\0\0WAVE" + bytes(100),
    }


def hostile_files(seed: int = 0, more: dict[str, bytes] | None = None) -> Iterator[Case]:
    """Known tricks, odd names, then random damage for ever.

    Args:
        more: further files, sent as they are and damaged too.
    """
    good = sound() | (more or {})
    for trick, data in (good | turned() | tricks()).items():
        yield Case(trick, "picture.png", data)
    for name in NAMES:
        yield Case("odd name", name, good["PNG"])
    random, kinds = np.random.default_rng(seed), [*good]
    while True:
        kind = kinds[random.integers(len(kinds))]
        damage = DAMAGES[random.integers(len(DAMAGES))]
        other = good[kinds[random.integers(len(kinds))]]
        yield Case(f"{kind}, {damage.__name__}", "picture.png", damage(good[kind], other, random))


def some(count: int, seed: int = 0, more: dict[str, bytes] | None = None) -> list[Case]:
    """The first `count` of `hostile_files`."""
    return list(islice(hostile_files(seed, more), count))


def cut(data: bytes, _other: bytes, random: np.random.Generator) -> bytes:
    return data[: random.integers(len(data) + 1)]


def flipped(data: bytes, _other: bytes, random: np.random.Generator) -> bytes:
    changed, reach = bytearray(data), min(len(data), (100, 10**9)[random.integers(2)])
    for at in random.integers(0, max(reach, 1), random.integers(1, 9)) if data else ():
        changed[at] ^= 1 << random.integers(8)
    return bytes(changed)


def spliced(data: bytes, other: bytes, random: np.random.Generator) -> bytes:
    return data[: random.integers(len(data) + 1)] + other[random.integers(len(other) + 1) :]


def stuffed(data: bytes, _other: bytes, random: np.random.Generator) -> bytes:
    at = random.integers(len(data) + 1)
    return data[:at] + random.bytes(int(random.integers(1, 500))) + data[at:]


def repeated(data: bytes, _other: bytes, random: np.random.Generator) -> bytes:
    start, end = sorted(random.integers(0, len(data) + 1, 2))
    return data[:start] + data[start:end] * int(random.integers(2, 20)) + data[end:]


DAMAGES = (cut, flipped, spliced, stuffed, repeated)
