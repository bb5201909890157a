"""Below the map: the opened branch in its network, and two tables of all branches: accuracy lost, channels' traits."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from googlenet.app.kit.csv import csv_text
from googlenet.app.kit.html import (
    button,
    icon,
    labelled,
    page,
    path_mark,
    path_style,
    percent,
    points,
    progress,
    said_choices,
    save_button,
    scrolls,
    segment,
    stop_button,
    switch_button,
)
from googlenet.app.kit.map import PathId, joined, path_name, share
from googlenet.app.kit.markup import element, html, join
from googlenet.app.kit.sections import folded
from googlenet.app.tabs.branches.html import share_bar
from googlenet.app.tabs.branches.state import FILLS
from googlenet.common.palette import Names, block_label, in_order
from googlenet.inspection.records import CALIBRATION, MOST_Q
from googlenet.text import say


@dataclass(frozen=True)
class Worth:
    """Accuracy lost without a branch, as fractions, with its 95% interval, over so many images."""

    drop: float
    low: float
    high: float
    images: int

    @property
    def texts(self) -> dict[str, str]:
        """Drop and interval in percentage points."""
        return {"drop": points(self.drop), "low": points(self.low), "high": points(self.high)}


@dataclass(frozen=True)
class Trait:
    """A branch's channels with a trait: their fraction, the probability by chance, corrected for all tests.

    Attributes:
        untrained: the fraction in each of some networks with random weights.
    """

    name: str
    fraction: float
    p: float
    q: float
    untrained: tuple[float, ...]

    @property
    def shares(self) -> dict[str, str]:
        """The fraction as text, and the smallest and the largest with random weights."""
        return {"share": share(self.fraction), "low": share(min(self.untrained)), "high": share(max(self.untrained))}

    @property
    def is_beyond(self) -> bool:
        """Whether it is larger than in every network with random weights."""
        return all(self.fraction > one for one in self.untrained)


@dataclass(frozen=True)
class BranchView:
    """What the panel shows.

    Attributes:
        path, channel: what is opened.
        is_channel_off: whether that channel is switched off on its own.
        fill: what stands in the place of what is off.
        source: the block that the branch reads; None: the stem.
        shares, channels: branch of the source -> share of the branch's input, and of the channels.
        worth: None where it was not measured.
        traits: those that are no blind draw; None: not measured.
        names: of branches that are not called by their keys.
    """

    path: PathId
    channel: int
    is_channel_off: bool
    fill: str
    source: str | None
    shares: dict[str, float]
    channels: dict[str, float]
    worth: Worth | None
    traits: tuple[Trait, ...] | None
    names: Names = field(default_factory=dict)


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
        untrained: how many traits the same network shows with random weights, once per draw.
    """

    paths: dict[str, list[str]]
    fill: str
    accuracy: float | None
    worth: dict[PathId, Worth]
    images: int
    wanted: int
    traits: dict[PathId, tuple[Trait, ...]] | None
    untrained: tuple[int, ...] = ()
    names: Names = field(default_factory=dict)


def panel(view: BranchView, lang: str) -> str:
    """The opened branch: what it is worth, what its channels are like, and the switch of the opened channel."""
    text = say("paths.channel_on", lang, channel=view.channel)
    switch = switch_button(text, not view.is_channel_off, "channel-switch", view.channel)
    return page(html('<div class="path-panel"><div>{}</div>{}</div>', _about(view, lang), switch))


def flow(view: BranchView, lang: str) -> str:
    """Where the opened branch's input comes from."""
    name, note = path_name(view.path, view.names), html('<p class="note">{}</p>', say("paths.flow_note", lang))
    if view.source is None or not any(view.shares.values()):
        key = "paths.from_stem" if view.source is None else "paths.from_nothing"
        return page(folded(say(key, lang, path=name), note))
    best = max(view.shares, key=view.shares.get)
    shares = {"share": whole(view.shares[best]), "channels": share(view.channels[best])}
    title = say("paths.from", lang, path=name, source=path_name((view.source, best), view.names), **shares)
    rows = join(_source(view, branch) for branch in view.shares)
    table = html('<div class="flows" data-block="{}" data-branch="{}">{}</div>', *view.path, rows)
    save = save_button(say("branches.save", lang), {"save": "flow"})
    return page(folded(title, table, note, html("<div>{}</div>", save)))


def _source(view: BranchView, branch: str) -> str:
    value = view.shares[branch]
    kind = "bar neg" if value < 0 else "bar"
    bar = share_bar(min(1, abs(value)), view.channels[branch], whole(value), kind, "percent num")
    data = {"data_block": view.source, "data_branch": branch, "data_share": f"{value:.4f}"}
    mark = path_mark(branch, names=view.names)
    return element("div", mark, bar, class_="flow-row", **data, style=path_style(branch))


def whole(fraction: float) -> str:
    """A signed fraction in whole percent, with a true minus sign; near zero "> −1%"."""
    if -0.005 < fraction < 0:
        return "> −1%"
    return f"−{share(-fraction)}" if fraction < 0 else share(fraction)


def _about(view: BranchView, lang: str) -> str:
    name, one, notes = path_name(view.path, view.names), view.worth, []
    if one is None:
        title = say("paths.worth_unknown", lang, path=name)
    else:
        key = "worth_path" if one.low > 0 else "worth_harm" if one.high < 0 else "worth_nothing"
        title = say(f"paths.{key}", lang, path=name, rise=points(-one.drop), **one.texts)
        notes.append(say("paths.worth_interval", lang, images=f"{one.images:,}", **one.texts))
    if view.traits is not None:
        notes += [
            say("paths.trait", lang, trait=say(f"paths.trait.{one.name}", lang), q=_q(one.q), **one.shares)
            for one in view.traits
        ] or [say("paths.no_trait", lang)]
    return html("<h3>{}</h3>{}", title, join(html('<p class="sub">{}</p>', one) for one in notes))


def _q(q: float) -> str:
    return f"= {q:.3f}" if q >= 0.001 else "< 0.001"


def waiting(done: int, total: int, lang: str) -> str:
    """Below the map while the means are computed."""
    label = say("paths.means", lang, done=done, total=total)
    stop = stop_button(say("paths.stop", lang), {"act": "stop-fill"})
    return page(html('<div class="tools"><span>{}</span>{}{}</div>', label, progress(done, total, label), stop))


def worth(view: WorthView, lang: str, *, is_busy: bool = False, problem: str = "") -> str:
    """Accuracy without each branch."""
    alert = html('<p class="note" role="alert">{}</p>', problem) if problem else ""
    tools = _tools(view, lang, is_busy=is_busy)
    if view.worth:
        fill, count = say(f"paths.fill.{view.fill}", lang), len(view.worth)
        values = {"images": f"{view.images:,}", "percent": percent(view.accuracy), "fill": fill}
        note = html('<p class="note">{}</p>', say("paths.worth_sub", lang, count=count, **values))
        table = grid(view.paths, lambda one: _drop(view, one, lang), say("paths.worth_table", lang), view.names)
        return page(folded(_most(view, lang), table, note, tools, alert))
    sub = html('<p class="sub">{}</p>', say("paths.worth_none", lang))
    return page(folded(say("paths.worth_title", lang), sub, tools, alert))


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


def _tools(view: WorthView, lang: str, *, is_busy: bool) -> str:
    if is_busy:
        label = say("paths.measuring", lang, done=f"{view.images:,}", total=f"{view.wanted:,}")
        bar = progress(view.images, view.wanted, label)
        work = html('<span class="ctl">{}<span class="lab">{}</span></span>', bar, label)
        work += stop_button(say("paths.stop", lang), {"act": "stop"})
    else:
        bounds = html('<input class="count" type="number" min="16" max="100000" step="1"')
        field = html('{} value="{}" data-images>', bounds, view.wanted)
        sample = say("paths.sample_again" if view.worth else "paths.sample", lang)
        work = html('<label class="ctl"><span class="lab">{}</span>{}</label>', sample, field)
        work += button(icon("start") + say("paths.measure", lang), data={"act": "measure"})
    save = save_button(say("branches.save", lang), {"save": "worth"}) if view.worth else ""
    label = say("paths.fill", lang)
    fill = labelled(label, segment("worth-fill", said_choices(FILLS, "paths.fill.", lang), view.fill, label))
    return html('<div class="tools">{}{}<span class="gap"></span>{}</div>', fill, work, save)


def _drop(view: WorthView, branch: PathId, lang: str) -> tuple[str, str, float]:
    """(text, explanation, 0..1) of a cell."""
    one, most = view.worth[branch], max(other.drop for other in view.worth.values())
    label = say("paths.worth_cell", lang, path=path_name(branch, view.names), images=f"{one.images:,}", **one.texts)
    is_sure = one.low > 0 or one.high < 0
    text = html("<b>{}</b>", points(one.drop)) if is_sure else html('<span class="weak">{}</span>', points(one.drop))
    return text, label, max(0.0, one.drop) / most if is_sure and most > 0 else 0.0


def traits(view: WorthView, lang: str, *, is_busy: bool = False) -> str:
    """What the channels of each branch respond to."""
    if view.traits is None:
        measure = "" if is_busy else button(icon("start") + say("paths.measure", lang), data={"act": "probe"})
        tools = html('<p class="sub">{}</p><div class="tools">{}</div>', say("paths.traits_none", lang), measure)
        return page(folded(say("paths.traits_title", lang), tools))
    found = {branch: [one for one in traits if one.q < MOST_Q] for branch, traits in view.traits.items()}
    count, tests = sum(map(len, found.values())), sum(map(len, view.traits.values()))
    title = say("paths.traits_found" if count else "paths.traits_not_found", lang, count=count, tests=tests)
    beyond = sum(one.is_beyond for traits in found.values() for one in traits)
    draws = {"seeds": len(view.untrained), "low": min(view.untrained), "high": max(view.untrained), "beyond": beyond}
    sub = joined([say("paths.traits_sub", lang), say("paths.untrained", lang, **draws)], lang)
    label = say("paths.traits_table", lang)
    table = grid(view.paths, lambda one: _trait_cell(view, one, found[one], lang), label, view.names)
    save = save_button(say("branches.save", lang), {"save": "traits"})
    note = html('<p class="note">{}</p><div>{}</div>', say("paths.caveat", lang, images=CALIBRATION), save)
    return page(folded(title, html('<p class="sub">{}</p>', sub), table, note))


def _trait_cell(view: WorthView, branch: PathId, found: list[Trait], lang: str) -> tuple[str, str, float]:
    traits = {one.name: say(f"paths.trait.{one.name}", lang) for one in view.traits[branch]}
    words = (
        html("<br>").join(html("<b>{}</b>", traits[one.name]) if one.is_beyond else traits[one.name] for one in found)
        or "·"
    )
    listed = "; ".join(
        say("paths.trait_cell", lang, trait=traits[one.name], q=f"{one.q:.2g}", **one.shares)
        for one in view.traits[branch]
    )
    return words, f"{path_name(branch, view.names)}: {listed}", 0.0


def grid(
    blocks: Mapping[str, list[str]], cell: Callable[[PathId], tuple[str, str, float]], label: str, names: Names
) -> str:
    """A table of blocks (columns) by branches (rows).

    Args:
        blocks: block -> its branches, in order.
        cell: of a branch -> (HTML, what it says on hover, strength of its ground 0..1).
    """
    heads = join(html('<th scope="col">{}</th>', block_label(block)) for block in blocks)
    rows = join(_grid_row(blocks, branch, cell, names) for branch in in_order(blocks))
    table = html("<thead><tr><td></td>{}</tr></thead><tbody>{}</tbody></table>", heads, rows)
    return html('<div {}><table class="path-grid" aria-label="{}">{}</div>', scrolls(label), label, table)


def _grid_row(blocks: Mapping[str, list[str]], branch: str, cell: Callable, names: Names) -> str:
    cells = [
        _grid_cell(*cell((block, branch))) if branch in branches else html("<td></td>")
        for block, branches in blocks.items()
    ]
    return html('<tr><th scope="row">{}</th>{}</tr>', path_mark(branch, names=names), join(cells))


def _grid_cell(text: str, words: str, strength: float) -> str:
    look = {"class_": "dark-cell" if strength > 0.5 else None, "style": {"--gn-x": f"{ground(strength):.0f}%"}}
    return element("td", text, title=words, aria_label=words, **look)


def ground(strength: float) -> float:
    """Percent of ink in a cell's ground: no grey on which neither ink nor paper reads well (contrast below 4.5)."""
    return 70 * strength if strength <= 0.5 else 64 + 32 * (strength - 0.5)


def flow_csv(view: BranchView) -> str:
    """The shares on screen as CSV."""
    rows = [
        (*view.path, view.source or "", name, f"{value:.6f}", f"{view.channels[name]:.6f}")
        for name, value in view.shares.items()
    ]
    return csv_text([("block", "path", "source_block", "source_path", "share", "share_of_channels"), *rows])


def worth_csv(view: WorthView) -> str:
    """The numbers of the first table."""
    rows = [(*name, *(f"{value:.6f}" for value in (one.drop, one.low, one.high))) for name, one in view.worth.items()]
    head = f"# {view.images} test images, accuracy {view.accuracy:.6f}, fill {view.fill}\n"
    return head + csv_text([("block", "path", "accuracy_lost", "low", "high"), *rows])


def traits_csv(view: WorthView) -> str:
    """The numbers of the second table."""
    rows = [
        (*name, one.name, f"{one.fraction:.6f}", f"{one.p:.6g}", f"{one.q:.6g}", f"{max(one.untrained):.6f}")
        for name, traits in (view.traits or {}).items()
        for one in traits
    ]
    return csv_text([("block", "path", "trait", "share_of_channels", "p", "q", "largest_untrained_share"), *rows])
