"""Header, side panel and strip."""

from collections.abc import Sequence

from googlenet.app.kit.html import button, escape, icon, page, path_mark, style
from googlenet.common.palette import NO_NAMES, Names, path_label
from googlenet.networks.torchvision_weights import SOURCES
from googlenet.text import say

MOST_LETTERS = 20  # of the paths' names, beside the tabs
LOGO_PATHS = (("1x1", "5H19C24 5"), ("3x3", "12.3H19C24 12.3"), ("5x5", "19.7H19C24 19.7"), ("pool", "27H19C24 27"))


def header(lang: str) -> str:
    """Mark, sentence, language switch."""
    languages = "".join(
        f'<button type="button" data-lang="{code}" aria-pressed="{str(code.startswith(lang)).lower()}" lang="{code}">{name}</button>'
        for code, name in (("en", "EN"), ("zh-CN", "中文"))
    )
    switch = f'<div class="seg" role="group" aria-label="Language / 语言">{languages}</div>'
    return page(
        f'<header class="top"><div class="brand">{_logo()}{say("frame.title", lang)}</div>'
        f'<p class="lede">{say("frame.lede", lang)}</p><div class="acts">{_links(lang)}{switch}</div></header>'
    )


def _links(lang: str) -> str:
    """What takes the page elsewhere, or back; on phones behind one button."""
    copy = {"copy": 1, "done": say("link.copied", lang), "own": say("link.copied_example", lang)}
    report = {"report": 1, "wait": say("report.wait", lang), "done": say("report.done", lang)}
    buttons = (
        button(icon("link") + say("link.copy", lang), data=copy | {"hand": say("link.by_hand", lang)}, kind="quiet"),
        button(
            icon("save") + say("report.make", lang), data=report, kind="quiet", label=say("report.make_label", lang)
        ),
        button(say("link.reset", lang), data={"reset": 1}, kind="quiet", label=say("link.reset_label", lang)),
    )
    more = f'<button type="button" class="btn quiet phone" data-more aria-expanded="false">{say("link.more", lang)}</button>'
    said = "".join(
        f' data-{name}="{escape(say(f"frame.{key}", lang))}"'
        for name, key in (("away", "away"), ("restarted", "restarted"), ("restarted-upload", "restarted_upload"))
    )
    return f'{more}<div class="links">{"".join(buttons)}</div><span class="said small" role="status" data-said{said}></span>'


def _logo() -> str:
    lines = "".join(
        f'<path stroke="var(--gn-path-{branch})" d="M5 16C9 16 8 {to.split("H")[0]} 13 {to} 23 16 27 16"/>'
        for branch, to in LOGO_PATHS
    )
    dots = '<g fill="currentColor"><circle cx="4.5" cy="16" r="3"/><circle cx="27.5" cy="16" r="3"/></g>'
    return f'<svg viewBox="0 0 32 32" fill="none" stroke-width="2.5" stroke-linecap="round" aria-hidden="true">{lines}{dots}</svg>'


def legend(branches: Sequence[str], lang: str, names: Names = NO_NAMES) -> str:
    """The paths' marks and names; many of them, or long ones, get a line of their own."""
    letters = sum(len(path_label(branch, names)) for branch in branches)
    marks = "".join(path_mark(branch, names=names) for branch in branches)
    kind = "legend many" if letters > MOST_LETTERS else "legend"
    return page(f'<div class="{kind}" aria-label="{say("frame.paths", lang)}">{marks}</div>')


def examples(groups: list[tuple[str, list[tuple[str, str, str]]]], chosen: str) -> str:
    """Example pictures as buttons; groups of (title, [(id, label, data URI)])."""
    parts = []
    for title, pictures in groups:
        buttons = "".join(
            f'<button type="button" data-example="{escape(name)}" aria-label="{escape(label)}" title="{escape(label)}" '
            f'aria-pressed="{str(name == chosen).lower()}"{style({"background": f"url({uri}) center/cover"})}></button>'
            for name, label, uri in pictures
        )
        parts.append(
            f'<div class="field"><span class="lab">{escape(title)}</span><div class="thumbs">{buttons}</div></div>'
        )
    return page(f'<div class="side-group">{"".join(parts)}</div>')


def seen(picture: str, lang: str) -> str:
    """What the network sees, beside the upload."""
    label = say("frame.seen", lang)
    return page(
        f'<div class="seen"><span class="pic plain" role="img" aria-label="{label}"></span><span class="lab">{label}</span></div>',
        picture,
    )


def caption(text: str) -> str:
    """What is known about the network."""
    return page(f'<span class="small">{escape(text)}</span>')


def fetching(network: str, fraction: float, lang: str) -> str:
    """How far a download has come.

    Args:
        network: name of ImageNet's weights.
        fraction: 0..1.
    """
    label, megabytes = say(f"frame.network.{network.split('.', 1)[0]}", lang), SOURCES[network].megabytes
    text = say("frame.fetching", lang, network=label, megabytes=f"{megabytes:.0f}", percent=f"{100 * fraction:.0f}")
    return page(
        f'<p class="small">{escape(text)}</p><progress max="1" value="{fraction:.3f}" aria-label="{escape(text)}"></progress>'
    )


def knows_clothes(other: str, lang: str, *, is_here: bool = False) -> str:
    """What the network does not know, and the button that asks `other`, whose weights are on this machine or not."""
    ask = say("frame.ask_imagenet", lang, megabytes=f"{SOURCES[other].megabytes:.0f}")
    ask = say("frame.ask_imagenet_here", lang) if is_here else ask
    told = escape(say("frame.knows_clothes", lang))
    return page(
        f'<div class="hint"><p>{told}</p><button type="button" class="btn" data-network>{escape(ask)}</button></div>'
    )


def strip(picture: str, label: str, network: str, lang: str, notice: str = "") -> str:
    """On phones: picture, class and network stay in sight; "Change" opens the side panel. `notice`: on every screen."""
    words = f'<b>{escape(say("frame.strip", lang, label=label))}</b><span class="small">{escape(network)}</span>'
    change = f'<button type="button" class="btn" data-open-side>{say("frame.change", lang)}</button>'
    told = f'<p class="say plain notice">{escape(notice)}</p>' if notice else ""
    return page(f'<div class="strip"><span class="pic plain"></span><div>{words}</div>{change}</div>{told}', picture)


def missing(sentence: str) -> str:
    """A sentence in place of a view."""
    return page(f'<div class="view"><p class="say plain">{escape(sentence)}</p></div>')
