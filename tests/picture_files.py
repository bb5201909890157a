"""Picture files for tests, sound and hostile, made byte by byte where no library would make them."""

import io
import struct
import zlib

import numpy as np
import pytest
from PIL import Image

from googlenet.common.errors import BadImage
from googlenet.data.uploads import open_image

HEIGHT, WIDTH = 24, 40
FINE = {"quality": 95, "subsampling": 0}  # a JPEG off by less than NEAR levels
NEAR = 10


def _scene():
    """An RGB picture of 40 × 24 px without any symmetry, smooth enough for JPEG."""
    y, x = np.mgrid[0 : 1 : HEIGHT * 1j, 0 : 1 : WIDTH * 1j]
    levels = np.stack([x * 255, y * 255, (1 - x) * (1 - y) * 255], axis=-1)
    return Image.fromarray(levels.round().astype(np.uint8))


SCENE = _scene()


def encoded(image, kind, **options):
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def exif(orientation):
    tags = Image.Exif()
    tags[0x0112] = orientation
    return tags


def levels(image):
    return np.asarray(image).astype(int)


def refusal(source):
    with pytest.raises(BadImage) as caught:
        open_image(source)
    assert all("\n" not in caught.value.message(lang) for lang in ("en", "zh"))
    return caught.value.key.removeprefix("error.image_")


def chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(width, height, *chunks, depth=1):
    """A PNG that promises width × height px, and holds ten kilobytes of zeros whatever it promises."""
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, 0, 0, 0, 0))
    body = chunk(b"IDAT", zlib.compress(bytes(10_000)))
    return b"\x89PNG\r\n\x1a\n" + header + b"".join(chunks) + body + chunk(b"IEND", b"")


def gif(screen, frame):
    """A GIF with a screen and a frame of the given sizes, and no pixels to speak of."""
    return (
        b"GIF89a" + struct.pack("<HH", *screen) + b"\x80\0\0" + bytes(6)
        + b"," + struct.pack("<HHHH", 0, 0, *frame) + b"\0\x02\x02\x4c\x01\0;"
    )  # fmt: skip


def jpeg(width, height):
    """A JPEG whose header promises width × height px."""
    data = encoded(Image.new("L", (8, 8)), "JPEG")
    at = data.index(b"\xff\xc0") + 5
    return data[:at] + struct.pack(">HH", height, width) + data[at + 4 :]


def webp(width, height):
    """A lossless WebP whose header promises width × height px (WebP lossless specification, section 3)."""
    data = bytearray(encoded(Image.new("RGB", (8, 8)), "WEBP", lossless=True))
    at = data.index(b"VP8L") + 9
    bits = int.from_bytes(data[at : at + 4], "little") >> 28 << 28 | (height - 1) << 14 | (width - 1)
    data[at : at + 4] = bits.to_bytes(4, "little")
    return bytes(data)
