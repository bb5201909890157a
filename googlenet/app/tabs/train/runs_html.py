"""The table of all runs."""

from collections.abc import Sequence

from googlenet.app.kit.html import button, icon, page
from googlenet.app.kit.map import joined
from googlenet.app.kit.markup import html, join
from googlenet.app.shell.run_views import Older, RunView
from googlenet.app.tabs.train.html import action, duration, network_label, state_label, swatch, tenths
from googlenet.text import say

NO_OLDER = Older()
COLUMNS = {
    "run": "",
    "network": "",
    "recipe": "",
    "epochs": "r",
    "accuracy": "r",
    "time": "r",
    "state": "",
    "action": "vh",
}


def runs_table(
    runs: Sequence[RunView], shown: str, others: Sequence[str], lang: str, *, older: Older = NO_OLDER
) -> str:
    """All runs, the newest first; the last column is the one sensible action."""
    hint = search = ""
    if len(runs) > 1:
        hint = html('<p class="note">{}</p>', say("train.runs.hint", lang))
        search = html(
            '<label class="search"><span class="vh">{label}</span><input type="search" data-search '
            'placeholder="{label}" autocomplete="off"></label>',
            label=say("train.search", lang),
        )
    title = html('<div class="head"><div><h2>{}</h2>{}</div>{}</div>', say("train.runs", lang), hint, search)
    if not runs:
        none = html('<p class="note">{}</p>', say("train.runs.none", lang))
        return page(html('<div class="view train"><section>{}{}</section></div>', title, none))
    cells = [_column(name, kind, lang) for name, kind in COLUMNS.items()]
    rows = [_row(run, shown, others, lang, more=_more(run, lang)) for run in runs if not run.is_shipped]
    rows += [_older_row(run, shown, others, lang) for run in older.rows]
    rows += [_row(run, shown, others, lang) for run in runs if run.is_shipped]
    none = html('<p class="note" data-none role="status" hidden>{}</p>', say("train.no_match", lang))
    table = html(
        '<table class="runs"><thead><tr>{}</tr></thead><tbody>{}</tbody></table>{}', join(cells), join(rows), none
    )
    table += _show_all(len(rows), older, lang)
    return page(html('<div class="view train"><section>{}{}</section></div>', title, table))


def _column(name: str, kind: str, lang: str) -> str:
    text = say(f"train.column.{name}", lang)
    return (
        html('<th scope="col"><span class="vh">{}</span></th>', text)
        if kind == "vh"
        else html('<th scope="col" class="{}">{}</th>', kind, text)
    )


def _older_row(run: RunView, shown: str, others: Sequence[str], lang: str) -> str:
    """A row that is hidden until all are wanted, and without a menu, unless its run is looked at, or trains."""
    is_seen = run.name == shown or run.name in others or run.is_live
    more, mark = (_more(run, lang), "") if is_seen else ("", " data-older hidden")
    return _row(run, shown, others, lang, more=more, mark=mark)


def _show_all(count: int, older: Older, lang: str) -> str:
    """Beneath the newest runs: how to see all, and what is not among them."""
    if not older.rows:
        return ""
    key = "train.all.most" if older.left_out else "train.all"
    notes = [say("train.all.note", lang)]
    if older.left_out:
        notes.append(say("train.all.left_out", lang, count=older.left_out))
    press = button(say(key, lang, count=count), data={"all": 1})
    return html('<div class="acts">{}</div><p class="note" data-all-note hidden>{}</p>', press, joined(notes, lang))


def _row(run: RunView, shown: str, others: Sequence[str], lang: str, *, more: str = "", mark: str = "") -> str:
    name, is_shown = run.name, run.name == shown
    compare = html(
        '<label><input type="checkbox" data-act="compare" data-run="{}"{}{} aria-label="{}"></label>',
        name,
        " checked" if run.name in others else "",
        " disabled" if is_shown else "",
        say("train.compare", lang, name=run.title),
    )
    show = html(
        '<button type="button" class="name" data-act="show" data-run="{}" aria-pressed="{}" '
        'title="{}"><b>{}</b></button>',
        name,
        str(is_shown).lower(),
        say("train.show", lang, name=run.title),
        run.title,
    )
    look = swatch(others.index(run.name)) if run.name in others and not is_shown else ""
    ships = html(' <span class="small">{}</span>', say("train.ships", lang)) if run.is_shipped else ""
    recipe = epochs = "–"
    if run.config:
        recipe = say("train.recipe_size", lang, recipe=_recipe(run), size=run.config.get("image_size", "–"))
        epochs = say("train.of", lang, done=run.epochs_done, all=run.epochs)
    accuracy = "–" if run.accuracy is None else f"{tenths(run.accuracy)} %"
    state = state_label(run, lang)
    if run.state == "failed" and run.message:
        state = say("train.failed_because", lang, message=run.message)
    what = action(run)
    press = button(
        say(f"train.{what}", lang),
        data={"act": what, "run": run.name},
        kind="quiet",
        label=f"{say(f'train.{what}', lang)}: {run.title}",
    )
    return html(
        '<tr{mark} data-find="{words}"><td>{name}</td><td>{network}</td><td class="hide">{recipe}</td>'
        '<td class="r">{epochs}</td><td class="r">{accuracy}</td><td class="r hide">{time}</td><td>{state}</td>'
        '<td><div class="acts">{acts}</div></td></tr>',
        mark=mark,
        words=_searched_words(run, lang),
        name=join([compare, show, look, ships]),
        network=network_label(run, lang) or "–",
        recipe=recipe,
        epochs=epochs,
        accuracy=accuracy,
        time=duration(run.seconds, lang) if run.seconds else "–",
        state=state,
        acts=join([press, more]),
    )


def _searched_words(run: RunView, lang: str) -> str:
    """What the search looks through, in small letters."""
    words = (
        run.title,
        run.network,
        network_label(run, lang),
        _recipe(run),
        state_label(run, lang),
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
    field = html(
        '<input type="text" maxlength="64" value="{}" aria-label="{}" data-to>', run.title, say("train.rename_to", lang)
    )
    parts.append(
        html('<div class="rename">{}{}</div>', field, button(say("train.rename", lang), data={"act": "rename"} | name))
    )
    ask = say("train.delete_ask", lang, name=run.title)
    yes = button(say("train.delete_yes", lang), data={"act": "delete"} | name, kind="danger")
    parts.append(button(say("train.delete", lang), data={"ask": 1}, kind="quiet"))
    parts.append(
        html(
            '<div class="ask" role="alertdialog" aria-label="{}" hidden><p>{}</p><div>{}{}</div></div>',
            ask,
            ask,
            yes,
            button(say("train.keep", lang), data={"unask": 1}),
        )
    )
    label = say("train.more", lang, name=run.title)
    return html(
        '<details class="save menu"><summary class="btn quiet" aria-label="{}" title="{}">…</summary>'
        "<div>{}</div></details>",
        label,
        label,
        join(parts),
    )


def _recipe(run: RunView) -> str:
    return str(run.config.get("recipe", "–"))
