"""The report: one page about one picture, which stands alone: no script, no request, every picture inside."""

from collections.abc import Sequence

from googlenet.app.kit.html import escape
from googlenet.app.shell.tab import ReportPart
from googlenet.text import say

# A page that is opened as a file may ask nobody for anything, whatever stands in it.
POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
STYLE = """
@page { size: A4; margin: 12mm }
* { box-sizing: border-box }
body { margin: 0 auto; padding: 24px; max-width: 820px; color: #15181B; background: #FFF;
  font: 13px/1.45 system-ui, -apple-system, "Segoe UI", "Noto Sans", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif }
h1 { font-size: 24px; line-height: 1.25; margin: 0 } h2 { font-size: 13px; margin: 0 0 4px } p { margin: 2px 0 0 }
header p, figcaption, .facts dt, .how, footer { color: #474E56 } figure { margin: 0 } svg, img { display: block; max-width: 100% }
.pictures { display: grid; grid-template-columns: 92px 92px 92px 1fr; gap: 12px; align-items: start; margin: 10px 0 }
.pictures img { width: 92px; height: 92px; object-fit: contain; border-radius: 3px; background: #F5F6F7 } .pictures svg { width: 100%; height: auto }
.two { display: grid; grid-template-columns: 5fr 3fr; gap: 20px; align-items: start } .two svg { width: 100%; height: auto }
.facts { display: grid; grid-template-columns: auto 1fr; gap: 2px 10px; margin: 0; font-size: 11.5px; line-height: 1.35 } .facts dd { margin: 0; overflow-wrap: anywhere }
.map svg { width: 100%; height: auto; max-height: 80mm } section { margin-top: 10px; break-inside: avoid }
.maps { display: grid; grid-template-columns: repeat(8, 1fr); gap: 8px } .maps figcaption { font-size: 10px; line-height: 1.25; margin-top: 2px }
.maps img { width: 100%; border-radius: 2px } figcaption { font-size: 11px; line-height: 1.3; margin-top: 3px }
.how { font-size: 10.5px; line-height: 1.35; margin-top: 10px; border-top: 1px solid #E0E3E7; padding-top: 6px } .how ul { margin: 2px 0; padding-left: 14px }
footer { font-size: 10.5px; overflow-wrap: anywhere } a { color: inherit }
@media print { body { padding: 0; max-width: none; font-size: 11.5px } h1 { font-size: 20px } .pictures { margin: 6px 0; grid-template-columns: 80px 80px 80px 1fr }
  .pictures img { width: 80px; height: 80px } .two svg { max-height: 50mm } .map svg { max-height: 66mm } section { margin-top: 6px } .how { font-size: 9.5px } }
@media (max-width: 600px) { .two, .pictures { grid-template-columns: 1fr 1fr } .pictures > :last-child, .two > * { grid-column: 1 / -1 } .maps { grid-template-columns: repeat(4, 1fr) } }
"""


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
    pictures = "".join(_figure(*one) for part in parts for one in part.pictures)
    facts = "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for part in parts for name, value in part.facts)
    how = "".join(f"<li>{escape(sentence)}</li>" for part in parts for sentence in part.how)
    sections = "".join(f'<section class="map"><h2>{escape(heading)}</h2>{body}</section>' for heading, body in more)
    maps = "".join(_maps(*part.maps) for part in parts)
    return (
        f'<!doctype html>\n<html lang="{"zh-CN" if lang == "zh" else "en"}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{escape(first.title)}</title>'
        f"<style>{STYLE}</style></head><body><main>"
        f"<header><h1>{escape(first.title)}</h1><p>{escape(first.sub)}</p></header>"
        f'<div class="pictures">{pictures}<div><h2>{escape(bars_heading)}</h2>{bars}</div></div>'
        f'<section class="two"><div><h2>{escape(split_heading)}</h2>{split}</div><dl class="facts">{facts}</dl></section>'
        f"{sections}{maps}"
        f'<section class="how"><h2>{say("report.how", lang)}</h2><ul>{how}</ul></section>'
        f"</main><footer>{_link(link, link_note, lang)}<p>{say('report.made_by', lang)}</p></footer></body></html>\n"
    )


def _maps(heading: str, maps: Sequence[tuple[str, str]]) -> str:
    if not maps:
        return ""
    figures = "".join(_figure(*one) for one in maps)
    return f'<section><h2>{escape(heading)}</h2><div class="maps">{figures}</div></section>'


def _figure(picture: str, caption: str) -> str:
    return f'<figure><img src="{escape(picture)}" alt=""><figcaption>{escape(caption)}</figcaption></figure>'


def _link(link: str, link_note: str, lang: str) -> str:
    if not link:
        return ""
    note = f" {escape(link_note)}" if link_note else ""
    address = escape(link)
    return f'<p>{say("report.link", lang)} <a href="{address}">{address}</a>{note}</p>'
