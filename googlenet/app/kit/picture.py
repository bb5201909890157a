"""Pictures between data URIs, Pillow and the ground of a map."""

import base64
import io

from PIL import Image, ImageOps

FAINT, GROUND_PX = 0.34, 112


def faint(picture: Image.Image, side_px: int) -> Image.Image:
    """The picture as ground of a map, grey and inverted as the page draws it by day; RGBA."""
    grey = ImageOps.invert(picture.convert("L").resize((side_px, side_px), Image.Resampling.BILINEAR))
    return Image.blend(Image.new("L", grey.size, 255), grey, FAINT).convert("RGBA")


def over_faint(picture: Image.Image, tile: bytes, side_px: int) -> Image.Image:
    """A map's tile, a file with transparency of `side_px`, over the faint picture; RGB."""
    return Image.alpha_composite(faint(picture, side_px), Image.open(io.BytesIO(tile)).convert("RGBA")).convert("RGB")


def png_uri(image: Image.Image) -> str:
    """`image` as an address; PNG, because every program that takes a drawing draws it."""
    from googlenet.data.sprites import data_uri

    return data_uri(png(image), "image/png")


def png(image: Image.Image) -> bytes:
    """`image` as a file."""
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()


def decoded(uri: str) -> Image.Image:
    """The picture of a data URI, RGBA."""
    return Image.open(io.BytesIO(base64.b64decode(uri.partition(",")[2]))).convert("RGBA")


def ground(picture: str) -> str:
    """The picture of a data URI as ground of a map in a drawing, small, as a data URI."""
    return png_uri(faint(decoded(picture), GROUND_PX))
