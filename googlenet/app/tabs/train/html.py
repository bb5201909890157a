"""The Train view: headline, status line, charts, table of runs."""

from __future__ import annotations

import json
import math
from pathlib import PurePath
from typing import TYPE_CHECKING

from googlenet.app.kit.html import button, icon, number, page, save_menu, segment
from googlenet.app.kit.map import joined
from googlenet.app.kit.markup import element, html, join
from googlenet.app.tabs.train.chart import LOOKS, epoch_past
from googlenet.text import SENTENCES, say
from googlenet.training.notes import NOTES_IMAGES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from googlenet.app.shell.run_views import Curve, RunView

FORMATS = ("png", "svg", "csv")
DRAGS = ("zoom", "pan")  # what dragging in a chart does
DASHES = {"solid": "", "dash": "6 4", "dashdot": "8 3 2 3", "longdash": "10 4"}


def live(run: str, others: Sequence[str], lang: str) -> str:
    """Frame of the followed run: the page's script fills its parts and draws the charts."""
    inner = html(
        '<section><div class="head" role="status" aria-live="polite" data-part="head"></div>'
        '<div class="status"><dl class="facts" data-part="facts"></dl><div data-part="acts"></div>'
        '<div class="progress" role="progressbar" aria-label="{progress}" data-progress hidden><i></i></div></div>'
        '<p class="say" role="alert" data-away hidden>{away}</p>'
        '<div class="charts">{accuracy}{loss}</div><ul class="curves" data-part="legend"></ul>'
        '<details class="more reading"><summary>{reading}</summary><div>{tools}<p class="note" data-part="note"></p>'
        "</div></details></section>"
        '<section data-confusion hidden><details class="more matrix"><summary><h2>{title}</h2></summary>'
        '<div>{confusion}<p class="note">{note}</p></div></details></section>',
        progress=say("train.progress", lang),
        tools=_tools(lang),
        reading=say("train.reading", lang),
        away=say("train.away", lang),
        title=say("train.confusion.title", lang),
        note=say("train.confusion.note", lang),
        **{name: _chart(name, lang) for name in ("accuracy", "loss", "confusion")},
    )
    data = {"data_live": True, "data_run": run, "data_others": json.dumps(list(others)), "data_lang": lang}
    return page(element("div", inner, class_="view train", **data))


def _tools(lang: str) -> str:
    """How the curves are drawn; the page's script does it without asking."""
    boxes = join(
        html('<label class="tick"><input type="checkbox" data-{}{}>{}</label>', name, is_on, say(f"train.{name}", lang))
        for name, is_on in (("log", ""), ("notes", " checked"))
    )
    drags = segment("drag", [(one, say(f"train.{one}", lang)) for one in DRAGS], DRAGS[0], say("train.drag", lang))
    return html(
        '<div class="tools curve-tools"><label class="slide"><span class="lab">{}</span><input type="range" min="0" '
        'max="0.98" step="0.02" value="0" data-smooth><output aria-live="off">0</output></label>{}{}{}</div>',
        say("train.smooth", lang),
        boxes,
        drags,
        button(say("train.reset", lang), data={"reset": 1}, kind="quiet"),
    )


def swatch(look: int | None, is_own: bool = False) -> str:
    """A line as the charts draw it: a run's own, one beside it, or the grey of the notes."""
    colour, dash = f"var(--gn-{'ink' if is_own else 'mark'})", "solid"
    if look is not None:
        colour, dash = LOOKS[look % len(LOOKS)]
    dot = "" if look is None and not is_own else html('<circle cx="12" cy="6" r="3" fill="{}"/>', colour)
    return html(
        '<svg class="swatch" viewBox="0 0 24 12" aria-hidden="true"><path d="M0 6h24" fill="none" stroke="{}" '
        'stroke-width="2" stroke-dasharray="{}"/>{}</svg>',
        colour,
        DASHES[dash],
        dot,
    )


def legend(run: RunView | None, notes: Curve, others: Sequence[Curve], lang: str) -> str:
    """Which line is whose, with the accuracy at its end and after how many epochs that is: a chart may show fewer."""
    rows = [(swatch(None, is_own=True), run.curve, run.title, False)] if run else []
    rows += [(swatch(other.look), other, other.name, False) for other in others]
    rows += [(swatch(None), notes, say("train.notes_whole", lang), True)] if notes.epochs else []
    items = []
    for mark, curve, name, is_of_notes in rows:
        end = html(" <b>{}</b>", _so_far(curve.test_accuracy[-1], curve.epochs[-1], lang)) if curve.epochs else ""
        items.append(element("li", mark, html("<span>{}{}</span>", name, end), data_of_notes=is_of_notes))
    return join(items)


def _chart(name: str, lang: str) -> str:
    """A place for a drawing; the confusion matrix, which is folded away, is drawn when it is opened."""
    return html(
        '<figure class="chart" data-chart="{name}"><div class="ch"><h2 data-title></h2>{save}</div>'
        '<div class="{kind}" role="img" aria-label="{label}" data-plot="{name}"></div></figure>',
        name=name,
        save=save_menu(name, FORMATS, "", lang),
        kind="plot" if name == "confusion" else "plot skeleton",
        label=say("train.loading_chart", lang),
    )


def head(run: RunView | None, notes: Curve, lang: str) -> str:
    """Headline and the line below it."""
    sub = say("train.empty.sub", lang) if run is None else _sub(run, lang)
    return html('<div><h1>{}</h1><p class="sub">{}</p></div>', headline(run, notes, lang), sub)


def headline(run: RunView | None, notes: Curve, lang: str) -> str:
    """The result so far, beside the notes' where both stand on the same images."""
    if run is None or run.accuracy is None or run.guessing_loss is not None:
        return _headline_without_result(run, lang)
    mine, done = tenths(run.accuracy), run.kept_epoch or run.epochs_done
    if not run.epochs_done:
        return say("pictures.imported", lang, name=run.title, percent=mine)
    result = _so_far(run.accuracy, done, lang)
    if not is_beside(run, notes):
        return result
    by_then = dict(zip(notes.epochs, map(tenths, notes.test_accuracy), strict=True))
    last = by_then[notes.epochs[-1]]
    if float(mine) > float(last):
        key = "train.above.live" if run.is_live else "train.above"
        return say(key, lang, result=result, notes=last, all=notes.epochs[-1])
    if done in by_then and float(mine) > float(by_then[done]):
        return say("train.ahead", lang, result=result, notes=by_then[done])
    return say("train.below", lang, result=result, notes=last, all=notes.epochs[-1])


def _so_far(accuracy: float, epochs: int, lang: str) -> str:
    key = "train.so_far.one" if epochs == 1 else "train.so_far"
    return say(key, lang, percent=tenths(accuracy), epochs=epochs)


def is_beside(run: RunView, notes: Curve) -> bool:
    """Whether a run is tested on the images that the notes were tested on: all of Fashion-MNIST's."""
    return bool(notes.epochs) and run.test_images == NOTES_IMAGES and not run.is_own


def _headline_without_result(run: RunView | None, lang: str) -> str:
    """Before the first test, or where the network guesses."""
    if run is None:
        return say("train.empty", lang)
    if run.accuracy is not None:
        return say("train.guessing", lang, name=run.title, percent=tenths(run.accuracy), epochs=run.epochs_done)
    keys = {"queued": "queued", "running": "begun", "stopping": "stopping", "failed": "failed"}
    if run.ahead:
        return waiting(run, lang)
    if run.state == "stopped" and run.step and run.total_steps and not run.message:
        return say("train.stopped_at", lang, name=run.title, **steps_of(run))
    return say(f"train.{keys.get(run.state, 'nothing')}", lang, name=run.title)


def steps_of(run: RunView) -> dict[str, str]:
    """Steps done and of the whole run, as people read them."""
    return {"step": f"{run.step:,}", "steps": f"{run.total_steps:,}"}


def network_label(run: RunView, lang: str) -> str:
    """A run's network as the other tabs call it; of a design, what it was drawn from too."""
    name = run.designed_from or run.network
    label = say(f"frame.network.{name}", lang) if f"frame.network.{name}" in SENTENCES else name
    return say("architecture.designed", lang, name=run.network, base=label) if run.designed_from else label


def tenths(fraction: float) -> str:
    """A fraction in percent with one decimal."""
    return f"{100 * fraction:.1f}"


def _sub(run: RunView, lang: str) -> str:
    if run.message and run.state in ("failed", "stopped"):
        return run.message
    if run.guessing_loss is not None:
        return say("train.sub.guessing", lang, loss=f"{run.guessing_loss:.2f}", classes=len(run.classes))
    if run.state == "stopped" and run.can_resume and run.step:
        return say("train.sub.stopped", lang, **steps_of(run))
    if run.is_live or run.accuracy is None:
        return say("train.sub.live", lang, name=run.title) if run.is_live else ""
    if not run.epochs_done:
        return ""
    key = "train.sub.shipped" if run.is_shipped else "pictures.own_sub" if run.is_own else "train.sub.ended"
    trained = {"recipe": run.config.get("recipe", ""), "size": run.config.get("image_size", "")}
    values = {"network": network_label(run, lang), "images": f"{run.test_images:,}"} | trained
    sentences = [say(key, lang, name=run.title, **values)]
    if start := run.config.get("init_from"):
        sentences.append(say("pictures.own_start", lang, start=PurePath(str(start)).name))
    if block := run.config.get("freeze_until"):
        sentences.append(say("pictures.own_frozen", lang, block=block))
    if run.test_images != NOTES_IMAGES and not run.is_own:
        sentences.append(say("train.sub.smaller", lang))
    return joined(sentences, lang)


def facts(run: RunView | None, lang: str) -> str:
    """The status line."""
    if run is None:
        return ""
    live_dot = html('<i class="live"></i> ') if run.is_live else ""
    epochs = say("train.of", lang, done=run.epochs_done, all=run.epochs)
    parts = [("state", live_dot + state_label(run, lang)), ("epoch", epochs)]
    if run.total_steps and run.state in ("running", "stopping", "stopped"):
        done = steps_of(run)
        parts.append(("step", say("train.of", lang, done=done["step"], all=done["steps"])))
    if run.images_per_second:
        parts.append(("speed", say("train.per_second", lang, images=number(run.images_per_second))))
    if run.is_live and run.learning_rate is not None:
        parts.append(("rate", number(run.learning_rate, 2)))
    if run.is_live and run.seconds_left is not None:
        parts.append(("left", duration(run.seconds_left, lang)))
    if not run.is_live and run.seconds:
        parts.append(("taken", duration(run.seconds, lang)))
    return join(
        html('<div class="fact"><dt>{}</dt><dd>{}</dd></div>', say(f"train.{key}", lang), value) for key, value in parts
    )


def state_label(run: RunView, lang: str) -> str:
    """A run's state in a word or two; of one that waits, how many come before it."""
    if run.state == "queued" and run.ahead:
        return say("train.state.waiting", lang, ahead=run.ahead)
    now = run.progress
    if run.state == "running" and now and now.phase == "testing":
        return say("train.state.testing", lang, done=f"{now.tested:,}", all=f"{now.images:,}")
    if run.state == "running" and now and now.phase == "preparing":
        return say("train.state.preparing", lang)
    return say(f"train.state.{run.state}", lang)


def action(run: RunView) -> str:
    """The one sensible thing to do with a run: "watch", "resume", "use" or "details"."""
    if run.is_live:
        return "watch"
    if run.state == "finished" and run.accuracy is not None:
        return "use"
    return "resume" if run.can_resume else "details"


def acts(run: RunView | None, lang: str) -> str:
    """The followed run's button."""
    if run is None or action(run) == "details":
        return ""
    what = action(run)
    word, is_ending = say(f"train.{what}", lang), False
    if run.is_live:
        key = "train.stop.waiting" if run.state == "queued" and run.ahead else "train.stop"
        what, word, is_ending = "stop", icon("stop") + say(key, lang), run.state == "stopping"
    return button(word, data={"act": what, "run": run.name}, kind="primary", disabled=is_ending)


def waiting(run: RunView, lang: str) -> str:
    """Its place in the queue."""
    return say("train.waiting.one" if run.ahead == 1 else "train.waiting", lang, name=run.title, ahead=run.ahead)


def note(run: RunView | None, lang: str) -> str:
    """How to read the charts."""
    if run is None:
        return ""
    sentences = [waiting(run, lang)] if run.ahead and run.accuracy is not None else []
    if run.held_out_accuracy is not None and not run.is_live:
        sentences.append(say("train.kept", lang, epoch=run.kept_epoch, percent=tenths(run.held_out_accuracy)))
    sentences += [*run.notices, *([say("train.thin", lang)] if run.curve.steps else [])]
    sizes = run.config.get("size_schedule") or ()
    if len(set(sizes)) > 1:
        sentences.append(say("train.sizes", lang, sizes=", ".join(map(str, sizes))))
    smoothing, count = run.config.get("label_smoothing") or 0.0, len(run.classes)
    if smoothing and count > 1:
        floor = number(smoothed_floor(smoothing, count), 2)
        sentences.append(say("train.smoothing", lang, smoothing=number(smoothing, 2), floor=floor))
    return joined(sentences, lang)


def smoothed_floor(smoothing: float, classes: int) -> float:
    """The least cross-entropy in nats that label smoothing leaves: the entropy of the smoothed target.

    Source: Szegedy et al. 2016, section 7, where the target is (1 - smoothing) for the class plus smoothing / K for all.
    """
    share = smoothing / classes
    right = 1 - smoothing + share
    return -right * math.log(right) - (classes - 1) * share * math.log(share)


def duration(seconds: float, lang: str) -> str:
    """A time as people say it: "1 h 58 min", "12 min", "40 s"."""
    if seconds < 59.5:
        return say("train.seconds", lang, seconds=round(seconds))
    hours, minutes = divmod(round(seconds / 60), 60)
    if hours:
        return say("train.hours", lang, hours=hours, minutes=minutes)
    return say("train.minutes", lang, minutes=minutes)


def chart_label(name: str, run: RunView | None, notes: Curve, lang: str) -> str:
    """What a chart shows, for those who cannot see it."""
    if run is None or not run.curve.epochs:
        return say(f"train.alt.{name}", lang, points=say("train.alt.none", lang))
    curve = run.curve
    is_accuracy = name == "accuracy"
    values = [f"{tenths(value)}%" for value in curve.test_accuracy]
    if not is_accuracy:
        values = [f"{value:.2f}" for value in curve.test_loss]
    points = [f"{epoch}: {value}" for epoch, value in zip(curve.epochs, values, strict=True)]
    passed = epoch_past(curve, notes.test_accuracy[-1]) if is_accuracy and is_beside(run, notes) else None
    if passed:
        points.append(say("train.alt.past_notes", lang, epoch=passed))
    if is_accuracy and notes.epochs:
        points.append(say("train.alt.notes", lang, percent=tenths(notes.test_accuracy[-1])))
    return say(f"train.alt.{name}", lang, points=", ".join(points))
