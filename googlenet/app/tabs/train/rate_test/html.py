"""The learning-rate range test: its button, its progress, its chart and what it suggests."""

from dataclasses import dataclass

from googlenet.app.kit.csv import csv_text
from googlenet.app.kit.html import button
from googlenet.app.kit.markup import html
from googlenet.app.tabs.train.rate_test.chart import RateMark, rate_chart
from googlenet.app.tabs.train.section_html import folded, save_buttons, work_bar
from googlenet.text import say


@dataclass(frozen=True)
class RatesView:
    """What the section shows.

    Attributes:
        low, high, steps: of the test.
        rates, losses, smoothed: (n,) each, so far.
        suggestion, lowest: rates; None where the test has none, or is not done.
        is_busy, is_done: whether it goes on, or has come to its end.
        problem: what went wrong, in a sentence.
    """

    low: float
    high: float
    steps: int
    rates: tuple[float, ...] = ()
    losses: tuple[float, ...] = ()
    smoothed: tuple[float, ...] = ()
    suggestion: float | None = None
    lowest: float | None = None
    is_busy: bool = False
    is_done: bool = False
    problem: str = ""


def rates(view: RatesView, lang: str) -> str:
    """The section."""
    low, high = f"{view.low:.0e}".replace("e-0", "e-"), f"{view.high:g}"
    inner = html('<p class="note">{}</p>', say("lab.rates.hint", lang, steps=view.steps, low=low, high=high))
    if view.is_busy:
        done = len(view.rates)
        sentence = say("lab.rates.working", lang, done=done, total=view.steps)
        inner += work_bar(done, view.steps, sentence, say("lab.rates.stop", lang), "stop_rates")
    else:
        inner += html("<div>{}</div>", button(say("lab.rates.make", lang), data={"do": "try_rates"}))
    is_open = bool(view.rates or view.is_busy or view.problem)
    return folded(say("lab.rates.title", lang), inner + _result(view, lang), view.problem, is_open=is_open)


def _result(view: RatesView, lang: str) -> str:
    if len(view.rates) < 2:
        return ""
    marks, finding, use = [], "", ""
    if view.is_done and view.suggestion is not None:
        rate, lowest = f"{view.suggestion:.2g}", f"{view.lowest:.2g}"
        marks = [RateMark(view.suggestion, say("lab.rates.mark", lang))]
        marks.append(RateMark(view.lowest, say("lab.rates.lowest", lang)))
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
        rate_chart(view.rates, view.losses, view.smoothed, marks, lang),
        use,
        say("lab.rates.note", lang),
    )


def rates_csv(view: RatesView) -> str:
    """A row a step."""
    points = enumerate(zip(view.rates, view.losses, view.smoothed, strict=True))
    rows = [(step, *(f"{value:.6g}" for value in point)) for step, point in points]
    return csv_text([("step", "learning_rate", "loss_nats", "smoothed_nats"), *rows])
