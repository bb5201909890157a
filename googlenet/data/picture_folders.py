"""Import of people's own pictures: class folders become labelled bytes, and a report says what was left out and why."""

import hashlib
import json
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path, PurePath

import numpy as np
import torch

from googlenet.common.errors import BadImage, DataMissing
from googlenet.common.results import Preprocess
from googlenet.data.archives import MB, ArchiveLimits, Entry, Tree, UnreadableEntry, open_tree
from googlenet.data.file_names import AUTO, ENCODINGS, natural, plain_name
from googlenet.data.images import open_image, to_pixels

SIDES_PX = (16, 256)
SHARES = (0.05, 0.5)
SEEDS = (0, 2**31 - 1)
CLASSES = (2, 1000)
MOST_LISTED = 8  # classes that a refusal names
MOST_PATH = 200  # characters of a file's path that a report keeps, its end
MOST_NAMES = 10_000  # of skipped files that a report keeps
SURE_NAMES = 100  # of each reason in any case, or one reason would hide the others
GREY_LEVELS = 8  # difference of the channels up to which a JPEG counts as grey
ENDINGS = {".png", ".jpg", ".jpeg", ".jpe", ".jfif", ".webp", ".gif"}
TRAIN, VALIDATION, TEST = {"train", "training"}, {"val", "valid", "validation"}, {"test", "testing"}
PARTS = ("train", "held_out", "test")
OWN_MACHINE = ArchiveLimits(archive_bytes=64 * 1024 * MB, unpacked_bytes=64 * 1024 * MB)  # the command line's limits
MOST_KEPT_BYTES = 512 * MB  # of the data set: pictures × channels × side²


@dataclass(frozen=True)
class ImportOptions:
    """Options of an import.

    Attributes:
        side_px: of the square that is kept of each, 16 to 256.
        test_share: fraction of each class that is drawn for testing, 0.05 to 0.5; folders `train` and `test` take
            precedence, and beside both `val` is held out.
        seed: of that draw.
        encoding: of the names in a zip, one of `file_names.ENCODINGS`, or "auto".
    """

    side_px: int = 96
    test_share: float = 0.2
    seed: int = 0
    encoding: str = AUTO

    def __post_init__(self):
        low, high = SIDES_PX
        if not isinstance(self.side_px, int) or not low <= self.side_px <= high:
            raise DataMissing("pictures.side", value=repr(self.side_px)[:40], low=low, high=high)
        low, high = SHARES
        if not isinstance(self.test_share, int | float) or not low <= self.test_share <= high:
            raise DataMissing("pictures.share", value=repr(self.test_share)[:40], low=low, high=high)
        low, high = SEEDS
        if not isinstance(self.seed, int) or not low <= self.seed <= high:
            raise DataMissing("error.config_whole", field="seed", value=repr(self.seed)[:40], low=low, high=high)
        if self.encoding not in (AUTO, *ENCODINGS):
            raise DataMissing(
                "pictures.encoding", value=repr(self.encoding)[:40], accepted=", ".join((AUTO, *ENCODINGS))
            )


@dataclass(frozen=True)
class Report:
    """Report of an import: what was read, and what was skipped.

    Attributes:
        source: name of the folder or zip.
        classes: names, in class order.
        train_counts, held_out_counts, test_counts: pictures of each class; held out are only those of a folder `val`
            beside `train` and `test`.
        skipped: reason -> (how many, their names, `MOST_NAMES` in all); reasons are the endings of `pictures.skip.…`.
        is_split_given: whether folders and not a draw decided which pictures are for testing.
        mean, std: per channel of the training pictures, for values in 0..1.
        side_px, seed, test_share: as in the `ImportOptions`.
        encoding: in which a zip's names were read that do not say theirs; "" where there are none.
    """

    source: str
    classes: tuple[str, ...]
    train_counts: tuple[int, ...]
    held_out_counts: tuple[int, ...]
    test_counts: tuple[int, ...]
    skipped: dict[str, tuple[int, tuple[str, ...]]]
    is_split_given: bool
    mean: tuple[float, ...]
    std: tuple[float, ...]
    side_px: int
    seed: int
    test_share: float
    encoding: str = ""

    @property
    def channels(self) -> int:
        """1 where all pictures are grey, else 3."""
        return len(self.mean)

    @property
    def counts(self) -> tuple[int, ...]:
        """Images of each class, all parts together."""
        return tuple(map(sum, zip(self.train_counts, self.held_out_counts, self.test_counts, strict=True)))

    @property
    def imbalance(self) -> float:
        """Size of the largest class as a multiple of the smallest."""
        return max(self.counts) / min(self.counts)


@dataclass(frozen=True)
class ImageArrays:
    """Pictures (N, C, side, side) uint8, labels (N,) int64, and the report; N of the held-out ones may be 0."""

    train_pixels: np.ndarray
    train_labels: np.ndarray
    held_out_pixels: np.ndarray
    held_out_labels: np.ndarray
    test_pixels: np.ndarray
    test_labels: np.ndarray
    report: Report


@dataclass(frozen=True)
class _Picture:
    entry: Entry
    group: str  # one of `PARTS`, or "" where the folders do not say
    label: str


def fingerprint(path: Path, options: ImportOptions, limits: ArchiveLimits, *more: str) -> str:
    """Returns 16 hex digits of the files and the options: equal ones make equal data sets."""
    with open_tree(path, limits, options.encoding) as tree:
        files = [(entry.name, entry.size, entry.mark) for entry in tree.entries]
        paths = _unwrapped([entry.parts for entry in tree.entries if _is_named_as_picture(entry)])
    chosen = asdict(options)
    if options.encoding == AUTO:
        del chosen["encoding"]  # older versions knew no choice, and their data sets are found again
    parts: list[object] = [files, chosen, more]
    if "held_out" in _roles(paths).values():  # older versions made another data set of these folders
        parts.append("held_out")
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:16]


def gather(
    path: Path,
    options: ImportOptions,
    limits: ArchiveLimits = OWN_MACHINE,
    progress: Callable[[int, int], None] = lambda *_: None,
    classes: tuple[str, ...] = (),
) -> ImageArrays:
    """Reads the pictures in the folder or zip at `path`; each is validated as an upload.

    A picture is kept as a network reads it: the shorter side is resized to 8/7 of `side_px`, then the centre cropped.

    Args:
        progress: called with (done, all) before each picture; an exception in it stops the import.
        classes: their order, where a run has one already; else names are sorted as people do, 2 before 10.
    Raises:
        DataMissing: no folder or zip of at least two classes of pictures, or it exceeds the limits.
    """
    with open_tree(path, limits, options.encoding) as tree:
        skipped = _Skipped()
        for name, reason in tree.refused:
            skipped.add(reason, name)
        found = _find_pictures(tree, skipped)
        _check_amount(found, options)
        pixels, kept = _decoded(tree, found, options.side_px, skipped, progress)
        encoding = tree.encoding
    kept, chosen = _without_lone(kept, skipped)
    made = _divided(pixels[chosen], kept, options, skipped, path.name, classes)
    return replace(made, report=replace(made.report, encoding=encoding))


class _Skipped:
    """Counts of skipped files by reason, and names: `MOST_NAMES` in all, but always `SURE_NAMES` of each reason."""

    def __init__(self):
        self.counts: Counter[str] = Counter()
        self.names: dict[str, list[str]] = {}
        self.kept = 0

    def add(self, reason: str, name: str) -> None:
        self.counts[reason] += 1
        names = self.names.setdefault(reason, [])
        if self.kept < MOST_NAMES or len(names) < SURE_NAMES:
            self.kept += 1
            names.append(plain_name(name if len(name) <= MOST_PATH else f"…{name[1 - MOST_PATH :]}", MOST_PATH))

    def by_reason(self) -> dict[str, tuple[int, tuple[str, ...]]]:
        return {reason: (count, tuple(self.names[reason])) for reason, count in self.counts.most_common()}


def _find_pictures(tree: Tree, skipped: _Skipped) -> list[_Picture]:
    """Returns the files that are pictures, each with its class and part."""
    pictures = []
    for entry in tree.entries:
        if _is_named_as_picture(entry):
            pictures.append(entry)
        else:
            skipped.add("kind", entry.name)
    paths = _unwrapped([entry.parts for entry in pictures])
    roles, found = _roles(paths), []
    for entry, path in zip(pictures, paths, strict=True):
        parts = path[1:] if roles and len(path) > 1 else path
        if len(parts) < 2:
            skipped.add("no_class", entry.name)
            continue
        found.append(_Picture(entry, roles.get(path[0].casefold(), ""), plain_name(parts[0])))
    _check_parts(found, paths, roles)
    depth = len(pictures[0].parts) - len(paths[0]) if pictures else 0  # of the outer folders that were taken off
    for folder in _empty_classes(tree, found, depth + bool(roles)):
        skipped.add("no_picture", folder)
    return found


def _check_parts(found: list[_Picture], paths: list[tuple[str, ...]], roles: dict[str, str]) -> None:
    """Refuses a folder `train`, `val` or `test` whose pictures lie in no class folder."""
    filled = {picture.group for picture in found}
    for folder, part in roles.items():
        if part not in filled:
            name = next(path[0] for path in paths if path[0].casefold() == folder)
            raise DataMissing("pictures.flat_part", folder=plain_name(name))


def _empty_classes(tree: Tree, found: list[_Picture], depth: int) -> list[str]:
    """Returns the class folders at `depth` in which no file is a picture by its name."""
    known = {picture.entry.parts[: depth + 1] for picture in found}
    folders = tree.folders | {entry.parts[:end] for entry in tree.entries for end in range(1, len(entry.parts))}
    return sorted("/".join(one) + "/" for one in folders if len(one) == depth + 1 and one not in known)


def _is_named_as_picture(entry: Entry) -> bool:
    return PurePath(entry.parts[-1]).suffix.casefold() in ENDINGS


def _roles(paths: list[tuple[str, ...]]) -> dict[str, str]:
    """Returns top folder, in lower case -> one of `PARTS`; empty where the top folders are classes.

    A folder `val` is for testing where there is no `test`; beside one it is held out.
    """
    names = {path[0].casefold() for path in paths if len(path) > 1}
    if not names & TRAIN or not names & (VALIDATION | TEST) or names - TRAIN - VALIDATION - TEST:
        return {}
    validation = "held_out" if names & TEST else "test"
    return {name: "train" if name in TRAIN else "test" if name in TEST else validation for name in names}


def _unwrapped(paths: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Returns the paths without the outer folder that many zips have around everything; a class folder is kept."""
    while paths and len({path[0] for path in paths}) == 1 and all(len(path) > 2 for path in paths):
        paths = [path[1:] for path in paths]
    return paths


def _check_amount(found: list[_Picture], options: ImportOptions) -> None:
    """Refuses too few or too many classes or files, before one is read."""
    classes = len({picture.label for picture in found})
    if not CLASSES[0] <= classes <= CLASSES[1]:
        raise DataMissing("pictures.classes", count=classes, low=CLASSES[0], high=f"{CLASSES[1]:,}")
    most = MOST_KEPT_BYTES // (3 * options.side_px**2)
    if len(found) > most:
        raise DataMissing("pictures.amount", count=f"{len(found):,}", side=options.side_px, limit=f"{most:,}")


def _decoded(
    tree: Tree, found: list[_Picture], side: int, skipped: _Skipped, progress: Callable[[int, int], None]
) -> tuple[np.ndarray, list[_Picture]]:
    """Returns bytes (N, 3, side, side) of the pictures that can be decoded, without duplicates, and their records."""
    how = Preprocess(side, 3, (0.5,) * 3, (0.5,) * 3)
    pixels, kept, known = np.empty((len(found), 3, side, side), np.uint8), [], set()
    began = time.thread_time()
    for number, picture in enumerate(found):
        progress(number, len(found))
        if tree.limits.cpu_seconds and time.thread_time() - began > tree.limits.cpu_seconds:
            raise DataMissing("pictures.too_long", done=number, count=len(found), minutes=tree.limits.cpu_seconds / 60)
        try:
            data = tree.read(picture.entry)
            digest = hashlib.sha256(data).digest()
            if digest in known:  # a duplicate may end up in training and test
                skipped.add("twice", picture.entry.name)
                continue
            pixels[len(kept)] = to_pixels(open_image(data), how).numpy()
        except UnreadableEntry:
            skipped.add("unreadable", picture.entry.name)
        except BadImage as error:
            skipped.add(error.key.rpartition(".")[2], picture.entry.name)
        else:
            known.add(digest)
            kept.append(picture)
    return pixels[: len(kept)], kept


def _without_lone(kept: list[_Picture], skipped: _Skipped) -> tuple[list[_Picture], list[int]]:
    """Returns the pictures, and their numbers, without classes that have one picture or pictures of one part alone."""
    parts: dict[str, Counter] = {}
    for picture in kept:
        parts.setdefault(picture.label, Counter())[picture.group] += 1
    alone = {
        label for label, count in parts.items() if (count[""] < 2 if count[""] else not count["train"] * count["test"])
    }
    for picture in kept:
        if picture.label in alone:
            skipped.add("lone", picture.entry.name)
    if len(parts) - len(alone) < CLASSES[0]:
        raise _too_few(parts, alone)
    chosen = [number for number, picture in enumerate(kept) if picture.label not in alone]
    return [kept[number] for number in chosen], chosen


def _too_few(parts: dict[str, Counter], alone: set[str]) -> DataMissing:
    """The error that names the classes which lack pictures, and in which part."""
    if any(count["train"] or count["test"] for count in parts.values()):
        lacking = {
            part: sorted((name for name in alone if not parts[name][part]), key=natural) for part in ("train", "test")
        }
        train, test = (", ".join(lacking[part][:MOST_LISTED]) or "–" for part in ("train", "test"))
        return DataMissing("pictures.parts_differ", train=train, test=test, low=CLASSES[0])
    names = ", ".join(sorted(alone, key=natural)[:MOST_LISTED]) or "–"
    return DataMissing("pictures.sound", count=len(parts) - len(alone), low=CLASSES[0], names=names)


def _divided(
    pixels: np.ndarray,
    kept: list[_Picture],
    options: ImportOptions,
    skipped: _Skipped,
    source: str,
    known: tuple[str, ...],
) -> ImageArrays:
    """Returns the pictures of each part, grey where all are, with the training pictures' mean and deviation."""
    classes = tuple(sorted({picture.label for picture in kept}, key=natural))
    classes = known if set(known) == set(classes) else classes
    number = {name: index for index, name in enumerate(classes)}
    labels = np.array([number[picture.label] for picture in kept], np.int64)
    given = np.array([picture.group for picture in kept])
    groups = given if given.any() else np.where(split(labels, options.test_share, options.seed), "test", "train")
    pixels = as_grey(pixels) if is_grey(pixels) else pixels
    mean, std = statistics(pixels[groups == "train"])
    counted = {part: np.bincount(labels[groups == part], minlength=len(classes)).tolist() for part in PARTS}
    report = Report(
        source=plain_name(source),
        classes=classes,
        **{f"{part}_counts": tuple(counts) for part, counts in counted.items()},
        skipped=skipped.by_reason(),
        is_split_given=bool(given.any()),
        mean=mean,
        std=std,
        **asdict(options) | {"encoding": ""},
    )
    arrays = {f"{part}_pixels": pixels[groups == part] for part in PARTS}
    arrays |= {f"{part}_labels": labels[groups == part] for part in PARTS}
    return ImageArrays(**arrays, report=report)


def split(labels: np.ndarray, share: float, seed: int) -> np.ndarray:
    """Returns which pictures (N,) are for testing: of each class `share`, at least one, never all; drawn by `seed`."""
    is_test, generator = np.zeros(len(labels), bool), np.random.default_rng(seed)
    for label in np.unique(labels):
        members = np.flatnonzero(labels == label)
        count = min(max(1, round(share * len(members))), len(members) - 1)
        is_test[generator.permutation(members)[:count]] = True
    return is_test


def is_grey(pixels: np.ndarray) -> bool:
    """Whether the channels of all pixels (N, 3, H, W) are equal, up to JPEG's errors."""
    return all(int(np.ptp(one.astype(np.int16), axis=0).max()) <= GREY_LEVELS for one in pixels)


def as_grey(pixels: np.ndarray) -> np.ndarray:
    """Converts (N, 3, H, W) to (N, 1, H, W): luminance by ITU-R 601, as Pillow has it; grey stays exact."""
    return torch_grey(torch.from_numpy(pixels)).numpy()


def torch_grey(pixels: torch.Tensor) -> torch.Tensor:
    """Returns `as_grey` of a tensor, on its device."""
    red, green, blue = (pixels[:, channel].to(torch.int32) for channel in range(3))
    return (((19595 * red + 38470 * green + 7471 * blue + 0x8000) >> 16).to(torch.uint8)).unsqueeze(1)


def statistics(pixels: np.ndarray) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Returns mean and deviation (1/255 at least) of each channel of bytes (N, C, H, W), for values in 0..1."""
    counts = [np.bincount(pixels[:, channel].reshape(-1), minlength=256) for channel in range(pixels.shape[1])]
    levels = np.arange(256) / 255
    means = [float(count @ levels / count.sum()) for count in counts]
    variances = [float(count @ (levels - mean) ** 2 / count.sum()) for count, mean in zip(counts, means, strict=True)]
    return tuple(means), tuple(max(variance**0.5, 1 / 255) for variance in variances)
