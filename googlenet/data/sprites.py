"""Pictures for the page: many maps as one transparent WebP, and data URIs. Without torch, so it is quick to import.

Alpha is the strength and colour the meaning, so that one sprite can be laid over any picture, in light and in dark.
"""

import base64
import math
from collections.abc import Sequence
from io import BytesIO

import numpy as np
from PIL import Image, ImageColor


def heat_tiles(
    strengths: np.ndarray, colours: Sequence[str], *, columns: int, tile_px: int, smooth: bool = False
) -> bytes:
    """Draws unsigned maps as tiles of one sprite, row by row.

    Args:
        strengths: (n, H, W), clipped to 0..1; NaN counts as 0.
        colours: n hex colours, one a tile.
        columns: tiles a row.
        tile_px: side of a tile.
        smooth: blend the cells; otherwise they stay square and sharp.
    Returns:
        A lossless WebP, columns · tile_px wide.
    """
    tiles = _enlarged(strengths, tile_px, smooth)
    rgb = np.array([ImageColor.getrgb(colour)[:3] for colour in colours], dtype=np.uint8).reshape(-1, 3)
    if len(rgb) != len(tiles):
        raise ValueError(f"{len(tiles)} maps and {len(rgb)} colours")
    return _sprite(tiles, np.broadcast_to(rgb[:, None, None, :], (*tiles.shape, 3)), columns)


def signed_tiles(
    maps: np.ndarray, *, positive: str, negative: str, columns: int, tile_px: int, smooth: bool = False
) -> bytes:
    """Draws signed maps as tiles of one sprite: alpha is the size of the number, colour its sign.

    Args:
        maps: (n, H, W), -1..1.
        positive, negative: hex colours.
        columns, tile_px, smooth: as in `heat_tiles`.
    """
    tiles = _enlarged(maps, tile_px, smooth)
    above, below = (np.array(ImageColor.getrgb(colour)[:3], dtype=np.uint8) for colour in (positive, negative))
    return _sprite(np.abs(tiles), np.where(tiles[..., None] >= 0, above, below), columns)


def data_uri(data: bytes, mime: str = "image/webp") -> str:
    """Returns `data` as a data URI."""
    return f"data:{mime};base64,{base64.b64encode(data).decode()}"


def picture_uri(image: Image.Image) -> str:
    """Returns `image` as a data URI, lossless."""
    return data_uri(_webp(image))


def _enlarged(maps: np.ndarray, tile_px: int, smooth: bool) -> np.ndarray:
    """Resizes (n, H, W) to (n, tile_px, tile_px) float32 in -1..1."""
    maps = np.nan_to_num(np.asarray(maps, dtype=np.float32), nan=0, posinf=1, neginf=-1)
    # BOX keeps cells sharp where they grow, and averages them where they shrink.
    kind = Image.Resampling.BICUBIC if smooth else Image.Resampling.BOX
    tiles = [np.asarray(Image.fromarray(one).resize((tile_px, tile_px), kind)) for one in maps]
    return np.clip(np.reshape(tiles, (len(maps), tile_px, tile_px)), -1, 1)


def _sprite(strengths: np.ndarray, colours: np.ndarray, columns: int) -> bytes:
    """Lays (n, S, S) alpha and (n, S, S, 3) colours out in rows; unused cells are transparent."""
    count, side = strengths.shape[:2]
    rows = max(1, math.ceil(count / columns))
    tiles = np.zeros((rows * columns, side, side, 4), dtype=np.uint8)
    tiles[:count, ..., :3] = colours
    tiles[:count, ..., 3] = (np.clip(strengths, 0, 1) * 255).round()
    sheet = tiles.reshape(rows, columns, side, side, 4).swapaxes(1, 2).reshape(rows * side, columns * side, 4)
    return _webp(Image.fromarray(sheet))


def _webp(image: Image.Image) -> bytes:
    file = BytesIO()
    image.save(
        file, "WEBP", lossless=True, quality=0, method=0
    )  # the quickest lossless setting: a response waits for it
    return file.getvalue()
