"""What the sections of the Kernel study view share: names, differences in words, a drawing with its buttons."""

from collections.abc import Sequence

from googlenet.app.kit.html import button, icon, kernel
from googlenet.app.kit.markup import html, join
from googlenet.app.tabs.study.chart import points_text
from googlenet.common.palette import PATH_COLOURS
from googlenet.common.statistics import Interval
from googlenet.study.findings import Findings
from googlenet.text import say


def network_name(name: str, lang: str) -> str:
    """How people call a network of the study."""
    return say(f"study.network.{name}", lang)


def kernel_of(name: str) -> str:
    """The mark of a network with one branch; an empty place for others, so that names stand in line."""
    return kernel(name) if name in PATH_COLOURS else html('<span class="kernel" aria-hidden="true"></span>')


def listed(names: Sequence[str], lang: str) -> str:
    """Names in a sentence: "a, b and c"; "" of none."""
    if len(names) < 2:
        return join(names)
    first = ("、" if lang == "zh" else ", ").join(names[:-1])
    return say("study.and", lang, first=first, last=names[-1])


def names_listed(names: Sequence[str], lang: str) -> str:
    """`listed`, of networks by their keys."""
    return listed([network_name(name, lang) for name in names], lang)


def spread(one: Interval, lang: str) -> str:
    """A difference with its interval in percentage points; without one where a single seed gives none."""
    points = points_text(one.mean)
    if one.reach is None:
        return say("study.single", lang, points=points)
    return say("study.points", lang, points=points, low=points_text(one.low), high=points_text(one.high))


def lines(found: dict[str, str], lang: str) -> str:
    """A list: a line a network, with words about it."""
    rows = (
        html("<li>{}<span><b>{}</b> {}</span></li>", kernel_of(name), network_name(name, lang), words)
        for name, words in found.items()
    )
    return html("<ul>{}</ul>", join(rows))


def basis(found: Sequence[Interval], lang: str) -> str:
    """What intervals rest on, and what several of them together may miss."""
    count = sum(one.reach is not None for one in found)
    return say("study.basis", lang, count=count, percent=5 * count) if count else say("study.basis.first", lang)


def figure(title: str, svg: str, name: str, csv: str, lang: str, *, level: int = 2, alt: str = "") -> str:
    """A drawing under its title (a heading of `level`; "": `alt` stands elsewhere), with buttons that save it."""
    saves = join(
        button(
            html("{}{}", icon("save"), kind.upper()),
            data={"save": kind, "name": name} | ({"csv": csv} if kind == "csv" else {}),
            kind="quiet",
            label=f"{say('study.save', lang)}: {kind.upper()}, {title or alt}",
        )
        for kind in ("png", "svg", "csv")
    )
    title = html("<h{0}>{1}</h{0}>", level, title) if title else html("<span></span>")
    head = html('<div class="ch">{}<div>{}</div></div>', title, saves)
    return html('<figure class="chart">{}{}</figure>', head, svg)


def partial_note(findings: Findings, lang: str) -> str:
    """A note that runs are missing; "" where none is."""
    if not findings.is_partial:
        return ""
    note = say("study.partial", lang, done=findings.runs_done, planned=findings.runs_planned)
    return html('<p class="note"><b>{}</b></p>', note)
