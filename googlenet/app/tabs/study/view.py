"""What the Kernel study tab computes of the findings that ship. Knows no Gradio."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from googlenet.app.kit.map import OTHER_COLOUR
from googlenet.app.tabs.study.chart import Point
from googlenet.common.json_values import parse_count
from googlenet.common.palette import PATH_COLOURS
from googlenet.common.statistics import Interval, interval
from googlenet.data.sprites import data_uri, heat_tiles
from googlenet.study.findings import SERIES, Findings
from googlenet.text import say

COSTS = ("params", "macs")
TILE_PX, MILLION = 96, 1e6


@dataclass(frozen=True)
class StudyState:
    """What a visitor looks at.

    Attributes:
        series: a key of `SERIES`.
        image: number of the example image.
    """

    series: str = "params"
    image: int = 0


def pressed(choice: StudyState, message: dict) -> StudyState:
    """The choice after a press; what does not fit changes nothing."""
    to = message.get("to")
    if message.get("do") == "series" and str(to) in SERIES:
        return replace(choice, series=str(to))
    if message.get("do") == "image" and parse_count(to) is not None:
        return replace(choice, image=parse_count(to))
    return choice


def points_of(findings: Findings, cost: str, lang: str) -> list[Point]:
    """The networks that have finished a run, as the charts draw them.

    Args:
        cost: "params" or "macs".
    """
    return [
        _drawn(one.name, found, tuple(one.accuracies.values()), 0.0, lang, getattr(one, cost) / MILLION)
        for one in findings.standings
        if (found := one.accuracy)
    ]


def gaps_of(series: Mapping[str, Findings], lang: str) -> dict[str, list[Point]]:
    """Differences to the whole GoogLeNet by series, as the drawing of both takes them."""
    return {
        match: [_drawn(name, interval(values), values, -1.0, lang) for name, values in _gaps(found)]
        for match, found in series.items()
    }


def _gaps(findings: Findings) -> list[tuple[str, tuple[float, ...]]]:
    return [(name, tuple(by_seed.values())) for name, by_seed in findings.gaps().items()]


def _drawn(name: str, found: Interval, values: tuple[float, ...], least: float, lang: str, cost: float = 0.0) -> Point:
    """As a drawing's point; its interval is cut off at `least` and 1, which nothing can pass."""
    ends = (None, None) if found.reach is None else (max(found.low, least), min(found.high, 1.0))
    return Point(name, say(f"study.network.{name}", lang), cost, values, found.mean, *ends)


def unpacked(packed: dict) -> np.ndarray:
    """(H, W) of 0..1, of what `googlenet.study.previews.encoded` wrote."""
    data = np.frombuffer(base64.b64decode(packed["data"]), dtype=np.uint8)
    return data.reshape(packed["shape"]).astype(np.float32) / 255


def heat(packed: dict, network: str) -> str:
    """A map as a transparent tile (data URI), in the network's colour; of one with several branches, to be a mask."""
    colour = PATH_COLOURS.get(network, OTHER_COLOUR)
    return data_uri(heat_tiles(unpacked(packed)[None], [colour], columns=1, tile_px=TILE_PX))


def picture(packed: dict) -> str:
    """A grey picture as a data URI."""
    from PIL import Image

    from googlenet.data.sprites import picture_uri

    return picture_uri(Image.fromarray((255 * unpacked(packed)).astype(np.uint8)))
