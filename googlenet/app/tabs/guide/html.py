"""The Guide: the list of steps, one step's words and question, the notes' slips, ways to other tabs, back and next."""

from googlenet.app.kit.html import button, escape, icon, page
from googlenet.app.tabs.architecture.view import SLIPS, lowest_fraction
from googlenet.app.tabs.guide.live_html import LIVE
from googlenet.app.tabs.guide.numbers import colons, table_blocks, widths
from googlenet.app.tabs.guide.steps import OPTIONS, STEPS, GuideState, GuideStep
from googlenet.app.tabs.guide.view import GuideView
from googlenet.common.palette import block_label, path_label
from googlenet.text import say

# Fractions that the notes tear apart: their first sign and their parenthesis are lost.
TORN = {
    ("inception4a", "3x3"): "1/596/480 = 1/5)",
    ("inception4b", "3x3"): "7/32112/512 = 7/32)",
    ("inception4c", "3x3"): "1/4128/512 = 1/4)",
    ("inception4d", "3x3"): "9/32144/512 = 9/32)",
    ("inception4e", "3x3"): "10/33160/528 = 10/33)",
    ("inception5b", "3x3"): "3/13192/832 = 3/13)",
}


def guide(view: GuideView, lang: str) -> str:
    """The whole view of a step."""
    place, step = view.place, view.place.at
    title = say(f"guide.{step.key}.title", lang, **view.text)
    where = say("guide.step", lang, number=place.step + 1, count=len(STEPS))
    head = f'<div class="head"><div><p class="small">{where}</p><h1 tabindex="-1">{escape(title)}</h1></div></div>'
    kind = "lesson wide" if step.is_wide else "lesson"
    parts = (_tell(view, lang), LIVE[step.key](view.live, place, lang), _quiz(view, lang))
    body = f'<div class="{kind}">{"".join(parts)}</div>{_slips(view, lang)}'
    return page(
        f'<div class="view guide" data-step="{place.step}" data-last="{len(STEPS) - 1}"><section>{_list(place, lang)}'
        f"{head}{body}{_onward(place, lang)}</section></div>"
    )


def _list(place: GuideState, lang: str) -> str:
    """All steps, each a button; those answered right are ticked."""
    rows = []
    for number, step in enumerate(STEPS):
        name, is_known = say(f"guide.{step.key}", lang), place.answer(step.key) == step.right
        tick = (
            f'<span aria-hidden="true"> ✓</span><span class="vh">, {say("guide.answered", lang)}</span>'
            if is_known
            else ""
        )
        current = ' aria-current="step"' if number == place.step else ""
        done = ' class="done"' if number < place.step else ""
        rows.append(
            f'<li{done}><button type="button" data-step="{number}"{current}><b>{number + 1}{tick}</b>'
            f"<span>{escape(name)}</span></button></li>"
        )
    return f'<nav aria-label="{say("guide.steps", lang)}"><ol class="steps">{"".join(rows)}</ol></nav>'


def _tell(view: GuideView, lang: str) -> str:
    """The step's words and its ways to other tabs."""
    step = view.place.at
    key = f"guide.{step.key}.text" if view.text or step.key != "findings" else "guide.findings.none"
    ways = "".join(
        button(escape(say(f"guide.go.{way}", lang)) + icon("next"), data={"go": way}, kind="" if index else "primary")
        for index, way in enumerate(step.ways)
    )
    label = say("guide.go", lang)
    acts = f'<div class="acts" role="group" aria-label="{label}">{ways}</div>'
    return f'<div class="tell"><p>{escape(say(key, lang, **view.text))}</p>{acts}</div>'


def _quiz(view: GuideView, lang: str) -> str:
    """The question; a press shows at once whether it was right, and why."""
    step, chosen = view.place.at, view.place.answer(view.place.at.key)
    if step.key == "findings" and not view.quiz:
        return ""
    asked = escape(say(f"quiz.{step.key}", lang, **view.quiz))
    answers = "".join(_answer(step, option, chosen, view, lang) for option in OPTIONS[: step.options])
    verdicts = {name: escape(say(f"quiz.{name}", lang)) for name in ("right", "wrong")}
    verdict = verdicts["right" if chosen == step.right else "wrong"] if chosen else ""
    reason = escape(say(f"quiz.{step.key}.reason", lang, **view.quiz))
    data = "".join(f' data-{name}="{text}"' for name, text in verdicts.items())
    return (
        f'<div class="quiz" data-answer="{step.right}"{data}><div class="asked"><h2>{say("quiz.title", lang)}</h2>'
        f'<p id="quiz-asked">{asked}</p></div><div class="options" role="group" aria-labelledby="quiz-asked">{answers}</div>'
        f'<p class="verdict" role="status"><b>{verdict}</b> <span{"" if chosen else " hidden"}>{reason}</span></p></div>'
    )


def _answer(step: GuideStep, option: str, chosen: str, view: GuideView, lang: str) -> str:
    kind = "yes" if chosen and option == step.right else "no" if option == chosen else ""
    text = escape(say(f"quiz.{step.key}.{option}", lang, **view.quiz))
    return (
        f'<button type="button" class="{kind}" data-option="{option}" aria-pressed="{str(option == chosen).lower()}">'
        f"<i aria-hidden=true>{option.upper()}</i><span>{text}</span></button>"
    )


def _slips(view: GuideView, lang: str) -> str:
    """What the notes have wrong here, and what is right."""
    slips = view.place.at.slips
    if not slips:
        return ""
    tables = {"fractions": fraction_slips, "ratios": ratio_slips}
    count = sum(len(tables[slip]()) if slip in tables else 1 for slip in slips)
    parts = [_table(slip, tables[slip](), lang) for slip in slips if slip in tables]
    rows = "".join(_slip(slip, view.slips[slip], lang) for slip in slips if slip not in tables)
    parts += [f'<dl class="slips">{rows}</dl>'] if rows else []
    title = say("slips.title", lang, count=count)
    return f'<details class="more"><summary><h2>{title}</h2></summary><div>{"".join(parts)}</div></details>'


def _slip(slip: str, gaps: dict[str, str], lang: str) -> str:
    said = say(f"slips.{slip}", lang, **gaps)
    right = say(f"slips.{slip}.right", lang, **gaps)
    return (
        f"<div><div><dt>{say('slips.said', lang)}</dt><dd>{escape(said)}</dd></div>"
        f"<div><dt>{say('slips.right', lang)}</dt><dd>{escape(right)}</dd></div></div>"
    )


def fraction_slips() -> list[tuple[str, str, str, str]]:
    """(block, path, printed, right) of the reduces that the notes print wrongly."""
    rows = []
    for block in table_blocks().values():
        for path in block.paths:
            printed = TORN.get((block.name, path.name)) or SLIPS.get((block.name, path.name))
            if printed and path.reduce:
                right = f"{path.reduce[0]}/{path.reduce[1]} = {lowest_fraction(path.reduce)}"
                rows.append((block.name, path.name, printed, right))
    return rows


def ratio_slips() -> list[tuple[str, str, str, str]]:
    """(block, "", printed, right) of the ratios whose colons are lost."""
    return [
        (block.name, "", SLIPS[block.name, ""], f"{colons(tuple(widths(block)))} = {colons(block.ratio)}")
        for block in table_blocks().values()
        if (block.name, "") in SLIPS
    ]


def _table(slip: str, rows: list[tuple[str, str, str, str]], lang: str) -> str:
    names = ("slips.column.where", "slips.said", "slips.right")
    head = "".join(f'<th scope="col">{say(name, lang)}</th>' for name in names)
    body = "".join(
        f'<tr><th scope="row">{block_label(block)} {path_label(branch)}</th><td>{escape(printed)}</td><td>{right}</td></tr>'
        for block, branch, printed, right in rows
    )
    return (
        f'<p class="note">{say(f"slips.{slip}", lang)}</p>'
        f'<table class="slips"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
    )


def _onward(place: GuideState, lang: str) -> str:
    """Back and next, by the names of the steps there."""
    parts = []
    for way, number in (("previous", place.step - 1), ("next", place.step + 1)):
        if not 0 <= number < len(STEPS):
            parts.append("<span></span>")
            continue
        title = escape(say(f"guide.{way}", lang, title=say(f"guide.{STEPS[number].key}", lang)))
        arrow = icon("back" if way == "previous" else "next")
        text = arrow + title if way == "previous" else title + arrow
        parts.append(button(text, data={"step": number}, kind="" if way == "previous" else "primary"))
    keys = f'<span class="note keyboard">{say("guide.keys", lang)}</span>'
    return f'<div class="onward">{parts[0]}{keys}{parts[1]}</div>'
