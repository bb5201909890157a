"""Presses that change more than the open tab: language, back to the start, an upload's end, what another tab switched off.

A tab's state (`link.TabState`) whose choices change answers elsewhere has two more methods: `in_force(lang, names)`, these
choices in a few words and one by one, and `without_force()`, the state without them.
"""

from collections.abc import Mapping
from dataclasses import replace

from googlenet.app.kit.html import button, class_name
from googlenet.app.kit.markup import element, html, join
from googlenet.app.shell.link import Location
from googlenet.app.shell.naming import names_of
from googlenet.app.shell.repository import Repository
from googlenet.text import LANGUAGES, say


def changed(here: Location, message: Mapping, first: Location, before: Location | None) -> Location:
    """Where the visitor is after a press, which may say anything.

    Args:
        here: where they were.
        message: "ask" is "language" (to), "reset", "restore", "undo" (of: a tab's name) or "forget", after which the
            picture is the first one's; others change nothing.
        first: where a visitor without a link begins.
        before: where they were when they went back to the start; None: they did not.
    """
    ask, to, of = (message.get(word) for word in ("ask", "to", "of"))
    same = {"lang": here.question.lang, "owner": here.question.owner}
    if ask == "language" and to in LANGUAGES:
        return replace(here, question=replace(here.question, lang=to))
    if ask == "reset":
        return replace(here, question=replace(first.question, **same), states=dict(first.states))
    if ask == "forget":
        return replace(here, question=replace(here.question.original, picture=first.question.picture, target=None))
    if ask == "restore" and before is not None:
        return replace(here, question=replace(before.question, **same), states=before.states)
    state = here.states.get(of) if ask == "undo" and isinstance(of, str) else None
    if hasattr(state, "without_force"):
        return replace(here, states={**here.states, of: state.without_force()})
    return here


def chips(here: Location, repository: Repository, *, can_restore: bool) -> str:
    """What is chosen that answers elsewhere depend on, each with its way back; "" where there is nothing."""
    question, lang, found = here.question, here.question.lang, []
    for name, state in here.states.items():
        if not hasattr(state, "in_force"):
            continue
        words, each = state.in_force(lang, names_of(repository, question))
        if words:
            found.append(_chip(words, {"ask": "undo", "of": name}, lang, each, say(f"frame.chip.{name}", lang)))
    if question.target is not None:
        label = class_name(repository.card(question.classifier)["classes"][question.target], lang)
        found.append(_chip(say("frame.strip", lang, label=label), {"ask": "target"}, lang))
    if can_restore:
        found.append(_chip(say("frame.chip.reset", lang), {"ask": "restore"}, lang))
    return join(found)


def _chip(words: str, undo: Mapping[str, str], lang: str, each: tuple[str, ...] = (), note: str = "") -> str:
    """A choice in a few words, opened to see each; and the button that takes it back."""
    shown = element("span", words, class_="words")
    if each:
        listed = html('<p class="note">{}</p><ul>{}</ul>', note, join(html("<li>{}</li>", one) for one in each))
        shown = html('<details class="save"><summary class="words">{}</summary><div>{}</div></details>', words, listed)
        shown += html('<span class="small whole">{}</span>', say("frame.chip.whole", lang))
    word = say("frame.chip.undo", lang)
    return html(
        '<span class="chip">{}{}</span>', shown, button(word, data=dict(undo), kind="quiet", label=f"{word}: {words}")
    )
