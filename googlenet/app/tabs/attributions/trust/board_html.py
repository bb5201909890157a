"""The stored leader board: a line with two verdicts for each method; all measures below it."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from googlenet.app.kit.html import page, scrolls
from googlenet.app.kit.markup import html, join
from googlenet.app.kit.sections import folded
from googlenet.app.tabs.attributions.trust import chart
from googlenet.app.tabs.attributions.trust.html import digits, drawing
from googlenet.common.statistics import SAME
from googlenet.inspection.methods import BASELINES, METHODS
from googlenet.text import say

if TYPE_CHECKING:
    from googlenet.common.results import AttributionBenchmark, BenchmarkRow
    from googlenet.common.statistics import Interval
    from googlenet.inspection.sanity_checks import SanityChecks

BOARD = ("gain", "deletion", "insertion", "infidelity", "sensitivity", "randomization", "sampling_error", "cpu_seconds")
VERDICTS = ("pass", "borderline", "fail", None)  # best first
MARKS = {"pass": "✓", "borderline": "~", "fail": "✗", None: "–"}


def board(
    rows: "Sequence[BenchmarkRow]",
    found: "AttributionBenchmark",
    checks: "Mapping[str, SanityChecks]",
    unchanged: float,
    lang: str,
) -> str:
    """The verdicts, what they rest on, and the ranking by insertion minus deletion.

    Args:
        unchanged: from this similarity on, a map hardly changes with the weights.
    """
    judged = sorted((checks[row.method] for row in rows), key=_place)  # among equals the ranking's order stays
    rough = {row.method for row in rows if row.is_rough}
    both = sum(one.randomization == one.order == "pass" for one in judged)
    known = sum(None not in (one.randomization, one.order) for one in judged)
    others = _names((key for key in METHODS if key not in found.measured), lang)
    steady = [one.method for one in judged if _is_steady_sum(one, unchanged)] if found.baseline == BASELINES[0] else []
    notes = [
        say("trust.rule", lang, seed=found.seed, unchanged=unchanged),
        say("trust.rough_note", lang, same=SAME) if rough else "",
        say("trust.two_counts", lang) if any(len(set(_counts(one))) > 1 for one in judged) else "",
        say("trust.steady", lang, methods=_names(steady, lang)) if steady else "",
        say("trust.unmeasured", lang, methods=others) if others else "",
    ]
    return page(
        folded(
            say("trust.verdicts" if known else "trust.no_verdicts", lang, both=both, known=known),
            _table(
                ("method", "by_weights", "by_order", "images_column"),
                [_verdict(one, unchanged, lang, is_rough=one.method in rough) for one in judged],
                lang,
            ),
            join(html('<p class="note">{}</p>', note) for note in notes if note),
            _measures(rows, found, checks, lang),
        )
    )


def _place(one: "SanityChecks") -> tuple[int, ...]:
    places = [VERDICTS.index(verdict) for verdict in (one.randomization, one.order)]
    return max(places), *places


def _is_steady_sum(one: "SanityChecks", unchanged: float) -> bool:
    """Whether a method's map adds up by the product with the difference from the baseline, and hardly changes."""
    row = METHODS[one.method]
    is_product = row.kind == "input" and row.adds_up_to == "difference" and not row.is_stochastic
    return is_product and one.similarity is not None and one.similarity.mean >= unchanged


def _names(methods: Sequence[str], lang: str) -> str:
    return ("、" if lang == "zh" else ", ").join(say(METHODS[one].name, lang) for one in methods)


def _table(heads: Sequence[str], lines: Sequence[str], lang: str) -> str:
    """A table that stands in our order until the head of a column is pressed."""
    hint = say("trust.sort", lang)
    cells = join(
        html(
            '<th scope="col"><button type="button" data-sort title="{}">{}</button></th>',
            hint,
            say(f"trust.{name}", lang),
        )
        for name in heads
    )
    frame = scrolls(say("trust.board_alt", lang), "trust-table")
    return html("<div {}><table><thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>", frame, cells, join(lines))


def _line(name: object, cells: Sequence[tuple[object, float | None]]) -> str:
    """A row of (text, number to sort by)."""
    columns = (html('<td data-by="{}">{}</td>', "" if by is None else by, text) for text, by in cells)
    return html('<tr><th scope="row">{}</th>{}</tr>', name, join(columns))


def _verdict(one: "SanityChecks", unchanged: float, lang: str, *, is_rough: bool) -> str:
    """A method's line: both verdicts, each with the figures that it rests on."""
    weights = ""
    if one.similarity is not None and one.line is not None:
        gaps = {"similarity": _with_range(one.similarity, digits, lang), "limit": digits(one.line)}
        weights = say("trust.similarity_limit", lang, **gaps)
        if one.similarity.mean >= unchanged:
            weights += f" · {say('trust.hardly', lang)}"
    gains = {"deletion": one.deletion, "insertion": one.insertion}
    order = say("trust.gains", lang, **{name: _with_range(gain, _signed, lang) for name, gain in gains.items()})
    counts = _counts(one)
    cells = [_said(one.randomization, weights, lang), _said(one.order, order, lang)]
    images = str(counts[1]) if counts[0] == counts[1] else "{} / {}".format(*counts)
    name = say(METHODS[one.method].name, lang)
    if is_rough:
        name = html("{} <small>{}</small>", name, say("trust.rough", lang))
    return _line(name, [*cells, (images, counts[1])])


def _counts(one: "SanityChecks") -> tuple[int, int]:
    """Images with random weights, and in all."""
    return one.similarity.count if one.similarity else 0, one.deletion.count


def _with_range(found: "Interval", write: Callable[[float], str], lang: str) -> str:
    """A mean with its 95% interval, on which the verdict rests."""
    if found.reach is None:
        return write(found.mean)
    low, high = (write(value) if abs(value) >= 0.005 else _thousandths(value) for value in (found.low, found.high))
    return say("trust.range", lang, mean=write(found.mean), low=low, high=high)


def _thousandths(value: float) -> str:
    """An end near 0, on the side on which it lies."""
    return f"{value:+.3f}".replace("-", "−")


def _signed(value: float) -> str:
    text = digits(value)
    return text if text.startswith("−") or float(text) == 0 else f"+{text}"


def _said(verdict: str | None, figures: str, lang: str) -> tuple[str, int]:
    words = html("{} {}", MARKS[verdict], say(f"trust.verdict.{verdict or 'open'}", lang))
    text = html('<strong class="{}">{}</strong> <small>{}</small>', verdict or "open", words, figures)
    return text, -VERDICTS.index(verdict)


def _measures(
    rows: "Sequence[BenchmarkRow]", found: "AttributionBenchmark", checks: "Mapping[str, SanityChecks]", lang: str
) -> str:
    """The ranking, folded: bars, and a table of all measures."""
    names = [say(METHODS[row.method].name, lang) for row in rows]
    bars = [(name, row.means["gain"].mean, row.means["gain"].reach) for name, row in zip(names, rows, strict=True)]
    lines = [_line(name, _figures(row)) for name, row in zip(names, rows, strict=True)]
    values = {"area": f"{sum(found.random) / len(found.random):.2f}", "images": len(found.random)}
    title = say(f"trust.{_ranking(rows)}", lang, method=names[0], images=rows[0].images)
    return html(
        '<details class="more"><summary><h3>{}</h3></summary><div>{}{}<p class="note">{} <code>{}</code></p></div></details>',
        title,
        drawing(chart.board(bars, lang), "leader-board", _csv(rows, checks), lang),
        _table(("method", "rank", "images_column", *BOARD), lines, lang),
        say("trust.board_note", lang, **values),
        found.command,
    )


def _figures(row: "BenchmarkRow") -> list[tuple[str, float | None]]:
    cells: list[tuple[str, float | None]] = [
        (str(row.rank or "–"), row.rank and -row.rank),
        (str(row.images), row.images),
    ]
    for one in map(row.means.get, BOARD):
        text = "–" if one is None else digits(one.mean)
        cells.append((text + ("" if one is None or one.reach is None else f" ± {digits(one.reach)}"), one and one.mean))
    return cells


def _csv(rows: "Sequence[BenchmarkRow]", checks: "Mapping[str, SanityChecks]") -> list[list[object]]:
    figures = [column for name in BOARD for column in (name, f"{name}_reach", f"{name}_images")]
    table: list[list[object]] = [
        ["method", "rank", "images", *figures, "weights_verdict", "limit", "pairs", "order_verdict"]
    ]
    for row in rows:
        one, cells = checks[row.method], []
        for mean in (row.means.get(name) for name in BOARD):
            values = (mean.mean, mean.reach) if mean else (None, None)
            cells += [*("" if value is None else f"{value:.5f}" for value in values), mean.count if mean else 0]
        limit = "" if one.line is None else f"{one.line:.5f}"
        verdicts = [one.randomization or "", limit, one.pairs, one.order or ""]
        table.append([row.method, row.rank or "", row.images, *cells, *verdicts])
    return table


def _ranking(rows: "Sequence[BenchmarkRow]") -> str:
    """What may be said of the first: it leads only where its interval lies above that of the second."""
    first, second = (row.means["gain"] for row in (rows[0], rows[min(1, len(rows) - 1)]))
    if first.reach is None:
        return "board_few"
    return "board" if first.mean - first.reach > second.mean + (second.reach or 0) else "board_close"
