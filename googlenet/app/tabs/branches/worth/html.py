"""Two tables over the whole network, blocks by branches: accuracy lost without each, and what their channels are like."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from googlenet.app.kit.csv import csv_text
from googlenet.app.kit.html import button, icon, page, path_mark, percent, points, scrolls, segment, style
from googlenet.app.kit.map import PathId, path_name, share
from googlenet.app.kit.markup import html, join
from googlenet.app.tabs.branches.state import FILLS
from googlenet.app.tabs.branches.worth.panel_html import Worth
from googlenet.common.palette import Names, block_label, in_order
from googlenet.inspection.records import MOST_Q
from googlenet.text import say


@dataclass(frozen=True)
class Trait:
    """A branch's channels with a trait: their fraction, the probability by chance, corrected for all tests."""

    name: str
    fraction: float
    p: float
    q: float


@dataclass(frozen=True)
class WorthView:
    """What the tables show.

    Attributes:
        paths: block -> its branches, in order.
        fill: what stood in a branch's place.
        accuracy: with all branches; None where nothing is measured yet.
        worth: branch -> accuracy lost without it; empty where nothing is measured.
        images, wanted: how many were used, and how many are wanted while it is being measured.
        traits: branch -> all its traits; None where they were not measured.
        by_chance: how many traits the same network shows with fresh weights.
    """

    paths: dict[str, list[str]]
    fill: str
    accuracy: float | None
    worth: dict[PathId, Worth]
    images: int
    wanted: int
    traits: dict[PathId, tuple[Trait, ...]] | None
    by_chance: int | None
    names: Names = field(default_factory=dict)


def worth(view: WorthView, lang: str, *, is_busy: bool = False, problem: str = "") -> str:
    """Both tables with their headlines and controls."""
    sections = _accuracy(view, lang, is_busy=is_busy, problem=problem) + _traits(view, lang, is_busy=is_busy)
    return page(html('<div class="view">{}</div>', sections))


def _accuracy(view: WorthView, lang: str, *, is_busy: bool, problem: str) -> str:
    if view.worth:
        title = _most(view, lang)
        sub = say(
            "paths.worth_sub",
            lang,
            count=len(view.worth),
            images=f"{view.images:,}",
            percent=percent(view.accuracy),
            fill=say(f"paths.fill.{view.fill}", lang),
        )
        table = grid(view.paths, lambda one: _drop(view, one, lang), say("paths.worth_table", lang), view.names)
    else:
        title, sub, table = say("paths.worth_title", lang), say("paths.worth_none", lang), ""
    alert = html('<p class="note" role="alert">{}</p>', problem) if problem else ""
    return html("<section>{}{}{}{}</section>", _head(title, sub), _tools(view, lang, is_busy=is_busy), alert, table)


def _most(view: WorthView, lang: str) -> str:
    """The branch that accuracy depends on most, as far as the intervals allow one to say so."""
    sure = [branch for branch, one in view.worth.items() if one.low > 0]
    if sure:
        first = max(sure, key=lambda branch: view.worth[branch].drop)
        one = view.worth[first]
        is_clear = all(view.worth[other].high < one.low for other in view.worth if other != first)
        key = "paths.most_worth" if is_clear else "paths.most_worth_close"
        return say(key, lang, path=path_name(first, view.names), drop=points(one.drop))
    least = min(view.worth, key=lambda branch: view.worth[branch].high)
    if view.worth[least].high < 0:
        rise = points(-view.worth[least].drop)
        return say("paths.worth_harm", lang, path=path_name(least, view.names), rise=rise)
    return say("paths.none_worth", lang)


def _head(title: str, sub: str) -> str:
    return html('<div class="head"><div><h2>{}</h2><p class="sub">{}</p></div></div>', title, sub)


def _tools(view: WorthView, lang: str, *, is_busy: bool) -> str:
    fills = [(one, say(f"paths.fill.{one}", lang)) for one in FILLS]
    control = html(
        '<div class="ctl"><span class="lab">{}</span>{}</div>',
        say("paths.fill", lang),
        segment("worth-fill", fills, view.fill, say("paths.fill", lang)),
    )
    if is_busy:
        label = say("paths.measuring", lang, done=f"{view.images:,}", total=f"{view.wanted:,}")
        bar = html('<progress max="{}" value="{}" aria-label="{}"></progress>', max(1, view.wanted), view.images, label)
        work = html('<span class="ctl">{}<span class="lab">{}</span></span>', bar, label) + button(
            icon("stop") + say("paths.stop", lang), data={"act": "stop"}
        )
    else:
        field = html(
            '<label class="ctl"><span class="lab">{}</span><input class="count" type="number" min="16" max="100000" step="1" value="{}" data-images></label>',
            say("paths.sample", lang),
            view.wanted,
        )
        work = field + button(icon("start") + say("paths.measure", lang), data={"act": "measure"})
    save = button(icon("save") + say("branches.save", lang), data={"save": "worth"}, kind="quiet") if view.worth else ""
    return html('<div class="tools">{}{}<span class="gap"></span>{}</div>', control, work, save)


def _drop(view: WorthView, branch: PathId, lang: str) -> tuple[str, str, float]:
    """(text, explanation, 0..1) of a cell."""
    one, most = view.worth[branch], max(other.drop for other in view.worth.values())
    shown = {"drop": points(one.drop), "low": points(one.low), "high": points(one.high)}
    label = say("paths.worth_cell", lang, path=path_name(branch, view.names), images=f"{one.images:,}", **shown)
    is_sure = one.low > 0 or one.high < 0
    text = html("<b>{}</b>", points(one.drop)) if is_sure else html('<span class="weak">{}</span>', points(one.drop))
    return text, label, max(0.0, one.drop) / most if is_sure and most > 0 else 0.0


def _traits(view: WorthView, lang: str, *, is_busy: bool) -> str:
    if view.traits is None:
        measure = "" if is_busy else button(icon("start") + say("paths.measure", lang), data={"act": "probe"})
        head = _head(say("paths.traits_title", lang), say("paths.traits_none", lang))
        return html('<section>{}<div class="tools">{}</div></section>', head, measure)
    found = {branch: [one for one in traits if one.q < MOST_Q] for branch, traits in view.traits.items()}
    count, tests = sum(map(len, found.values())), sum(map(len, view.traits.values()))
    title = say("paths.traits_found" if count else "paths.traits_not_found", lang, count=count, tests=tests)
    fresh = "" if view.by_chance is None else say("paths.by_chance", lang, count=view.by_chance)
    gap = " " if lang == "en" else ""
    sub = gap.join(filter(None, [say("paths.traits_sub", lang), fresh]))
    label = say("paths.traits_table", lang)
    table = grid(view.paths, lambda one: _trait_cell(view, one, found[one], lang), label, view.names)
    save = button(icon("save") + say("branches.save", lang), data={"save": "traits"}, kind="quiet")
    tools = html('<div class="tools"><span class="gap"></span>{}</div>', save)
    note = html('<p class="note">{}</p>', say("paths.caveat", lang))
    return html("<section>{}{}{}{}</section>", _head(title, sub), tools, table, note)


def _trait_cell(view: WorthView, branch: PathId, found: list[Trait], lang: str) -> tuple[str, str, float]:
    words = [say(f"paths.trait.{one.name}", lang) for one in found]
    listed = "; ".join(
        say(
            "paths.trait_cell",
            lang,
            trait=say(f"paths.trait.{one.name}", lang),
            share=share(one.fraction),
            q=f"{one.q:.2g}",
        )
        for one in view.traits[branch]
    )
    return (
        html("<br>").join(html("<b>{}</b>", word) for word in words) or "·",
        f"{path_name(branch, view.names)}: {listed}",
        0.0,
    )


def grid(
    blocks: Mapping[str, list[str]], cell: Callable[[PathId], tuple[str, str, float]], label: str, names: Names
) -> str:
    """A table of blocks (columns) by branches (rows).

    Args:
        blocks: block -> its branches, in order.
        cell: of a branch -> (HTML, what it says on hover, strength of its ground 0..1).
    """
    heads = join(html('<th scope="col">{}</th>', block_label(block)) for block in blocks)
    rows = []
    for name in in_order(blocks):
        cells = []
        for block, branches in blocks.items():
            if name not in branches:
                cells.append(html("<td></td>"))
                continue
            text, words, strength = cell((block, name))
            titles = html(' title="{}" aria-label="{}"', words, words)
            is_dark = html(' class="dark-cell"') if strength > 0.5 else ""
            cells.append(
                html("<td{}{}{}>{}</td>", is_dark, titles, style({"--gn-x": f"{ground(strength):.0f}%"}), text)
            )
        rows.append(html('<tr><th scope="row">{}</th>{}</tr>', path_mark(name, names=names), join(cells)))
    return html(
        '<div {}><table class="path-grid" aria-label="{}"><thead><tr><td></td>{}</tr></thead>'
        "<tbody>{}</tbody></table></div>",
        scrolls(label),
        label,
        heads,
        join(rows),
    )


def ground(strength: float) -> float:
    """Percent of ink in a cell's ground: no grey on which neither ink nor paper reads well (contrast below 4.5)."""
    return 70 * strength if strength <= 0.5 else 64 + 32 * (strength - 0.5)


def worth_csv(view: WorthView) -> str:
    """The numbers of the first table."""
    rows = [(*name, *(f"{value:.6f}" for value in (one.drop, one.low, one.high))) for name, one in view.worth.items()]
    head = f"# {view.images} test images, accuracy {view.accuracy:.6f}, fill {view.fill}\n"
    return head + csv_text([("block", "path", "accuracy_lost", "low", "high"), *rows])


def traits_csv(view: WorthView) -> str:
    """The numbers of the second table."""
    rows = [
        (*name, one.name, f"{one.fraction:.6f}", f"{one.p:.6g}", f"{one.q:.6g}")
        for name, traits in (view.traits or {}).items()
        for one in traits
    ]
    return csv_text([("block", "path", "trait", "share_of_channels", "p", "q"), *rows])
