"""The opened branch in its network: where its input comes from, what it is worth, what its channels are like."""

from dataclasses import dataclass, field

from googlenet.app.kit.csv import csv_text
from googlenet.app.kit.html import button, icon, page, path_mark, path_style, points, segment, style
from googlenet.app.kit.map import PathId, joined, path_name, share
from googlenet.app.kit.markup import html, join
from googlenet.app.tabs.branches.state import FILLS
from googlenet.common.palette import Names
from googlenet.text import say


@dataclass(frozen=True)
class Worth:
    """Accuracy lost without a branch, as fractions, with its 95 % interval, over so many images."""

    drop: float
    low: float
    high: float
    images: int


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
        traits: (trait, fraction of the branch's channels, q) of those that are no blind draw; None: not measured.
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
    traits: tuple[tuple[str, float, float], ...] | None
    names: Names = field(default_factory=dict)


def panel(view: BranchView, lang: str) -> str:
    """The panel."""
    parts = _flow(view, lang), _about(view, lang), _without(view, lang)
    columns = join(html('<div class="stackcol">{}</div>', part) for part in parts)
    return page(html('<div class="path-panel">{}</div>', columns))


def _flow(view: BranchView, lang: str) -> str:
    name = path_name(view.path, view.names)
    if view.source is None or not any(view.shares.values()):
        key = "paths.from_stem" if view.source is None else "paths.from_nothing"
        return html('<h2>{}</h2><p class="note">{}</p>', say(key, lang, path=name), say("paths.flow_note", lang))
    best = max(view.shares, key=view.shares.get)
    source = path_name((view.source, best), view.names)
    shares = {"share": whole(view.shares[best]), "channels": share(view.channels[best])}
    rows = join(_source(view, branch) for branch in view.shares)
    block, branch = view.path
    table = html('<div class="flows" data-block="{}" data-branch="{}">{}</div>', block, branch, rows)
    save = button(icon("save") + say("branches.save", lang), data={"save": "flow"}, kind="quiet")
    heading = html("<h2>{}</h2>", say("paths.from", lang, path=name, source=source, **shares))
    return html('{}{}<p class="note">{}</p><div>{}</div>', heading, table, say("paths.flow_note", lang), save)


def _source(view: BranchView, branch: str) -> str:
    value, channels = view.shares[branch], view.channels[branch]
    ticks = html('<i style="width:{:.1f}%"></i><b style="left:{:.1f}%"></b>', 100 * min(1, abs(value)), 100 * channels)
    data = {"block": view.source, "branch": branch, "share": f"{value:.4f}"}
    return html(
        '<div class="flow-row"{data}{style}>{mark}'
        '<span class="share"><span class="bar{sign}">{ticks}</span><span class="pc num">{share}</span></span></div>',
        data=join(html(' data-{}="{}"', *one) for one in data.items()),
        style=style(path_style(branch)),
        mark=path_mark(branch, names=view.names),
        sign=" neg" if value < 0 else "",
        ticks=ticks,
        share=whole(value),
    )


def whole(fraction: float) -> str:
    """A signed fraction in whole percent, with a true minus sign; near zero "> −1 %"."""
    if -0.005 < fraction < 0:
        return "> −1 %"
    return f"−{share(-fraction)}" if fraction < 0 else share(fraction)


def _about(view: BranchView, lang: str) -> str:
    notes = []
    if view.worth is not None:
        one = view.worth
        shown = {"drop": points(one.drop), "low": points(one.low), "high": points(one.high)}
        title = say(
            "paths.worth_path" if one.low > 0 else "paths.worth_harm" if one.high < 0 else "paths.worth_nothing",
            lang,
            path=path_name(view.path, view.names),
            rise=points(-one.drop),
            **shown,
        )
        notes.append(say("paths.worth_interval", lang, images=f"{one.images:,}", **shown))
    else:
        title = say("paths.worth_unknown", lang, path=path_name(view.path, view.names))
    if view.traits is not None:
        notes += [
            say("paths.trait", lang, share=share(fraction), trait=say(f"paths.trait.{trait}", lang), q=_q(q))
            for trait, fraction, q in view.traits
        ] or [say("paths.no_trait", lang)]
    body = join(html('<p class="sub">{}</p>', one) for one in notes)
    return html("<h2>{}</h2>{}", title, body)


def _q(q: float) -> str:
    return f"= {q:.3f}" if q >= 0.001 else "< 0.001"


def _without(view: BranchView, lang: str) -> str:
    fills = [(one, say(f"paths.fill.{one}", lang)) for one in FILLS]
    switch = html(
        '<button type="button" class="switch" role="switch" data-channel-switch="{}" data-key="channel-switch" '
        'aria-checked="{}"><i></i>{}</button>',
        view.channel,
        str(not view.is_channel_off).lower(),
        say("paths.channel_on", lang, channel=view.channel),
    )
    control = segment("fill", fills, view.fill, say("paths.fill", lang))
    note = joined((say("paths.fill_note.zero", lang), say("paths.fill_note.mean", lang)), lang)
    return html(
        '<h2>{}</h2>{}<div class="ctl"><span class="lab">{}</span>{}</div><p class="note" role="status">{}</p>',
        say("paths.without", lang),
        switch,
        say("paths.fill", lang),
        control,
        note,
    )


def waiting(done: int, total: int, lang: str) -> str:
    """In the panel's place while the means are computed."""
    label = say("paths.means", lang, done=done, total=total)
    bar = html('<progress max="{}" value="{}" aria-label="{}"></progress>', max(1, total), done, label)
    stop = button(icon("stop") + say("paths.stop", lang), data={"act": "stop-fill"})
    return page(html('<div class="path-panel"><p class="sub">{}</p>{}<div>{}</div></div>', label, bar, stop))


def flow_csv(view: BranchView) -> str:
    """The shares on screen as CSV."""
    rows = [
        (*view.path, view.source or "", name, f"{value:.6f}", f"{view.channels[name]:.6f}")
        for name, value in view.shares.items()
    ]
    return csv_text([("block", "path", "source_block", "source_path", "share", "share_of_channels"), *rows])
