"""The learning-rate range test: its button, its progress, its chart and what it suggests."""

from dataclasses import dataclass

from googlenet.app.kit.html import button, escape, icon, page
from googlenet.app.tabs.train.rate_test.chart import RateMark, rate_chart
from googlenet.app.tabs.train.review.mistakes_html import work_bar
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
    inner = f'<p class="note">{say("lab.rates.hint", lang, steps=view.steps, low=low, high=high)}</p>'
    if view.is_busy:
        done = len(view.rates)
        sentence = say("lab.rates.working", lang, done=done, total=view.steps)
        inner += work_bar(done, view.steps, sentence, say("lab.rates.stop", lang), "stop_rates")
    else:
        inner += f"<div>{button(say('lab.rates.make', lang), data={'do': 'try_rates'})}</div>"
    inner += _result(view, lang)
    if view.problem:
        inner += f'<p class="say" role="alert">{escape(view.problem)}</p>'
    is_open = " open" if view.rates or view.is_busy or view.problem else ""
    return page(
        f'<div class="view train lab"><section><details class="more"{is_open}><summary><h2>{say("lab.rates.title", lang)}</h2>'
        f"</summary><div>{inner}</div></details></section></div>"
    )


def _result(view: RatesView, lang: str) -> str:
    if len(view.rates) < 2:
        return ""
    marks, told, use = [], "", ""
    if view.is_done and view.suggestion is not None:
        found = {"rate": f"{view.suggestion:.2g}", "lowest": f"{view.lowest:.2g}"}
        marks = [
            RateMark(view.suggestion, say("lab.rates.mark", lang)),
            RateMark(view.lowest, say("lab.rates.lowest", lang)),
        ]
        told = say("lab.rates.found", lang, **found)
        use = button(
            say("lab.rates.use", lang, rate=found["rate"]),
            data={"do": "use_rate", "rate": found["rate"]},
            kind="primary",
        )
    elif view.is_done:
        told = say("lab.rates.none", lang)
    saves = "".join(
        button(icon("save") + kind.upper(), data={"save": kind, "name": "learning-rates"}, kind="quiet")
        for kind in ("png", "svg", "csv")
    )
    drawing = rate_chart(view.rates, view.losses, view.smoothed, marks, lang)
    return (
        f'<figure class="chart rates-chart" data-csv="{escape(rates_csv(view))}"><div class="ch"><div role="status"><h3>{escape(told)}</h3></div>'
        f'<div class="saves">{saves}</div></div>{drawing}</figure><div>{use}</div><p class="note">{say("lab.rates.note", lang)}</p>'
    )


def rates_csv(view: RatesView) -> str:
    """A row a step."""
    rows = [f"{at},{rate:.6g},{loss:.6g},{mean:.6g}" for at, (rate, loss, mean) in enumerate(_points(view))]
    return "\n".join(["step,learning_rate,loss_nats,smoothed_nats", *rows, ""])


def _points(view: RatesView) -> list[tuple[float, float, float]]:
    return list(zip(view.rates, view.losses, view.smoothed, strict=True))
