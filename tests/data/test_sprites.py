"""Maps as tiles of one transparent picture."""

import base64
import io

import numpy as np
import pytest
from PIL import Image

from googlenet.data.sprites import data_uri, heat_tiles, picture_uri, signed_tiles

COLOURS = ("#0072B2", "#009E73", "#E69F00", "#CC79A7", "#D9480F")


def decoded(data):
    """(rows · S, columns · S, 4) int."""
    image = Image.open(io.BytesIO(data))
    assert image.format == "WEBP"
    return np.asarray(image.convert("RGBA")).astype(int)


def tile(sheet, number, columns, side):
    row, column = divmod(number, columns)
    return sheet[row * side : (row + 1) * side, column * side : (column + 1) * side]


def rgb(colour):
    return [int(colour[at : at + 2], 16) for at in (1, 3, 5)]


def maps(count, side, low=0.0):
    return np.random.default_rng(0).uniform(low, 1, (count, side, side)).astype(np.float32)


def test_tiles_lie_row_by_row_with_strength_as_alpha_and_sharp_cells():
    strengths = maps(5, 4)
    sheet = decoded(heat_tiles(strengths, COLOURS, columns=3, tile_px=12))
    assert sheet.shape == (24, 36, 4)
    for number, colour in enumerate(COLOURS):
        part = tile(sheet, number, 3, 12)
        assert np.array_equal(part[..., 3], np.kron(np.rint(strengths[number] * 255), np.ones((3, 3))))
        assert (part[part[..., 3] > 0, :3] == rgb(colour)).all()
    assert tile(sheet, 5, 3, 12)[..., 3].max() == 0


@pytest.mark.parametrize(("side", "tile_px"), [(7, 112), (14, 112), (28, 112), (5, 56), (3, 7)])
def test_every_cell_keeps_its_own_value_whatever_the_sizes(side, tile_px):
    strengths = maps(2, side)
    alpha = decoded(heat_tiles(strengths, COLOURS[:2], columns=2, tile_px=tile_px))[..., 3]
    centres = ((np.arange(side) + 0.5) * tile_px / side).astype(int)
    for number in range(2):
        part = alpha[:, number * tile_px : (number + 1) * tile_px]
        assert np.array_equal(part[np.ix_(centres, centres)], np.rint(strengths[number] * 255))
        assert set(np.unique(part)) <= set(np.rint(strengths[number] * 255).astype(int).ravel())


def test_large_maps_are_averaged_not_picked():
    alpha = decoded(heat_tiles(maps(1, 64), COLOURS[:1], columns=1, tile_px=16))[..., 3]
    assert np.abs(alpha - maps(1, 64)[0].reshape(16, 4, 16, 4).mean((1, 3)) * 255).max() <= 1


def test_smooth_tiles_blend_without_leaving_their_range():
    strengths = np.zeros((1, 4, 4), dtype=np.float32)
    strengths[0, 1:3, 1:3] = 1
    alpha = decoded(heat_tiles(strengths, COLOURS[:1], columns=1, tile_px=64, smooth=True))[..., 3]
    assert len(np.unique(alpha)) > 30
    assert alpha[32, 32] == 255
    assert alpha[0, 0] <= 8
    assert np.array_equal(alpha, alpha[::-1, ::-1])


def test_what_is_no_number_or_out_of_range_is_cut_off():
    strengths = np.array([[[np.nan, np.inf], [-np.inf, -3]], [[2, 0.5], [0, 1]]])
    alpha = decoded(heat_tiles(strengths, COLOURS[:2], columns=2, tile_px=2))[..., 3]
    assert alpha.tolist() == [[0, 255, 255, 128], [0, 0, 0, 255]]


@pytest.mark.parametrize("smooth", [False, True])
def test_signed_tiles_have_a_colour_for_each_sign(smooth):
    signed = maps(3, 4, low=-1.0)
    signed[2] = 0
    sheet = decoded(signed_tiles(signed, positive=COLOURS[4], negative=COLOURS[0], columns=2, tile_px=8, smooth=smooth))
    assert sheet.shape == (16, 16, 4)
    for number in range(2):
        part = tile(sheet, number, 2, 8)
        if not smooth:
            assert np.array_equal(part[..., 3], np.kron(np.rint(np.abs(signed[number]) * 255), np.ones((2, 2))))
        above, below = signed[number] > 0.5, signed[number] < -0.5
        centre = part[1::2, 1::2]
        assert (centre[above, :3] == rgb(COLOURS[4])).all()
        assert (centre[below, :3] == rgb(COLOURS[0])).all()
    assert tile(sheet, 2, 2, 8)[..., 3].max() == 0


def test_no_maps_make_an_empty_row():
    assert decoded(heat_tiles(np.zeros((0, 4, 4)), [], columns=3, tile_px=8)).shape == (8, 24, 4)


def test_as_many_colours_as_maps_are_wanted():
    with pytest.raises(ValueError, match="5 maps and 4 colours"):
        heat_tiles(maps(5, 4), COLOURS[:4], columns=3, tile_px=8)


@pytest.mark.parametrize("mode", ["L", "RGB", "RGBA"])
def test_a_picture_survives_its_address(mode):
    picture = Image.fromarray((maps(1, 20)[0] * 255).astype(np.uint8)).convert(mode)
    address = picture_uri(picture)
    head, _, body = address.partition(",")
    assert head == "data:image/webp;base64"
    back = Image.open(io.BytesIO(base64.b64decode(body)))
    assert np.array_equal(np.asarray(back.convert(mode)), np.asarray(picture))


def test_an_address_names_its_kind():
    assert data_uri(b"<svg/>", "image/svg+xml") == "data:image/svg+xml;base64,PHN2Zy8+"
