"""The Guide: the list of steps, one step's words and question, the notes' slips, ways to other tabs, back and next."""

from googlenet.app.kit.html import button, definitions, icon, page
from googlenet.app.kit.markup import element, html, join
from googlenet.app.tabs.architecture.view import lowest_fraction
from googlenet.app.tabs.guide.live_html import LIVE
from googlenet.app.tabs.guide.numbers import colons, table_blocks, widths
from googlenet.app.tabs.guide.steps import OPTIONS, STEPS, GuideState, GuideStep
from googlenet.app.tabs.guide.view import GuideView
from googlenet.common.palette import block_label, names_in, path_label
from googlenet.text import say

# Fractions and ratios that the study notes print wrongly: (block, path) or (block, "") for the ratio of its paths.
SLIPS = {
    ("inception3a", ""): "2411",
    ("inception3b", ""): "4632",
    ("inception3b", "5x5"): "1/12",
    ("inception4a", ""): "121334",
    ("inception4a", "5x5"): "1/12",
    ("inception4b", ""): "5722",
    ("inception4b", "5x5"): "1/12",
    ("inception4c", ""): "2411",
    ("inception4c", "5x5"): "1/64",
    ("inception4d", ""): "71844",
    ("inception4e", ""): "4522",
    ("inception5a", ""): "4522",
    ("inception5a", "3x3"): "10/33",
    ("inception5a", "5x5"): "2/33",
    ("inception5b", ""): "3311",
    ("inception5b", "5x5"): "3/56",
}
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
    ahead = _step_button("next", place.step + 1, "quiet", lang)
    head = html(
        '<div class="head"><div><p class="small">{}</p><h1 tabindex="-1">{}</h1></div>{}</div>', where, title, ahead
    )
    kind = "lesson wide" if step.is_wide else "lesson"
    parts = join((_tell(view, lang), LIVE[step.key](view.live, place, lang), _quiz(view, lang)))
    body = html('{}{}<div class="{}">{}</div>{}', _list(place, lang), head, kind, parts, _slips(view, lang))
    start = html('<div class="view guide" data-step="{}" data-last="{}">', place.step, len(STEPS) - 1)
    return page(html("{}<section>{}{}</section></div>", start, body, _onward(place, lang)))


def _list(place: GuideState, lang: str) -> str:
    """All steps, each a button; those answered right are ticked."""
    ticked = html(
        '<span aria-hidden="true"> ✓</span><span class="visually-hidden">, {}</span>', say("guide.answered", lang)
    )
    rows = []
    for number, step in enumerate(STEPS):
        tick = ticked if place.answer(step.key) == step.right else ""
        current = html(' aria-current="step"') if number == place.step else ""
        done = html(' class="done"') if number < place.step else ""
        text = html("<b>{}{}</b><span>{}</span>", number + 1, tick, say(f"guide.{step.key}", lang))
        press = html('<button type="button" data-step="{}"{}>{}</button>', number, current, text)
        rows.append(html("<li{}>{}</li>", done, press))
    return html('<nav aria-label="{}"><ol class="steps">{}</ol></nav>', say("guide.steps", lang), join(rows))


def _tell(view: GuideView, lang: str) -> str:
    """The step's words and its ways to other tabs."""
    step = view.place.at
    key = f"guide.{step.key}.text" if view.text or step.key != "findings" else "guide.findings.none"
    ways = join(
        button(say(f"guide.go.{way}", lang) + icon("next"), data={"go": way}, kind="" if index else "primary")
        for index, way in enumerate(step.ways)
    )
    label = say("guide.go", lang)
    acts = html('<div class="acts" role="group" aria-label="{}">{}</div>', label, ways)
    return html('<div class="tell"><p>{}</p>{}</div>', say(key, lang, **view.text), acts)


def _quiz(view: GuideView, lang: str) -> str:
    """The question; a press shows at once whether it was right, and why."""
    step, chosen = view.place.at, view.place.answer(view.place.at.key)
    if step.key == "findings" and not view.quiz:
        return ""
    question = say(f"quiz.{step.key}", lang, **view.quiz)
    answers = join(_answer(step, option, chosen, view, lang) for option in OPTIONS[: step.options])
    verdicts = {name: say(f"quiz.{name}", lang) for name in ("right", "wrong")}
    verdict = verdicts["right" if chosen == step.right else "wrong"] if chosen else ""
    reason = html("<span{}>{}</span>", "" if chosen else " hidden", say(f"quiz.{step.key}.reason", lang, **view.quiz))
    data = {"data_answer": step.right} | {f"data_{name}": text for name, text in verdicts.items()}
    words = html('<h2>{}</h2><p id="quiz-question">{}</p>', say("quiz.title", lang), question)
    options = html('<div class="options" role="group" aria-labelledby="quiz-question">{}</div>', answers)
    verdict = html('<p class="verdict" role="status"><b>{}</b> {}</p>', verdict, reason)
    words = html('<div class="question">{}</div>', words)
    return element("div", words, options, verdict, class_="quiz", **data)


def _answer(step: GuideStep, option: str, chosen: str, view: GuideView, lang: str) -> str:
    kind = "yes" if chosen and option == step.right else "no" if option == chosen else ""
    text = html("<i aria-hidden=true>{}</i>", option.upper())
    text += html("<span>{}</span>", say(f"quiz.{step.key}.{option}", lang, **view.quiz))
    return element("button", text, type="button", class_=kind, data_option=option, aria_pressed=option == chosen)


def _slips(view: GuideView, lang: str) -> str:
    """What the notes have wrong here, and what is right."""
    slips = view.place.at.slips
    if not slips:
        return ""
    tables = {"fractions": fraction_slips, "ratios": ratio_slips}
    count = sum(len(tables[slip]()) if slip in tables else 1 for slip in slips)
    parts = [_table(slip, tables[slip](), lang) for slip in slips if slip in tables]
    rows = join(_slip(slip, view.slips[slip], lang) for slip in slips if slip not in tables)
    parts += [html('<dl class="slips">{}</dl>', rows)] if rows else []
    title = say("slips.title", lang, count=count)
    return html('<details class="more"><summary><h2>{}</h2></summary><div>{}</div></details>', title, join(parts))


def _slip(slip: str, gaps: dict[str, str], lang: str) -> str:
    said, right = say(f"slips.{slip}", lang, **gaps), say(f"slips.{slip}.right", lang, **gaps)
    return html("<div>{}</div>", definitions([(say("slips.said", lang), said), (say("slips.right", lang), right)]))


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
    head = join(html('<th scope="col">{}</th>', say(name, lang)) for name in names)
    body = join(
        html(
            '<tr><th scope="row">{} {}</th>{}</tr>',
            block_label(block),
            path_label(branch, names_in(lang)),
            html("<td>{}</td><td>{}</td>", printed, right),
        )
        for block, branch, printed, right in rows
    )
    table = html("<thead><tr>{}</tr></thead><tbody>{}</tbody>", head, body)
    return html('<p class="note">{}</p><table class="slips">{}</table>', say(f"slips.{slip}", lang), table)


def _onward(place: GuideState, lang: str) -> str:
    """Back and next, by the names of the steps there."""
    before, after = (
        _step_button("previous", place.step - 1, "", lang),
        _step_button("next", place.step + 1, "primary", lang),
    )
    keys = html('<span class="note keyboard">{}</span>', say("guide.keys", lang))
    return html('<div class="onward">{}{}{}</div>', before, keys, after)


def _step_button(way: str, number: int, kind: str, lang: str) -> str:
    """Leads to the step before or after, by its name; an empty place where there is none."""
    if not 0 <= number < len(STEPS):
        return html("<span></span>")
    arrow, title = icon("back" if way == "previous" else "next"), say(f"guide.{STEPS[number].key}", lang)
    words = say(f"guide.{way}", lang, title=title)
    return button(arrow + words if way == "previous" else words + arrow, data={"step": number}, kind=kind)
