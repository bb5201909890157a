"""Export of a finished run as two files, `config.json` and weights, and import of such a pair from a stranger.

Weights are safetensors and nothing else: other formats can run code when they are read.
"""

import json
import math
import re
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path, PurePath

import torch

from googlenet.common.errors import BadCheckpoint, RunRefused, UserError
from googlenet.data import own_data
from googlenet.data.archives import MB, ArchiveLimits, UnreadableEntry, open_tree
from googlenet.data.dataset import DATASETS
from googlenet.data.file_names import plain_name
from googlenet.networks.accounting import Part, report
from googlenet.networks.checkpoint import (
    Card,
    as_file,
    card_to_dict,
    load_weights,
    read_card,
    read_weights,
    save_weights,
    write_atomically,
)
from googlenet.networks.network import Network
from googlenet.training.config import LIMITS, config_from_dict
from googlenet.training.pretrained import name_of_start
from googlenet.training.runs.folder import RunFolder
from googlenet.training.runs.process import NAME, claim, is_taken
from googlenet.training.runs.records import kept_epoch

CARD, WEIGHTS = "config.json", "best.safetensors"
ELSEWHERE = "elsewhere:"  # prefix of the name of a data set that this machine does not have
PAIR = ArchiveLimits(archive_bytes=256 * MB, unpacked_bytes=256 * MB, file_bytes=256 * MB)
MOST_CARD_BYTES = 512 * 1024
MOST_TEXT = 1000  # characters of any text in a card
MOST_CLASSES = 1000
MOST_MACS = 40_000_000_000  # of one image: Inception-v3 at 512 px takes 17 G
MOST_NUMBERS = 100_000_000  # outputs of a layer for one image: Inception-v3 at 512 px 4 M
FIGURES = {"test_accuracy", "test_images", "test_loss", "epochs", "training_seconds"}
INITIALIZATIONS = ("default", "xavier", "kaiming")
MARKUP = re.compile(r"[<>\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
PICKLES = {".pt", ".pth", ".bin", ".ckpt", ".pkl", ".pickle", ".pt2", ".joblib"}
MISFITS = (TypeError, ValueError, LookupError, RuntimeError, AttributeError, ArithmeticError, AssertionError)


def export_run(run: RunFolder) -> bytes:
    """A zip of the run's card, with the measured figures, and its weights; unpacked, it is a run folder.

    Auxiliary heads are left out: they help to train and are not part of a prediction.

    Raises:
        RunRefused: the run is not finished.
        BadCheckpoint: it is damaged.
    """
    if not run.exists() or run.status().state != "finished" or not run.best.is_file():
        raise RunRefused("error.run_unfinished", path=run.path.name)
    card = without_folders(read_card(run.card))
    card = replace(card, figures=card.figures or _figures(card, run.records()), aux_heads=False)
    weights = {key: one for key, one in read_weights(run.best).items() if not key.startswith("aux.")}
    with tempfile.SpooledTemporaryFile(max_size=64 * MB) as file:
        with zipfile.ZipFile(file, "w") as archive:  # weights do not compress; no date: equal runs give equal files
            archive.writestr(zipfile.ZipInfo(CARD), json.dumps(card_to_dict(card), indent=1, ensure_ascii=False))
            archive.writestr(zipfile.ZipInfo(WEIGHTS), as_file(weights))
        file.seek(0)
        return file.read()


def _figures(card: Card, records: Sequence) -> dict:
    """The figures of the exported weights: of the epoch that was best on held-out images, else of the last."""
    chosen = kept_epoch(records, card.preprocess.size_px)
    if chosen is None:
        return {}
    images = sum(map(sum, chosen.confusion))
    return {"test_accuracy": chosen.test_accuracy, "test_images": images, "epochs": chosen.epoch}


def without_folders(card: Card) -> Card:
    """`card` without the folders of this machine, for others to read."""
    config = _without_folders(card.config)
    names = [one.get("dataset") for one in (card.config, config)]
    source = card.source.replace(*names) if all(names) else card.source
    return replace(card, config=config, source=source)


def _without_folders(config: dict) -> dict:
    """`config` without the folders of this machine."""
    return config | {
        key: name_of_start(config[key]) for key in ("init_from", "dataset") if isinstance(config.get(key), str)
    }


def _without_paths(config: dict) -> dict:
    """The `config` of a stranger's card, so that nothing in it can be opened as a path of this machine."""
    config = _without_folders(config)
    dataset = config_from_dict(config).dataset.removeprefix(ELSEWHERE)
    if dataset in DATASETS or own_data.is_name(dataset):  # an imported one is shown to its owner alone
        return config
    return config | {"dataset": f"{ELSEWHERE}{dataset}"}


def import_run(files: Sequence[Path], root: Path, *, name: str | None = None, owner: str | None = None) -> RunFolder:
    """Makes a run of a pair of files, or of the zip of both, once everything in them is checked.

    Args:
        files: a zip; or a card (.json) and weights (.safetensors).
        root: folder of the runs.
        name: of the run; None: as the file.
        owner: token of whoever imports it; None: it has no owner.
    Raises:
        BadCheckpoint: the files are no such pair, too large, damaged, or do not fit one another.
        RunRefused: `name` is taken or not allowed, or `root` cannot be written.
    """
    with tempfile.TemporaryDirectory(prefix="network-") as folder:
        inner = Path(folder)
        given = _unpack(files, inner)
        card, network = read_pair(inner, given)
        root = Path(root)
        with RunFolder(root).writing():
            root.mkdir(parents=True, exist_ok=True)
        run = RunFolder(claim(root, "imported", name or _free_name(root, given), owner))
        with run.writing():
            if owner is not None:
                run.set_owner(owner)
            save_weights(run.best, network)
            write_atomically(run.path / "imported", b"")
        run.write_status("finished")
        run.create(card)  # last: only now is it listed
    return run


def _free_name(root: Path, given: str) -> str:
    """A free name in `root`: the file's, with a number where that is taken."""
    stem = re.sub(r"[^\w-]+", "-", PurePath(given).stem).strip("-_")[:50]
    stem = stem if NAME.fullmatch(stem) else "imported"
    tries = (stem, *(f"{stem}-{number}" for number in range(2, 10_000)))
    return next(one for one in tries if not is_taken(root, one))


def _unpack(files: Sequence[Path], inner: Path) -> str:
    """Copies the pair into `inner` under our own names; returns the file name of the zip or of the weights."""
    files = [Path(file) for file in files]
    for file in files:
        _refuse_pickles(file.name)
    if len(files) == 1 and files[0].suffix.casefold() not in (".json", ".safetensors"):
        _from_zip(files[0], inner)
        return files[0].name
    by_ending = {file.suffix.casefold(): file for file in files}
    if len(files) != 2 or set(by_ending) != {".json", ".safetensors"}:
        raise BadCheckpoint("pictures.pair")
    for ending, name in ((".json", CARD), (".safetensors", WEIGHTS)):
        file = by_ending[ending]
        if not file.is_file() or file.stat().st_size > (MOST_CARD_BYTES if ending == ".json" else PAIR.file_bytes):
            raise BadCheckpoint("pictures.pair_size", path=file.name[-80:], limit=PAIR.file_bytes // MB)
        (inner / name).write_bytes(file.read_bytes())
    return by_ending[".safetensors"].name


def _from_zip(path: Path, inner: Path) -> None:
    with open_tree(path, PAIR) as tree:
        for name, _ in tree.refused:
            raise BadCheckpoint("pictures.pair_entry", path=path.name[-80:], name=plain_name(name))
        found: dict[str, list] = {".json": [], ".safetensors": []}
        for entry in tree.entries:
            _refuse_pickles(entry.name)
            found.get(PurePath(entry.parts[-1]).suffix.casefold(), []).append(entry)
        if any(len(entries) != 1 for entries in found.values()):
            raise BadCheckpoint("pictures.pair")
        for (ending, (entry,)), name in zip(found.items(), (CARD, WEIGHTS), strict=True):
            if ending == ".json" and entry.size > MOST_CARD_BYTES:
                raise BadCheckpoint("pictures.pair_size", path=entry.name[-80:], limit=PAIR.file_bytes // MB)
            try:
                (inner / name).write_bytes(tree.read(entry))
            except UnreadableEntry:
                raise BadCheckpoint("pictures.pair_entry", path=path.name[-80:], name=plain_name(entry.name)) from None


def _refuse_pickles(name: str) -> None:
    if PurePath(name).suffix.casefold() in PICKLES:
        raise BadCheckpoint("pictures.pickle", path=plain_name(name[-80:]))


@contextmanager
def _named(given: str) -> Iterator[None]:
    """Within, errors name the visitor's file instead of our copy."""
    try:
        yield
    except UserError as error:
        reason = error.values["reason"] if error.key == "error.checkpoint" else error
        raise BadCheckpoint("error.checkpoint", path=plain_name(given), reason=_short(reason)) from None
    except (*MISFITS, RecursionError, MemoryError) as error:
        raise BadCheckpoint("error.checkpoint", path=plain_name(given), reason=_short(error)) from None


def _short(reason: object) -> object:
    """A reason in one line without markup: it may quote the file."""
    if isinstance(reason, UserError):
        return UserError(reason.key, **{name: _one_line(value) for name, value in reason.values.items()})
    return _one_line(str(reason))


def _one_line(value: object) -> object:
    return value if isinstance(value, int | float) else MARKUP.sub(" ", str(value).partition("\n")[0])[:200]


def read_pair(folder: Path, given: str) -> tuple[Card, Network]:
    """The checked card and the network with its weights, in eval mode.

    Args:
        folder: with `config.json` and `best.safetensors`.
        given: the visitor's name of them, for errors.
    Raises:
        BadCheckpoint: with the first thing that does not fit.
    """
    with _named(given):
        check_text(json.loads((folder / CARD).read_bytes()))
        card = read_card(folder / CARD)
        check_card(card)
        card = replace(card, config=_without_paths(card.config))
        how = {"num_classes": len(card.classes), "in_channels": card.preprocess.channels, "aux_heads": card.aux_heads}
        with torch.device("meta"):  # shapes alone: a card may ask for more memory than there is
            promised = Network(card.spec, **how)
        parameters = sum(one.numel() for one in promised.state_dict().values())
        if 4 * parameters > PAIR.file_bytes or 1.9 * parameters > (folder / WEIGHTS).stat().st_size:
            raise UserError("error.why.count", count=parameters)
        if not promised.blocks:
            raise UserError("error.why.blocks")
        side = card.preprocess.size_px
        whole = report(card.spec, (card.preprocess.channels, side, side))
        parts = [whole, *(part for _, part in whole.walk())]
        largest = max(math.prod(one.output) for one in parts)
        if largest > MOST_NUMBERS:
            raise UserError("error.why.output", millions=largest / 1e6, most=MOST_NUMBERS // 10**6)
        work = sum(_work(one) for one in parts if not one.parts)
        if work > MOST_MACS:
            raise UserError("error.why.macs", giga=work / 1e9, most=MOST_MACS // 10**9)
        network = Network(card.spec, **how).eval()
        load_weights(folder / WEIGHTS, network)
        with torch.inference_mode():
            logits = network(torch.zeros(1, card.preprocess.channels, side, side))
        if not torch.isfinite(logits).all():
            raise UserError("error.why.answer")
    return card, network


def _work(leaf: Part) -> int:
    """Multiply-adds of a layer; of a pool, the values that it reads."""
    reads = math.prod(leaf.window.kernel) if leaf.window else 0
    return max(leaf.macs, reads * math.prod(leaf.output))


def check_text(value: object) -> None:
    """Raises where a text of a card, or a key, cannot be shown in a page.

    Raises:
        UserError: one is too long or holds markup or control characters.
    """
    if isinstance(value, str) and (len(value) > MOST_TEXT or MARKUP.search(value)):
        raise UserError("error.why.text")
    if isinstance(value, dict):
        for key, one in value.items():
            check_text(key)
            check_text(one)
    elif isinstance(value, list):
        for one in value:
            check_text(one)


def check_card(card: Card) -> None:
    """Raises where a value of a card is out of range; `read_card` has checked the rest.

    Raises:
        UserError: a value is out of range.
    """
    low, high = LIMITS["image_size"]
    preprocess, classes = card.preprocess, card.classes
    if not 2 <= len(classes) <= MOST_CLASSES or len(set(classes)) < len(classes):
        raise UserError("error.why.classes", count=len(classes), most=MOST_CLASSES)
    if any(plain_name(name) != name for name in classes):
        raise UserError("error.why.class_name")
    if preprocess.channels not in (1, 3) or not low <= preprocess.size_px <= high:
        raise UserError("error.why.images", low=low, high=high)
    if preprocess.native_px is not None and preprocess.native_px > high:
        raise UserError("error.why.native", high=high)
    if not all(0 <= mean <= 1 for mean in preprocess.mean) or not all(0 < std <= 1 for std in preprocess.std):
        raise UserError("error.why.mean")
    for name, value in card.figures.items():
        if name not in FIGURES or not (value is None or (_is_number(value) and value >= 0)):
            raise UserError("error.why.figure", name=repr(name))
    if not 0 <= (card.figures.get("test_accuracy") or 0) <= 1:
        raise UserError("error.why.accuracy")
    if card.spec.initialization not in INITIALIZATIONS:
        raise UserError("error.why.initialization", accepted=", ".join(INITIALIZATIONS))
    config_from_dict(card.config)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
