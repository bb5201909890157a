"""A person's own picture: a good one is answered, a hostile one gets one sentence and changes nothing."""

import io
import struct
import zlib

import numpy as np
import pytest
from PIL import Image

from googlenet.common.errors import BadImage
from googlenet.data.examples import list_examples
from googlenet.data.images import open_image
from tests.browser.pages import headline, upload, wait_for_another_headline, wait_until_complete


def photo_of(label: str) -> bytes:
    """A JPEG of a blue garment on a light ground, off its middle: a test image's shape in other colours."""
    example = next(one for one in list_examples() if one.label == label and one.kind == "test")
    shape = np.asarray(Image.open(example.path).convert("L").resize((420, 420))) / 255
    photo = np.full((640, 500, 3), (236, 226, 210), dtype=np.uint8)
    ground, cloth = np.array([236, 226, 210]), np.array([40, 60, 110])
    photo[150:570, 40:460] = ground + shape[..., None] * (cloth - ground)
    return saved(Image.fromarray(photo), "JPEG")


def saved(image: Image.Image, kind: str) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind)
    return buffer.getvalue()


def bomb() -> bytes:
    """A PNG of some bytes that claims 60,000 × 60,000 pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 0, 0, 0, 0)
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def test_a_photo_on_a_light_ground_gets_its_class(visitor):
    page = visitor.open()
    wait_until_complete(page)
    before = headline(page)
    upload(page, "holiday.jpg", photo_of("Trouser"))
    wait_for_another_headline(page, before)
    assert "Trouser" in headline(page)


def test_hostile_files_get_one_sentence_and_the_picture_stays(visitor):
    page = visitor.open()
    wait_until_complete(page)
    before, picture = headline(page), page.locator("#upload img").get_attribute("src")
    hostile = {"<b>words</b>.png": b"These are words.", "bomb.png": bomb(), "cut.jpg": photo_of("Trouser")[:2000]}
    for name, data in hostile.items():
        with pytest.raises(BadImage) as refusal:
            open_image(data)
        upload(page, name, data)
        toast = page.locator(".toast-body").filter(has_text=refusal.value.message("en"))
        toast.wait_for()
        toast.locator("button").first.click()
        page.locator("#upload img").wait_for()
    assert headline(page) == before
    assert page.locator("#upload img").get_attribute("src") == picture
