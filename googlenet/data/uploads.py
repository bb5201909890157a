"""Validation of uploads: an untrusted file becomes a bounded, upright RGB picture, or one sentence says why not.

Nothing is decoded before its size is known, only the reader that the first bytes name gets a file, and no setting of
the process is changed, so that any number of threads may open pictures at once.
"""

import math
import os
import struct
import warnings
import zlib
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from io import BytesIO
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps
from PIL.GifImagePlugin import GifImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.WebPImagePlugin import WebPImageFile

from googlenet.common.errors import BadImage
from googlenet.data.colour_profiles import in_srgb
from googlenet.data.formats import format_of
from googlenet.data.jpeg import unfinished

MAX_BYTES = 20 * 2**20
MAX_PIXELS = 24_000_000
MAX_JPEG_PIXELS = 64_000_000  # a phone's largest; a JPEG is decoded at a half, a quarter or an eighth of its size
MAX_ASPECT = 20
GREY_MODES = ("1", "L", "LA", "La", "I", "I;16", "I;16B", "I;16L", "I;16N", "F")
MAX_SIDE_PX = 2048  # of the result
SCAN = b"\xff\xda"  # starts a scan of a JPEG, and hardly occurs elsewhere
MAX_JPEG_WORK = 1_500_000_000  # pixels times scans: ten scans are usual, thousands keep a core busy for minutes

DRAWING, PNG_HEADER = "data:image/png;base64,", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"  # width and height follow
# Called directly, not through Image.open: that warns about large pictures, and only a process-wide filter stops it.
READERS = {"PNG": PngImageFile, "JPEG": JpegImageFile, "WEBP": WebPImageFile, "GIF": GifImageFile}

# Pillow warns about damaged EXIF data, once for each such picture; such a picture is shown unrotated.
warnings.filterwarnings("ignore", category=UserWarning, module=r"PIL\.TiffImagePlugin")

# The errors that Pillow's own fuzzer expects of its readers on damaged files, and those of its helpers.
DECODE_ERRORS = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    LookupError,
    ArithmeticError,
    EOFError,
    MemoryError,
    NotImplementedError,
    AssertionError,
    AttributeError,
    struct.error,
    zlib.error,
    UserWarning,  # raised only where the process has made warnings errors
)


def open_image(source: Image.Image | str | Path | bytes) -> Image.Image:
    """Returns the picture in `source`, ready to be shown or classified; of an animation the first frame.

    Args:
        source: a path or a file's bytes (PNG, JPEG, WEBP or GIF), or a PIL image, which is not changed.
    Returns:
        An RGB image without metadata: rotated as its EXIF or XMP says, in sRGB, transparency on white, 16 bits scaled to 8, at most
        2048 px a side. Grey stays exact: R = G = B.
    Raises:
        BadImage: a missing, empty, oversized, foreign, damaged or hostile file.
    """
    if isinstance(source, Image.Image):
        _check_size(source, source.format)
        with _decoding(source.format or source.mode):
            return _upright_rgb(source)
    data = _read(source)
    name = format_of(data)
    with _decoding(name):
        try:
            return _upright_rgb(_decoded(data, name))
        except DECODE_ERRORS:
            if name != "JPEG":
                raise
            return _upright_rgb(unfinished(data, partial(_decoded, name=name)))


def open_drawing(uri: object, side_px: int) -> Image.Image:
    """Returns the picture that a browser has drawn, as `open_image` does.

    Args:
        uri: a data URI of a PNG, but anybody may send anything.
        side_px: of the square that it must be.
    Raises:
        BadImage: it is something else.
    """
    data = b""
    if (
        isinstance(uri, str) and uri.startswith(DRAWING) and len(uri) <= 8 * side_px**2 + 4096
    ):  # RGBA in base64, and more
        with suppress(ValueError):
            data = b64decode(uri.removeprefix(DRAWING), validate=True)
    if not data.startswith(PNG_HEADER + struct.pack(">II", side_px, side_px)):
        raise BadImage("error.drawing", side=side_px)
    return open_image(data)


def _decoded(data: bytes, name: str) -> Image.Image:
    """Returns the decoded picture of a file, or raises one of `DECODE_ERRORS`."""
    image = READERS[name](BytesIO(data))
    _check_size(image, name)
    if name == "JPEG":
        _limit_jpeg(image, data)
    image.load()
    return image


def _read(source: str | Path | bytes) -> bytes:
    """Reads at most MAX_BYTES from a path or from memory."""
    if isinstance(source, str | os.PathLike):
        try:
            path = Path(source)
            if not path.is_file():
                raise FileNotFoundError
            _check_bytes(path.stat().st_size)
            with path.open("rb") as file:
                source = file.read(MAX_BYTES + 1)  # the file may have grown since
        except (OSError, ValueError):  # ValueError: a zero byte in the name
            raise BadImage("error.image_missing", path=ascii(Path(source).name[-80:])) from None
    if not isinstance(source, bytes | bytearray | memoryview):
        raise BadImage("error.image_type", received=type(source).__name__)
    _check_bytes(len(source))
    return bytes(source)


def _check_bytes(size: int) -> None:
    if not size:
        raise BadImage("error.image_empty")
    if size > MAX_BYTES:
        raise BadImage("error.image_bytes", size=math.ceil(size / 2**20 * 10) / 10, limit=MAX_BYTES // 2**20)


def _check_size(image: Image.Image, name: str | None) -> None:
    """Refuses an image by the size in its header, before a pixel is decoded."""
    width, height = image.size
    limit = MAX_JPEG_PIXELS if name == "JPEG" else MAX_PIXELS
    if not width * height:
        raise BadImage("error.image_empty")
    if width * height > limit:
        raise BadImage("error.image_pixels", received=f"{width}×{height} px", limit=limit // 10**6)
    if max(width, height) > MAX_ASPECT * min(width, height):
        raise BadImage("error.image_aspect", width=width, height=height, limit=MAX_ASPECT)


def _limit_jpeg(image: JpegImageFile, data: bytes) -> None:
    """Has a large JPEG decoded at a fraction of its size; refuses one whose many scans would take minutes to decode."""
    if data.count(SCAN) * image.width * image.height > MAX_JPEG_WORK:
        raise ValueError("too many scans")
    shrink = max(image.size) / MAX_SIDE_PX
    if shrink > 1:
        image.draft(None, (math.ceil(image.width / shrink), math.ceil(image.height / shrink)))


@contextmanager
def _decoding(name: str) -> Iterator[None]:
    """Turns a reader's errors on a damaged file into `BadImage`."""
    try:
        yield
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):  # a GIF's frame larger than its screen
        raise BadImage("error.image_pixels", received="> 89 MP", limit=MAX_PIXELS // 10**6) from None
    except DECODE_ERRORS:
        raise BadImage("error.image_damaged", name=name) from None


def _upright_rgb(image: Image.Image) -> Image.Image:
    """Returns a new RGB image, upright, bounded, without metadata."""
    described = {name: image.info[name] for name in ("exif", "xmp", "XML:com.adobe.xmp") if name in image.info}
    if image.mode.startswith("I") or image.mode == "F":
        image = _eight_bits(image)
    profile = image.info.get("icc_profile", b"")
    rgb = image.convert("RGBA" if image.has_transparency_data else "RGB")
    rgb.thumbnail((MAX_SIDE_PX, MAX_SIDE_PX), Image.Resampling.LANCZOS)
    rgb = in_srgb(rgb, profile, is_grey=image.mode in GREY_MODES)
    if rgb.mode == "RGBA":
        rgb = Image.alpha_composite(Image.new("RGBA", rgb.size, "white"), rgb).convert("RGB")
    rgb.info = described
    with suppress(*DECODE_ERRORS):  # a sound picture with damaged metadata is shown unrotated
        rgb = ImageOps.exif_transpose(rgb)
    rgb.info = {}
    return rgb


def _eight_bits(image: Image.Image) -> Image.Image:
    """Returns grey of more than 8 bits scaled to 8: Pillow's own conversion clips at 255, which leaves all white."""
    levels = np.asarray(image)
    if image.mode.startswith("I;16"):
        grey = (np.arange(65536) / 257).round().astype(np.uint8)[levels]
    else:
        levels = np.nan_to_num(levels, posinf=0, neginf=0).clip(0)
        tops = (1, 255, 65535) if image.mode == "F" else (255, 65535)
        top = next((top for top in tops if levels.max() <= top), levels.max())
        grey = (levels * (255 / top)).round().astype(np.uint8)
    if "transparency" in image.info:  # a PNG may name one level that is transparent
        grey[levels == image.info["transparency"]] = 255
    return Image.fromarray(grey)
