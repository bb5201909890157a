"""What the Kernel study tab shows of the small studies in the runs folder, and what a press does to them. Knows no Gradio."""

import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from googlenet.app.shell.access import check_room
from googlenet.app.tabs.study.view import read_findings
from googlenet.common.errors import BadCheckpoint, UnknownName, UserError
from googlenet.common.json_values import parse_count
from googlenet.common.owners import may_change, owner_for, read_token, sees
from googlenet.study.findings import Findings
from googlenet.text import LANGUAGES

if TYPE_CHECKING:
    from googlenet.training.runs.folder import RunFolder

SMALL_SEEDS = 3  # at most
MOST_LISTED = 50
LIVE = {"queued", "running", "stopping"}


@dataclass(frozen=True)
class SmallRow:
    """A small study in the list of those that there are.

    Attributes:
        name: of its folder.
        state: one of `training.runs.STATES`.
        begun: seconds since 1970 at which it was started.
        megabytes: that it takes on the disk.
        findings: so far, without its pictures; None where there are none, or they cannot be read.
        can_delete: whether this visitor may, and it is not under way.
    """

    name: str
    state: str
    begun: float
    megabytes: float
    findings: Findings | None
    can_delete: bool


@dataclass(frozen=True)
class SmallView:
    """The small study that the page shows, and which there are.

    Attributes:
        name: of its folder; "" where none was ever started.
        state: one of `training.runs.STATES`; "" where none was ever started.
        message: why it failed.
        network, seed: what trains now.
        fraction: done.
        findings: so far; None before the first run has begun.
        can_change: whether this visitor may stop it or go on with it.
        rows: the newest `MOST_LISTED`, this one among them.
        count: how many there are.
    """

    name: str = ""
    state: str = ""
    message: str = ""
    network: str = ""
    seed: int = 0
    fraction: float = 0.0
    findings: Findings | None = None
    can_change: bool = True
    rows: tuple[SmallRow, ...] = ()
    count: int = 0

    @property
    def is_live(self) -> bool:
        return self.state in LIVE

    @property
    def is_moving(self) -> bool:
        """Whether any of the studies will look otherwise soon."""
        return self.is_live or any(row.state in LIVE for row in self.rows)


class SmallStudies:
    """The small studies in the runs folder, as whoever has the token `owner` may see and change them."""

    def __init__(self, root: Path, owner: str = ""):
        self.root, self.owner = root, owner

    def of(self, owner: str) -> "SmallStudies":
        """The same for another visitor."""
        return SmallStudies(self.root, owner)

    def view(self, lang: str, name: str = "") -> SmallView:
        """The one called `name`; the newest where there is none of that name."""
        seen = self._seen()
        if not seen:
            return SmallView()
        shown = next((study for study in seen if study.path.name == name), seen[0])
        rows = tuple(self._row(study) for study in seen[:MOST_LISTED])
        status, can_change = shown.status(), may_change(shown.path, self.owner)
        view = SmallView(shown.path.name, status.state, status.reason(lang), can_change=can_change)
        return replace(view, rows=rows, count=len(seen), **_progress_of(shown, lang))

    def _seen(self) -> "list[RunFolder]":
        from googlenet.training.runs.listing import list_studies

        return [study for study in list_studies(self.root) if sees(study.path, self.owner)]

    def _row(self, study: "RunFolder") -> SmallRow:
        from googlenet.training.runs.listing import STUDY_FILE

        status, path = study.status(), study.path
        return SmallRow(
            name=path.name,
            state=status.state,
            begun=(_stamp(path / STUDY_FILE) or 0) / 1e9,
            megabytes=_megabytes(path, _stamp(path / "status.json")),
            findings=_findings_in(study),
            can_delete=not status.is_live() and may_change(path, self.owner),
        )

    def act(self, message: dict, shown: str = "") -> str:
        """Starts, stops, goes on with, shows or deletes a study, as a press says.

        Args:
            shown: name of the one shown before.
        Returns:
            The name of the one to show; "": the newest.

        Raises:
            UserError: it cannot be, with the reason.
        """
        action = str(message.get("do"))
        if action == "start":
            self._start(parse_count(message.get("seeds")) or 1)
            return ""
        if action not in ACTIONS:
            return shown
        study = self._folder(message, may_change if action != "show" else sees)
        ACTIONS[action](study)
        name = study.path.name
        return {"show": name, "delete": "" if shown == name else shown}.get(action, shown)

    def _start(self, seeds: int) -> None:
        from googlenet.study.process import SMALL, start_study

        check_room(self.root)
        start_study(replace(SMALL, seeds=min(seeds, SMALL_SEEDS)), self.root, owner_for(self.owner))

    def _folder(self, message: dict, allows: Callable[[Path, str], bool]) -> "RunFolder":
        known = {study.path.name: study for study in self._seen() if allows(study.path, self.owner)}
        name = str(message.get("name"))
        if name not in known:
            raise UnknownName("study.small.unknown")
        return known[name]


def _resume(study: "RunFolder") -> None:
    from googlenet.study.process import resume_study

    check_room(study.path)
    resume_study(study)


def _delete(study: "RunFolder") -> None:
    from googlenet.training.runs.manage import delete_study

    delete_study(study)


ACTIONS: dict[str, Callable[["RunFolder"], None]] = {
    "show": lambda _: None,
    "stop": lambda study: study.ask_to_stop(),
    "resume": _resume,
    "delete": _delete,
}


def _progress_of(study: "RunFolder", lang: str) -> dict:
    """Of a `SmallView`, what the study has come to; the reason why that cannot be read."""
    from googlenet.study.process import progress, read_study

    try:
        config = read_study(study)
        done = progress(study, config)
        path = study.path / config.match / "results.json"
        findings = read_findings(path) if path.is_file() else None
    except UserError as error:
        return {"state": "failed", "message": error.message(lang)}
    return {"network": done.network, "seed": done.seed, "fraction": done.fraction, "findings": findings}


def _findings_in(study: "RunFolder") -> Findings | None:
    from googlenet.study.process import read_study

    try:
        path = study.path / read_study(study).match / "results.json"
    except UserError:
        return None
    return _findings(path, _stamp(path))


@lru_cache(maxsize=2 * MOST_LISTED)
def _findings(path: Path, stamp: int | None) -> Findings | None:
    """Without maps and pictures, which are large; None where there are none, or they cannot be read."""
    try:
        return None if stamp is None else replace(read_findings(path), previews={}, pictures=())
    except BadCheckpoint:
        return None


@lru_cache(maxsize=2 * MOST_LISTED)
def _megabytes(folder: Path, stamp: int | None) -> float:  # noqa: ARG001 the stamp is the cache's key
    """Of all files in it."""
    return sum(_size(Path(parent) / name) for parent, _, names in os.walk(folder) for name in names) / 1e6


def _size(path: Path) -> int:
    """In bytes; 0 of one that goes while it is looked at."""
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _stamp(path: Path) -> int | None:
    """Changes whenever the file does; None where there is none."""
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return None


@dataclass(frozen=True)
class StudyQuery:
    """A checked request.

    Attributes:
        lang: one of `LANGUAGES`.
        owner: the browser's token; "" without one.
        name: of the study that is shown, which need not exist; "": the newest.
    """

    lang: str
    owner: str
    name: str


def read_query(data: object) -> StudyQuery:
    """What a stranger's request names, whatever it is; English where it names no language."""
    data = data if isinstance(data, dict) else {}
    lang, name = data.get("lang"), data.get("name")
    lang = lang if lang in LANGUAGES else "en"
    return StudyQuery(lang, read_token(data.get("owner")), name if isinstance(name, str) else "")
