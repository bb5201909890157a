"""Preparation of a garment's photo for a Fashion-MNIST network: grey on black, trimmed, centred.

The data set was made from product photos on white: trimmed to the garment, longest edge 28 px, centred, negated (Xiao
et al. 2017, section 2). And every image spans the full range: the brightest pixel of 99.5 % of the 10,000 test images
is 254 or 255. `prepare_garment` does the same to a photo whose background is neither white nor even.
"""

import numpy as np
from PIL import Image

LIGHT = 127  # mean of the border above which the background is light; no image of the data set reaches 108
WORK_PX = 256  # nine times finer than 28 px
FAINT = 0.2  # least contrast of a garment's pixels, as a fraction of the largest contrast
SPECK = 0.02  # components smaller than this fraction of the largest are dust
MAX_STEPS = 400  # longer than any garment; a maze may end up in several components
NOISE_SIGMAS = 2.5
MAX_NOISE = 30.0  # grey levels; more is a pattern, not noise


def prepare_garment(grey: Image.Image, side: int) -> Image.Image:
    """Returns the garment of a photo, bright on black, its longest edge `side` px, centred on a square.

    Pixels keep their contrast to the background, relative to the background's brightness, as on an evenly lit white (or
    black) one; soft shadows and noise are removed. A light background is inverted, unless most of the contrast is
    lighter still (a white shirt on grey); a dark one never is.

    Args:
        grey: mode L, any size.
        side: px of the square.
    Returns:
        Mode L, `side` × `side`; all black where there is no contrast.
    """
    work = grey.copy()
    work.thumbnail((WORK_PX, WORK_PX), Image.Resampling.LANCZOS)
    strength, noise = _contrast(np.asarray(work, dtype=np.float32))
    threshold = max(FAINT * float(np.percentile(strength, 99.5)), noise)
    floor = max(noise, threshold / 2)
    clean = Image.fromarray(np.clip((strength - floor) / (1 - floor), 0, 1))
    garment = clean.crop(_bounding_box(strength > threshold))
    return _centred(garment, side)


def has_light_ground(grey: Image.Image) -> bool:
    """Whether the border's mean is over 127, so that the image may be inverted."""
    levels = np.asarray(grey, dtype=np.float32)
    return float(levels[_border(levels.shape)].mean()) > LIGHT


def _border(shape: tuple[int, int]) -> np.ndarray:
    """Returns (H, W) bool: a frame as wide as one pixel of a 28 px image would be."""
    width = max(1, round(min(shape) / 28))
    frame = np.ones(shape, dtype=bool)
    frame[width:-width, width:-width] = False
    return frame


def _contrast(levels: np.ndarray) -> tuple[np.ndarray, float]:
    """Returns each pixel's contrast to the background, 0..1, and the contrast below which it is noise.

    Args:
        levels: (H, W) float32, 0..255.
    """
    ground, noise = _ground(levels)
    # Squared, so that a small dark sandal outweighs a wide background that is a little lighter in the middle.
    lighter = np.square(np.clip(levels - ground, 0, None)).sum()
    darker = np.square(np.clip(ground - levels, 0, None)).sum()
    if levels[_border(levels.shape)].mean() > LIGHT and darker >= lighter:
        levels, ground = 255 - levels, 255 - ground
    elif darker > lighter:
        ground = np.zeros_like(ground)  # dark on dark: kept, since a dark background is never inverted
    span = 255 - np.clip(ground, 0, 250)
    strength = np.clip((levels - ground) / span, 0, 1)
    return strength, min(NOISE_SIGMAS * min(noise, MAX_NOISE) / float(span.mean()), 0.5)


def _ground(levels: np.ndarray) -> tuple[np.ndarray, float]:
    """Returns the background's level under each pixel, (H, W), and its noise in levels.

    The background is a plane (light falls from one side), fitted to the border in rounds that drop outliers, because a
    garment may touch the border.
    """
    rows, columns = np.meshgrid(*(np.linspace(-1, 1, n, dtype=np.float32) for n in levels.shape), indexing="ij")
    frame = _border(levels.shape)
    terms = np.stack([np.ones(frame.sum(), dtype=np.float32), rows[frame], columns[frame]], axis=1)
    values = levels[frame]
    near = np.abs(values - np.median(values)) <= 40
    if not near.any():  # half black and half white: no pixel is near the median
        near[:] = True
    for _ in range(8):
        plane = np.linalg.lstsq(terms[near], values[near], rcond=None)[0]
        off = np.abs(values - terms @ plane)
        noise = 1.4826 * float(np.median(off[near])) + 1  # the median deviation as a standard deviation; 1: rounding
        near = off <= 2.5 * noise
    return plane[0] + plane[1] * rows + plane[2] * columns, noise


def _bounding_box(mask: np.ndarray) -> tuple[int, int, int, int]:
    """Returns (left, top, right, bottom) of the mask without specks; the whole picture where the mask is empty."""
    picture = Image.fromarray(_without_specks(mask).astype(np.uint8))
    return picture.getbbox() or (0, 0, *picture.size)


def _without_specks(mask: np.ndarray) -> np.ndarray:
    """Returns `mask` (H, W) without the connected components that are small beside the largest one."""
    height, width = mask.shape
    cells = np.pad(mask, ((0, height % 2), (0, width % 2)))
    # At half the resolution: a quarter of the work, and gaps of a pixel close.
    cells = cells.reshape(-1, 2, cells.shape[1] // 2, 2).any(axis=(1, 3))
    pieces = np.where(cells, np.arange(1, cells.size + 1).reshape(cells.shape), 0)
    for _ in range(MAX_STEPS):  # each cell takes its neighbours' largest number, until a component has one number
        before = pieces.copy()
        for one, other in ((pieces[1:], before[:-1]), (pieces[:-1], before[1:])):
            np.maximum(one, other, out=one)
        across = pieces.copy()
        for one, other in ((pieces[:, 1:], across[:, :-1]), (pieces[:, :-1], across[:, 1:])):
            np.maximum(one, other, out=one)
        pieces *= cells
        if np.array_equal(pieces, before):
            break
    areas = np.bincount(pieces.ravel())
    areas[0] = 0
    is_kept = (areas >= SPECK * areas.max()) & (areas > 0)
    return mask & is_kept[pieces].repeat(2, axis=0).repeat(2, axis=1)[:height, :width]


def _centred(garment: Image.Image, side: int) -> Image.Image:
    """Returns `garment` (mode F, 0..1) with its longest edge `side` px, its brightest pixel 255, on a black square."""
    scale = side / max(garment.size)
    size = tuple(max(1, round(edge * scale)) for edge in garment.size)
    levels = np.clip(np.asarray(garment.resize(size, Image.Resampling.LANCZOS)), 0, 1)
    levels = (levels * (255 / max(float(levels.max()), 0.01))).round().astype(np.uint8)
    square = Image.new("L", (side, side))
    # An odd pixel goes to the left or above, as in the data set (99.7 % and 94 % of its first 20,000 training images).
    square.paste(Image.fromarray(levels), tuple((side - edge + 1) // 2 for edge in size))
    return square
