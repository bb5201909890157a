"""The Branches views as HTML."""

import re
from dataclasses import replace
from html import unescape

import pytest

from googlenet.app.kit.map import Block, MapView, Tile, map_csv, paths_name, share, standout
from googlenet.app.tabs.branches import sheet_html as channels
from googlenet.app.tabs.branches.html import branches, skeleton
from googlenet.app.tabs.branches.sheet_html import ChannelView, SheetView
from googlenet.app.tabs.branches.state import Selection
from tests.app.tabs.train.test_html import Reader

MAP = MapView(
    picture="data:image/webp;base64,AA==",
    sprite="data:image/webp;base64,BB==",
    sprite_size=(3, 2),
    blocks=(
        Block(
            "inception3a",
            16,
            (28, 28),
            {"1x1": Tile(0.3, 0.25, 1.0, 0, 0), "3x3": Tile(0.6, 0.5, 0.5, 1, 0), "pool": Tile(0.1, 0.25, 0.125, 2, 0)},
        ),
        Block("inception4a", 8, (14, 14), {"3x3": Tile(1.0, 0.5, 1.0, 1, 1), "pool": Tile(0.0, 0.5, 0.0, 2, 1)}),
    ),
    off=(),
    classes=("Bag", "<Coat>", "Shirt", "Dress", "Sandal", "Sneaker"),
    before=(0.05, 0.9, 0.04, 0.005, 0.003, 0.002),
    now=(0.05, 0.9, 0.04, 0.005, 0.003, 0.002),
    target=1,
)
WITHOUT = replace(MAP, off=(("inception3a", "3x3"),), now=(0.7, 0.2, 0.04, 0.05, 0.007, 0.003))
SHEET = SheetView(
    picture="data:image/webp;base64,AA==",
    sprite="data:image/webp;base64,BB==",
    sprite_size=(1, 12),
    path=("inception4a", "3x3"),
    previous=("inception3a", "pool"),
    following=("inception4a", "pool"),
    is_off=False,
    sort="mean",
    order=(2, 0, 3, 1),
    values=(0.2, 0.0, 0.7, 0.1),
    half=1,
    silent=frozenset({1}),
    label="<Coat>",
    is_exact=True,
)
CHANNEL = ChannelView(
    picture="data:image/webp;base64,AA==",
    heat="data:image/webp;base64,CC==",
    path=("inception4a", "3x3"),
    channel=2,
    cells=(14, 7),
    cell=(13, 3),
    is_hottest=True,
    value=1.25,
    size_px=224,
    field=(184, 80, 254, 150),
    inside=(184, 80, 224, 150),
)
EVERY = [
    lambda lang: branches(MAP, Selection(), lang),
    lambda lang: branches(WITHOUT, Selection(opened=("inception4a", "3x3")), lang),
    lambda lang: channels.contact_sheet(SHEET, lang),
    lambda lang: channels.contact_sheet(replace(SHEET, is_off=True), lang),
    lambda lang: channels.contact_sheet(replace(SHEET, sort="class"), lang),
    lambda lang: channels.large_channel(CHANNEL, lang),
    lambda lang: channels.large_channel(replace(CHANNEL, cell=None, field=None, inside=None), lang),
    lambda _: skeleton(),
]


def text_of(html, tag):
    return unescape(re.sub("<[^>]+>", "", re.search(rf"<{tag}[^>]*>(.*?)</{tag}>", html).group(1)))


def cells_of(html):
    return re.findall(r'<button type="button" class="cell( off)?" data-block="(\w+)" data-branch="(\w+)"', html)


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("draw", EVERY)
def test_every_view_is_well_formed_and_names_are_escaped(draw, lang):
    html = draw(lang)
    Reader(html)
    assert html.startswith('<div class="gn')
    assert "<Coat>" not in html


def test_the_map_has_a_tile_a_path_and_an_empty_place_where_a_block_lacks_one():
    html = branches(MAP, Selection(), "en")
    assert [cell[1:] for cell in cells_of(html)] == [
        (block.name, branch) for block in MAP.blocks for branch in block.tiles
    ]
    assert html.count('class="cell none"') == 1  # 4a has no 1x1
    assert re.findall(r'<div class="size">(.*?)</div>', html) == ["28 × 28", "14 × 14"]


def test_every_path_of_every_block_has_a_named_row():
    blocks = (MAP.blocks[0], replace(MAP.blocks[1], tiles={"7x7": Tile(1.0, 1.0, 1.0, 0, 1)}))
    html = branches(replace(MAP, blocks=blocks), Selection(), "en")
    (names,) = re.findall(r'<div class="names">(.*?)</div>', html)
    assert re.findall(r"[0-9a-z×]+(?=</span>)", names) == ["1×1", "3×3", "pool", "7×7"]
    assert html.count('class="cell none"') == 4  # no 7×7 in 3a, nothing else in 4a


def test_strength_is_an_opacity_and_a_tiles_place_in_the_sprite_a_position():
    html = branches(MAP, Selection(), "en")
    assert "--gn-heat-size:200% 300%" in html
    places = re.findall(r"background-position:([\d.]+)% ([\d.]+)%;--gn-a:([\d.]+)", html)
    assert places == [
        ("0.000", "0.000", "1.000"),
        ("0.000", "50.000", "0.500"),
        ("0.000", "100.000", "0.125"),
        ("100.000", "50.000", "1.000"),
        ("100.000", "100.000", "0.000"),
    ]


def test_one_tile_is_reached_by_tab_and_only_the_opened_one_is_pressed():
    html = branches(MAP, Selection(opened=("inception4a", "3x3")), "en")
    assert html.count('tabindex="0"') == 1
    assert re.findall(r'data-key="([\w/]+)" aria-pressed="true" tabindex="0"', html) == ["inception4a/3x3"]
    assert 'aria-pressed="true" tabindex' not in branches(MAP, Selection(), "en")


def test_the_headline_names_the_path_that_does_more_than_its_share():
    assert standout(MAP) == ("inception4a", "3x3")  # all of the energy with half of the channels
    title = text_of(branches(MAP, Selection(), "en"), "h1")
    assert title == "The 3×3 branch of block 4a has 50% of the channels but 100% of the activation energy"


@pytest.mark.parametrize(
    ("view", "title", "moved"),
    [
        (WITHOUT, "Without 3a 3×3, the prediction is Bag instead of <Coat>", "<Coat> falls from 90.0% to 20.0%."),
        (
            replace(WITHOUT, target=0),
            "Without 3a 3×3, the prediction is Bag instead of <Coat>",
            "Bag rises from 5.0% to 70.0%.",
        ),
        (replace(WITHOUT, now=MAP.now), "Without 3a 3×3, the prediction is still <Coat>", "<Coat> stays at 90.0%."),
    ],
)
def test_the_headline_says_what_switching_off_did(view, title, moved):
    html = branches(view, Selection(), "en")
    assert text_of(html, "h1") == title
    assert moved in unescape(html)
    assert [cell for cell in cells_of(html) if cell[0]] == [(" off", "inception3a", "3x3")]


@pytest.mark.parametrize(
    ("view", "shown"),
    [
        (MAP, ["<Coat>", "Bag", "Shirt"]),
        (replace(WITHOUT, now=(0.02, 0.1, 0.03, 0.5, 0.05, 0.3)), ["Dress", "<Coat>", "Bag"]),  # Dress was fourth
    ],
)
def test_the_foot_of_a_phone_begins_with_the_class_that_is_predicted_now(view, shown):
    foot = branches(view, Selection(), "en").split('<div class="result"')[1]
    rows = re.findall(r'"before-after-row">(.*?)<span class="(?:value|track)', foot)
    assert [unescape(re.sub("<[^>]+>", "", row)).strip() for row in rows] == shown


def test_the_headline_is_that_of_the_opened_branch():
    html = branches(MAP, Selection(opened=("inception3a", "1x1")), "en")
    assert text_of(html, "h1").startswith("The 1×1 branch of block 3a has ")
    html = branches(WITHOUT, Selection(opened=("inception3a", "1x1")), "en")
    assert text_of(html, "h1").startswith("Without 3a 3×3")
    assert "Open branch: 3a 1×1." in html


def test_a_row_and_a_column_say_whether_all_of_it_is_off():
    off = tuple((block.name, "3x3") for block in MAP.blocks if "3x3" in block.tiles)
    html = branches(replace(WITHOUT, off=off), Selection(off=off), "en")
    pressed = re.findall(r'data-(row|column)="(\w+)" aria-pressed="true"', html)
    assert pressed == [("row", "3x3")]


def test_paths_are_named_up_to_two_and_counted_beyond():
    path = ("inception3a", "3x3")
    assert [paths_name((path,) * count, "en") for count in (1, 2, 3)] == ["3a 3×3", "3a 3×3 and 3a 3×3", "3 branches"]


def test_bars_are_before_and_now_of_the_likeliest_and_the_explained():
    html = branches(replace(WITHOUT, target=5), Selection(), "en")
    bars = re.findall(r'<i style="width:([\d.]+)%"></i><i style="width:([\d.]+)%"></i>', html)[:5]  # a phone has more
    assert bars == [("90.00", "20.00"), ("5.00", "70.00"), ("4.00", "4.00"), ("0.50", "5.00"), ("0.20", "0.30")]
    assert "data-all-on" in html
    assert "data-all-on" not in branches(MAP, Selection(), "en")


def test_a_share_is_never_a_rounded_nothing_or_all():
    assert [share(one) for one in (0.0, 0.004, 0.006, 0.5, 0.996, 1.0)] == [
        "< 1%",
        "< 1%",
        "1%",
        "50%",
        "> 99%",
        "100%",
    ]


def test_the_table_holds_what_is_on_screen():
    rows = map_csv(WITHOUT).splitlines()
    assert "inception3a,3x3,1,0.600000,0.500000" in rows
    assert "inception4a,pool,0,0.000000,0.500000" in rows
    assert "Bag,0.050000,0.700000" in rows


def test_the_sheet_is_in_order_with_silent_channels_marked():
    html = channels.contact_sheet(SHEET, "en")
    assert re.findall(r'data-channel="(\d)"', html) == ["2", "0", "3", "1"]
    assert re.findall(r'class="dead" data-channel="(\d)"', html) == ["1"]
    assert 'aria-pressed="true"' not in html  # the page's script marks the one that `large_channel` is of
    assert "4a · 3×3: 1 of 4 channels produce half the activation" in channels.sheet_title(SHEET, "en")
    assert 'aria-label="channel 2, mean 0.7"' in html
    assert "One channel is inactive" in html


def test_the_large_map_tells_whose_it_is():
    assert f'data-of-channel="{CHANNEL.channel}"' in channels.large_channel(CHANNEL, "en")


def test_contributions_have_a_sign_and_are_called_exact_only_in_the_last_block():
    view = replace(SHEET, sort="class", values=(0.2, 0.0, -0.7, 0.1), label="Bag")
    assert 'aria-label="channel 2, −0.7 for Bag"' in channels.contact_sheet(view, "en")
    assert "(exact)" in channels.contact_sheet(view, "en")
    assert "first order" in channels.contact_sheet(replace(view, is_exact=False), "en")


def test_a_path_that_is_off_or_silent_says_so():
    off = channels.contact_sheet(replace(SHEET, is_off=True), "en")
    assert "4a · 3×3 is off" in channels.sheet_title(replace(SHEET, is_off=True), "en")
    assert "data-channel" not in off
    assert 'data-key="switch" aria-checked="false"' in off
    assert "4a · 3×3 is inactive for this image" in channels.sheet_title(replace(SHEET, half=0), "en")


def test_the_receptive_field_is_drawn_whole_and_counted_as_it_lies_on_the_image():
    html = channels.large_channel(CHANNEL, "en")
    assert text_of(html, "h2") == "Channel 2 can see 6% of the image"  # 40 x 70 of 224 x 224 px
    assert '<rect x="80" y="184" width="70" height="70"' in html  # its lower edge leaves the image and is not seen
    assert '<rect x="96" y="208" width="32" height="16"' in html  # the cell: 224/7 wide, 224/14 high
    assert "row 14, column 4 of 14 × 7" in html
    assert "(70 × 70 px), of which 40 × 70 px are inside the image" in html


def test_a_field_larger_than_the_image_is_said_to_cover_it():
    all_round = replace(CHANNEL, field=(-50, -60, 300, 310), inside=(0, 0, 224, 224))
    html = channels.large_channel(all_round, "en")
    assert text_of(html, "h2") == "Channel 2 can see the whole image"
    assert "(350 × 370 px) covers the whole image" in html


def test_a_silent_channel_has_no_cell_until_one_is_chosen():
    html = channels.large_channel(replace(CHANNEL, cell=None, field=None, inside=None), "en")
    assert text_of(html, "h2") == "Channel 2 is inactive for this image"
    assert "<rect" not in html
