"""Colour profiles (ICC) of pictures: photos in Display P3 or Adobe RGB become sRGB, as browsers show them."""

from contextlib import suppress
from io import BytesIO

from PIL import Image, ImageCms

MOST_BYTES = 2**20  # of a profile; usual ones have 500 bytes to 10 kB
SPACES = {"RGB ": False, "GRAY": True}  # of the profiles that are applied; whether pictures in it are grey


def in_srgb(image: Image.Image, profile: bytes, *, is_grey: bool) -> Image.Image:
    """Returns the picture with its colours in sRGB.

    Args:
        image: RGB or RGBA.
        profile: the file's; empty where it has none, which means sRGB. A damaged one, a foreign one and one that is
            too large are ignored.
        is_grey: whether the file's pixels are grey; grey stays R = G = B.
    """
    if not profile or len(profile) > MOST_BYTES or len(profile) < 128:
        return image
    with suppress(ImageCms.PyCMSError, OSError, ValueError, TypeError, AttributeError, MemoryError):
        given = ImageCms.ImageCmsProfile(BytesIO(profile))
        described = given.profile.profile_description or ""
        if SPACES.get(given.profile.xcolor_space) is is_grey and not described.startswith("sRGB"):
            return _converted(image, given, is_grey=is_grey)
    return image


def _converted(image: Image.Image, given: ImageCms.ImageCmsProfile, *, is_grey: bool) -> Image.Image:
    alpha, mode = image.getchannel("A") if image.mode == "RGBA" else None, "L" if is_grey else "RGB"
    change = ImageCms.buildTransform(given, ImageCms.createProfile("sRGB"), mode, "RGB")
    result = ImageCms.applyTransform(image.convert(mode), change)
    result = result.convert("L").convert("RGB") if is_grey else result
    if alpha:
        result.putalpha(alpha)
    return result
