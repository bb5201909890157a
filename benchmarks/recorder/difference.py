"""What differs between two recordings, a line a difference."""

import json
import math
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from PIL import Image

CHANNEL = 12  # of 255; a pixel differs where a channel does by more
SHARE = 0.0002  # of a screen's pixels
RELATIVE = 2e-6  # of a number of six digits: its last one may go either way
LONGEST = 160


def of_part(before: Path, after: Path, part: str) -> Iterator[str]:
    """The differences of one part: of its JSON file, and of the screens."""
    paths = [folder / f"{part}.json" for folder in (before, after)]
    missing = [str(path) for path in paths if not path.exists()]
    if missing:
        yield f"not recorded: {', '.join(missing)}"
        return
    yield from _of_values(*(json.loads(path.read_text(encoding="utf-8")) for path in paths), "")
    if part == "screens":
        yield from _of_screens(before / "screens", after / "screens")


def _of_values(one: object, other: object, where: str) -> Iterator[str]:
    if isinstance(one, dict) and isinstance(other, dict):
        if {"all", "tensors"} <= set(one) & set(other) and one["all"] != other["all"]:
            yield _of_tensors(one["tensors"], other["tensors"], where)
            return
        for key in [*one, *(key for key in other if key not in one)]:
            place = f"{where}/{key}"
            if key not in other:
                yield f"{place}: gone; it was {_short(one[key])}"
            elif key not in one:
                yield f"{place}: new: {_short(other[key])}"
            else:
                yield from _of_values(one[key], other[key], place)
        if list(one) != list(other) and set(one) == set(other):
            yield f"{where}: another order: {_short(list(one))} -> {_short(list(other))}"
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for index, (left, right) in enumerate(zip(one, other, strict=True)):
            yield from _of_values(left, right, f"{where}/{index}")
    elif not _is_same(one, other):
        yield f"{where}: {_short(one)} -> {_short(other)}"


def _of_tensors(one: dict, other: dict, where: str) -> str:
    names = sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))
    return f"{where}: {len(names)} of {len(one | other)} tensors differ: {', '.join(names)[:LONGEST]}"


def _is_same(one: object, other: object) -> bool:
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, rel_tol=RELATIVE)
    return type(one) is type(other) and one == other


def _short(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= LONGEST else text[:LONGEST] + "…"


def _of_screens(before: Path, after: Path) -> Iterator[str]:
    names = {path.name for folder in (before, after) for path in folder.glob("*.png")}
    for name in sorted(names):
        if not ((before / name).exists() and (after / name).exists()):
            yield f"{name}: only in {before if (before / name).exists() else after}"
            continue
        one, other = (
            np.asarray(Image.open(folder / name).convert("RGB")).astype(np.int16) for folder in (before, after)
        )
        if one.shape != other.shape:
            yield f"{name}: {one.shape[1]} x {one.shape[0]} px -> {other.shape[1]} x {other.shape[0]} px"
            continue
        differs = (np.abs(one - other) > CHANNEL).any(axis=2)
        if differs.mean() > SHARE:
            rows, columns = np.nonzero(differs)
            box = f"x {columns.min()}–{columns.max()}, y {rows.min()}–{rows.max()}"
            yield f"{name}: {differs.mean():.3%} of the pixels differ, in {box}"
