"""What the Architecture tab shows, computed from the tables alone: nothing is built, torch is not imported."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from googlenet.app.shell.repository import network_label
from googlenet.common.errors import UserError
from googlenet.networks.accounting import Part, report
from googlenet.networks.design import Design, design_of
from googlenet.networks.proportions import BlockAccount, block_accounts
from googlenet.networks.registry import NETWORKS
from googlenet.networks.spec import Spec, spec_from_dict
from googlenet.text import say

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from googlenet.app.shell.question import Question
    from googlenet.app.shell.repository import Repository

from fractions import Fraction

LIMITS = {"size": (1, 2048), "channels": (1, 16), "classes": (1, 100_000)}
TABLES = ("paths", "layers")


@dataclass(frozen=True)
class ArchitectureState:
    """What a visitor looks at in the Architecture tab.

    Attributes:
        page: the classifier with which the tab was opened.
        network, other: names of the family; `other` is empty without a comparison.
        size, channels, classes: of the input in px, and K.
        opened: (number of the drawing, block or layer, path or "").
        table: one of `TABLES`.
        design: what the visitor has changed, if anything; it is in use while its base is shown.
    """

    page: str = ""
    network: str = "googlenet_bn"
    other: str = ""
    size: int = 224
    channels: int = 1
    classes: int = 10
    opened: tuple[int, str, str] = (0, "", "")
    table: str = TABLES[0]
    design: Design | None = None

    @property
    def drawn(self) -> Design:
        """The design of the network shown, changed or not."""
        return self.design if self.design and self.design.base == self.network else Design(self.network)

    @property
    def specs(self) -> list[Spec]:
        """One table, or the two that are compared."""
        return [self.drawn.spec(), *([NETWORKS[self.other]] if self.other else [])]

    @property
    def input_size(self) -> tuple[int, int, int]:
        """(C, H, W)."""
        return self.channels, self.size, self.size


@dataclass(frozen=True)
class ArchitectureView:
    """All that the tab shows.

    Attributes:
        choice: what was chosen.
        names: how people call the networks shown; of a design, what it was drawn from.
        choices: (label, name) of every network.
        networks: accounts of those shown.
        blocks: of each of them.
        base: accounts of the network that a design was drawn from; None where nothing is changed.
    """

    choice: ArchitectureState
    names: list[str]
    choices: list[tuple[str, str]]
    networks: list[Part]
    blocks: list[list[BlockAccount]]
    base: Part | None


@lru_cache(maxsize=64)
def accounts(spec: Spec, size: tuple[int, int, int], classes: int) -> Part:
    """`accounting.report`, kept for the next press."""
    return report(spec, size, num_classes=classes)


@lru_cache(maxsize=64)
def blocks(spec: Spec, size: tuple[int, int, int], classes: int) -> list[BlockAccount]:
    """`proportions.block_accounts`, kept for the next press."""
    return block_accounts(spec, size, num_classes=classes)


def view_of(choice: ArchitectureState, lang: str) -> ArchitectureView:
    """What `choice` shows.

    Raises:
        UserError: the images are too small for a network.
    """
    specs, size, classes = choice.specs, choice.input_size, choice.classes
    names = [network_label(choice.network, lang), *([network_label(choice.other, lang)] if choice.other else [])]
    if choice.drawn.is_changed:
        names[0] = say("architecture.designed", lang, name=choice.drawn.title, base=names[0])
    return ArchitectureView(
        choice=choice,
        names=names,
        choices=[(network_label(name, lang), name) for name in NETWORKS],
        networks=[accounts(spec, size, classes) for spec in specs],
        blocks=[blocks(spec, size, classes) for spec in specs],
        base=accounts(NETWORKS[choice.network], size, classes) if choice.drawn.is_changed else None,
    )


def settled(repository: Repository, question: Question, choice: ArchitectureState) -> ArchitectureState:
    """`choice`, which opens on the page's network, a designed one too, and its input whenever that one is new."""
    if choice.page == question.classifier:
        return choice
    card = repository.card(question.classifier)
    spec, preprocess = spec_from_dict(card["spec"]), card["preprocess"]
    design = design_of(spec)
    network = design.base if design else spec.name if spec.name in NETWORKS else choice.network
    size = max(preprocess["size_px"], usual_px(network) if preprocess["size_px"] < 224 else 1)
    opened = replace(choice, page=question.classifier, network=network, opened=(0, first_block(network), ""))
    opened = replace(opened, design=design or choice.design)
    return replace(opened, size=size, channels=preprocess["channels"], classes=len(card["classes"]))


def usual_px(network: str) -> int:
    """Side of the images that a network was drawn for."""
    return NETWORKS[network].image_size


def first_block(network: str) -> str:
    """Name of a network's first Inception block."""
    return NETWORKS[network].blocks[0].name


def pressed(choice: ArchitectureState, message: Mapping, lang: str) -> ArchitectureState:
    """`choice` after a press, which anybody can send: what makes no sense is refused, or leaves it as it is.

    Raises:
        UserError: a number is out of range, the images would be too small, or a design is none.
    """
    action = ACTIONS.get(str(message.get("do")))
    if action is None:
        return choice
    found = action(choice, message, lang)
    for spec in found.specs:
        accounts(spec, found.input_size, found.classes)  # refuses too small images before anything changes
    return found


def _choose(choice: ArchitectureState, message: Mapping, _: str) -> ArchitectureState:
    field, value = message.get("field"), str(message.get("value"))
    if field == "other" and value in {"", *NETWORKS}:
        return replace(choice, other=value, opened=_still(choice))
    if field != "network" or value not in NETWORKS:
        return choice
    size = usual_px(value) if choice.size == usual_px(choice.network) else choice.size
    found = replace(choice, network=value, size=size, opened=(0, first_block(value), ""))
    try:
        accounts(NETWORKS[value], found.input_size, found.classes)
    except UserError:
        found = replace(found, size=usual_px(value))
    return found


def _still(choice: ArchitectureState) -> tuple[int, str, str]:
    """What stays opened when another network is compared."""
    return choice.opened if choice.opened[0] == 0 else (0, first_block(choice.network), "")


def _number(choice: ArchitectureState, message: Mapping, lang: str) -> ArchitectureState:
    field, value = str(message.get("field")), message.get("value")
    if field not in LIMITS:
        return choice
    low, high = LIMITS[field]
    if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
        values = {"field": say(f"architecture.{field}", lang), "value": str(value)[:40]}
        raise UserError("architecture.bad_number", low=low, high=high, **values)
    return replace(choice, **{field: value})


def _open(choice: ArchitectureState, message: Mapping, _: str) -> ArchitectureState:
    number, block, branch = message.get("net"), str(message.get("block")), str(message.get("branch") or "")
    specs = choice.specs
    if number not in range(len(specs)):
        return choice
    parts = {part.name: part for part in accounts(specs[number], choice.input_size, choice.classes).parts}
    if block not in parts or (branch and branch not in {part.name for part in parts[block].parts}):
        return choice
    return replace(choice, opened=(number, block, branch))


def _table(choice: ArchitectureState, message: Mapping, _: str) -> ArchitectureState:
    return replace(choice, table=message["to"]) if message.get("to") in TABLES else choice


def _width(choice: ArchitectureState, message: Mapping, _: str) -> ArchitectureState:
    way = message.get("way")
    way = tuple(map(str, way)) if isinstance(way, list) else ()
    return replace(choice, design=choice.drawn.with_width(way, message.get("value")))


def _path(choice: ArchitectureState, message: Mapping, _: str) -> ArchitectureState:
    block, branch, is_on = str(message.get("block")), str(message.get("branch")), message.get("on") is True
    number, name, path = choice.opened
    opened = (number, name, "") if not is_on and (name, path) == (block, branch) else choice.opened
    return replace(choice, design=choice.drawn.with_path(block, branch, is_on=is_on), opened=opened)


def _reduce(choice: ArchitectureState, message: Mapping, _: str) -> ArchitectureState:
    block, branch = str(message.get("block")), str(message.get("branch"))
    return replace(choice, design=choice.drawn.with_reduce(block, branch, is_on=message.get("on") is True))


def _name(choice: ArchitectureState, message: Mapping, _: str) -> ArchitectureState:
    return replace(choice, design=choice.drawn.with_name(str(message.get("value") or "").strip()))


def _reset(choice: ArchitectureState, _: Mapping, __: str) -> ArchitectureState:
    return replace(choice, design=Design(choice.network))


ACTIONS: dict[str, Callable[[ArchitectureState, Mapping, str], ArchitectureState]] = {
    "choose": _choose,
    "number": _number,
    "open": _open,
    "table": _table,
    "width": _width,
    "path": _path,
    "reduce": _reduce,
    "name": _name,
    "reset": _reset,
}


def design_to_train(choice: ArchitectureState) -> Spec:
    """The designed network.

    Raises:
        UserError: nothing is changed yet.
    """
    if not choice.drawn.is_changed:
        raise UserError("architecture.nothing_designed")
    return choice.drawn.spec()


def lowest_fraction(pair: tuple[int, int]) -> str:
    """A fraction in lowest terms, "1/2"."""
    fraction = Fraction(*pair)
    return f"{fraction.numerator}/{fraction.denominator}"
