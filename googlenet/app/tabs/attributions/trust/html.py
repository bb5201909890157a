"""The section "Can it be trusted?": a choice of method, two checks."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from googlenet.app.kit.csv import csv_text
from googlenet.app.kit.html import button, definitions, icon, page, save_button, style
from googlenet.app.kit.job import Progress
from googlenet.app.kit.markup import element, html, join
from googlenet.app.kit.sections import folded
from googlenet.app.tabs.attributions.html import at_work, drawn_now, method_name, no_answer
from googlenet.app.tabs.attributions.state import Task
from googlenet.app.tabs.attributions.trust import chart
from googlenet.common.palette import block_label
from googlenet.text import say

if TYPE_CHECKING:
    from googlenet.common.results import Faithfulness, Randomization

CHECKS = ("curves", "forgetting")


def tools(tasks: Sequence[Task], lang: str) -> str:
    """Which of the methods on the page to check."""
    options = [element("option", method_name(one, lang), value=one.method) for one in tasks]
    choice = element("select", *options, class_="select", aria_label=say("trust.method", lang))
    press = button(icon("start") + say("trust.check", lang), data={"act": "check"})
    controls = html('<div class="tools">{}{}</div>', choice, press) if tasks else ""
    sub = html('<p class="sub">{}</p>', say("trust.sub", lang))
    return page(html("<h3>{}</h3>{}{}", say("trust.check_one", lang), sub, controls))


def unmeasured(lang: str) -> str:
    """The section's beginning where no leader board of these weights is stored."""
    return page(folded(say("trust.title", lang)))


def waiting(check: str, step: Progress, lang: str) -> str:
    """A check's place while it is computed: how far it is, and Stop."""
    words = say("attributions.waiting" if not step.total else f"trust.working.{check}", lang)
    if step.seconds_left is not None and step.seconds_left >= 1:
        words += html("<br>") + say("attributions.left", lang, seconds=f"{step.seconds_left:.0f}")
    return _place(at_work(words, step, lang))


def sentence(text: str) -> str:
    """A check's place where there is no answer: after Stop, after an error."""
    return _place(no_answer(text))


def _place(body: str) -> str:
    return page(html('<div class="method wide" data-drawn="{}">{}</div>', drawn_now(), body))


def drawing(svg: str, name: str, table: Sequence[Sequence[object]], lang: str) -> str:
    """A drawing with its files; the script adds the last line's end to the table."""
    saves = [
        save_button(kind.upper(), {"save": kind}, say(f"trust.save_{kind}", lang)) for kind in ("png", "svg", "csv")
    ]
    body = html('{}<div class="saves">{}</div>', svg, join(saves))
    data = {"data_name": name, "data_csv": csv_text(table).removesuffix("\n")}
    return element("figure", body, class_="trust-chart", **data)


def _measures(values: Mapping[str, float], lang: str) -> str:
    rows = definitions((say(f"trust.{name}", lang), digits(value)) for name, value in values.items())
    return html("<dl>{}</dl>", rows)


def curves(found: "Faithfulness", task: Task, lang: str) -> str:
    """Deletion and insertion against random orders, and the numbers."""
    key = {(1, 1): "better", (-1, -1): "worse", (0, 0): "random_like"}.get(beats_random(found), "mixed")
    title = say(f"trust.{key}", lang, method=method_name(task, lang))
    facts = {
        "deletion": found.deletion_area,
        "insertion": found.insertion_area,
        "random": found.random_area,
        "infidelity": found.infidelity,
    }
    columns = {
        "fraction": found.fractions,
        "deletion": found.deletion,
        "insertion": found.insertion,
        "random_mean": found.random.mean(0),
        "random_min": found.random.min(0),
        "random_max": found.random.max(0),
    }
    table = [columns.keys(), *([f"{value:.5f}" for value in row] for row in zip(*columns.values(), strict=True))]
    svg = chart.curves(found.fractions, found.deletion, found.insertion, found.random, lang)
    figure = drawing(svg, "deletion-insertion", table, lang)
    parts = html("<h3>{}</h3>{}{}", title, figure, _measures(facts, lang))
    return _place(html('{}<p class="note">{}</p>', parts, say("trust.curves_note", lang)))


def beats_random(found: "Faithfulness") -> tuple[int, int]:
    """(deletion, insertion): 1 better than every random order, -1 worse than every one, 0 among them."""
    areas = [replace(found, deletion=one).deletion_area for one in found.random]  # shown from the other end, the same
    deletion, insertion = found.deletion_area, found.insertion_area
    return (
        int(deletion < min(areas)) - int(deletion > max(areas)),
        int(insertion > max(areas)) - int(insertion < min(areas)),
    )


def forgetting(
    found: "Randomization", tiles: Sequence[str], threshold: float, sensitivity: float, task: Task, lang: str
) -> str:
    """The map while the network forgets: curve, a small map a stage, a mark where it does not change.

    Args:
        tiles: data URIs of the maps' strengths, that of the trained network first.
    """
    is_marked = found.similarities[-1] >= threshold
    title = say(f"trust.{'stays' if is_marked else 'changes'}", lang, method=method_name(task, lang))
    stages = [block_label(stage).rpartition("_")[2] for stage in found.stages]
    names = [say("trust.trained", lang), *stages]
    small = join(_small_map(name, tile) for name, tile in zip(names, tiles, strict=True))
    similarities = zip(found.stages, found.similarities, strict=True)
    table = [("stage", "similarity"), *((stage, f"{value:.5f}") for stage, value in similarities)]
    svg = chart.similarity(stages, found.similarities, threshold, lang)
    facts = {"randomization": found.similarities[-1], "sensitivity": sensitivity}
    note = html('<p class="note">{}</p>', say("trust.forgetting_note", lang, threshold=threshold))
    figure = drawing(svg, "randomization", table, lang)
    maps = html('<ol class="stages">{}</ol>', small)
    return _place(html("<h3>{}</h3>{}{}{}{}", title, figure, maps, _measures(facts, lang), note))


def _small_map(name: str, tile: str) -> str:
    mask = f"url({tile}) 0 0 / 100%"
    heat = style({"--gn-m": f"url({tile})", "-webkit-mask": mask, "mask": mask})
    return html('<li><span class="pic"><span class="heat unsigned"{}></span></span><span>{}</span></li>', heat, name)


def digits(value: float) -> str:
    """Two decimals, with a true minus sign."""
    return f"{value:.2f}".replace("-0.00", "0.00").replace("-", "−")
