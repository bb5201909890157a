"""Photos of garments become what a Fashion-MNIST network knows."""

import io

import numpy as np
import pytest
from PIL import Image, ImageFilter, ImageOps

from googlenet.data.dataset import load_sample
from googlenet.data.garments import _without_specks, has_light_ground, prepare_garment


@pytest.fixture(scope="module")
def garments():
    """One test image of each class, (10, 28, 28) uint8."""
    test = load_sample().test
    first = [int((test.labels == label).nonzero()[0]) for label in range(10)]
    return test.pixels[first, 0].numpy()


def photo(pixels, *, side=200, margin=40, ground=230.0, cloth=40.0, tilt=0.0, shadow=0.0, noise=0.0, speck=None):
    """A garment of 28 px as a grey photo: black is the ground, white the cloth.

    Args:
        side: of the garment, px; margin on each side beyond.
        tilt: the ground loses this fraction of its light from left to right.
        shadow: a soft one, below and to the right, takes this fraction of the ground's light.
        noise: of the camera, grey levels; the picture is then a JPEG, too.
        speck: level of a spot of dust in the corner.
    """
    amount = np.zeros((side + 2 * margin,) * 2)
    enlarged = Image.fromarray(pixels).resize((side, side), Image.Resampling.BICUBIC)
    amount[margin : margin + side, margin : margin + side] = np.asarray(enlarged) / 255
    light = ground * (1 - tilt * np.linspace(0, 1, len(amount)))
    if shadow:
        solid = Image.fromarray(((amount > 0.1) * 255).astype(np.uint8)).filter(ImageFilter.GaussianBlur(side / 25))
        light = light * (1 - shadow * np.roll(np.asarray(solid) / 255, (side // 30, side // 50), (0, 1)))
    levels = light * (1 - amount) + cloth * amount
    levels += np.random.default_rng(0).normal(0, noise, levels.shape)
    picture = Image.fromarray(levels.clip(0, 255).round().astype(np.uint8))
    if speck is not None:
        picture.paste(speck, (4, 4, 7, 7))
    if noise:
        file = io.BytesIO()
        picture.save(file, "JPEG", quality=85)
        picture = Image.open(file)
    return picture


def distance(picture, pixels):
    """Mean absolute difference in grey levels."""
    return np.abs(np.asarray(picture).astype(int) - pixels).mean()


PHOTOS = {  # kind of photo -> how far off the recovered image may be, in levels; measured: 11, 11, 12, 12, 15, 12
    "even ground": ({}, 14),
    "noise and JPEG": ({"noise": 6}, 14),
    "light from one side": ({"tilt": 0.25, "noise": 3}, 15),
    "pale cloth": ({"ground": 240, "cloth": 190, "noise": 2}, 15),
    "a soft shadow": ({"shadow": 0.15, "noise": 3}, 19),
    "a small garment in a wide picture": ({"side": 120, "margin": 140, "noise": 4}, 15),
}


@pytest.mark.parametrize("kind", PHOTOS)
def test_a_photo_gives_nearly_the_image_that_it_shows(garments, kind):
    options, limit = PHOTOS[kind]
    distances = [distance(prepare_garment(photo(pixels, **options), 28), pixels) for pixels in garments]
    assert np.mean(distances) < limit
    untouched = [distance(ImageOps.invert(photo(pixels, **options).resize((28, 28))), pixels) for pixels in garments]
    assert np.mean(distances) < np.mean(untouched) / 3


def test_what_stands_on_white_and_its_negative_on_black_are_the_same(garments):
    for pixels in garments[:4]:
        light = photo(pixels, side=160, ground=255)  # small enough not to be shrunk, which rounds
        assert prepare_garment(light, 28) == prepare_garment(ImageOps.invert(light), 28)


def test_an_enlarged_test_image_is_recovered(garments):
    for pixels in garments:
        large = Image.fromarray(pixels).resize((280, 280), Image.Resampling.NEAREST)
        assert distance(prepare_garment(large, 28), pixels) < 20


@pytest.mark.parametrize("size", [(90, 30), (30, 90), (60, 60)])
def test_the_garment_is_trimmed_centred_and_spans_the_full_range(size):
    picture = Image.new("L", (240, 200), 210)
    picture.paste(90, (20, 100, 20 + size[0], 100 + size[1]))
    result = np.asarray(prepare_garment(picture, 28))
    box = Image.fromarray(result).getbbox()
    width, height = box[2] - box[0], box[3] - box[1]
    assert max(width, height) == 28
    assert abs(width / height - size[0] / size[1]) < 0.35
    assert abs(box[0] - (28 - box[2])) <= 1
    assert abs(box[1] - (28 - box[3])) <= 1
    assert result.max() == 255
    assert np.median(result[box[1] : box[3], box[0] : box[2]]) == 255


def test_a_white_shirt_on_grey_is_seen(garments):
    shirt = garments[6]
    assert distance(prepare_garment(photo(shirt, ground=170, cloth=250, noise=3), 28), shirt) < 25


def test_a_dark_ground_is_never_inverted(garments):
    for pixels in garments[:3]:
        for cloth in (20, 240):
            picture = photo(pixels, ground=110, cloth=cloth)
            seen = np.asarray(prepare_garment(picture, 28))
            corners = int(seen[[0, 0, -1, -1], [0, -1, 0, -1]].mean())
            assert (seen.max() - corners if cloth > 110 else corners - seen.min()) > 100


def test_dust_does_not_move_the_frame(garments):
    for pixels in garments[[0, 5, 6]]:
        clean, dusty = (prepare_garment(photo(pixels, speck=speck), 28) for speck in (None, 20))
        assert distance(dusty, np.asarray(clean).astype(int)) < 1


def test_pieces_count_by_their_size_beside_the_largest():
    mask = np.zeros((61, 80), dtype=bool)
    mask[20:40, 30:50] = True  # 400
    mask[40:50, 50:60] = True  # touches the first at a corner alone
    mask[2:6, 70:76] = True  # 24, apart: a button
    mask[56, 3] = True  # dust
    kept = _without_specks(mask)
    assert kept.sum() == mask.sum() - 1
    assert not kept[56, 3]
    mask[2:6, 70:74] = False  # 8 of 500 are left: dust, too
    assert _without_specks(mask).sum() == 500


def test_a_garment_that_touches_the_border_is_no_ground(garments):
    shirt = photo(garments[0], tilt=0.4).crop((60, 40, 260, 240))
    assert distance(prepare_garment(shirt, 28), garments[0]) < 14


@pytest.mark.parametrize("level", [0, 100, 127, 128, 255])
@pytest.mark.parametrize("size", [(1, 1), (2, 1), (1, 20), (28, 27), (500, 300)])
def test_where_nothing_stands_out_all_is_black(level, size):
    assert prepare_garment(Image.new("L", size, level), 28) == Image.new("L", (28, 28))


@pytest.mark.parametrize("turn", range(4))
def test_a_border_half_black_and_half_white_is_no_number_divided_by_none(turn):
    halves = np.zeros((40, 40), dtype=np.uint8)
    halves[:, 20:] = 255
    image = np.asarray(prepare_garment(Image.fromarray(np.rot90(halves, turn)), 28))
    assert image.shape == (28, 28)
    assert np.ptp(image) > 0


def test_any_picture_becomes_a_square_of_bytes():
    random = np.random.default_rng(0)
    for _ in range(60):
        width, height = random.integers(1, 70, 2)
        levels = random.integers(0, 256, (height, width)) // random.integers(1, 60)
        result = prepare_garment(Image.fromarray(levels.astype(np.uint8)), 28)
        assert (result.mode, result.size) == ("L", (28, 28))


def test_the_callers_picture_is_left_as_it_is(garments):
    picture = photo(garments[0])
    before = picture.copy()
    prepare_garment(picture, 28)
    assert picture == before


def test_no_image_of_the_sample_has_a_light_ground():
    sample = load_sample()
    for pixels in sample.test.pixels[:, 0].numpy():
        assert not has_light_ground(Image.fromarray(pixels))


def test_none_of_the_ten_thousand_test_images_has_a_light_ground(fashion_mnist):
    assert len(fashion_mnist.test) == 10_000
    for pixels in fashion_mnist.test.pixels[:, 0].numpy():
        assert not has_light_ground(Image.fromarray(pixels))


@pytest.mark.parametrize(("border", "is_light"), [(127, False), (128, True)])
def test_the_border_alone_decides_from_128_on(border, is_light):
    picture = Image.new("L", (28, 28), border)
    picture.paste(255 - border, (1, 1, 27, 27))
    assert has_light_ground(picture) == is_light
