"""The lower half of the Train tab: the next run, and the table of all runs."""

from collections.abc import Sequence

from googlenet.app.kit.html import button, escape, icon, page
from googlenet.app.kit.map import joined
from googlenet.app.shell.run_views import Older, RunView
from googlenet.app.tabs.train.html import action, duration, network_told, state_told, swatch, tenths
from googlenet.text import SENTENCES, say

NO_OLDER = Older()


def runs_table(
    runs: Sequence[RunView], shown: str, others: Sequence[str], lang: str, *, older: Older = NO_OLDER
) -> str:
    """All runs, the newest first; the last column is the one sensible action."""
    hint = f'<p class="note">{say("train.runs.hint", lang)}</p>' if len(runs) > 1 else ""
    search = (
        f'<label class="search"><span class="vh">{say("train.search", lang)}</span><input type="search" data-search '
        f'placeholder="{say("train.search", lang)}" autocomplete="off"></label>'
        if len(runs) > 1
        else ""
    )
    title = f'<div class="head"><div><h2>{say("train.runs", lang)}</h2>{hint}</div>{search}</div>'
    if not runs:
        return page(
            f'<div class="view train"><section>{title}<p class="note">{say("train.runs.none", lang)}</p></section></div>'
        )
    columns = [
        ("run", ""),
        ("network", ""),
        ("recipe", ""),
        ("epochs", "r"),
        ("accuracy", "r"),
        ("time", "r"),
        ("state", ""),
        ("action", "vh"),
    ]
    cells = [_column(name, kind, lang) for name, kind in columns]
    rows = [_row(run, shown, others, lang, more=_more(run, lang)) for run in runs if not run.is_shipped]
    rows += [_older_row(run, shown, others, lang) for run in older.rows]
    rows += [_row(run, shown, others, lang) for run in runs if run.is_shipped]
    none = f'<p class="note" data-none role="status" hidden>{say("train.no_match", lang)}</p>'
    table = f'<table class="runs"><thead><tr>{"".join(cells)}</tr></thead><tbody>{"".join(rows)}</tbody></table>{none}'
    table += _show_all(len(rows), older, lang)
    return page(f'<div class="view train"><section>{title}{table}</section></div>')


def _column(name: str, kind: str, lang: str) -> str:
    text = say(f"train.column.{name}", lang)
    return (
        f'<th scope="col"><span class="vh">{text}</span></th>'
        if kind == "vh"
        else f'<th scope="col" class="{kind}">{text}</th>'
    )


def _older_row(run: RunView, shown: str, others: Sequence[str], lang: str) -> str:
    """Unseen until all are asked for, and without a menu, unless it is looked at, or trains."""
    is_seen = run.name == shown or run.name in others or run.is_live
    row = _row(run, shown, others, lang, more=_more(run, lang) if is_seen else "")
    return row if is_seen else row.replace("<tr", "<tr data-older hidden", 1)


def _show_all(count: int, older: Older, lang: str) -> str:
    """Beneath the newest runs: how to see all, and what is not among them."""
    if not older.rows:
        return ""
    key = "train.all.most" if older.left_out else "train.all"
    told = [say("train.all.note", lang)]
    if older.left_out:
        told.append(say("train.all.left_out", lang, count=older.left_out))
    press = button(say(key, lang, count=count), data={"all": 1})
    return f'<div class="acts">{press}</div><p class="note" data-all-note hidden>{escape(joined(told, lang))}</p>'


def _row(run: RunView, shown: str, others: Sequence[str], lang: str, *, more: str = "") -> str:
    name, is_shown = escape(run.name), run.name == shown
    compare = (
        f'<label><input type="checkbox" data-act="compare" data-run="{name}"{" checked" if run.name in others else ""}'
        f'{" disabled" if is_shown else ""} aria-label="{escape(say("train.compare", lang, name=run.title))}"></label>'
    )
    show = (
        f'<button type="button" class="name" data-act="show" data-run="{name}" aria-pressed="{str(is_shown).lower()}" '
        f'title="{escape(say("train.show", lang, name=run.title))}"><b>{escape(run.title)}</b></button>'
    )
    look = swatch(others.index(run.name)) if run.name in others and not is_shown else ""
    ships = f' <span class="small">{say("train.ships", lang)}</span>' if run.is_shipped else ""
    recipe = epochs = "–"
    if run.config:
        recipe = say("train.recipe_size", lang, recipe=escape(_recipe(run)), size=run.config.get("image_size", "–"))
        epochs = say("train.of", lang, done=run.epochs_done, all=run.epochs)
    accuracy = "–" if run.accuracy is None else f"{tenths(run.accuracy)} %"
    state = state_told(run, lang)
    if run.state == "failed" and run.message:
        state = say("train.failed_because", lang, message=escape(run.message))
    what = action(run)
    press = button(
        say(f"train.{what}", lang),
        data={"act": what, "run": run.name},
        kind="quiet",
        label=f"{say(f'train.{what}', lang)}: {run.title}",
    )
    return (
        f'<tr data-find="{escape(_find(run, lang))}"><td>{compare}{show}{look}{ships}</td><td>{escape(network_told(run, lang)) or "–"}</td><td class="hide">{recipe}</td>'
        f'<td class="r">{epochs}</td><td class="r">{accuracy}</td>'
        f'<td class="r hide">{duration(run.seconds, lang) if run.seconds else "–"}</td><td>{state}</td><td><div class="acts">{press}{more}</div></td></tr>'
    )


def _find(run: RunView, lang: str) -> str:
    """What the search looks through."""
    words = (
        run.title,
        run.network,
        network_told(run, lang),
        _recipe(run),
        state_told(run, lang),
        str(run.config.get("dataset", "")),
    )
    return " ".join(words).lower()


def _more(run: RunView, lang: str) -> str:
    """Download, rename, delete; not for a run that is under way."""
    if run.is_live:
        return ""
    name, parts = {"run": run.name}, []
    if run.state == "finished":
        parts.append(button(icon("save") + say("train.download", lang), data={"act": "download"} | name, kind="quiet"))
    field = f'<input type="text" maxlength="64" value="{escape(run.title)}" aria-label="{say("train.rename_to", lang)}" data-to>'
    parts.append(f'<div class="rename">{field}{button(say("train.rename", lang), data={"act": "rename"} | name)}</div>')
    ask = escape(say("train.delete_ask", lang, name=run.title))
    yes = button(say("train.delete_yes", lang), data={"act": "delete"} | name, kind="danger")
    parts.append(button(say("train.delete", lang), data={"ask": 1}, kind="quiet"))
    parts.append(
        f'<div class="ask" role="alertdialog" aria-label="{ask}" hidden><p>{ask}</p>'
        f"<div>{yes}{button(say('train.keep', lang), data={'unask': 1})}</div></div>"
    )
    label = escape(say("train.more", lang, name=run.title))
    return (
        f'<details class="save menu"><summary class="btn quiet" aria-label="{label}" title="{label}">…</summary>'
        f"<div>{''.join(parts)}</div></details>"
    )


def _recipe(run: RunView) -> str:
    return str(run.config.get("recipe", "–"))


def next_run(busy: str | None, seconds: float | None, lang: str) -> str:
    """Below the form: what Start does, and how long the run would take.

    Args:
        busy: the run that trains now; "": a stranger's; None: none does.
    """
    others = say("train.one.other", lang) if busy == "" else ""
    sentences = [others or (say("train.one", lang, name=busy) if busy else say("train.free", lang))]
    if seconds is not None:
        sentences.append(say("train.estimate", lang, time=duration(seconds, lang)))
    return page(f'<p class="note">{escape(joined(sentences, lang))}</p>')


def form_title(lang: str) -> str:
    """Above the form."""
    return page(f"<h2>{say('train.next', lang)}</h2>")


def recipe_label(name: str, lang: str) -> str:
    """What a recipe is, in a few words; its name where there are none."""
    return say(f"train.recipe.{name}", lang) if f"train.recipe.{name}" in SENTENCES else name
