"""A small study on the Kernel study tab: started, followed, what came out, and the list of those that there are."""

import time
from typing import TYPE_CHECKING

from googlenet.app.kit.html import button, icon, page
from googlenet.app.kit.markup import html, join
from googlenet.app.tabs.study.html import charts, conclusions, headline
from googlenet.app.tabs.study.parts_html import network_name
from googlenet.app.tabs.study.small_view import SMALL_SEEDS
from googlenet.study.findings import Findings
from googlenet.text import say

if TYPE_CHECKING:
    from googlenet.app.tabs.study.small_view import SmallRow, SmallView

SMALL_MINUTES = 3


def small(view: "SmallView", chosen: str, lang: str) -> str:
    """The section; the script asks for its body and the list while anything in them changes.

    Args:
        chosen: name of the study that was chosen; "": the newest is shown.
    """
    from googlenet.study.process import SMALL

    size = {"images": f"{SMALL.images:,}", "size": SMALL.image_size, "epochs": SMALL.epochs, "minutes": SMALL_MINUTES}
    head = html("<h2>{}</h2>", say("study.small", lang))
    head += html('<p class="sub">{}</p>', say("study.small.sub", lang, **size))
    data = html(' data-small data-live="{}" data-lang="{}" data-name="{}"', int(view.is_moving), lang, chosen)
    body = html('<div class="body" data-body>{}</div>', small_body(view, lang))
    body += html('<div class="body" data-list>{}</div>', small_list(view, lang))
    return page(
        html(
            '<div class="view study"{}><section><div class="head"><div>{}</div></div>{}</section></div>',
            data,
            head,
            body,
        )
    )


def small_body(view: "SmallView", lang: str) -> str:
    """State, progress, one sensible action, and what came out so far."""
    acts = _acts(view, lang)
    if not view.state:
        return acts
    names = {"network": network_name(view.network, lang) if view.network else "", "seed": view.seed}
    state = say(f"study.small.{view.state}", lang, **names) + (f": {view.message}" if view.message else "")
    bar = ""
    if view.state != "finished":
        percent = round(100 * view.fraction)
        bar = html(
            '<div class="progress" role="progressbar" aria-label="{}" '
            'aria-valuenow="{}"><i style="width:{}%"></i></div>',
            say("study.small.progress", lang),
            percent,
            percent,
        )
    status = html('<p role="status">{}</p>{}', state, bar)
    found = view.findings
    if found is None or not found.runs_done:
        return html("{}{}", status, acts)
    return html(
        "{}{}<h3>{}</h3>{}{}", status, acts, headline(found, lang), charts(found, lang, 4), conclusions(found, lang, 4)
    )


def _acts(view: "SmallView", lang: str) -> str:
    if view.is_live and view.can_change:
        off = view.state == "stopping"
        stop = {"do": "stop", "name": view.name}
        return html(
            '<div class="acts">{}</div>', button(icon("stop") + say("study.small.stop", lang), data=stop, disabled=off)
        )
    options = join(html('<option value="{}">{}</option>', count, count) for count in range(1, SMALL_SEEDS + 1))
    seeds = html(
        '<label class="ctl">{} <select class="select" data-seeds>{}</select></label>',
        say("study.small.seeds", lang),
        options,
    )
    key, can_go_on = "study.small.again" if view.state else "study.small.start", view.state in ("stopped", "failed")
    can_go_on = can_go_on and view.can_change
    start = button(icon("start") + say(key, lang), data={"do": "start"}, kind="" if can_go_on else "primary")
    resume = button(say("study.small.resume", lang), data={"do": "resume", "name": view.name}, kind="primary")
    return html('<div class="acts">{}{}{}</div>', resume if can_go_on else "", seeds, start)


def small_list(view: "SmallView", lang: str) -> str:
    """All studies that there are, the newest first, each to be shown or deleted."""
    if not view.rows:
        return ""
    rows = join(_row(row, view.name, lang) for row in view.rows)
    more = say("study.small.older", lang, shown=len(view.rows), count=view.count) if view.count > len(view.rows) else ""
    note = html('<p class="note">{}</p>', more) if more else ""
    return html('<h3>{}</h3><ul class="studies">{}</ul>{}', say("study.small.list", lang), rows, note)


def _row(row: "SmallRow", shown: str, lang: str) -> str:
    name, found = row.name, row.findings
    facts = [time.strftime("%Y-%m-%d %H:%M", time.localtime(row.begun)), say(f"train.state.{row.state}", lang)]
    if found is not None:
        facts.append(say("study.small.runs", lang, done=found.runs_done, planned=found.runs_planned))
    facts.append(f"{row.megabytes:,.0f} MB")
    text = html(
        '<div><b>{}</b> <span class="small">{}</span><p>{}</p></div>', name, " · ".join(facts), _short(found, lang)
    )
    show = say("study.small.show", lang)
    press = html(
        '<button type="button" class="btn quiet" data-do="show" data-name="{}" '
        'aria-pressed="{}" aria-label="{}: {}">{}</button>',
        name,
        str(row.name == shown).lower(),
        show,
        name,
        show,
    )
    if not row.can_delete:
        return html('<li>{}<div class="acts">{}</div></li>', text, press)
    word, ask = say("train.delete", lang), say("train.delete_ask", lang, name=row.name)
    press += button(word, data={"ask": 1, "name": row.name}, kind="quiet", label=f"{word}: {row.name}")
    yes = button(say("train.delete_yes", lang), data={"do": "delete", "name": row.name}, kind="danger")
    question = html(
        '<div class="ask" role="alertdialog" aria-label="{}" hidden><p>{}</p><div>{}{}</div></div>',
        ask,
        ask,
        yes,
        button(say("train.keep", lang), data={"unask": 1}),
    )
    return html('<li>{}<div class="acts">{}</div>{}</li>', text, press, question)


def _short(found: Findings | None, lang: str) -> str:
    """The finding in a line."""
    if found is None or not found.runs_done:
        return say("study.chart.empty", lang)
    if all(one.reach is None for one in found.differences().values()):
        return say("study.small.few", lang)
    return headline(found, lang)
