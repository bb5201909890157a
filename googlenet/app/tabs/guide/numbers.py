"""The numbers that the Guide's texts, questions and slips tell, all from the tables and the shipped files. No torch."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import cache
from math import gcd

from googlenet.app.kit.html import in_words, points
from googlenet.app.shell.repository import SHIPPED, Repository
from googlenet.app.shell.runs import Runs, notes_curve
from googlenet.app.tabs.architecture.view import accounts, blocks
from googlenet.common.palette import block_label, names_in, path_label
from googlenet.networks.accounting import Part, Window, summary
from googlenet.networks.proportions import BlockAccount, factorizations, kept_kernels, saving
from googlenet.networks.registry import NETWORKS
from googlenet.networks.spec import Pair
from googlenet.text import say

CLASSES, BATCH = 10, 128
IMAGE = (1, 224, 224)  # as the notes train
V3_IMAGE, V3_CLASSES = (3, 299, 299), 1000  # as Szegedy et al. 2016 train
TRAIN_IMAGES, TEST_IMAGES = 60_000, 10_000  # Fashion-MNIST
# What stands in a kernel's place, in a row; "3x3" is the exception: its two stand side by side (Inception-v3, figure 7).
FACTORS: Mapping[str, tuple[Pair, tuple[Pair, ...]]] = {
    "5x5": ((5, 5), ((3, 3), (3, 3))),
    "7x7": ((7, 7), ((1, 7), (7, 1))),
    "3x3": ((3, 3), ((1, 3), (3, 1))),
    "stem": ((7, 7), ((3, 3), (3, 3), (3, 3))),
}
BESIDE = "3x3"


def network(name: str) -> Part:
    """The accounts of a network for a grey picture of 224 px and ten classes."""
    return accounts(NETWORKS[name], IMAGE, CLASSES)


def table_blocks() -> dict[str, BlockAccount]:
    """The nine blocks of the paper's table, for the same picture and classes."""
    return {block.name: block for block in blocks(NETWORKS["googlenet"], IMAGE, CLASSES)}


def area(kernel: Pair) -> int:
    """Weights of a kernel for a pair of channels."""
    return kernel[0] * kernel[1]


def weights(factor: str) -> tuple[int, int]:
    """Weights of the whole kernel and of those in its place, for a pair of channels."""
    whole, parts = FACTORS[factor]
    return area(whole), sum(map(area, parts))


def saved_percent(factor: str) -> str:
    """How many per cent of the weights are saved."""
    whole, parts = weights(factor)
    return f"{100 * (1 - parts / whole):.0f}"


def colons(numbers: tuple[int, ...]) -> str:
    """A ratio: "2 : 4 : 1 : 1"."""
    return " : ".join(map(str, numbers))


def plus(numbers: list[int]) -> str:
    """A sum: "64 + 128"."""
    return " + ".join(map(str, numbers))


def widths(block: BlockAccount) -> list[int]:
    """Channels that the paths put out."""
    return [path.channels for path in block.paths]


def sides(name: str) -> list[int]:
    """The sides of a network's maps in the stem and after it, each once, in cells."""
    cells = [part.output[1] for part in network(name).parts if len(part.output) == 3]
    return list(dict.fromkeys(side for side in cells if side > 1))


def plain_numbers(step: str, lang: str = "en") -> dict[str, str]:
    """The gaps of a step's text that the tables fill."""
    found = table_blocks()
    first, last = found["inception3a"], found["inception5b"]
    if step == "reduce":
        path = next(path for path in first.paths if path.name == "5x5")
        values = {
            "naive": in_words(path.naive_macs, lang),
            "macs": in_words(path.macs, lang),
            "channels": path.channels,
        }
        values |= {"inputs": path.reduce[1], "reduced": path.reduce[0], "factor": f"{path.naive_macs / path.macs:.1f}"}
        return values | {"whole": f"{saving(list(found.values())):.1f}"}
    if step == "concat":
        values = {"sum": plus(widths(first)), "total": first.output[0], "ratio": colons(first.ratio)}
        shares = (Fraction(path.channels, first.output[0]) for path in first.paths[1:3])
        return values | dict(zip(("main", "small"), map(str, shares), strict=True)) | {"last": last.output[0]}
    if step == "body":
        whole = network("googlenet")
        stem = whole["pool2"].output
        values = {"cells": stem[1], "stem": stem[0], "params": f"{whole.params:,}"}
        groups = dict.fromkeys(block.output[1] for block in found.values())
        return values | {"sizes": " → ".join(map(str, groups))}
    if step == "pool":
        return {name: f"{value:,}" for name, value in classifier_numbers().items()}
    if step == "v3":
        five, double = weights("5x5")
        return {"five": five, "double": double, "save": saved_percent("5x5"), "save7": saved_percent("7x7")}
    return _products() if step == "cell" else {}


def factored(factor: str, lang: str) -> dict[str, str]:
    """What Inception-v3, with its own images, makes of smaller kernels; {} where that is none of a block's kernels.

    Returns:
        blocks that have them, blocks that keep such a kernel whole, and how many weights and multiply-adds all that saves.
    """
    v3, whole = accounts(NETWORKS["inception_v3"], V3_IMAGE, V3_CLASSES), FACTORS[factor][0]
    found = [one for one in factorizations(v3) if one.whole == whole]
    if factor == "stem" or not found:
        return {}

    def names(blocks: Iterable[str]) -> str:
        return say("link.and", lang).join(block_label(block) for block in dict.fromkeys(blocks))

    saved = {
        cost: sum(getattr(one, f"whole_{cost}") - getattr(one, cost) for one in found) for cost in ("weights", "macs")
    }
    counts = {name: in_words(count, lang) for name, count in saved.items()}
    kept = kept_kernels(v3, whole) if factor != BESIDE else []
    return counts | {"blocks": names(one.block for one in found), "kept": names(kept)}


def classifier_numbers() -> dict[str, int]:
    """What the classifier costs, and what it would cost if it read every cell."""
    channels, cells = table_blocks()["inception5b"].output[0], sides("googlenet")[-1]
    flat = channels * cells**2 * CLASSES + CLASSES
    return {"channels": channels, "fc": network("googlenet")["fc"].params, "flat": flat}


def curves(lang: str, weights_of: Runs) -> tuple:
    """The shipped run's curve and the notes'."""
    return weights_of.view(SHIPPED, lang).curve, notes_curve(lang)


def training_numbers(repository: Repository) -> dict[str, str]:
    """The gaps of the step on training."""
    ours, notes = curves("en", Runs(repository.runs))
    card = repository.card(SHIPPED)
    rising = card["config"].get("size_schedule") or [card["config"]["image_size"]]
    return {
        "theirs": str(len(notes.epochs)),
        "epochs": str(len(ours.epochs)),
        "first": f"{100 * notes.test_accuracy[0]:.2f}",
        "last": f"{100 * notes.test_accuracy[-1]:.2f}",
        "ours": f"{100 * card['figures']['test_accuracy']:.2f}",
        "small": str(min(rising)),
        "large": str(max(rising)),
    }


def question_numbers(step: str) -> dict[str, str]:
    """The gaps of a step's question, its answers and its reason; those on measured things aside."""
    return {name: str(value) for name, value in QUESTIONS.get(step, dict)().items()}


def _padding() -> dict:
    side = table_blocks()["inception3a"].output[1]
    left = {
        name: Window((5, 5), (1, 1), (by, by)).cells(side, side)[0] for name, by in zip("abd", (0, 1, 4), strict=True)
    }
    return {"side": side, "none": left["a"], "one": left["b"], "four": left["d"]}


def _fraction() -> dict:
    found = table_blocks()
    reduced, inputs = next(path.reduce for path in found["inception4a"].paths if path.name == "5x5")
    values = {"inputs": inputs, "reduced": reduced, "right": Fraction(reduced, inputs)}
    return values | {"sum": plus(widths(found["inception3b"]))}


def _products() -> dict:
    path = next(path for path in table_blocks()["inception3a"].paths if path.name == "3x3")
    inputs, cells = path.reduce[0], area((3, 3))
    values = {"inputs": inputs, "outputs": path.channels, "area": cells, "right": cells * inputs}
    return values | {"all": f"{cells * inputs * path.channels:,}"}


def _ratio() -> dict:
    block = table_blocks()["inception4a"]
    numbers, divisor = widths(block), gcd(*widths(block))
    terms = ", ".join(f"{number} / {divisor} = {number // divisor}" for number in numbers)
    values = {"sum": plus(numbers), "divisor": divisor, "terms": terms}
    return values | {"right": colons(block.ratio), "flipped": colons((*block.ratio[:2], *block.ratio[:1:-1]))}


def _missing() -> dict:
    found, code, prose = table_blocks(), network("googlenet_notes"), network("googlenet")
    counts = {"code": code.params, "prose": prose.params, "missing": prose.params - code.params}
    counts |= {"fc": prose["fc"].params, "other": found["inception5b"].params}
    return {name: f"{count:,}" for name, count in counts.items()} | {"width": found["inception4b"].output[0]}


def _classifier() -> dict:
    numbers = classifier_numbers()
    counts = {"right": numbers["fc"], "flat": numbers["flat"], "no_bias": numbers["fc"] - CLASSES}
    cells = {"channels": numbers["channels"], "cells": sides("googlenet")[-1]}
    return {name: f"{count:,}" for name, count in counts.items()} | cells


def _loop() -> dict:
    notes = notes_curve("en")
    first, last = (f"{100 * notes.test_accuracy[at]:.2f}" for at in (0, -1))
    return {"first": first, "last": last, "chance": 100 // CLASSES}


def _normalised() -> dict:
    bn, plain = network("googlenet_bn"), network("googlenet")
    channels = sum(part.output[0] for _, part in plain.walk() if part.type == "Conv2d")
    counts = {"bn": bn.params, "plain": plain.params, "more": bn.params - plain.params, "channels": channels}
    return {name: f"{count:,}" for name, count in counts.items()}


def _sevens() -> dict:
    (whole, two), (five, double) = weights("7x7"), weights("5x5")
    return {"whole": whole, "two": two, "saved": saved_percent("7x7"), "five": five, "double": double}


QUESTIONS = {
    "paths": _padding,
    "reduce": _fraction,
    "cell": _products,
    "concat": _ratio,
    "body": _missing,
    "pool": _classifier,
    "train": _loop,
    "bn": _normalised,
    "v3": _sevens,
}


def slip_numbers(slip: str) -> dict[str, str]:
    """The gaps of a slip's two sentences."""
    return {name: str(value) for name, value in SLIP_NUMBERS.get(slip, dict)().items()}


def _stem() -> dict:
    named = {"right": "googlenet", "printed": "googlenet_notes"}
    return {name: ", ".join(map(str, sides(one))) for name, one in named.items()}


def _macs() -> dict:
    rows = summary(NETWORKS["googlenet_notes"], (1, *IMAGE), num_classes=CLASSES)
    # Every output of a convolution or linear layer of the notes' network has a bias; torchinfo counts it a channel and
    # cell of a convolution.
    convs = [row for row in rows if row.type == "Conv2d"]
    biases = sum(row.output_shape[1] * row.output_shape[2] * row.output_shape[3] for row in convs) + CLASSES
    macs = network("googlenet_notes").macs
    return {"macs": f"{macs:,}", "biases": f"{biases:,}", "total": f"{macs + biases:,}"}


def _fc() -> dict:
    numbers = classifier_numbers()
    many = accounts(NETWORKS["googlenet"], IMAGE, 1000)["fc"].params
    return {"channels": f"{numbers['channels']:,}", "fc": f"{numbers['fc']:,}", "fc1000": f"{many:,}"}


def _averages() -> dict:
    full, rest = divmod(TRAIN_IMAGES, BATCH)
    values = {"train": f"{TRAIN_IMAGES:,}", "full": full, "rest": rest, "test": f"{TEST_IMAGES:,}"}
    return values | {"last": TEST_IMAGES % BATCH}


SLIP_NUMBERS = {
    "stem": _stem,
    "missing": _missing,
    "flatten": lambda: {"channels": f"{classifier_numbers()['channels']:,}"},
    "macs": _macs,
    "omitted": lambda: {"dropout": NETWORKS["googlenet"].dropout},
    "fc": _fc,
    "loop": lambda: {"chance": 100 // CLASSES},
    "averages": _averages,
    "sevens": _sevens,
}


@cache
def finding_numbers(digest: str, lang: str = "en") -> dict[str, str]:
    """What was measured on the shipped network; empty where its files are missing or of other weights.

    Args:
        digest: of the weights.
    """
    from googlenet.inspection.importance import interval, read_importance
    from googlenet.inspection.specialization import read_specialization
    from googlenet.networks.classifier import WEIGHTS_FOLDER

    found = read_importance(WEIGHTS_FOLDER / f"{SHIPPED}.importance.json", digest).get("zero")
    records = read_specialization(WEIGHTS_FOLDER / f"{SHIPPED}.specialization.json")
    if found is None or records is None:
        return {}
    trained, fresh = records
    labels = {name: _label(*path, lang) for name, path in MEASURED.items()}
    drops = {name: points(found.drop(*path)) for name, path in MEASURED.items()}
    low, high = interval(found, *MEASURED["least"])
    drops |= {
        "least": signed_points(-found.drop(*MEASURED["least"])),
        "low": signed_points(-high),
        "high": signed_points(-low),
    }
    counts = [len(one.found) for one in fresh]
    channels = {f"{name}_channels": str(_channels(*path)) for name, path in MEASURED.items()}
    return {
        **drops,
        **{f"{name}_path": path for name, path in labels.items()},
        **channels,
        "times": str(_channels(*MEASURED["least"]) // _channels(*MEASURED["worst"])),
        "images": f"{found.images:,}",
        "tests": str(len(trained.shares)),
        "found": str(len(trained.found)),
        "beyond": str(len(trained.beyond(fresh))),
        "seeds": str(len(fresh)),
        "fresh": f"{min(counts)}–{max(counts)}",
    }


MEASURED = {"worst": ("inception3a", "3x3"), "least": ("inception5b", "3x3"), "other": ("inception3b", "3x3")}


def signed_points(fraction: float) -> str:
    """A change in percentage points with its sign."""
    return ("+" if fraction > 0 else "") + points(fraction)


def _label(block: str, branch: str, lang: str) -> str:
    return f"{block_label(block)} {path_label(branch, names_in(lang))}"


def _channels(block: str, branch: str) -> int:
    return next(path.channels for path in table_blocks()[block].paths if path.name == branch)
