"""The learning-rate range test: its button, its progress, its chart and what it suggests."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from googlenet.app.kit.csv import csv_text
from googlenet.app.kit.html import button
from googlenet.app.kit.markup import html
from googlenet.app.tabs.train.rate_test.chart import RateMark, rate_chart
from googlenet.app.tabs.train.section_html import folded, save_buttons, work_bar
from googlenet.text import say

if TYPE_CHECKING:
    from googlenet.training.rate_test import RatePoint, Suggestion


LOW, HIGH, STEPS = 1e-5, 1.0, 80  # of the test


@dataclass(frozen=True)
class RatesView:
    """What the section shows.

    Attributes:
        points: the steps so far.
        found: what they suggest; None where it is nothing, or the test is not done.
        is_busy, is_done: whether it goes on, or has come to its end.
        problem: what went wrong, in a sentence.
    """

    points: "tuple[RatePoint, ...]" = ()
    found: "Suggestion | None" = None
    is_busy: bool = False
    is_done: bool = False
    problem: str = ""


def rates(view: RatesView, lang: str) -> str:
    """The section."""
    low, high = f"{LOW:.0e}".replace("e-0", "e-"), f"{HIGH:g}"
    inner = html('<p class="note">{}</p>', say("lab.rates.hint", lang, steps=STEPS, low=low, high=high))
    if view.is_busy:
        sentence = say("lab.rates.working", lang, done=len(view.points), total=STEPS)
        inner += work_bar(len(view.points), STEPS, sentence, say("lab.rates.stop", lang), "stop_rates")
    else:
        inner += html("<div>{}</div>", button(say("lab.rates.make", lang), data={"do": "try_rates"}))
    is_open = bool(view.points or view.is_busy or view.problem)
    return folded(say("lab.rates.title", lang), inner + _result(view, lang), view.problem, is_open=is_open)


def _result(view: RatesView, lang: str) -> str:
    if len(view.points) < 2:
        return ""
    rates, losses, smoothed = zip(*((one.rate, one.loss, one.smoothed) for one in view.points), strict=True)
    marks, finding, use = [], "", ""
    if view.is_done and view.found:
        rate, lowest = f"{view.found.rate:.2g}", f"{view.found.lowest:.2g}"
        marks = [RateMark(view.found.rate, say("lab.rates.mark", lang))]
        marks.append(RateMark(view.found.lowest, say("lab.rates.lowest", lang)))
        finding = say("lab.rates.found", lang, rate=rate, lowest=lowest)
        use = button(say("lab.rates.use", lang, rate=rate), data={"do": "use_rate", "rate": rate}, kind="primary")
    elif view.is_done:
        finding = say("lab.rates.none", lang)
    return html(
        '<figure class="chart rates-chart" data-csv="{}"><div class="ch"><div role="status"><h3>{}</h3></div>'
        '<div class="saves">{}</div></div>{}</figure><div>{}</div><p class="note">{}</p>',
        rates_csv(view),
        finding,
        save_buttons("learning-rates"),
        rate_chart(rates, losses, smoothed, marks, lang),
        use,
        say("lab.rates.note", lang),
    )


def rates_csv(view: RatesView) -> str:
    """A row a step."""
    rows = [(one.step, f"{one.rate:.6g}", f"{one.loss:.6g}", f"{one.smoothed:.6g}") for one in view.points]
    return csv_text([("step", "learning_rate", "loss_nats", "smoothed_nats"), *rows])
