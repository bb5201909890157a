"""What a visitor has chosen in the Branches tab, and how a press changes it. Knows nothing of Gradio or torch."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from googlenet.app.kit.map import ChannelId, PathId, path_name, paths_name
from googlenet.app.shell.link import LinkContext, name_of_picture, one_of, picture_named, read_words
from googlenet.common.errors import UnknownName, look_up
from googlenet.common.palette import Names
from googlenet.text import say

SORTS = ("mean", "max", "class")  # how channels are ordered
FILLS = ("zero", "mean")  # what stands in the place of what is switched off, as `googlenet.ablated` names it

Step = tuple[str, str, int, int, int]  # branch of the block that is opened, layer, channel, row, column
MOST_CELLS, MOST_LETTERS = 10**6, 200  # of what the browser may name: what is not there is not shown
Widths = Mapping[str, Mapping[str, int]]  # block -> branch -> channels


@dataclass(frozen=True)
class Selection:
    """One visitor's choices.

    Attributes:
        off: branches that are switched off, in the network's order.
        sort: one of `SORTS`.
        opened: the branch whose channels are shown; None: the one that stands out most.
        channel: index of the channel that is shown large; None: the first of the sheet.
        cell: (row, column) whose receptive field is drawn; None: the channel's hottest.
        channels_off: single channels that are switched off, in order.
        fill: one of `FILLS`.
        other: id of a second picture that stands beside the first; None: there is none.
        step: whose arithmetic is shown; (): the cell's, None: none.
        sent_on: the picture on which a link or another tab has just chosen the cell; None: a press chose it.
    """

    off: tuple[PathId, ...] = ()
    sort: str = "mean"
    opened: PathId | None = None
    channel: int | None = None
    cell: tuple[int, int] | None = None
    channels_off: tuple[ChannelId, ...] = ()
    fill: str = "zero"
    other: str | None = None
    step: Step | tuple[()] | None = None
    sent_on: str | None = None

    def settled(self, picture: str) -> "Selection":
        """The same choices for another question; the cell is of the one before, unless it was sent on this `picture`."""
        step = () if self.step else self.step
        return replace(self, cell=self.cell if self.sent_on == picture else None, step=step, sent_on=None)

    @property
    def silenced(self) -> tuple:
        """All that is switched off, and how: equal ones have equal answers."""
        off = self.off + self.channels_off
        return off, self.fill if off else ""

    def in_force(self, lang: str, names: Names) -> tuple[str, tuple[str, ...]]:
        """What is off and what replaces it, in a few words; what is off, one by one. ("", ()) where nothing is."""
        off = self.off + self.channels_off
        if not off:
            return "", ()
        words = {"paths": paths_name(off, lang, names), "fill": say(f"paths.fill.{self.fill}", lang)}
        return say("branches.in_force", lang, **words), tuple(path_name(one, names) for one in off)

    def without_force(self) -> "Selection":
        """The same with all branches on."""
        return replace(self, off=(), channels_off=(), cell=None)

    def off_by_block(self) -> dict[str, dict[str, list[int] | None]]:
        """What is off as `googlenet.ablated` takes it."""
        blocks: dict[str, dict[str, list[int] | None]] = {}
        for block, branch, index in self.channels_off:
            blocks.setdefault(block, {}).setdefault(branch, []).append(index)
        for block, branch in self.off:
            blocks.setdefault(block, {})[branch] = None
        return blocks

    def fitted(self, widths: Widths) -> "Selection":
        """The same choices for another network; what it does not have falls away, and the cell with its channel."""
        off = tuple(one for one in self.off if _exists(one, widths))
        channels = tuple(one for one in self.channels_off if _exists(one, widths) and one[2] < widths[one[0]][one[1]])
        kept = replace(self, off=off, channels_off=channels)
        if self.opened is None or not _exists(self.opened, widths):
            return replace(kept, opened=None, channel=None, cell=None)
        block, branch = self.opened
        if self.channel is None or self.channel < widths[block][branch]:
            return kept
        return replace(kept, channel=None, cell=None)

    def to_query(self) -> dict[str, str]:
        """These choices as words of a link."""
        return {
            "open": _dotted([self.opened] if self.opened else []),
            "channel": "" if self.channel is None else str(self.channel),
            "sort": self.sort,
            "off": _dotted(self.off + self.channels_off),
            "fill": self.fill,
            "second": name_of_picture(self.other or ""),
            "cell": _dotted([self.cell]) if self.cell else "",
            "worked": "" if self.step is None else "1",
        }

    def from_query(self, words: Mapping[str, str], context: LinkContext) -> tuple["Selection", tuple[str, ...]]:
        """These choices with what a link says, and the kinds of words that fit nothing."""
        chosen, refused = read_words(READERS, words, self, context)
        sent_on = context.question.picture if "cell" in words else None
        return replace(chosen.fitted(context.widths), sent_on=sent_on), refused


def _dotted(names: Iterable[tuple]) -> str:
    return ",".join(".".join(map(str, one)) for one in names)


def _exists(one: PathId | ChannelId, widths: Widths) -> bool:
    return one[1] in widths.get(one[0], {})


def pressed(selection: Selection, message: Mapping, widths: Widths) -> Selection:
    """`selection` after what the browser reports; it may report anything, so every name is looked up.

    Args:
        message: "do", and what belongs to it: "open" (block, branch), "switch" (block, branch, off),
            "switch_all" (block or branch, off), "sort" (to), "fill" (to), "channel" (index), "cell" (row, column),
            "channel_off" (index, off), "all_on", "other" (picture), "step" (to: "cell", "none" or a `Step`).
        widths: of the network in question.
    Raises:
        UnknownName: it names something that is not there.
    """
    do = message.get("do")
    change = look_up(CHANGES, do if isinstance(do, str) else None, "branches.unknown")
    changed = change(selection, message, widths)
    is_elsewhere = (selection.opened, selection.channel, selection.cell) != (
        changed.opened,
        changed.channel,
        changed.cell,
    )
    return replace(changed, step=()) if changed.step and is_elsewhere else changed


def _open(selection: Selection, message: Mapping, widths: Widths) -> Selection:
    opened = _checked(message.get("block"), message.get("branch"), widths)
    return replace(selection, opened=opened, channel=None, cell=None)


def _switch(selection: Selection, message: Mapping, widths: Widths) -> Selection:
    here, now = _checked(message.get("block"), message.get("branch"), widths), set(selection.off)
    now = now | {here} if message.get("off") is True else now - {here}
    order = [(block, branch) for block, branches in widths.items() for branch in branches]
    return replace(selection, off=tuple(one for one in order if one in now), cell=None)


def _switch_all(selection: Selection, message: Mapping, widths: Widths) -> Selection:
    """All branches of a block, or the branch of one name in every block."""
    block, branch = message.get("block"), message.get("branch")
    line = tuple((one, name) for one, names in widths.items() for name in names if one == block or name == branch)
    if not line:
        accepted = ", ".join(dict.fromkeys([*widths, *(name for names in widths.values() for name in names)]))
        raise UnknownName("branches.unknown", name=str(block or branch)[:40], accepted=accepted)
    for one in line:
        selection = _switch(selection, {"block": one[0], "branch": one[1], "off": message.get("off")}, widths)
    return selection


def _fill(selection: Selection, message: Mapping, _widths: Widths) -> Selection:
    to = message.get("to")
    if to not in FILLS:
        raise UnknownName("branches.unknown", name=to, accepted=", ".join(FILLS))
    return replace(selection, fill=to)


def _sort(selection: Selection, message: Mapping, _widths: Widths) -> Selection:
    to = message.get("to")
    if to not in SORTS:
        raise UnknownName("branches.unknown", name=to, accepted=", ".join(SORTS))
    is_other = selection.channel is None  # the first of the sheet, which may be another one now
    return replace(selection, sort=to, cell=None if is_other else selection.cell)


def _channel(selection: Selection, message: Mapping, widths: Widths) -> Selection:
    block, branch = selection.opened or ("", "")
    width = widths.get(block, {}).get(branch, 0)
    index = _whole(message.get("index"), width, f"{block} {branch}")
    return replace(selection, channel=index, cell=None)


def _cell(selection: Selection, message: Mapping, _widths: Widths) -> Selection:
    row, column = message.get("row"), message.get("column")
    if not all(isinstance(one, int) and one >= 0 for one in (row, column)):
        raise UnknownName("branches.unknown", name=(row, column), accepted="row, column")
    return replace(selection, cell=(row, column))


def _channel_off(selection: Selection, message: Mapping, widths: Widths) -> Selection:
    block, branch = selection.opened or ("", "")
    index = _whole(message.get("index"), widths.get(block, {}).get(branch, 0), f"{block} {branch}")
    here, now = (block, branch, index), set(selection.channels_off)
    now = now | {here} if message.get("off") is True else now - {here}
    order = [(name, one) for name, branches in widths.items() for one in branches]
    listed = sorted(now, key=lambda one: (order.index(one[:2]), one[2]))
    # Silent, it would no longer be the sheet's first.
    return replace(selection, channels_off=tuple(listed), channel=index, cell=None)


def _other(selection: Selection, message: Mapping, _widths: Widths) -> Selection:
    picture = message.get("picture")
    return replace(selection, other=picture if isinstance(picture, str) and picture else None)


def _all_on(selection: Selection, _message: Mapping, _widths: Widths) -> Selection:
    return selection.without_force()


def _step(selection: Selection, message: Mapping, widths: Widths) -> Selection:
    to = message.get("to")
    if to in ("cell", "none"):
        return replace(selection, step=() if to == "cell" else None)
    branch, layer, *place = to if isinstance(to, list) and len(to) == 5 else ("", "", 0)
    is_place = all(isinstance(one, int) and not isinstance(one, bool) and 0 <= one < MOST_CELLS for one in place)
    if not (isinstance(layer, str) and 0 < len(layer) < MOST_LETTERS and is_place):
        raise UnknownName("branches.unknown", name=str(to)[:MOST_LETTERS], accepted="cell, none")
    block, _ = selection.opened or ("", "")
    _checked(block, branch, widths)
    return replace(selection, step=(branch, layer, *place))


def _read_cell(selection: Selection, text: str, context: LinkContext) -> Selection:
    row, column = map(int, text.split("."))
    return pressed(selection, {"do": "cell", "row": row, "column": column}, context.widths)


CHANGES = {
    "open": _open,
    "switch": _switch,
    "switch_all": _switch_all,
    "fill": _fill,
    "sort": _sort,
    "channel": _channel,
    "cell": _cell,
    "channel_off": _channel_off,
    "all_on": _all_on,
    "other": _other,
    "step": _step,
}


def _checked(block: object, branch: object, widths: Widths) -> PathId:
    branches = look_up(widths, block if isinstance(block, str) else None, "error.block")
    look_up(branches, branch if isinstance(branch, str) else None, "error.branch")
    return block, branch


def _whole(value: object, width: int, where: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < width:
        raise UnknownName("error.channel", name=value, where=where, accepted=f"0–{width - 1}")
    return value


def _read_open(selection: Selection, text: str, context: LinkContext) -> Selection:
    block, branch = text.split(".")
    return pressed(selection, {"do": "open", "block": block, "branch": branch}, context.widths)


def _read_off(selection: Selection, text: str, context: LinkContext) -> Selection:
    """Branches, "BLOCK.BRANCH", and single channels, "BLOCK.BRANCH.INDEX"."""
    named, widths = [tuple(one.split(".")) for one in text.split(",")], context.widths
    selection = replace(selection, off=())
    for block, branch in (one for one in named if len(one) == 2):
        selection = pressed(selection, {"do": "switch", "block": block, "branch": branch, "off": True}, widths)
    found = {(block, branch, int(index)) for block, branch, index in (one for one in named if len(one) != 2)}
    there = sorted(one for one in found if one[2] in range(widths[one[0]][one[1]]))
    if len(there) < len(found):
        raise ValueError
    return replace(selection, channels_off=tuple(there))


READERS = {
    "open": ("paths", _read_open),
    "channel": (
        "paths",
        lambda chosen, text, context: pressed(chosen, {"do": "channel", "index": int(text)}, context.widths),
    ),
    "sort": ("paths", lambda chosen, text, context: pressed(chosen, {"do": "sort", "to": text}, context.widths)),
    "off": ("paths", _read_off),
    "fill": ("paths", lambda chosen, text, _: replace(chosen, fill=one_of(text, FILLS))),
    "cell": ("paths", _read_cell),
    "worked": ("paths", lambda chosen, text, _: replace(chosen, step=() if one_of(text, ("1",)) else None)),
    "second": ("image", lambda chosen, text, _: replace(chosen, other=picture_named(text))),
}
