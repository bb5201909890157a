"""A small study on the Kernel study tab: started, followed, what came out, and the list of those that there are."""

import time
from typing import TYPE_CHECKING

from googlenet.app.kit.html import button, escape, icon, page
from googlenet.app.tabs.study.html import charts, conclusions, headline
from googlenet.app.tabs.study.parts_html import network_name
from googlenet.app.tabs.study.view import SMALL_SEEDS
from googlenet.study.findings import Findings
from googlenet.text import say

if TYPE_CHECKING:
    from googlenet.app.tabs.study.view import SmallRow, SmallView

SMALL_MINUTES = 3


def small(view: "SmallView", chosen: str, lang: str) -> str:
    """The section; the script asks for its body and the list while anything in them changes.

    Args:
        chosen: name of the study that was chosen; "": the newest is shown.
    """
    from googlenet.study.process import SMALL

    size = {"images": f"{SMALL.images:,}", "size": SMALL.image_size, "epochs": SMALL.epochs, "minutes": SMALL_MINUTES}
    head = f"<h2>{say('study.small', lang)}</h2>"
    head += f'<p class="sub">{escape(say("study.small.sub", lang, **size))}</p>'
    data = f' data-small data-live="{int(view.is_moving)}" data-lang="{lang}" data-name="{escape(chosen)}"'
    body = f'<div class="body" data-body>{small_body(view, lang)}</div>'
    body += f'<div class="body" data-list>{small_list(view, lang)}</div>'
    return page(
        f'<div class="view study"{data}><section><div class="head"><div>{head}</div></div>{body}</section></div>'
    )


def small_body(view: "SmallView", lang: str) -> str:
    """State, progress, one sensible action, and what came out so far."""
    acts = _acts(view, lang)
    if not view.state:
        return acts
    names = {"network": network_name(view.network, lang) if view.network else "", "seed": view.seed}
    told = say(f"study.small.{view.state}", lang, **names) + (f": {view.message}" if view.message else "")
    bar = ""
    if view.state != "finished":
        percent = round(100 * view.fraction)
        bar = (
            f'<div class="progress" role="progressbar" aria-label="{say("study.small.progress", lang)}" '
            f'aria-valuenow="{percent}"><i style="width:{percent}%"></i></div>'
        )
    status = f'<p role="status">{escape(told)}</p>{bar}'
    found = view.findings
    if found is None or not found.runs_done:
        return f"{status}{acts}"
    return (
        f"{status}{acts}<h3>{escape(headline(found, lang))}</h3>{charts(found, lang, 4)}{conclusions(found, lang, 4)}"
    )


def _acts(view: "SmallView", lang: str) -> str:
    if view.is_live and view.can_change:
        off = view.state == "stopping"
        stop = {"do": "stop", "name": view.name}
        return (
            f'<div class="acts">{button(icon("stop") + say("study.small.stop", lang), data=stop, disabled=off)}</div>'
        )
    options = "".join(f'<option value="{count}">{count}</option>' for count in range(1, SMALL_SEEDS + 1))
    seeds = f'<label class="ctl">{say("study.small.seeds", lang)} <select class="select" data-seeds>{options}</select></label>'
    key, can_go_on = "study.small.again" if view.state else "study.small.start", view.state in ("stopped", "failed")
    can_go_on = can_go_on and view.can_change
    start = button(icon("start") + say(key, lang), data={"do": "start"}, kind="" if can_go_on else "primary")
    resume = button(say("study.small.resume", lang), data={"do": "resume", "name": view.name}, kind="primary")
    return f'<div class="acts">{resume if can_go_on else ""}{seeds}{start}</div>'


def small_list(view: "SmallView", lang: str) -> str:
    """All studies that there are, the newest first, each to be shown or deleted."""
    if not view.rows:
        return ""
    rows = "".join(_row(row, view.name, lang) for row in view.rows)
    more = say("study.small.older", lang, shown=len(view.rows), count=view.count) if view.count > len(view.rows) else ""
    note = f'<p class="note">{escape(more)}</p>' if more else ""
    return f'<h3>{say("study.small.list", lang)}</h3><ul class="studies">{rows}</ul>{note}'


def _row(row: "SmallRow", shown: str, lang: str) -> str:
    name, found = escape(row.name), row.findings
    told = [time.strftime("%Y-%m-%d %H:%M", time.localtime(row.begun)), say(f"train.state.{row.state}", lang)]
    if found is not None:
        told.append(say("study.small.runs", lang, done=found.runs_done, planned=found.runs_planned))
    told.append(f"{row.megabytes:,.0f} MB")
    text = f'<div><b>{name}</b> <span class="small">{escape(" · ".join(told))}</span><p>{escape(_short(found, lang))}</p></div>'
    show = say("study.small.show", lang)
    press = (
        f'<button type="button" class="btn quiet" data-do="show" data-name="{name}" '
        f'aria-pressed="{str(row.name == shown).lower()}" aria-label="{show}: {name}">{show}</button>'
    )
    if not row.can_delete:
        return f'<li>{text}<div class="acts">{press}</div></li>'
    word, ask = say("train.delete", lang), escape(say("train.delete_ask", lang, name=row.name))
    press += button(word, data={"ask": 1, "name": row.name}, kind="quiet", label=f"{word}: {row.name}")
    yes = button(say("train.delete_yes", lang), data={"do": "delete", "name": row.name}, kind="danger")
    question = (
        f'<div class="ask" role="alertdialog" aria-label="{ask}" hidden><p>{ask}</p>'
        f"<div>{yes}{button(say('train.keep', lang), data={'unask': 1})}</div></div>"
    )
    return f'<li>{text}<div class="acts">{press}</div>{question}</li>'


def _short(found: Findings | None, lang: str) -> str:
    """The finding in a line."""
    if found is None or not found.runs_done:
        return say("study.chart.empty", lang)
    if all(one.reach is None for one in found.differences().values()):
        return say("study.small.few", lang)
    return headline(found, lang)
