"""A visitor's place on the page as a link's query, and back. Knows nothing of Gradio or torch.

A link may have been written by anybody: each of its words is looked up among what there is, and a word that fits
nothing leaves its place as it was. An uploaded picture is in no link.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Protocol, Self, TypeVar
from urllib.parse import parse_qsl, urlencode

from googlenet.app.shell.question import Question
from googlenet.app.shell.repository import IMAGENET, Repository, is_cached
from googlenet.common.errors import UserError
from googlenet.data.examples import list_examples
from googlenet.networks.accounting import report
from googlenet.networks.spec import spec_from_dict
from googlenet.text import LANGUAGES, say

State = TypeVar("State")
EXAMPLE = "example:"
LONGEST = 4000  # characters of a query
MOST_WORDS = 40


class TabState(Protocol):
    """What a visitor has chosen in a tab: a frozen record that a link can hold; without arguments, as at the start."""

    def to_query(self) -> dict[str, str]:
        """Word of the link -> text; a word whose text is that of the start is left out of the link."""

    def from_query(self, words: Mapping[str, str], context: "LinkContext") -> tuple[Self, tuple[str, ...]]:
        """This state with what the link says, valid for the network in question, and the kinds of words refused.

        Args:
            words: all words of the link, which may say anything.
            context: what the words are looked up in.
        """


@dataclass(frozen=True)
class Location:
    """All that a link can carry.

    Attributes:
        question: the image, the network, the class.
        tab: the open tab's name.
        states: each tab's state, by the tab's name.
    """

    question: Question
    tab: str
    states: Mapping[str, TabState] = field(default_factory=dict)


@dataclass(frozen=True)
class LinkContext:
    """What a link's words are looked up in; each look-up raises ValueError or `UserError` where it finds nothing."""

    repository: Repository
    question: Question

    @cached_property
    def widths(self) -> dict[str, dict[str, int]]:
        """block -> branch -> channels of the question's network, from its card."""
        blocks = report(spec_from_dict(self.repository.card(self.question.classifier)["spec"])).blocks
        return {
            block: {part.name: parts[part.name].output[0] for part in parts.parts if part.type == "Chain"}
            for block, parts in blocks.items()
        }

    def network(self, name: str) -> str:
        """The classifier `name`, if this visitor may ask it and nothing need be fetched for it."""
        if name in IMAGENET and not is_cached(name):
            raise ValueError  # a visitor's own press fetches it, and shows how far it has come
        self.repository.card(one_of(name, [known for _, known in self.repository.choices("en", self.question.owner)]))
        return name

    def class_index(self, text: str) -> int:
        """The index of a class of the question's network."""
        classes = self.repository.card(self.question.classifier)["classes"]
        return int(one_of(text, [str(index) for index in range(len(classes))]))


def one_of(value: str, known: Iterable[str]) -> str:
    """`value`, if it is among the known ones.

    Raises:
        ValueError: it is not.
    """
    if value not in known:
        raise ValueError
    return value


def picture_named(text: str) -> str:
    """The id of the example that a link calls `text`.

    Raises:
        ValueError: there is none.
    """
    return one_of(EXAMPLE + text, [EXAMPLE + one.name for one in list_examples()])


def name_of_picture(picture: str) -> str:
    """What a link calls a picture; "" for one that no link holds."""
    return picture.removeprefix(EXAMPLE) if picture.startswith(EXAMPLE) else ""


def beginning(first: Location, repository: Repository) -> Location:
    """`first`, with the built-in network where its own is a run that was deleted since the page was built."""
    classifier = repository.opening(first.question.classifier)
    return replace(first, question=replace(first.question, classifier=classifier))


Reader = Callable[[State, str, LinkContext], State]


def read_words(
    readers: Mapping[str, tuple[str, Reader]], words: Mapping[str, str], state: State, context: LinkContext
) -> tuple[State, tuple[str, ...]]:
    """`state` with the words that `readers` know, and the kinds of those that fit nothing.

    Args:
        readers: word -> (its kind, a key of "link.…"; what reads it), in the order in which they are read.
    """
    refused = []
    for word, (kind, reader) in readers.items():
        if word in words:
            try:
                state = reader(state, words[word], context)
            except (UserError, ValueError, KeyError):
                refused.append(kind)
    return state, tuple(refused)


def query_of(location: Location, start: Location) -> str:
    """The query of a link to `location`: its language, and what is not as at the `start`."""
    words, usual = _parameters(location), _parameters(start)
    changed = {word: text for word, text in words.items() if text != usual.get(word, "")}
    return urlencode({"lang": location.question.lang} | changed, safe=":,./")


def _parameters(location: Location) -> dict[str, str]:
    question = location.question.original  # a drawing is in no link
    words = {
        "tab": location.tab,
        "image": name_of_picture(question.picture),
        "network": question.classifier,
        "class": "" if question.target is None else str(question.target),
        "prepare": str(int(question.prepare)),
    }
    for state in location.states.values():
        words |= state.to_query()
    return words


def read(
    query: str, start: Location, repository: Repository, tabs: Collection[str]
) -> tuple[Location, tuple[str, ...]]:
    """The location that a link names, and the kinds of its words that fit nothing (keys of "link.…").

    Args:
        query: as it came, with or without its "?".
        start: what holds for everything else.
        tabs: names of those that there are.
    """
    words = _split(query)
    if words is None:
        return start, ("all",)
    question = start.question
    tab_reader = {"tab": ("tab", lambda _, text, __: one_of(text, tabs))}
    tab, refused = read_words(tab_reader, words, start.tab, LinkContext(repository, question))
    for word, reader in READERS.items():  # each is looked up for the question that is read so far
        question, wrong = read_words({word: reader}, words, question, LinkContext(repository, question))
        refused += wrong
    states, context = {}, LinkContext(repository, question)
    for name, state in start.states.items():
        states[name], wrong = state.from_query(words, context)
        refused += wrong
    return Location(question, tab, states), tuple(dict.fromkeys(refused))


def _split(query: str) -> dict[str, str] | None:
    if len(query) > LONGEST:
        return None
    try:
        return dict(parse_qsl(query.removeprefix("?"), keep_blank_values=True, max_num_fields=MOST_WORDS))
    except ValueError:
        return None


def complaint(refused: Iterable[str], lang: str) -> str:
    """One sentence about what does not fit."""
    parts = [say(f"link.{kind}", lang) for kind in refused]
    return say("link.unknown", lang, parts=say("link.and", lang).join(parts))


def _language(question: Question, text: str, _: LinkContext) -> Question:
    """The page has chosen its language before it asks; here it is only checked."""
    one_of(text[:2].lower(), LANGUAGES)
    return question


READERS: dict[str, tuple[str, Reader]] = {
    "lang": ("language", _language),
    "image": ("image", lambda question, text, _: replace(question, picture=picture_named(text))),
    "network": ("network", lambda question, text, context: replace(question, classifier=context.network(text))),
    "class": ("class", lambda question, text, context: replace(question, target=context.class_index(text))),
    "prepare": ("prepare", lambda question, text, _: replace(question, prepare=one_of(text, ("0", "1")) == "1")),
}
