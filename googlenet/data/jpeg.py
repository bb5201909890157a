"""JPEG files that lack their last bytes, as chat programs and broken copies leave them: browsers show them."""

import re
from collections.abc import Callable

import numpy as np
from PIL import Image

END = b"\xff\xd9"
CORNER_PX = 24, 48  # height and width of the last few blocks, which a lost byte or two may hold, and what they touch
FRAME = re.compile(rb"\xff[\xc0-\xc2].{3}.{4}(.)", re.DOTALL)  # length, precision, size, number of components
SCAN = re.compile(rb"\xff\xda..(.)", re.DOTALL)  # length, number of components


def unfinished(data: bytes, decode: Callable[[bytes], Image.Image]) -> Image.Image:
    """Returns the picture in a JPEG without its end, of which nothing but the last corner is missing.

    What follows complete data is never read. So the file is decoded twice, with different bytes added: what differs is
    missing.

    Args:
        decode: of a whole file.
    Raises:
        ValueError: more than the corner is missing, or a scan of it.
    """
    begun = data.rstrip(b"\xff")
    if END in data[-2:] or not _has_all_scans(begun):
        raise ValueError("the file has its end, or lacks a scan")
    images = [decode(begun + more + END) for more in (b"", b"\xaa\x55" * 64)]
    one, other = (np.asarray(image.convert("RGB")) for image in images)
    differs = (one != other).any(axis=2)
    height, width = (min(most, side // 2) for most, side in zip(CORNER_PX, differs.shape, strict=True))
    differs[-height:, -width:] = False
    if differs.any():
        raise ValueError("rows are missing")
    return images[0]


def _has_all_scans(data: bytes) -> bool:
    """Whether each component's coefficients have come to their last bit; a progressive file sends them in many scans."""
    frames = list(FRAME.finditer(data))
    if not frames:
        return False
    frame = frames[-1]  # an earlier one is that of a thumbnail
    components = data[frame.end() :: 3][: frame[1][0]]
    complete = set()
    for scan in SCAN.finditer(data, frame.end()):
        count, rest = scan[1][0], data[scan.end() :]
        first, last, bits = rest[2 * count : 2 * count + 3].ljust(3, b"\xff")
        kinds = (["DC"] if first == 0 else []) + (["AC"] if last else [])
        complete |= {(one, kind) for one in rest[: 2 * count : 2] for kind in kinds if bits & 15 == 0}
    return complete >= {(one, kind) for one in components for kind in ("DC", "AC")}
