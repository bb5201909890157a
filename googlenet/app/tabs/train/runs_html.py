"""The table of all runs."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from googlenet.app.kit.html import button, icon, page
from googlenet.app.kit.map import joined
from googlenet.app.kit.markup import element, html, join
from googlenet.app.kit.sections import folded
from googlenet.app.shell.run_views import Older, RunView
from googlenet.app.tabs.train.html import action, duration, network_label, state_label, swatch, tenths
from googlenet.text import say

NO_OLDER, NO_DISK = Older(), MappingProxyType({})
COLUMNS = {"run": "", "network": "", "recipe": "", "epochs": "r", "accuracy": "r", "time": "r", "state": ""}


def runs_table(
    runs: Sequence[RunView],
    shown: str,
    others: Sequence[str],
    lang: str,
    *,
    older: Older = NO_OLDER,
    disk: Mapping[str, tuple[int, int]] = NO_DISK,
) -> str:
    """The table of all runs, the newest first, with a search and each run's next action in the last column.

    Args:
        shown, others: names of the run whose curves are drawn, and of those beside it.
        older: runs that are listed only on request.
        disk: name -> bytes that a run takes, and of those that can go while its results stay.
    """
    hint = search = ""
    if len(runs) > 1:
        hint = html('<p class="note">{}</p>', say("train.runs.hint", lang))
        search = html(
            '<label class="search"><span class="visually-hidden">{label}</span><input type="search" data-search '
            'placeholder="{label}" autocomplete="off"></label>',
            label=say("train.search", lang),
        )
    title = say("train.runs", lang, count=len(runs) + len(older.rows))
    table = (
        _table(runs, shown, others, lang, older)
        if runs
        else html('<p class="note">{}</p>', say("train.runs.none", lang))
    )
    return page(html('<div class="train">{}</div>', folded(title, hint, search, table, _disk(disk, lang))))


def _disk(disk: Mapping[str, tuple[int, int]], lang: str) -> str:
    """What all runs take, and a way to free part of it, which asks once more."""
    whole, spare = (sum(sizes) for sizes in zip(*disk.values(), strict=True)) if disk else (0, 0)
    if not whole:
        return ""
    line = say("train.disk", lang, size=_bytes(whole), count=len(disk))
    if not spare:
        return html('<p class="note">{}</p>', line)
    free = say("train.disk.free", lang, size=_bytes(spare))
    return html(
        '<div class="tools disk"><p class="note">{}</p><details class="save menu"><summary class="btn">{}</summary>'
        '<div><div class="ask" role="alertdialog" aria-label="{ask}"><p>{ask}</p>{}</div></div></details></div>',
        line,
        free,
        button(free, data={"tidy": 1}, kind="danger"),
        ask=say("train.disk.ask", lang),
    )


def _bytes(count: int) -> str:
    """A size as people read it: "1.2 GB", "340 MB"."""
    mb = count / 1e6
    return f"{mb / 1000:.1f}\u00a0GB" if mb >= 999.5 else f"{max(1, round(mb))}\u00a0MB"


def _table(runs: Sequence[RunView], shown: str, others: Sequence[str], lang: str, older: Older) -> str:
    """Rows that are hidden until all are wanted have no menu, unless their run is looked at, or trains."""
    seen = {shown, *others}
    rows = [_row(run, shown, others, lang) for run in runs if not run.is_shipped]
    rows += [_row(run, shown, others, lang, is_older=run.name not in seen and not run.is_live) for run in older.rows]
    rows += [_row(run, shown, others, lang) for run in runs if run.is_shipped]
    heads = [
        element("th", say(f"train.column.{name}", lang), scope="col", class_=kind) for name, kind in COLUMNS.items()
    ]
    return html(
        '<table class="runs"><thead><tr>{}<th scope="col"><span class="visually-hidden">{}</span></th></tr></thead>'
        '<tbody>{}</tbody></table><p class="note" data-none role="status" hidden>{}</p>{}',
        join(heads),
        say("train.column.action", lang),
        join(rows),
        say("train.no_match", lang),
        _show_all(len(rows), older, lang),
    )


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


def _row(run: RunView, shown: str, others: Sequence[str], lang: str, *, is_older: bool = False) -> str:
    name, is_shown, is_beside = run.name, run.name == shown, run.name in others
    compare = html(
        '<label><input type="checkbox" data-act="compare" data-run="{}"{}{} aria-label="{}"></label>',
        name,
        " checked" if is_beside else "",
        " disabled" if is_shown else "",
        say("train.compare", lang, name=run.title),
    )
    data = {"class_": "name", "data_act": "show", "data_run": name, "aria_pressed": is_shown}
    title = html("<b>{}</b>", run.title)
    show = element("button", title, type="button", **data, title=say("train.show", lang, name=run.title))
    look = swatch(others.index(name)) if is_beside and not is_shown else ""
    ships = html(' <span class="small">{}</span>', say("train.ships", lang)) if run.is_shipped else ""
    recipe = epochs = "–"
    if run.config:
        recipe = say("train.recipe_size", lang, recipe=_recipe(run), size=run.config.get("image_size", "–"))
        epochs = say("train.of", lang, done=run.epochs_done, all=run.epochs)
    state = state_label(run, lang)
    if run.state == "failed" and run.message:
        state = say("train.failed_because", lang, message=run.message)
    what, label = action(run), say(f"train.{action(run)}", lang)
    press = button(label, data={"act": what, "run": name}, kind="quiet", label=f"{label}: {run.title}")
    cells = html(
        '<td>{}</td><td>{}</td><td class="hide">{}</td><td class="r">{}</td><td class="r">{}</td>'
        '<td class="r hide">{}</td><td>{}</td><td><div class="acts">{}{}</div></td>',
        join([compare, show, look, ships]),
        network_label(run, lang) or "–",
        recipe,
        epochs,
        "–" if run.accuracy is None else f"{tenths(run.accuracy)}%",
        duration(run.seconds, lang) if run.seconds else "–",
        state,
        press,
        "" if is_older else _more(run, lang),
    )
    return element("tr", cells, data_older=is_older, hidden=is_older, data_find=_searched_words(run, lang))


def _searched_words(run: RunView, lang: str) -> str:
    """What the search looks through, in small letters."""
    words = [run.title, run.network, network_label(run, lang), _recipe(run), state_label(run, lang)]
    return " ".join([*words, str(run.config.get("dataset", ""))]).lower()


def _more(run: RunView, lang: str) -> str:
    """Download, rename, delete; not for a run that is under way or ships."""
    if run.is_live or run.is_shipped:
        return ""
    name, download = {"run": run.name}, ""
    if run.state == "finished":
        download = button(icon("save") + say("train.download", lang), data={"act": "download"} | name, kind="quiet")
    label = say("train.more", lang, name=run.title)
    parts = html(
        '<div>{}<div class="rename"><input type="text" maxlength="64" value="{}" aria-label="{}" data-to>{}</div>'
        '{}<div class="ask" role="alertdialog" aria-label="{ask}" hidden><p>{ask}</p><div>{}{}</div></div></div>',
        download,
        run.title,
        say("train.rename_to", lang),
        button(say("train.rename", lang), data={"act": "rename"} | name),
        button(say("train.delete", lang), data={"ask": 1}, kind="quiet"),
        button(say("train.delete_yes", lang), data={"act": "delete"} | name, kind="danger"),
        button(say("train.keep", lang), data={"unask": 1}),
        ask=say("train.delete_ask", lang, name=run.title),
    )
    summary = element("summary", "…", class_="btn quiet", aria_label=label, title=label)
    return html('<details class="save menu">{}{}</details>', summary, parts)


def _recipe(run: RunView) -> str:
    return str(run.config.get("recipe", "–"))
