"""What a network sees of a picture, and its input."""

import numpy as np
import pytest
import torch
from PIL import Image
from torchvision.models import GoogLeNet_Weights, Inception_V3_Weights

from googlenet.common.results import Preprocess
from googlenet.data.dataset import load_sample
from googlenet.data.garments import prepare_garment
from googlenet.data.images import preprocessed_image, side_of, to_input, to_picture, to_pixels

GREY = Preprocess(64, 1, (0.286,), (0.353,), native_px=28)
IMAGENET = {"mean": (0.485, 0.456, 0.406), "std": (0.229, 0.224, 0.225)}


def colourful(width, height):
    levels = np.random.default_rng(0).integers(0, 256, (height // 4 + 1, width // 4 + 1, 3), dtype=np.uint8)
    return Image.fromarray(levels).resize((width, height), Image.Resampling.BICUBIC)


def test_test_images_are_taken_as_they_are():
    for pixels in load_sample().test.pixels:
        for prepare in (True, False):
            for mode in ("L", "RGB"):
                picture = Image.fromarray(pixels[0].numpy()).convert(mode)
                assert torch.equal(to_pixels(picture, GREY, prepare), pixels)


def test_a_small_picture_is_inverted_only_where_its_border_is_light_and_preparing_is_on():
    dark = np.random.default_rng(0).integers(0, 120, (28, 28), dtype=np.uint8)
    for levels, inverted in ((dark, dark), (255 - dark, dark)):
        assert np.array_equal(to_pixels(Image.fromarray(levels), GREY)[0], inverted)
        assert np.array_equal(to_pixels(Image.fromarray(levels), GREY, prepare=False)[0], levels)


@pytest.mark.parametrize("size", [(28, 1, 28), (64, 1, 28), (32, 3, 48), (33, 1, None), (224, 3, None), (299, 3, None)])
def test_a_drawing_becomes_a_picture_of_which_the_network_sees_the_drawing(size):
    side, channels, native = size
    preprocess = Preprocess(side, channels, (0.5,) * channels, (0.2,) * channels, native_px=native)
    drawing = colourful(side_of(preprocess), side_of(preprocess)).convert("L" if channels == 1 else "RGB")
    pixels = to_pixels(to_picture(drawing, preprocess), preprocess, prepare=False)
    assert np.array_equal(pixels.permute(1, 2, 0).squeeze(), np.asarray(drawing))


def test_a_photo_is_prepared_as_a_garment():
    photo = Image.new("RGB", (200, 150), (230, 220, 210))
    photo.paste((20, 60, 40), (80, 20, 120, 130))
    seen = to_pixels(photo, GREY)
    assert (seen.shape, seen.dtype) == ((1, 28, 28), torch.uint8)
    assert np.array_equal(seen[0], prepare_garment(photo.convert("L"), 28))
    assert seen[0, :, 14].min() > 250
    assert seen[0, :, :4].max() == 0


def test_without_preparing_a_photo_is_only_squeezed():
    photo = Image.new("RGB", (200, 100), "white")
    photo.paste("black", (0, 0, 100, 100))
    seen = to_pixels(photo, GREY, prepare=False)[0].int()
    assert seen[:, :12].max() < 25  # no more than the ringing of the resampling beside an edge
    assert seen[:, 16:].min() > 230


PRESETS = [(GoogLeNet_Weights.IMAGENET1K_V1, 224), (Inception_V3_Weights.IMAGENET1K_V1, 299)]


@pytest.mark.parametrize(("weights", "side"), PRESETS)
@pytest.mark.parametrize("size", [(400, 300), (333, 517), (28, 28), (640, 90), (224, 224)])
def test_colour_networks_see_what_torchvisions_presets_give(weights, side, size):
    picture = colourful(*size)
    preprocess = Preprocess(side, 3, **IMAGENET)
    for prepare in (True, False):
        seen = to_pixels(picture, preprocess, prepare)
        assert seen.shape == (3, side, side)
        torch.testing.assert_close(to_input(seen[None], preprocess)[0], weights.transforms()(picture))


def test_a_colour_network_with_images_of_its_own_size_takes_them_as_they_are():
    picture = colourful(32, 32)
    preprocess = Preprocess(96, 3, **IMAGENET, native_px=32)
    assert np.array_equal(to_pixels(picture, preprocess).permute(1, 2, 0), picture)
    assert to_pixels(colourful(90, 70), preprocess).shape == (3, 32, 32)


def test_an_input_is_normalised_channel_by_channel():
    pixels = torch.tensor([0, 51, 255], dtype=torch.uint8).view(1, 3, 1, 1).expand(2, 3, 8, 8)
    x = to_input(pixels, Preprocess(8, 3, **IMAGENET))
    assert (x.shape, x.dtype) == ((2, 3, 8, 8), torch.float32)
    expected = (torch.tensor([0, 0.2, 1]) - torch.tensor(IMAGENET["mean"])) / torch.tensor(IMAGENET["std"])
    torch.testing.assert_close(x, expected.view(1, 3, 1, 1).expand_as(x))
    assert pixels.dtype == torch.uint8


@pytest.mark.parametrize("size", [14, 28, 64])
def test_enlarging_and_shrinking_keep_the_mean_and_the_place(size):
    pixels = load_sample().test.pixels[:4]
    x = to_input(pixels, Preprocess(size, 1, (0.0,), (1.0,), native_px=28))
    torch.testing.assert_close(x.mean((2, 3)), pixels.float().mean((2, 3)) / 255, rtol=0.03, atol=0.0)
    mirrored = to_input(pixels.flip(3), Preprocess(size, 1, (0.0,), (1.0,), native_px=28))
    torch.testing.assert_close(mirrored.flip(3), x, rtol=0, atol=1e-5)


@pytest.mark.parametrize("preprocess", [GREY, Preprocess(48, 3, **IMAGENET, native_px=28)])
def test_the_picture_of_what_is_seen_is_the_input_before_its_normalisation(preprocess):
    pixels = to_pixels(colourful(28, 28), preprocess)
    picture = preprocessed_image(pixels, preprocess)
    side = preprocess.size_px
    assert (picture.mode, picture.size) == ("L" if preprocess.channels == 1 else "RGB", (side, side))
    x = to_input(pixels[None], preprocess)[0]
    mean, std = (torch.tensor(values).view(-1, 1, 1) for values in (preprocess.mean, preprocess.std))
    levels = torch.from_numpy(np.array(picture)).reshape(side, side, -1).permute(2, 0, 1)
    torch.testing.assert_close(levels / 255, x * std + mean, rtol=0, atol=0.51 / 255)
