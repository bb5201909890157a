"""The opened path in its network: where its input comes from, what it is worth, what its channels are like."""

from dataclasses import dataclass, field

from googlenet.app.kit.html import button, escape, icon, page, path_mark, path_style, points, segment, style
from googlenet.app.kit.map import PathId, joined, path_name, share
from googlenet.app.tabs.branches.state import FILLS
from googlenet.common.palette import Names
from googlenet.text import say


@dataclass(frozen=True)
class Worth:
    """Accuracy lost without a path, as fractions, with its 95 % interval, over so many images."""

    drop: float
    low: float
    high: float
    images: int


@dataclass(frozen=True)
class PathView:
    """What the panel shows.

    Attributes:
        path, channel: what is opened.
        is_channel_off: whether that channel is switched off on its own.
        fill: what stands in the place of what is off.
        source: the block that the path reads; None: the stem.
        shares, channels: branch of the source -> share of the path's input, and of the channels.
        worth: None where it was not measured.
        traits: (trait, fraction of the path's channels, q) of those that are no blind draw; None: not measured.
        names: of paths that are not called by their keys.
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


def panel(view: PathView, lang: str) -> str:
    """The panel."""
    parts = _flow(view, lang), _about(view, lang), _without(view, lang)
    columns = "".join(f'<div class="stackcol">{part}</div>' for part in parts)
    return page(f'<div class="path-panel">{columns}</div>')


def _flow(view: PathView, lang: str) -> str:
    name = escape(path_name(view.path, view.names))
    if view.source is None or not any(view.shares.values()):
        key = "paths.from_stem" if view.source is None else "paths.from_nothing"
        return f'<h2>{say(key, lang, path=name)}</h2><p class="note">{say("paths.flow_note", lang)}</p>'
    best = max(view.shares, key=view.shares.get)
    told = {"path": name, "source": escape(path_name((view.source, best), view.names))}
    shares = {"share": whole(view.shares[best]), "channels": share(view.channels[best])}
    rows = "".join(_source(view, branch) for branch in view.shares)
    block, branch = map(escape, view.path)
    table = f'<div class="flows" data-block="{block}" data-branch="{branch}">{rows}</div>'
    save = button(icon("save") + say("branches.save", lang), data={"save": "flow"}, kind="quiet")
    heading = f"<h2>{say('paths.from', lang, **told, **shares)}</h2>"
    return f'{heading}{table}<p class="note">{say("paths.flow_note", lang)}</p><div>{save}</div>'


def _source(view: PathView, branch: str) -> str:
    value, channels = view.shares[branch], view.channels[branch]
    ticks = f'<i style="width:{100 * min(1, abs(value)):.1f}%"></i><b style="left:{100 * channels:.1f}%"></b>'
    data = {"block": view.source, "branch": branch, "share": f"{value:.4f}"}
    listed = "".join(f' data-{name}="{escape(str(one))}"' for name, one in data.items())
    sign = " neg" if value < 0 else ""
    return (
        f'<div class="flow-row"{listed}{style(path_style(branch))}>{path_mark(branch, names=view.names)}'
        f'<span class="share"><span class="bar{sign}">{ticks}</span><span class="pc num">{whole(value)}</span></span></div>'
    )


def whole(fraction: float) -> str:
    """A signed fraction in whole percent, with a true minus sign; near zero "> −1 %"."""
    if -0.005 < fraction < 0:
        return "> −1 %"
    return f"−{share(-fraction)}" if fraction < 0 else share(fraction)


def _about(view: PathView, lang: str) -> str:
    said = []
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
        said.append(say("paths.worth_interval", lang, images=f"{one.images:,}", **shown))
    else:
        title = say("paths.worth_unknown", lang, path=path_name(view.path, view.names))
    if view.traits is not None:
        said += [
            say("paths.trait", lang, share=share(fraction), trait=say(f"paths.trait.{trait}", lang), q=_q(q))
            for trait, fraction, q in view.traits
        ] or [say("paths.no_trait", lang)]
    body = "".join(f'<p class="sub">{escape(one)}</p>' for one in said)
    return f"<h2>{escape(title)}</h2>{body}"


def _q(q: float) -> str:
    return f"= {q:.3f}" if q >= 0.001 else "< 0.001"


def _without(view: PathView, lang: str) -> str:
    fills = [(one, say(f"paths.fill.{one}", lang)) for one in FILLS]
    switch = (
        f'<button type="button" class="switch" role="switch" data-channel-switch="{view.channel}" data-key="channel-switch" '
        f'aria-checked="{str(not view.is_channel_off).lower()}"><i></i>'
        f"{say('paths.channel_on', lang, channel=view.channel)}</button>"
    )
    control = segment("fill", fills, view.fill, say("paths.fill", lang))
    note = joined((say("paths.fill_note.zero", lang), say("paths.fill_note.mean", lang)), lang)
    return (
        f'<h2>{say("paths.without", lang)}</h2>{switch}<div class="ctl"><span class="lab">'
        f'{say("paths.fill", lang)}</span>{control}</div><p class="note" role="status">{note}</p>'
    )


def waiting(done: int, total: int, lang: str) -> str:
    """In the panel's place while the means are computed."""
    told = say("paths.means", lang, done=done, total=total)
    bar = f'<progress max="{max(1, total)}" value="{done}" aria-label="{told}"></progress>'
    stop = button(icon("stop") + say("paths.stop", lang), data={"act": "stop-fill"})
    return page(f'<div class="path-panel"><p class="sub">{told}</p>{bar}<div>{stop}</div></div>')


def flow_csv(view: PathView) -> str:
    """The shares on screen as CSV."""
    rows = ["block,path,source_block,source_path,share,share_of_channels"]
    rows += [
        f"{view.path[0]},{view.path[1]},{view.source or ''},{name},{value:.6f},{view.channels[name]:.6f}"
        for name, value in view.shares.items()
    ]
    return "\n".join([*rows, ""])
