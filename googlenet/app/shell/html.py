"""Header, side panel and strip."""

from collections.abc import Sequence

from googlenet.app.kit.html import button, icon, page, path_mark
from googlenet.app.kit.markup import element, html, join
from googlenet.app.shell.embed import embedders
from googlenet.app.shell.glossary import explained
from googlenet.common.palette import NO_NAMES, Names, path_label
from googlenet.networks.torchvision_weights import SOURCES
from googlenet.text import say

MOST_LETTERS = 20  # of the paths' names, beside the tabs
LOGO_PATHS = (("1x1", "5H19C24 5"), ("3x3", "12.3H19C24 12.3"), ("5x5", "19.7H19C24 19.7"), ("pool", "27H19C24 27"))


def header(lang: str) -> str:
    """Mark, sentence, language switch."""
    languages = join(
        element("button", name, type="button", data_lang=code, aria_pressed=code.startswith(lang), lang=code)
        for code, name in (("en", "EN"), ("zh-CN", "中文"))
    )
    return page(
        html(
            '<header class="top"><div class="brand">{}{}</div><p class="lede">{}</p><div class="chips-in-force" role="status" data-chips></div><div class="acts">{}'
            '<div class="seg" role="group" aria-label="Language / 语言">{}</div></div></header>{}',
            _logo(),
            say("frame.title", lang),
            _lede(lang),
            _links(lang),
            languages,
            element("p", _whole_page(lang), class_="whole-page small"),
        )
    )


def _lede(lang: str) -> str:
    """What GoogLeNet is and what to do; where to start."""
    start = element("button", say("frame.lede.guide", lang), type="button", class_="way", data_try="guide")
    return html("{} {}", explained(say("frame.lede", lang), lang, ("inception", "path")), start)


def _whole_page(lang: str) -> str:
    """Below a view alone: the way to the whole page; the script completes its address."""
    return html(
        '{} · <a href="." target="_blank" rel="noopener" data-full>{}</a>',
        say("frame.title", lang),
        say("embed.full", lang),
    )


def _links(lang: str) -> str:
    """What takes the page elsewhere, behind one button; glossary and reset, which on phones stand there too."""
    copy = {"copy": 1, "done": say("link.copied", lang), "own": say("link.copied_example", lang)}
    embed = {"iframe": 1, "done": say("embed.copied" if embedders() else "embed.copied_here", lang)}
    embed |= {"own": say("embed.copied_example", lang), "hand": say("embed.by_hand", lang)}
    notebook = {"notebook": 1} | {key: say(f"notebook.{key}", lang) for key in ("wait", "done", "agree")}
    report = {"report": 1, "wait": say("report.wait", lang), "done": say("report.done", lang)}
    shared = (
        (icon("link") + say("link.copy", lang), copy | {"hand": say("link.by_hand", lang)}, ""),
        (say("embed.copy", lang), embed, say("embed.copy_label", lang)),
        (icon("save") + say("report.make", lang), report, say("report.make_label", lang)),
        (say("notebook.make", lang), notebook, say("notebook.make_label", lang)),
    )
    others = (
        (say("glossary.title", lang), {"glossary": 1}, ""),
        (say("link.reset", lang), {"reset": 1}, say("link.reset_label", lang)),
    )
    said = {f"data_{key}": say(f"frame.{key}", lang) for key in ("away", "restarted", "restarted_upload")}
    share, rest = (
        join(button(text, data=data, kind="quiet", label=label) for text, data, label in some)
        for some in (shared, others)
    )
    return html(
        '<button type="button" class="btn quiet" data-more aria-expanded="false"><span class="wide">{}</span>'
        '<span class="narrow">{}</span></button><div class="links"><div class="sharing">{}</div>{}</div>{}',
        say("link.share", lang),
        say("link.more", lang),
        share,
        rest,
        element("span", class_="said small", role="status", data_said=True, **said),
    )


def _logo() -> str:
    lines = join(
        html('<path stroke="var(--gn-path-{})" d="M5 16C9 16 8 {} 13 {} 23 16 27 16"/>', branch, to.split("H")[0], to)
        for branch, to in LOGO_PATHS
    )
    return html(
        '<svg viewBox="0 0 32 32" fill="none" stroke-width="2.5" stroke-linecap="round" aria-hidden="true">{}'
        '<g fill="currentColor"><circle cx="4.5" cy="16" r="3"/><circle cx="27.5" cy="16" r="3"/></g></svg>',
        lines,
    )


def legend(branches: Sequence[str], lang: str, names: Names = NO_NAMES) -> str:
    """The paths' marks and names; many of them, or long ones, get a line of their own."""
    letters = sum(len(path_label(branch, names)) for branch in branches)
    marks = join(path_mark(branch, names=names) for branch in branches)
    kind = "legend many" if letters > MOST_LETTERS else "legend"
    return page(html('<div class="{}" aria-label="{}">{}</div>', kind, say("frame.paths", lang), marks))


def examples(groups: list[tuple[str, list[tuple[str, str, str]]]], chosen: str) -> str:
    """Example pictures as buttons; groups of (title, [(id, label, data URI)])."""
    parts = []
    for title, pictures in groups:
        buttons = [
            element(
                "button",
                type="button",
                data_example=name,
                aria_label=label,
                title=label,
                aria_pressed=name == chosen,
                style={"background": f"url({uri}) center/cover"},
            )
            for name, label, uri in pictures
        ]
        thumbs = html('<div class="thumbs">{}</div>', join(buttons))
        parts.append(html('<div class="field"><span class="lab">{}</span>{}</div>', title, thumbs))
    return page(html('<div class="side-group">{}</div>', join(parts)))


def seen(picture: str, lang: str, *, sheet: str = "") -> str:
    """What the network sees, beside the upload.

    Args:
        sheet: what is drawn on; see `pencil.sheet_key`.
    """
    label = say("frame.seen", lang)
    shown = html('<span class="pic plain" role="img" aria-label="{}"></span>', label)
    both = element("div", shown, html('<span class="lab">{}</span>', label), class_="seen", data_sheet=sheet)
    return page(both, picture)


def forget(lang: str) -> str:
    """What deletes a visitor's own picture."""
    return page(button(say("frame.forget", lang), data={"forget": 1}))


def caption(network: str, text: str, lang: str) -> str:
    """What is known about the network; what "BN" in its name means."""
    bn = explained(say("frame.bn", lang), lang, ["batch_norm"]) if "BN" in network else ""
    return page(
        html('<span class="small">{} {}</span>', bn, text) if bn else html('<span class="small">{}</span>', text)
    )


def fetching(network: str, fraction: float, lang: str) -> str:
    """How far a download has come.

    Args:
        network: name of ImageNet's weights.
        fraction: 0..1.
    """
    label, megabytes = say(f"frame.network.{network.split('.', 1)[0]}", lang), SOURCES[network].megabytes
    text = say("frame.fetching", lang, network=label, megabytes=f"{megabytes:.0f}", percent=f"{100 * fraction:.0f}")
    bar = element("progress", max="1", value=f"{fraction:.3f}", aria_label=text)
    return page(html('<p class="small">{}</p>{}', text, bar))


def knows_clothes(other: str, lang: str, *, is_here: bool = False) -> str:
    """What the network does not know, and the button that asks `other`, whose weights are on this machine or not."""
    key = "frame.ask_imagenet_here" if is_here else "frame.ask_imagenet"
    ask = say(key, lang, megabytes=f"{SOURCES[other].megabytes:.0f}")
    press = html('<button type="button" class="btn" data-network>{}</button>', ask)
    sentence = say("frame.knows_clothes_here" if is_here else "frame.knows_clothes", lang)
    return html('<div class="hint"><p>{}</p>{}</div>', sentence, press)


def strip(picture: str, label: str, network: str, lang: str, notice: str = "") -> str:
    """On phones: picture, class and network stay in sight; "Change" opens the side panel. `notice`: on every screen."""
    words = html('<b>{}</b><span class="small">{}</span>', say("frame.strip", lang, label=label), network)
    change = html('<button type="button" class="btn" data-open-side>{}</button>', say("frame.change", lang))
    message = html('<p class="say plain notice">{}</p>', notice) if notice else ""
    return page(
        html('<div class="strip"><span class="pic plain"></span><div>{}</div>{}</div>{}', words, change, message),
        picture,
    )


def missing(sentence: str) -> str:
    """A sentence in place of a view."""
    return page(html('<div class="view"><p class="say plain">{}</p></div>', sentence))
