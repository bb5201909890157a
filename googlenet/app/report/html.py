"""The report: one page about one picture, which stands alone: no script, no request, every picture inside."""

from collections.abc import Sequence
from pathlib import Path

from markupsafe import Markup

from googlenet.app.kit.markup import html, join
from googlenet.app.shell.tab import ReportPart
from googlenet.text import say

# A page that is opened as a file may ask nobody for anything, whatever stands in it.
POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
STYLE = Markup(Path(__file__).with_name("style.css").read_text(encoding="utf-8"))  # noqa: S704 - our own file


def report(parts: Sequence[ReportPart], lang: str, *, link: str, link_note: str) -> str:
    """The whole document.

    Args:
        parts: the first one's finding is the title; its first section stands beside its pictures, the second beside
            the facts, all others below.
        link: address of the page, checked; "" where there is none.
        link_note: what the link does not hold.
    """
    first = parts[0]
    (bars_heading, bars), (split_heading, split), *more = [one for part in parts for one in part.sections]
    pictures = join(_figure(*one) for part in parts for one in part.pictures)
    facts = join(html("<dt>{}</dt><dd>{}</dd>", name, value) for part in parts for name, value in part.facts)
    how = join(html("<li>{}</li>", sentence) for part in parts for sentence in part.how)
    sections = join(html('<section class="map"><h2>{}</h2>{}</section>', heading, body) for heading, body in more)
    maps = join(_maps(*part.maps) for part in parts)
    where = html(' <a href="{link}">{link}</a>', link=link) + (f" {link_note}" if link_note else "")
    return html(
        '<!doctype html>\n<html lang="{}"><head><meta charset="utf-8">'
        '<meta http-equiv="Content-Security-Policy" content="{}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><title>{}</title>'
        "<style>{}</style></head><body><main>"
        "<header><h1>{}</h1><p>{}</p></header>"
        '<div class="pictures">{}<div><h2>{}</h2>{}</div></div>'
        '<section class="two"><div><h2>{}</h2>{}</div><dl class="facts">{}</dl></section>'
        "{}{}"
        '<section class="how"><h2>{}</h2><ul>{}</ul></section>'
        "</main><footer>{}<p>{}</p></footer></body></html>\n",
        "zh-CN" if lang == "zh" else "en",
        POLICY,
        first.title,
        STYLE,
        first.title,
        first.sub,
        pictures,
        bars_heading,
        bars,
        split_heading,
        split,
        facts,
        sections,
        maps,
        say("report.how", lang),
        how,
        html("<p>{}{}</p>", say("report.link", lang), where) if link else "",
        say("report.made_by", lang),
    )


def _maps(heading: str, maps: Sequence[tuple[str, str]]) -> str:
    figures = join(_figure(*one) for one in maps)
    return html('<section><h2>{}</h2><div class="maps">{}</div></section>', heading, figures) if maps else ""


def _figure(picture: str, caption: str) -> str:
    return html('<figure><img src="{}" alt=""><figcaption>{}</figcaption></figure>', picture, caption)
