"""The upload gate: what is foreign, damaged or hostile is one sentence, and never fills the memory."""

import base64
import zlib

import numpy as np
import pytest
from PIL import Image, ImageFile

from googlenet.common.errors import BadImage
from googlenet.data import uploads
from googlenet.data.uploads import DRAWING, open_drawing, open_image
from tests.picture_files import HEIGHT, SCENE, WIDTH, chunk, encoded, exif, gif, jpeg, levels, png, refusal, webp

FOREIGN = {
    "bmp": ("format", "BMP"),
    "tiff": ("format", "TIFF"),
    "ppm": ("unknown", "PNG, JPEG, WEBP, GIF"),
    "ico": ("format", "ICO"),
}


@pytest.mark.parametrize("kind", FOREIGN)
def test_formats_that_are_not_taken_are_named(kind):
    data = encoded(SCENE, kind)
    key, word = FOREIGN[kind]
    assert refusal(data) == key
    with pytest.raises(BadImage, match=word):
        open_image(data)


def test_a_drawing_is_a_png_of_the_right_size_and_nothing_else():
    square = SCENE.resize((24, 24))
    given, side = DRAWING + base64.b64encode(encoded(square, "PNG")).decode(), 24
    assert np.array_equal(open_drawing(given, side), square)
    jpeg_named_png = DRAWING + base64.b64encode(encoded(square, "JPEG")).decode()
    long = given + 5000 * "A" * 4
    for wrong in (None, 7, b"", "", given[5:], given.replace("png", "webp", 1), given + "!", long, jpeg_named_png):
        with pytest.raises(BadImage) as refused:
            open_drawing(wrong, side)
        assert refused.value.key == "error.drawing"
    for size in (23, 25):
        with pytest.raises(BadImage, match=f"{size} × {size} px"):
            open_drawing(given, size)
    with pytest.raises(BadImage, match="damaged"):
        open_drawing(DRAWING + base64.b64encode(encoded(square, "PNG")[:60]).decode(), side)


NO_PICTURES = {
    b"": "empty",
    b"\0": "unknown",
    b"hello, I am a picture": "unknown",
    b"<!doctype html><script>alert(1)</script>": "unknown",
    b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>': "format",
    b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(100): "heic",
    b"\0\0\0\x1cftypavif\0\0\0\0" + bytes(100): "format",
    b"\0\0\0\x1cftypmp42" + bytes(100): "unknown",
    b"%PDF-1.7\n": "format",
    b"%!PS-Adobe-3.0 EPSF-3.0\n": "unknown",
    b"\x89PNG\r\n\x1a\n": "damaged",
    b"\xff\xd8\xff": "damaged",
    b"\xff\xd8\xff\xd9": "damaged",
    b"GIF89a": "damaged",
    b"GIF87a\0\0\0\0\0\0\0": "damaged",
    b"RIFF\x04\0\0\0WEBP": "damaged",
    b"RIFF\x04\0\0\0WAVE": "unknown",
}


@pytest.mark.parametrize("data", NO_PICTURES)
def test_what_is_no_picture_is_refused_whatever_its_name(tmp_path, data):
    path = tmp_path / "holiday.png"
    path.write_bytes(data)
    assert refusal(data) == refusal(path) == NO_PICTURES[data]


BOX = b"\0\0\0\x18ftyp%s\0\0\0\0%s" + bytes(64)
NAMED = {
    BOX % (b"avif", b"mif1miaf"): "AVIF files aren",
    BOX % (b"mif1", b"avifmiaf"): "AVIF files aren",
    BOX % (b"crx ", b"crx isom"): "RAW files aren",
    b"\xff\x0a" + bytes(64): "JPEG XL files aren",
    b"\0\0\0\x0cJXL \r\n\x87\n" + bytes(64): "JPEG XL files aren",
    b"\0\0\0\x0cjP  \r\n\x87\n" + bytes(64): "JPEG 2000 files aren",
    b"\xff\x4f\xff\x51" + bytes(64): "JPEG 2000 files aren",
    b"8BPS\0\1" + bytes(64): "PSD files aren",
    b"II*\0\x10\0\0\0CR\2\0" + bytes(64): "RAW files aren",
    b"MM\0*\0\0\0\x08" + bytes(40) + b"NIKON CORPORATION\0": "RAW files aren",
    b"FUJIFILMCCD-RAW 0201" + bytes(64): "RAW files aren",
    b"II*\0\x08\0\0\0" + bytes(64): "TIFF files aren",
    b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>": "SVG files aren",
}


@pytest.mark.parametrize("data", NAMED)
def test_well_known_formats_are_named(data):
    with pytest.raises(BadImage, match=NAMED[data]):
        open_image(data)


HEIF = ("heic", "heix", "hevc", "hevx", "heim", "heis", "hevm", "hevs", "mif1", "msf1")


@pytest.mark.parametrize("brand", HEIF)
def test_every_heif_brand_says_how_to_share_it_as_jpeg(brand):
    for major, others in ((brand, "mif1heic"), ("mif1", brand + "miaf")):
        with pytest.raises(BadImage, match=r"iPhone.*Most Compatible"):
            open_image(BOX % (major.encode(), others.encode()))


def test_a_missing_file_is_named_without_its_folder(tmp_path):
    for source in (tmp_path, tmp_path / "absent.png", "\0.png", "a" * 5000, tmp_path / "../../nowhere/x.png", ""):
        assert refusal(source) == "missing"
    with pytest.raises(BadImage) as caught:
        open_image(tmp_path / "secret" / "absent\n\u202e.png")
    assert "secret" not in str(caught.value)
    assert "absent\\n\\u202e.png" in str(caught.value)


@pytest.mark.parametrize("source", [None, 3, np.zeros((4, 4)), ["a.png"]])
def test_what_is_neither_picture_nor_file_is_told_its_type(source):
    assert refusal(source) == "type"
    with pytest.raises(BadImage, match=type(source).__name__):
        open_image(source)


def test_a_file_over_twenty_megabytes_is_not_read(tmp_path, monkeypatch):
    assert uploads.MAX_BYTES == 20 * 2**20
    path = tmp_path / "large.png"
    with path.open("wb") as file:
        file.truncate(uploads.MAX_BYTES + 1)
    monkeypatch.setattr(type(path), "open", lambda *_: pytest.fail("the file was opened"))
    assert refusal(path) == "bytes"
    assert refusal(bytes(uploads.MAX_BYTES + 1)) == "bytes"


BOMBS = {
    "PNG over 24 megapixels": png(5000, 5000),
    "PNG that Pillow would warn of": png(10_000, 10_000),
    "PNG that Pillow would refuse": png(50_000, 50_000),
    "PNG of the largest sides": png(2**31 - 1, 2**31 - 1),
    "GIF screen": gif((65_535, 65_535), (1, 1)),
    "GIF frame": gif((1, 1), (65_535, 65_535)),
    "GIF frame that Pillow would warn of": gif((1, 1), (10_000, 10_000)),
    "JPEG over 64 megapixels": jpeg(8100, 8000),
    "JPEG of the largest sides": jpeg(65_535, 65_535),
    "WEBP": webp(16_383, 16_383),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_picture_that_would_fill_the_memory_is_refused_by_its_header(name, monkeypatch):
    monkeypatch.setattr(ImageFile.ImageFile, "load", lambda *_: pytest.fail("it was decoded"))
    assert len(BOMBS[name]) < 2000
    assert refusal(BOMBS[name]) == "pixels"


def test_a_jpeg_may_have_more_pixels_than_the_others(monkeypatch):
    monkeypatch.setattr(uploads, "MAX_PIXELS", WIDTH * HEIGHT - 1)
    monkeypatch.setattr(uploads, "MAX_JPEG_PIXELS", WIDTH * HEIGHT)
    for kind in ("PNG", "WEBP", "GIF"):
        assert refusal(encoded(SCENE, kind)) == "pixels"
    assert refusal(SCENE) == "pixels"
    assert open_image(encoded(SCENE, "JPEG")).size == SCENE.size


@pytest.mark.parametrize("size", [(21, 1), (1, 21), (65_535, 1), (2000, 99)])
def test_a_picture_too_long_and_thin_is_refused(size):
    assert refusal(Image.new("L", size)) == "aspect"
    assert refusal(encoded(Image.new("L", size), "PNG")) == "aspect"


def test_twenty_to_one_is_not_too_long():
    assert open_image(Image.new("L", (1, 20))).size == (1, 20)


def test_an_image_without_pixels_is_empty():
    assert refusal(Image.new("RGB", (0, 5))) == "empty"


def test_texts_that_unpack_to_megabytes_are_refused():
    bomb = chunk(b"zTXt", b"comment\0\0" + zlib.compress(bytes(3 * 2**20)))
    assert refusal(png(8, 8, bomb)) == "damaged"


def test_a_jpeg_with_thousands_of_segments_arrives():
    data = encoded(SCENE, "JPEG")
    many = data[:2] + b"\xff\xee\0\x04ab" * 10_000 + data[2:]
    assert np.array_equal(levels(open_image(many)), levels(open_image(data)))


def test_a_jpeg_made_to_take_for_ever_is_refused(monkeypatch):
    data = encoded(SCENE, "JPEG", progressive=True)
    last = data.rindex(b"\xff\xda")
    monkeypatch.setattr(uploads, "MAX_JPEG_WORK", 50 * WIDTH * HEIGHT)
    assert open_image(data).size == SCENE.size
    assert refusal(data[:last] + data[last:-2] * 50 + data[-2:]) == "damaged"


def test_a_picture_that_is_also_a_web_page_is_only_a_picture():
    image = open_image(encoded(SCENE, "PNG") + b"<html><script>alert(1)</script></html>")
    assert np.array_equal(levels(image), levels(SCENE))
    assert not image.info


SMALL = {
    "PNG": {},
    "JPEG": {"quality": 60},
    "progressive JPEG": {"progressive": True},
    "WEBP": {"quality": 60},
    "lossless WEBP": {"lossless": True},
    "GIF": {},
}


@pytest.fixture(params=SMALL)
def sound(request):
    return encoded(SCENE, request.param.rpartition(" ")[2], exif=exif(6), **SMALL[request.param])


def test_a_file_cut_short_gives_the_whole_picture_or_a_sentence(sound):
    whole = levels(open_image(sound))
    for length in range(0, len(sound), max(1, len(sound) // 60)):
        try:
            image = open_image(sound[:length])
        except BadImage:
            continue
        seen = levels(image)
        assert (seen == whole).all(axis=-1).mean() >= 0.75, length  # of a JPEG the last corner may be missing


def test_flipped_bits_give_a_picture_or_a_sentence(sound):
    random = np.random.default_rng(0)
    for number in range(120):
        data = bytearray(sound)
        reach = len(data) if number % 2 else min(200, len(data))  # every other time in the headers
        for at in random.integers(0, reach, random.integers(1, 4)):
            data[at] ^= 1 << random.integers(8)
        try:
            image = open_image(bytes(data))
        except BadImage:
            continue
        assert image.mode == "RGB"
        assert 1 <= min(image.size) <= max(image.size) <= uploads.MAX_SIDE_PX
