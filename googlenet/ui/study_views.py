"""What the Kernel study tab computes: findings that ship, and the small study in the runs folder. Knows no Gradio."""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from googlenet.charts.palette import PATH_COLOURS
from googlenet.charts.study import Point
from googlenet.errors import BadCheckpoint, UnknownName, UserError
from googlenet.owners import may_change, owner_for, sees
from googlenet.plain import natural
from googlenet.sprites import data_uri, heat_tiles
from googlenet.text import LANGUAGES, say
from googlenet.training.findings import Findings, Interval, findings_of, interval
from googlenet.ui.answers import ASSETS

if TYPE_CHECKING:
    from googlenet.training.runs import RunFolder

STUDIES = ASSETS / "studies"
SERIES = {"params": "kernels.json", "macs": "kernels-macs.json"}
COSTS = ("params", "macs")
SMALL_SEEDS = 3  # at most
TILE_PX = 96
GREY, MILLION = "#7A828B", 1e6


@dataclass(frozen=True)
class Choice:
    """What a visitor looks at.

    Attributes:
        series: a key of `SERIES`.
        image: number of the example image.
    """

    series: str = "params"
    image: int = 0


@dataclass(frozen=True)
class SmallView:
    """The small study as the page shows it.

    Attributes:
        name: of its folder; "" where none was ever started.
        state: one of `training.runs.STATES`; "" likewise.
        message: why it failed.
        network, seed: what trains now.
        fraction: done.
        findings: so far; None before the first run has begun.
    """

    name: str = ""
    state: str = ""
    message: str = ""
    network: str = ""
    seed: int = 0
    fraction: float = 0.0
    findings: Findings | None = None

    @property
    def is_live(self) -> bool:
        return self.state in {"queued", "running", "stopping"}


def shipped(folder: Path = STUDIES) -> dict[str, Findings]:
    """The findings that ship, by the key of `SERIES`; a series without results is left out.

    Raises:
        BadCheckpoint: a file is damaged, or holds the other series.
    """
    found = {name: _read(folder / file) for name, file in SERIES.items() if (folder / file).is_file()}
    for name, one in found.items():
        if one.match != name:
            raise BadCheckpoint("study.error.broken", reason=f"{SERIES[name]}: {one.match}")
    return found


def _read(path: Path) -> Findings:
    try:
        return findings_of(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError) as error:
        raise BadCheckpoint("study.error.broken", reason=error) from None


def pressed(choice: Choice, message: dict) -> Choice:
    """The choice after a press; what does not fit changes nothing."""
    to = message.get("to")
    if message.get("do") == "series" and str(to) in SERIES:
        return replace(choice, series=str(to))
    if message.get("do") == "image" and natural(to) is not None:
        return replace(choice, image=natural(to))
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
    """(H, W) of 0..1, of what `training.sight.packed` wrote."""
    data = np.frombuffer(base64.b64decode(packed["data"]), dtype=np.uint8)
    return data.reshape(packed["shape"]).astype(np.float32) / 255


def heat(packed: dict, network: str) -> str:
    """A map as a transparent tile (data URI), in the network's colour; of one with several paths, to be a mask."""
    colour = PATH_COLOURS.get(network, GREY)
    return data_uri(heat_tiles(unpacked(packed)[None], [colour], columns=1, tile_px=TILE_PX))


def picture(packed: dict) -> str:
    """A grey picture as a data URI."""
    from PIL import Image

    from googlenet.sprites import picture_uri

    return picture_uri(Image.fromarray((255 * unpacked(packed)).astype(np.uint8)))


class SmallStudies:
    """The small studies in the runs folder, as whoever has the token `owner` may see and change them."""

    def __init__(self, root: Path, owner: str = ""):
        self.root, self.owner = root, owner

    def of(self, owner: str) -> "SmallStudies":
        """The same for another visitor."""
        return SmallStudies(self.root, owner)

    def view(self, lang: str) -> SmallView:
        """The newest one."""
        from googlenet.training.runs import list_studies
        from googlenet.training.study_worker import progress, read_study

        newest = next((study for study in list_studies(self.root) if sees(study.path, self.owner)), None)
        if newest is None:
            return SmallView()
        status, name = newest.status(), newest.path.name
        try:
            config = read_study(newest)
            done = progress(newest, config)
            path = newest.path / config.match / "results.json"
            findings = _read(path) if path.is_file() else None
        except UserError as error:
            return SmallView(name, "failed", error.message(lang))
        return SmallView(name, status.state, status.told(lang), done.network, done.seed, done.fraction, findings)

    def act(self, message: dict) -> None:
        """Starts, stops or goes on with a study, as a press says.

        Raises:
            UserError: it cannot be, with the reason.
        """
        from googlenet.training.study_worker import SMALL, resume_study, start_study

        action = message.get("do")
        if action == "start":
            wanted = natural(message.get("seeds")) or 1
            config = replace(SMALL, seeds=min(wanted, SMALL_SEEDS))
            start_study(config, self.root, owner_for(self.owner))
        elif action == "stop":
            self._folder(message).ask_to_stop()
        elif action == "resume":
            resume_study(self._folder(message))

    def _folder(self, message: dict) -> "RunFolder":
        from googlenet.training.runs import list_studies

        known = {study.path.name: study for study in list_studies(self.root) if may_change(study.path, self.owner)}
        name = str(message.get("name"))
        if name not in known:
            raise UnknownName("study.small.unknown")
        return known[name]


def language_of(query: object) -> str:
    """The language that a stranger's request names; English where it names none."""
    lang = query.get("lang") if isinstance(query, dict) else None
    return lang if lang in LANGUAGES else "en"
