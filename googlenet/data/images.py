"""Preprocessing of images: from a picture to a network's input."""

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image, ImageOps
from torch import Tensor

from googlenet.common.results import Preprocess
from googlenet.data.garments import has_light_ground, prepare_garment
from googlenet.data.sprites import data_uri, heat_tiles, picture_uri, signed_tiles
from googlenet.data.uploads import open_image

# Callers import everything about pictures from here; `uploads` and `sprites` are separate, because they need no torch.
__all__ = [
    "data_uri",
    "heat_tiles",
    "open_image",
    "picture_uri",
    "preprocessed_image",
    "signed_tiles",
    "to_input",
    "to_picture",
    "to_pixels",
]

RESIZE_RATIO = 8 / 7  # torchvision's presets: 256 for a crop of 224, 342 for 299


def to_pixels(image: Image.Image, preprocess: Preprocess, prepare: bool = True) -> Tensor:
    """Converts a picture to the bytes that a network reads.

    For a grey network with images of `native_px`: a picture of exactly that size is kept, and inverted where its border
    is light; any other is prepared as a photo of a garment. For other networks, as in torchvision: the shorter side is
    resized to 8/7 of the network's size, then the centre is cropped.

    Args:
        image: from `open_image`.
        preprocess: of the network.
        prepare: False: only converted to grey and resized to `native_px`.
    Returns:
        (C, side, side) uint8; side is `native_px`, or `size_px` where there is none.
    """
    side = side_of(preprocess)
    picture = image.convert("L" if preprocess.channels == 1 else "RGB")
    if preprocess.native_px is None:
        picture = _resized_crop(picture, side)
    elif picture.size == (side, side):
        is_inverted = prepare and preprocess.channels == 1 and has_light_ground(picture)
        picture = ImageOps.invert(picture) if is_inverted else picture
    elif preprocess.channels == 1 and prepare:
        picture = prepare_garment(picture, side)
    else:
        picture = picture.resize((side, side), Image.Resampling.LANCZOS)
    pixels = torch.from_numpy(np.array(picture))
    return pixels.reshape(side, side, -1).permute(2, 0, 1).contiguous()


def side_of(preprocess: Preprocess) -> int:
    """Returns the side in px of the bytes that a network reads."""
    return preprocess.native_px or preprocess.size_px


def to_picture(drawing: Image.Image, preprocess: Preprocess) -> Image.Image:
    """Returns a picture of which `to_pixels`, with prepare=False, makes exactly `drawing`, `side_of` px a side.

    Where `to_pixels` would cut an edge off, the drawing's border is repeated.
    """
    if preprocess.native_px is not None:
        return drawing
    room = round(preprocess.size_px * RESIZE_RATIO) - preprocess.size_px
    before = round(room / 2)
    edges = [(before, room - before)] * 2 + [(0, 0)]
    return Image.fromarray(np.pad(np.asarray(drawing.convert("RGB")), edges, mode="edge"))


def to_input(pixels: Tensor, preprocess: Preprocess) -> Tensor:
    """Converts byte images to a network's input, resized on their own device.

    Args:
        pixels: (N, C, H, W) uint8.
        preprocess: size, mean and deviation.
    Returns:
        (N, C, size, size) float32, normalised.
    """
    x = _resized(pixels, preprocess.size_px)
    mean, std = (torch.tensor(v, device=x.device).view(1, -1, 1, 1) for v in (preprocess.mean, preprocess.std))
    return (x - mean) / std


def preprocessed_image(pixels: Tensor, preprocess: Preprocess) -> Image.Image:
    """Returns the output of `to_pixels` as a picture of the network's input size, resized as `to_input` does.

    Args:
        pixels: (C, H, W) uint8.
    Returns:
        Mode L or RGB, `size_px` a side.
    """
    x = _resized(pixels[None], preprocess.size_px)[0]
    levels = x.mul(255).round().clamp(0, 255).to(torch.uint8).permute(1, 2, 0).cpu().numpy()
    return Image.fromarray(levels[..., 0] if levels.shape[-1] == 1 else levels)


def _resized(pixels: Tensor, side: int) -> Tensor:
    """Resizes (N, C, H, W) uint8 to (N, C, side, side) float32 in 0..1."""
    x = pixels.to(torch.float32).div_(255)
    if x.shape[-2:] != (side, side):
        x = F.interpolate(x, (side, side), mode="bilinear", antialias=x.shape[-1] > side)
    return x


def _resized_crop(picture: Image.Image, side: int) -> Image.Image:
    """Resizes the shorter side to 8/7 of `side`, and crops the central square."""
    short = round(side * RESIZE_RATIO)
    width, height = (short * edge // min(picture.size) for edge in picture.size)
    picture = picture.resize((width, height), Image.Resampling.BILINEAR)
    left, top = round((width - side) / 2), round((height - side) / 2)
    return picture.crop((left, top, left + side, top + side))
