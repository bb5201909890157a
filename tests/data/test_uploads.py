"""The upload gate: pictures of every kind arrive as what a person sees in them."""

import io
import re
import subprocess
import sys
import threading
import warnings

import numpy as np
import pytest
from PIL import Image, ImageCms, ImageFile

from googlenet.data.colour_profiles import in_srgb
from googlenet.data.uploads import open_image
from tests.picture_files import FINE, HEIGHT, NEAR, SCENE, WIDTH, encoded, exif, levels, png, refusal


@pytest.mark.parametrize(("kind", "options"), [("PNG", {}), ("WEBP", {"lossless": True}), ("JPEG", FINE)])
def test_each_format_arrives_whatever_it_is_wrapped_in(tmp_path, kind, options):
    data = encoded(SCENE, kind, **options)
    path = tmp_path / "picture without an ending"
    path.write_bytes(data)
    for source in (data, bytearray(data), path, str(path), Image.open(path)):
        image = open_image(source)
        assert image.mode == "RGB"
        assert np.abs(levels(image) - levels(SCENE)).max() <= (NEAR if kind == "JPEG" else 0)


def test_a_gif_arrives_in_its_palette():
    palette = SCENE.quantize(64)
    assert np.array_equal(levels(open_image(encoded(palette, "GIF"))), levels(palette.convert("RGB")))


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "GIF"])
def test_of_an_animation_the_first_frame_counts(kind):
    first = SCENE.quantize(64).convert("RGB")
    more = [first.transpose(Image.Transpose.ROTATE_180)] * 3
    data = encoded(first, kind, save_all=True, append_images=more, **({"lossless": True} if kind == "WEBP" else {}))
    assert np.abs(levels(open_image(data)) - levels(first)).max() <= (8 if kind == "GIF" else 0)


# How the file's rows and columns lie for each EXIF orientation (EXIF 2.3, table 6, read backwards).
STORED = {
    1: lambda a: a,
    2: np.fliplr,
    3: lambda a: a[::-1, ::-1],
    4: np.flipud,
    5: lambda a: a.swapaxes(0, 1),
    6: np.rot90,
    7: lambda a: a[::-1, ::-1].swapaxes(0, 1),
    8: lambda a: np.rot90(a, -1),
}


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
@pytest.mark.parametrize("orientation", STORED)
def test_all_orientations_give_the_same_upright_picture(kind, orientation):
    stored = Image.fromarray(np.ascontiguousarray(STORED[orientation](np.asarray(SCENE))))
    options = {"PNG": {}, "JPEG": FINE, "WEBP": {"lossless": True}}[kind]
    image = open_image(encoded(stored, kind, exif=exif(orientation), **options))
    assert np.abs(levels(image) - levels(SCENE)).max() <= (NEAR if kind == "JPEG" else 0)


def test_damaged_exif_costs_only_the_turn():
    data = encoded(SCENE, "PNG", exif=b"Exif\0\0II*\0\xff\xff\xff\xff")
    assert np.array_equal(levels(open_image(data)), levels(SCENE))


def test_metadata_does_not_come_along():
    data = encoded(
        SCENE, "JPEG", exif=exif(1), icc_profile=ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    )
    assert Image.open(io.BytesIO(data)).info["icc_profile"]
    image = open_image(data)
    assert not image.info
    assert not image.getexif()


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_what_is_transparent_becomes_white_and_half_is_half(kind):
    image = Image.new("RGBA", (3, 1))
    image.putdata([(200, 0, 0, 255), (0, 0, 0, 0), (0, 100, 0, 128)])
    data = encoded(image, kind, lossless=True, exact=True) if kind == "WEBP" else encoded(image, kind)
    half = 255 - 128 / 255 * 255, 255 - 128 / 255 * 155, 255 - 128 / 255 * 255
    assert np.abs(levels(open_image(data))[0] - [[200, 0, 0], [255, 255, 255], half]).max() <= 1


def transparent(mode):
    """A file whose second pixel is transparent, in one of the ways that PNG and GIF have; the first is black."""
    image = Image.new(mode, (2, 1))
    if mode == "LA":
        image.putdata([(0, 255), (0, 0)])
        return encoded(image, "PNG")
    if mode == "P":
        image.putpalette([0, 0, 0, 9, 9, 9])
    bright = {"RGB": (9, 9, 9), "P": 1, "1": 1}.get(mode, 9)
    image.putpixel((1, 0), bright)
    return encoded(image, "GIF" if mode == "P" else "PNG", transparency=bright)


@pytest.mark.parametrize("mode", ["LA", "L", "RGB", "P", "1", "I;16"])
def test_every_kind_of_transparency_becomes_white(mode):
    assert levels(open_image(transparent(mode))).tolist() == [[[0, 0, 0], [255, 255, 255]]]


def test_sixteen_bits_are_scaled_not_cut_off():
    deep = np.linspace(0, 65535, 48).astype(np.uint16).reshape(6, 8)
    for source in (encoded(Image.fromarray(deep), "PNG"), Image.fromarray(deep)):
        image = open_image(source)
        assert np.array_equal(levels(image)[..., 0], np.rint(deep / 257))
        assert np.ptp(levels(image), axis=-1).max() == 0


def test_grey_stays_exact():
    ramp = np.arange(256, dtype=np.uint8).reshape(16, 16)
    image = open_image(encoded(Image.fromarray(ramp), "PNG"))
    assert np.array_equal(np.asarray(image.convert("L")), ramp)


def test_cmyk_keeps_its_colours():
    inks = SCENE.convert("CMYK")
    image = open_image(encoded(inks, "JPEG", **FINE))
    assert np.abs(levels(image) - levels(SCENE)).max() <= NEAR


MODES = ("1", "L", "LA", "P", "PA", "RGB", "RGBA", "RGBX", "RGBa", "CMYK", "YCbCr", "HSV", "I", "F", "I;16", "I;16B")


@pytest.mark.parametrize("mode", MODES)
def test_a_pil_image_of_any_mode_arrives_and_is_left_as_it_is(mode):
    source = SCENE.convert("RGBA").convert(mode) if mode in {"PA", "RGBa"} else SCENE.convert("L").convert(mode)
    source.info["exif"] = exif(6).tobytes()
    before, size = source.tobytes(), source.size
    image = open_image(source)
    assert image.mode == "RGB"
    assert image.size == (HEIGHT, WIDTH)
    assert (source.tobytes(), source.size, source.mode) == (before, size, mode)
    assert "exif" in source.info


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (np.float32([[0, 0.5, 1]]), [0, 128, 255]),
        (np.float32([[0, 100, 255]]), [0, 100, 255]),
        (np.float32([[0, np.nan, np.inf, -5, 1]]), [0, 0, 0, 0, 255]),
        (np.int32([[0, 100, 255]]), [0, 100, 255]),
        (np.int32([[0, 25700, 65535]]), [0, 100, 255]),
        (np.int32([[-7, 0, 1_000_000]]), [0, 0, 255]),
    ],
)
def test_numbers_of_any_range_become_bytes(given, expected):
    assert levels(open_image(Image.fromarray(given)))[0, :, 0].tolist() == expected


def test_a_picture_of_one_pixel_arrives():
    assert open_image(encoded(Image.new("RGB", (1, 1), "red"), "PNG")).getpixel((0, 0)) == (255, 0, 0)


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_large_pictures_are_bounded_in_their_proportion(kind):
    image = open_image(encoded(Image.linear_gradient("L").resize((4500, 900)), kind))
    assert image.size == (2048, 410)
    ramp = levels(image)[:, 1024, 0]
    assert ramp[0] <= 2
    assert ramp[-1] >= 253
    assert (np.diff(ramp) >= -2).all()


def test_many_threads_open_pictures_and_leave_the_process_as_it_was():
    def settings():
        return list(warnings.filters), Image.MAX_IMAGE_PIXELS, ImageFile.LOAD_TRUNCATED_IMAGES

    before, wanted = settings(), levels(SCENE)
    good, bad = encoded(SCENE, "PNG"), png(10_000, 10_000)
    results = []

    def work():
        results.extend(np.array_equal(levels(open_image(good)), wanted) and refusal(bad) == "pixels" for _ in range(10))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [True] * 40
    assert settings() == before


NOISE = Image.fromarray(np.random.default_rng(0).integers(0, 255, (64, 96, 3), dtype=np.uint8))


@pytest.mark.parametrize("options", [{}, {"progressive": True}, {"subsampling": 0}])
@pytest.mark.parametrize("cut", [1, 2, 3])
def test_a_jpeg_without_its_last_bytes_is_shown(options, cut):
    whole = encoded(NOISE, "JPEG", **options)
    shown, expected = levels(open_image(whole[:-cut])), levels(open_image(whole))
    assert np.array_equal(shown[:40], expected[:40])
    assert np.array_equal(shown[:, :48], expected[:, :48])
    assert cut > 2 or np.array_equal(shown, expected)


@pytest.mark.parametrize("options", [{}, {"progressive": True}])
def test_a_jpeg_of_which_rows_or_scans_are_missing_is_refused(options):
    whole = encoded(NOISE, "JPEG", **options)
    for cut in (400, 800, len(whole) // 2):
        assert refusal(whole[:-cut]) == "damaged"
    scans = [one.start() for one in re.finditer(b"\xff\xda", whole)]
    assert not options or all(refusal(whole[:at]) == "damaged" for at in scans)


XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:Description tiff:Orientation="6"/></x:xmpmeta>'


@pytest.mark.parametrize("kind", ["JPEG", "WEBP"])
def test_an_orientation_in_xmp_alone_counts(kind):
    assert open_image(encoded(NOISE, kind, xmp=XMP)).size == (64, 96)


def test_damaged_exif_is_silent(tmp_path):
    path = tmp_path / "photo.jpg"
    path.write_bytes(encoded(NOISE, "JPEG", exif=b"Exif\0\0MM\0*\0\0\0\x08\0\x05\1\x12\0\3\0\0\0\1"))
    code = f"from googlenet.images import open_image; print(open_image({str(path)!r}).size)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert (done.stdout.strip(), done.stderr) == ("(96, 64)", "")


def flat(colour, mode="RGB"):
    return Image.new(mode, (8, 8), colour)


def profile(name):
    return ImageCms.ImageCmsProfile(ImageCms.createProfile(name)).tobytes()


def adobe_like():
    """A profile whose primaries are wider than sRGB's: sRGB's own with red's and green's columns moved."""
    data = bytearray(profile("sRGB"))
    at = data.index(b"desc") and data.index(b"rXYZ")
    place = int.from_bytes(data[at + 4 : at + 8], "big")
    data[place + 8 : place + 20] = b"".join(
        round(65536 * v).to_bytes(4, "big", signed=True) for v in (0.61, 0.311, 0.0195)
    )
    return bytes(data).replace("sRGB".encode("utf-16-be"), "Wide".encode("utf-16-be"))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_colours_of_a_profile_become_srgb(kind):
    fine = {"quality": 100, "subsampling": 0} if kind == "JPEG" else {"lossless": True} if kind == "WEBP" else {}
    wide, plain = (
        levels(open_image(encoded(flat((180, 90, 60)), kind, icc_profile=one, **fine)))[4, 4]
        for one in (adobe_like(), b"")
    )
    # sRGB's primaries as a profile has them (D50, columns R, G, B), and its curve, of IEC 61966-2-1.
    srgb = np.array([[0.4360, 0.3851, 0.1431], [0.2225, 0.7169, 0.0606], [0.0139, 0.0971, 0.7141]])
    moved = np.column_stack([(0.61, 0.311, 0.0195), srgb[:, 1:]])
    linear = ((np.array([180, 90, 60]) / 255 + 0.055) / 1.055) ** 2.4
    expected = 255 * (1.055 * np.clip(np.linalg.solve(srgb, moved @ linear), 0, 1) ** (1 / 2.4) - 0.055)
    assert np.abs(wide - expected).max() <= 3
    assert np.abs(wide - plain).max() > 10


def test_profiles_that_are_srgb_foreign_broken_or_huge_change_nothing():
    wide = adobe_like()
    broken = (wide[:200], b"", b"ICC", wide.replace(b"RGB ", b"CMYK"), profile("LAB"), profile("sRGB"))
    for one in broken:
        assert levels(open_image(encoded(flat((180, 90, 60)), "PNG", icc_profile=one)))[4, 4].tolist() == [180, 90, 60]
    picture = flat((180, 90, 60))
    assert in_srgb(picture, wide, is_grey=False).getpixel((0, 0)) != (180, 90, 60)
    assert in_srgb(picture, wide + bytes(2**20), is_grey=False).getpixel((0, 0)) == (180, 90, 60)


def test_grey_stays_grey_and_alpha_stays_alpha_under_a_profile():
    grey = levels(open_image(encoded(flat(120, "L"), "PNG", icc_profile=adobe_like())))
    assert (grey == 120).all()
    half = levels(open_image(encoded(flat((180, 90, 60, 0), "RGBA"), "PNG", icc_profile=adobe_like())))
    assert (half == 255).all()
