"""What the Train tab's script gets from the server; anybody can send such a request, so everything in it is checked."""

import zlib
from dataclasses import dataclass, replace

from googlenet.app.kit.csv import csv_text
from googlenet.app.kit.markup import html
from googlenet.app.shell.run_views import Curve, RunView
from googlenet.app.shell.runs import MOST_OTHERS, Runs, csv_of, notes_curve
from googlenet.app.tabs.train.chart import TEST, TRAIN, accuracy_spec, loss_spec, newer_points
from googlenet.app.tabs.train.confusion_chart import confusion_spec
from googlenet.app.tabs.train.html import acts, chart_label, facts, head, is_beside, legend, note
from googlenet.common.errors import UserError
from googlenet.common.owners import read_token
from googlenet.text import LANGUAGES

CHARTS = ("accuracy", "loss", "confusion")


@dataclass(frozen=True)
class RecordsQuery:
    """A checked request.

    Attributes:
        run: a run's name, which need not exist; "": the one that the page opens with.
        others: names of the runs drawn beside it, each at the place of its colour; "" where a place is free.
        since: records that the page has already, at least 0.
        beside: how far the other runs' lines are on the page, as `news` said.
        chart: one of `CHARTS`.
        lang: one of `LANGUAGES`.
        owner: the browser's token; "" without one.
    """

    run: str = ""
    others: tuple[str, ...] = ()
    since: int = 0
    beside: str = ""
    chart: str = "accuracy"
    lang: str = "en"
    owner: str = ""


def read_query(data: object) -> RecordsQuery:
    """The request in `data`, whatever it is: what does not fit is replaced by its default."""
    data = data if isinstance(data, dict) else {}
    run, since, chart, lang = (data.get(name) for name in ("run", "since", "chart", "lang"))
    others = data.get("others") if isinstance(data.get("others"), list) else []
    return RecordsQuery(
        run=run if isinstance(run, str) else "",
        others=tuple(name if isinstance(name, str) else "" for name in others[:MOST_OTHERS]),
        since=max(0, since) if isinstance(since, int) else 0,
        beside=str(data.get("beside") or ""),
        chart=chart if chart in CHARTS else "accuracy",
        lang=lang if lang in LANGUAGES else "en",
        owner=read_token(data.get("owner")),
    )


def news(runs: Runs, query: RecordsQuery) -> dict:
    """What is new about a run since the last request of a page: plain JSON values.

    Returns:
        run: the run's name; count: its records; beside: how far the other runs' lines are; live: whether more is to
        come; version: of the list of runs; parts: HTML; progress: fraction or None; labels: the charts' descriptions;
        figures: those that changed, whole or as `newer_points`.
    """
    name, lang = query.run or runs.opening(), query.lang
    reply = {"run": name, "count": 0, "beside": "", "live": False, "version": version_of(runs)}
    reply |= {"progress": None, "labels": {}, "figures": {}}
    try:
        run, records = (runs.view(name, lang), runs.records(name)) if name else (None, ())
    except UserError as error:
        refusal = html("<div><h1>{}</h1></div>", error.message(lang))
        return reply | {"parts": {"head": refusal, "facts": "", "acts": "", "note": "", "legend": ""}}
    notes, others = _notes(run, lang), _others(runs, query, name)
    beside = " ".join(str(len(one.epochs)) for one in others)  # all that is drawn of them
    since = query.since if query.since <= len(records) and query.beside == beside else 0  # else all lines are sent
    if since < len(records) or not since:
        reply["figures"] = _figures(run, [notes, *others], records, since, query)
    if run and run.total_steps and run.state != "finished":
        reply["progress"] = progress_of(run)
    parts = {"facts": facts(run, lang), "acts": acts(run, lang), "note": note(run, lang)}
    parts |= {"head": head(run, notes, lang), "legend": legend(run, notes, others, lang)}
    labels = {chart: chart_label(chart, run, notes, lang) for chart in ("accuracy", "loss")}
    is_live = run is not None and run.is_live
    return reply | {"count": len(records), "beside": beside, "live": is_live, "parts": parts, "labels": labels}


def table(runs: Runs, query: RecordsQuery) -> str:
    """A chart's numbers as CSV; "" where there is no such run."""
    try:
        run, records = runs.view(query.run), runs.records(query.run)
    except UserError:
        return ""
    if query.chart == "confusion":
        rows = [(name, *row) for name, row in zip(run.classes, run.confusion, strict=False)]
        return csv_text([("true class", *run.classes), *rows])
    return csv_of(records)


def version_of(runs: Runs) -> str:
    """Changes whenever the table of runs does."""
    return f"{zlib.crc32(repr(runs.states()).encode()):08x}"


def _others(runs: Runs, query: RecordsQuery, name: str) -> list[Curve]:
    """The curves of the runs beside the one called `name`, each with the look of its place."""
    known = set(runs.names()) - {name}
    return [replace(runs.view(other).curve, look=place) for place, other in enumerate(query.others) if other in known]


def _notes(run: RunView | None, lang: str) -> Curve:
    """The notes' curve; an empty one beside a run on own pictures, with which it has nothing to do."""
    return Curve("") if run and run.is_own else notes_curve(lang)


def progress_of(run: RunView) -> float:
    """The fraction of a run that is done; while it tests, that of the test."""
    now = run.progress
    if run.is_live and now and now.phase == "testing" and now.images:
        return now.tested / now.images
    return run.step / run.total_steps


def _with_first_loss(run: RunView) -> Curve:
    """The run's curve; before its first record, the loss of the steps so far."""
    now, curve = run.progress, run.curve
    if curve.steps or not (now and now.step and now.loss is not None and run.total_steps):
        return curve
    return replace(curve, steps=(now.step * run.epochs / run.total_steps,), train_loss=(now.loss,))


def _figures(run: RunView | None, curves: list[Curve], records: tuple, since: int, query: RecordsQuery) -> dict:
    """Args: curves: those beside the run, the notes' first: the page may hide them."""
    curve, losses = (run.curve, _with_first_loss(run)) if run else (None, None)
    goal = curves[0].test_accuracy[-1] if run and is_beside(run, curves[0]) else None
    specs = {"accuracy": accuracy_spec(curve, curves, query.lang, goal), "loss": loss_spec(losses, curves, query.lang)}
    kinds = [record.kind for record in records]
    if since:
        known = {TEST: kinds[:since].count("epoch"), TRAIN: kinds[:since].count("step")}
        specs = {name: newer_points(spec, known) for name, spec in specs.items()}
    if run and run.confusion and (not since or "epoch" in kinds[since:]):
        specs["confusion"] = confusion_spec(run.confusion, run.classes, query.lang)
    return specs
