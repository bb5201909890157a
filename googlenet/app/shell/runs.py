"""What the page knows of runs: those in the runs folder, and the shipped network's own. Knows nothing of Gradio."""

import json
from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from googlenet.app.kit.csv import csv_text
from googlenet.app.shell.repository import network_label
from googlenet.app.shell.run_times import seconds_left, typical_speed
from googlenet.app.shell.run_views import Curve, Older, RunView, curve_of
from googlenet.common.errors import UnknownName, UserError
from googlenet.common.files import ASSETS
from googlenet.common.owners import may_change, sees
from googlenet.text import say
from googlenet.training.notes import notes_epochs
from googlenet.training.runs.status import LIVE

if TYPE_CHECKING:
    from googlenet.common.results import EpochRecord, PathRecord, StepRecord
    from googlenet.training.runs.folder import RunFolder
    from googlenet.training.runs.status import Status

Value = TypeVar("Value")
PREFIX = "run:"
MOST_OTHERS = 4  # curves beside the one shown
MOST_ROWS = 50  # of the table, as it is first seen
MOST_LISTED = 300  # when a visitor opens all of them


@lru_cache(maxsize=2)
def notes_curve(lang: str = "en") -> Curve:
    """The study notes' own ten epochs (googlenet_notes, Adam, 224 px)."""
    rows = notes_epochs()
    return Curve(
        name=say("train.chart.notes", lang),
        epochs=tuple(int(row["epoch"]) for row in rows),
        test_accuracy=tuple(row["test_accuracy"] for row in rows),
        test_loss=tuple(row["test_loss"] for row in rows),
    )


class Runs:
    """Runs by the name of the classifier that they make: "run:NAME" in the folder, else shipped weights."""

    def __init__(self, root: Path, weights: Path = ASSETS / "weights", owner: str = ""):
        self.root, self.weights, self.owner = root, weights, owner

    def of(self, owner: str) -> "Runs":
        """The same runs as whoever has the token `owner` may see them."""
        return Runs(self.root, self.weights, owner)

    def mine(self, name: str) -> "RunFolder":
        """The `RunFolder` of a run that this visitor may stop, resume, rename, download or delete.

        Raises:
            UnknownName: there is none, or it is another's.
        """
        run = self.folder(name)
        if not may_change(run.path, self.owner):
            raise UnknownName("pictures.not_yours", name=repr(name)[:80])
        return run

    def is_busy(self) -> bool:
        """Whether anybody's run trains now: one runs at a time."""
        from googlenet.training.runs.listing import list_runs

        return any(run.status().is_live() for run in list_runs(self.root))

    def names(self) -> list[str]:
        """Every run, the newest first, shipped ones last."""
        return [*(PREFIX + run.path.name for run in self._folders()), *self.shipped()]

    def shipped(self) -> list[str]:
        """Shipped weights whose run ships too."""
        return sorted(path.name.removesuffix(".metrics.jsonl") for path in self.weights.glob("*.metrics.jsonl"))

    def live(self) -> str | None:
        """The run that trains now, if any."""
        return next((PREFIX + run.path.name for run in self._folders() if run.status().is_live()), None)

    def opening(self) -> str:
        """What to show first: the live run, else the shipped one, else the newest, else ""."""
        return self.live() or next(iter(self.shipped() or self.names()), "")

    def folder(self, name: str) -> "RunFolder":
        """The `RunFolder` of a run that is not shipped.

        Raises:
            UnknownName: there is none; no other path is ever reached.
        """
        from googlenet.training.runs.folder import RunFolder

        if name in self.shipped():
            raise UnknownName("train.shipped_fixed")
        title = name.removeprefix(PREFIX)
        inner = {path.name for path in self.root.iterdir()} if self.root.is_dir() else set()
        if name.startswith(PREFIX) and title in inner:  # so it is the name of one folder, and no path
            run = RunFolder(self.root / title)
            if run.exists() and sees(run.path, self.owner):
                return run
        raise UnknownName("train.unknown", name=repr(name)[:80])

    def records(self, name: str) -> "Sequence[StepRecord | EpochRecord]":
        """All records of a run.

        Raises:
            UnknownName: there is no such run.
        """
        from googlenet.training.runs.records import read_records

        path = self.weights / f"{name}.metrics.jsonl" if name in self.shipped() else self.folder(name).metrics
        return _as_it_is(read_records, path)

    def card_path(self, name: str) -> Path:
        """The card of a run, shipped or not.

        Raises:
            UnknownName: there is no such run.
        """
        return self.weights / f"{name}.json" if name in self.shipped() else self.folder(name).card

    def path_records(self, name: str) -> "Sequence[PathRecord]":
        """How a run's paths stood, epoch by epoch; empty of one that has no such records.

        Raises:
            UnknownName: there is no such run.
        """
        from googlenet.training.runs.records import read_path_records

        path = self.weights / f"{name}.paths.jsonl" if name in self.shipped() else self.folder(name).paths
        return _as_it_is(read_path_records, path)

    def kept_epochs(self, name: str) -> dict[int, Path]:
        """Epoch -> the file of its weights; {} of a run that keeps none.

        Raises:
            UnknownName: there is no such run.
        """
        return {} if name in self.shipped() else self.folder(name).kept_epochs()

    def record_of_lapses(self, name: str) -> Path | None:
        """The time-lapse of the examples that ships with weights, in place of its epochs' weights; None of other runs."""
        path = self.weights / f"{name}.time_lapse.npz"
        return path if name in self.shipped() and path.is_file() else None

    def view(self, name: str, lang: str = "en") -> RunView:
        """All that the page shows of a run, its error in `lang`.

        Raises:
            UnknownName: there is no such run.
        """
        records, card = self.records(name), _as_it_is(_read_card, self.card_path(name))
        if name in self.shipped():
            sizes = [one.image_size for one in records if one.kind == "epoch"]  # also of stages before the last one
            card = card | {"config": card["config"] | {"epochs": len(sizes), "size_schedule": sizes}}
            return _view(name, records, card, title=network_label(name, lang), state="finished", is_shipped=True)
        from googlenet.training.runs.progress import read_progress
        from googlenet.training.runs.queue import ahead

        run = self.folder(name)
        status, state, title = run.status(), _state(run), run.path.name
        if not card:
            return RunView(name, title, "failed", say("train.unreadable", lang))
        extra = {"message": status.reason(lang), "notices": tuple(run.notices(lang)), "total_steps": status.total_steps}
        extra |= {"can_resume": _can_resume(run, status), "ahead": len(ahead(run)) if state == "queued" else 0}
        extra["progress"] = None if status.state == "finished" else read_progress(run.progress_file)
        return _view(name, records, card, title=title, state=state, **extra)

    def disk_use(self) -> dict[str, tuple[int, int]]:
        """Name -> bytes of a run's files, and of those that can go while its results and network stay.

        Only of runs that this visitor may change, the newest `MOST_LISTED`.
        """
        from googlenet.training.runs.manage import disk_use

        mine = [run for run in self._folders()[:MOST_LISTED] if may_change(run.path, self.owner)]
        return {PREFIX + run.path.name: disk_use(run) for run in mine}

    def views(self, lang: str = "en") -> list[RunView]:
        """`view` of the newest `MOST_ROWS` and of those that ship; one that goes while it is read is left out."""
        shipped = self.shipped()
        own = self.names()[: -len(shipped) or None]
        return self._views([*own[:MOST_ROWS], *shipped], lang)

    def older(self, lang: str = "en", wanted: Collection[str] = ()) -> Older:
        """The runs that come after those of `views`: their names and states, since reading all would take long.

        Args:
            wanted: names of those that are read as `views` reads them, as live ones are.
        """
        folders, rows = self._folders()[MOST_ROWS:], []
        for run in folders[: MOST_LISTED - MOST_ROWS]:
            name, status = PREFIX + run.path.name, run.status()
            if name in wanted or status.is_live():
                rows += self._views([name], lang)
            else:
                can = {"can_resume": _can_resume(run, status)}
                rows.append(RunView(name, run.path.name, status.state, status.reason(lang), **can))
        return Older(tuple(rows), len(folders[MOST_LISTED - MOST_ROWS :]))

    def _views(self, names: Iterable[str], lang: str) -> list[RunView]:
        views = []
        for name in names:
            with suppress(UserError):
                views.append(self.view(name, lang))
        return views

    def states(self) -> list:
        """What the table of runs depends on, cheap to read: name, state and latest epoch of each; how many there are."""
        folders = self._folders()
        runs = [(run.path.name, _state(run), _stamp(run.best)) for run in folders[:MOST_LISTED]]
        return [*runs, *self.shipped(), len(folders)]

    def _folders(self) -> "list[RunFolder]":
        from googlenet.training.runs.listing import list_runs

        return [run for run in list_runs(self.root) if sees(run.path, self.owner)]


def _state(run: "RunFolder") -> str:
    """The run's state for the page: one with a stop file is stopping, though it may still be queued."""
    state = run.status().state
    return "stopping" if state == "queued" and run.stop_file.exists() else state


def _can_resume(run: "RunFolder", status: "Status") -> bool:
    return status.state == "stopped" or (status.state == "failed" and run.state.is_file())


def _stamp(path: Path) -> tuple[int, int]:
    """Changes whenever the file does; (0, 0) where there is none."""
    try:
        stat = path.stat()
    except OSError:
        return 0, 0
    return stat.st_mtime_ns, stat.st_size


def _as_it_is(read: Callable[[Path], Value], path: Path) -> Value:
    """What `read(path)` gives, read once for each state of the file."""
    return _read(read, path, _stamp(path))


@lru_cache(maxsize=192)
def _read(read: Callable[[Path], Value], path: Path, stamp: tuple[int, int]) -> Value:  # noqa: ARG001 part of the key
    return read(path)


def _read_card(path: Path) -> dict:
    """The card's plain JSON; {} where it is damaged."""
    try:
        card = json.loads(path.read_text(encoding="utf-8"))
        return card if isinstance(card["config"], dict) and isinstance(card["classes"], list) else {}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _view(name: str, records: Sequence, card: dict, *, title: str, state: str, **extra: object) -> RunView:
    from googlenet.training.runs.records import guessing_loss, kept_epoch

    config, figures = card["config"], card["figures"]
    steps = [record for record in records if record.kind == "step"]
    is_live = state in LIVE
    size = 0 if is_live else (config.get("size_schedule") or [config.get("image_size")])[-1]
    kept = kept_epoch(records, size)  # whose weights the figures are of; while it trains, the latest
    confusion = tuple(map(tuple, kept.confusion)) if kept else ()
    latest, progress = steps[-1] if steps else None, extra.get("progress")
    return RunView(
        name=name,
        title=title,
        state=state,
        config=config,
        classes=tuple(card["classes"]),
        curve=curve_of(title, records, planned=config.get("epochs") or 0, is_live=is_live),
        accuracy=figures.get("test_accuracy", kept.test_accuracy if kept else None),
        test_images=sum(map(sum, confusion)) or figures.get("test_images", 0),
        confusion=confusion,
        kept_epoch=kept.epoch if kept else 0,
        held_out_accuracy=kept.held_out_accuracy if kept else None,
        step=max(records[-1].step if records else 0, progress.step if progress else 0),
        learning_rate=latest and latest.learning_rate,
        images_per_second=typical_speed(steps),
        seconds=records[-1].seconds if records else 0.0,
        seconds_left=seconds_left(records, config, extra.get("total_steps") or 0, progress) if is_live else None,
        guessing_loss=guessing_loss(records),
        **extra,
    )


def csv_of(records: Sequence) -> str:
    """The records as CSV, one row each; the confusion matrix is left out, and so is what is no number."""
    columns = ["kind", "step", "epoch", "image_size", "learning_rate", "train_loss", "train_accuracy"]
    columns += ["test_loss", "test_accuracy", "held_out_accuracy", "images_per_second", "seconds"]
    rows = [[getattr(record, column, None) for column in columns] for record in records]
    return csv_text([columns, *([None if value != value else value for value in row] for row in rows)])  # noqa: PLR0124
