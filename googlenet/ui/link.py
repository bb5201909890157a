"""A visitor's place on the page as a link's query, and back. Knows nothing of Gradio or torch.

A link may have been written by anybody: each of its parts is looked up among what there is, and a part that fits
nothing leaves its place as it was. An uploaded picture is in no link.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode

from googlenet.accounting import report
from googlenet.errors import UserError
from googlenet.examples import list_examples
from googlenet.inspection.methods import METHODS
from googlenet.specs import spec_from_dict
from googlenet.text import LANGUAGES, say
from googlenet.ui.answers import IMAGENET, Answers, is_cached
from googlenet.ui.asking import Options
from googlenet.ui.question import Question
from googlenet.ui.selection import FILLS, Selection, Widths, pressed

EXAMPLE = "example:"
LONGEST = 4000  # characters of a query
MOST_PARTS = 40


@dataclass(frozen=True)
class Place:
    """All that a link can carry."""

    question: Question
    tab: str
    selection: Selection = field(default_factory=Selection)
    options: Options = field(default_factory=Options)


class Shop(NamedTuple):
    """What a link's words are looked up in."""

    answers: Answers
    tabs: tuple[str, ...]

    def widths(self, network: str) -> Widths:
        """block -> branch -> channels of a network, from its card."""
        blocks = report(spec_from_dict(self.answers.card(network)["spec"])).blocks
        return {
            name: {branch: block[branch].output[0] for branch in _branches(block)} for name, block in blocks.items()
        }


def _branches(block: object) -> list[str]:
    return [part.name for part in block.parts if part.type == "Chain"]


def query_of(place: Place, start: Place) -> str:
    """The query of a link to `place`: its language, and what is not as at the `start`."""
    said, usual = _words(place), _words(start)
    told = {name: word for name, word in said.items() if word != usual[name]}
    return urlencode({"lang": place.question.lang} | told, safe=":,./")


def _words(place: Place) -> dict[str, str]:
    asked, chosen, options = place.question, place.selection, place.options
    return {
        "tab": place.tab,
        "image": _example(asked.picture),
        "network": asked.classifier,
        "class": "" if asked.target is None else str(asked.target),
        "prepare": str(int(asked.prepare)),
        "open": _dotted([chosen.opened] if chosen.opened else []),
        "channel": "" if chosen.channel is None else str(chosen.channel),
        "sort": chosen.sort,
        "off": _dotted(chosen.off + chosen.channels_off),
        "fill": chosen.fill,
        "second": _example(chosen.other or ""),
        "methods": ",".join(options.methods),
        "block": options.block or "",
        "path": options.branch or "",
        "baseline": options.baseline,
        "compare": options.compare,
        "set": ",".join(f"{name}:{str(value).lower()}" for name, value in options.values),
    }


def _example(picture: str) -> str:
    return picture.removeprefix(EXAMPLE) if picture.startswith(EXAMPLE) else ""


def _dotted(paths: Iterable[tuple]) -> str:
    return ",".join(".".join(map(str, path)) for path in paths)


def read(query: str, start: Place, shop: Shop) -> tuple[Place, tuple[str, ...]]:
    """The place that a link names, and the kinds of its parts that fit nothing (keys of "link.…").

    Args:
        query: as it came, with or without its "?".
        start: what holds for everything else.
    """
    place, refused = start, []
    words = _parts(query)
    if words is None:
        return start, ("all",)
    for name, (kind, reader) in READERS.items():
        if name not in words:
            continue
        try:
            place = reader(place, words[name], shop)
        except (UserError, ValueError, KeyError):
            refused.append(kind)
    widths = shop.widths(place.question.classifier)
    place = replace(place, selection=place.selection.fitted(widths), options=_fitting(place.options, widths))
    return place, tuple(dict.fromkeys(refused))


def _parts(query: str) -> dict[str, str] | None:
    if len(query) > LONGEST:
        return None
    try:
        return dict(parse_qsl(query.removeprefix("?"), keep_blank_values=True, max_num_fields=MOST_PARTS))
    except ValueError:
        return None


def _fitting(options: Options, widths: Widths) -> Options:
    """`options`, without a block that the network lacks; one that was never chosen stays open."""
    return options if options.block is None else options.fitting(widths)


def complaint(refused: Iterable[str], lang: str) -> str:
    """One sentence about what does not fit."""
    parts = [say(f"link.{kind}", lang) for kind in refused]
    return say("link.unknown", lang, parts=say("link.and", lang).join(parts))


def _one_of(value: str, known: Iterable[str]) -> str:
    if value not in known:
        raise ValueError
    return value


def _picture(text: str) -> str:
    return _one_of(EXAMPLE + text, [EXAMPLE + one.name for one in list_examples()])


def _ask(place: Place, **changes: object) -> Place:
    return replace(place, question=replace(place.question, **changes))


def _lang(place: Place, text: str, _: Shop) -> Place:
    """The page has chosen its language before it asks; here it is only checked."""
    _one_of(text[:2].lower(), LANGUAGES)
    return place


def _network(place: Place, text: str, shop: Shop) -> Place:
    return _ask(place, classifier=_known(place, text, shop))


def _known(place: Place, network: str, shop: Shop) -> str:
    if network in IMAGENET and not is_cached(network):
        raise ValueError  # a visitor's own press fetches it, and shows how far it has come
    shop.answers.card(_one_of(network, [name for _, name in shop.answers.choices("en", place.question.owner)]))
    return network


def _target(place: Place, text: str, shop: Shop) -> Place:
    return _ask(place, target=_class(place, text, shop))


def _class(place: Place, text: str, shop: Shop) -> int:
    classes = shop.answers.card(place.question.classifier)["classes"]
    return int(_one_of(text, [str(index) for index in range(len(classes))]))


def _select(place: Place, shop: Shop, message: Mapping) -> Place:
    chosen = pressed(place.selection, message, shop.widths(place.question.classifier))
    return replace(place, selection=chosen)


def _open(place: Place, text: str, shop: Shop) -> Place:
    block, branch = text.split(".")
    return _select(place, shop, {"do": "open", "block": block, "branch": branch})


def _off(place: Place, text: str, shop: Shop) -> Place:
    """Paths, "BLOCK.BRANCH", and single channels, "BLOCK.BRANCH.INDEX"."""
    named = [tuple(path.split(".")) for path in text.split(",")]
    place = _select(place, shop, {"do": "switch", "off": [list(path) for path in named if len(path) == 2]})
    widths = shop.widths(place.question.classifier)
    found = {(block, branch, int(index)) for block, branch, index in (path for path in named if len(path) != 2)}
    there = sorted(one for one in found if one[2] in range(widths[one[0]][one[1]]))
    place = replace(place, selection=replace(place.selection, channels_off=tuple(there)))
    if len(there) < len(found):
        raise ValueError
    return place


def _fill(place: Place, text: str, _: Shop) -> Place:
    return replace(place, selection=replace(place.selection, fill=_one_of(text, FILLS)))


def _second(place: Place, text: str, shop: Shop) -> Place:
    return _select(place, shop, {"do": "other", "picture": _picture(text)})


def _option(name: str) -> Callable[[Place, str, Shop], Place]:
    """Reads one of the Attributions tab's options."""

    def choose(place: Place, text: str, shop: Shop) -> Place:
        widths = shop.widths(place.question.classifier)
        chosen = place.options.choose(name, text, widths)
        if chosen == place.options:
            raise ValueError  # a link holds nothing that is as at the start
        return replace(place, options=chosen)

    return choose


def _methods(place: Place, text: str, shop: Shop) -> Place:
    for name in filter(None, text.split(",")):
        _one_of(name, METHODS)
    return _option("methods")(place, text, shop)


def _compare(place: Place, text: str, shop: Shop) -> Place:
    kind, _, name = text.partition(":")
    _known(place, name, shop) if kind == "network" else _class(place, name, shop)
    return _option("compare")(place, text, shop)


def _set(place: Place, text: str, shop: Shop) -> Place:
    for pair in text.split(","):
        name, _, value = pair.partition(":")
        place = _option(name)(place, value, shop)
    return place


# In the order in which they are read: what belongs to a network comes after it.
READERS: dict[str, tuple[str, Callable[[Place, str, Shop], Place]]] = {
    "lang": ("language", _lang),
    "tab": ("tab", lambda place, text, shop: replace(place, tab=_one_of(text, shop.tabs))),
    "image": ("image", lambda place, text, _: _ask(place, picture=_picture(text))),
    "network": ("network", _network),
    "class": ("class", _target),
    "prepare": ("prepare", lambda place, text, _: _ask(place, prepare=_one_of(text, ("0", "1")) == "1")),
    "open": ("paths", _open),
    "channel": ("paths", lambda place, text, shop: _select(place, shop, {"do": "channel", "index": int(text)})),
    "sort": ("paths", lambda place, text, shop: _select(place, shop, {"do": "sort", "to": text})),
    "off": ("paths", _off),
    "fill": ("paths", _fill),
    "second": ("image", _second),
    "methods": ("methods", _methods),
    "block": ("methods", _option("block")),
    "path": ("methods", _option("branch")),
    "baseline": ("methods", _option("baseline")),
    "compare": ("methods", _compare),
    "set": ("methods", _set),
}
