"""People's own pictures, weights to start from and networks from files, computed for the page. Knows nothing of Gradio."""

import math
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from googlenet.app.server.limits import UPLOAD_MB
from googlenet.app.shell.access import DATASETS, check_data, check_room
from googlenet.app.shell.question import Question
from googlenet.app.shell.repository import UNTRAINED, Repository
from googlenet.app.shell.runs import PREFIX, Runs
from googlenet.app.tabs.train.own_pictures.html import FEW_NAMES, PicturesView, left_out_csv
from googlenet.common.errors import DataMissing, UserError
from googlenet.common.owners import may_change, owner_for
from googlenet.text import say

if TYPE_CHECKING:
    import numpy as np

    from googlenet.data.picture_folders import Report

SIDE_PX, TEST_SHARE = 64, 0.2
MOST_CLASSES, A_CLASS, TILE_PX = 12, 6, 48  # of the pictures that are shown
UNPACKED_MB, DECODING_SECONDS = 1024, 300
STEPS = 300  # that a first run on own pictures should have


def data_choices(question: Question) -> list[tuple[str, str]]:
    """(label, name) of what can be trained on: the visitor's own pictures last."""
    from googlenet.data import own_data

    lang = question.lang
    known = [(say("pictures.data.recipe", lang), "")]
    known += [(say(f"pictures.data.{name}", lang), name) for name in DATASETS]
    own = own_data.names(question.owner)
    return known + [(say("pictures.data.own", lang, name=title_of(name)), name) for name in own]


def title_of(name: str) -> str:
    """A data set's name without what tells it from others of the same name, where it is long enough to be read so."""
    return name.removeprefix("own:").rpartition("-")[0] or name


def start_choices(repository: Repository, question: Question) -> list[tuple[str, str]]:
    """(label, name) of weights to start from."""
    trained = [one for one in repository.choices(question.lang, question.owner) if one[1] not in UNTRAINED]
    return [(say("pictures.start.fresh", question.lang), ""), *trained]


def freeze_choices(repository: Repository, start: str, lang: str) -> list[tuple[str, str]]:
    """(label, block) of how far the network can stay as it is; only what is learned already is worth keeping."""
    from googlenet.networks.spec import spec_from_dict

    nothing = [(say("pictures.freeze.none", lang), "")]
    if not start:
        return nothing
    blocks = [block.name for block in spec_from_dict(repository.card(start)["spec"]).blocks]
    last = blocks[-1]
    return nothing + [
        (say("pictures.freeze.all" if name == last else "pictures.freeze.until", lang, block=name), name)
        for name in blocks
    ]


def start_of(repository: Repository, runs: Runs, start: str) -> str | None:
    """`TrainConfig.init_from` for a choice; a run is its folder.

    Raises:
        UserError: there are no such weights, or the visitor may not see them.
    """
    if not start:
        return None
    if start.startswith(PREFIX):
        return str(runs.folder(start).path)
    repository.card(start)  # refuses what is not there
    return start


def fitting_fields(report: "Report") -> dict[str, int]:
    """Epochs, size and batch with which a first run on these pictures takes some hundred steps."""
    images = sum(report.train_counts)
    batch = 32 if images >= 640 else 16 if images >= 160 else 8
    epochs = min(40, max(3, math.ceil(STEPS * batch / images)))
    return {"epochs": epochs, "image_size": max(32, report.side_px), "batch_size": batch}


def keep_upload(
    path: str, side: object, share: object, encoding: object, *, token: str, progress: Callable[[int, int], None]
) -> str:
    """Reads an uploaded zip and gives the data set's name.

    Raises:
        DataMissing: one sentence says what does not fit.
    """
    from googlenet.data import own_data
    from googlenet.data.archives import MB, ArchiveLimits
    from googlenet.data.file_names import AUTO
    from googlenet.data.picture_folders import SHARES, ImportOptions

    low, high = SHARES
    test_share = TEST_SHARE if share is None else share / 100
    if not low <= test_share <= high:  # `ImportOptions` would answer with a fraction, which nobody typed here
        raise DataMissing("pictures.share_percent", value=f"{share:.12g}", low=f"{100 * low:g}", high=f"{100 * high:g}")
    options = ImportOptions(_whole(side, SIDE_PX), test_share, encoding=encoding or AUTO)
    limits = ArchiveLimits(UPLOAD_MB * MB, UNPACKED_MB * MB, cpu_seconds=DECODING_SECONDS)
    check_room(own_data.root().parent)
    if Path(path).is_dir():
        raise DataMissing("pictures.no_zip", path=Path(path).name[-80:])
    return own_data.keep(Path(path), options, limits=limits, owner=owner_for(token), progress=progress)


def _whole(value: object, usual: int) -> object:
    """A number field's value as a whole number where it is one; `ImportOptions` refuses the rest."""
    if value is None:
        return usual
    return int(value) if isinstance(value, float) and value.is_integer() else value


def pictures_view(name: str, token: str) -> PicturesView:
    """The report on the data set called `name`; an empty view for any other data.

    Raises:
        DataMissing: it is not there, another's, or damaged.
    """
    from googlenet.data import own_data

    if not own_data.is_name(name):
        return PicturesView()
    check_data(name, token)
    found = own_data.read_images(name)
    samples = {
        label: strip(found.train_pixels[found.train_labels == index][:A_CLASS])
        for index, label in enumerate(found.report.classes[:MOST_CLASSES])
    }
    skipped = {reason: (count, names[:FEW_NAMES]) for reason, (count, names) in found.report.skipped.items()}
    return PicturesView(name, replace(found.report, skipped=skipped), samples, may_change(own_data.folder(name), token))


def left_out(name: str, token: str, lang: str) -> str:
    """Every file that was left out of a data set, with its reason, as CSV.

    Raises:
        DataMissing: it is not there, another's, or damaged.
    """
    from googlenet.data import own_data

    check_data(name, token)
    return left_out_csv(own_data.read_report(name).skipped, lang)


def strip(pixels: "np.ndarray") -> str:
    """Pictures (n, C, side, side) uint8 beside each other as a data URI."""
    from PIL import Image

    from googlenet.data.sprites import picture_uri

    sheet = Image.new("RGB", (TILE_PX * A_CLASS, TILE_PX))
    for place, one in enumerate(pixels):
        levels = one[0] if len(one) == 1 else one.transpose(1, 2, 0)
        tile = Image.fromarray(levels).convert("RGB").resize((TILE_PX, TILE_PX), Image.Resampling.LANCZOS)
        sheet.paste(tile, (place * TILE_PX, 0))
    return picture_uri(sheet.crop((0, 0, TILE_PX * max(1, len(pixels)), TILE_PX)))


def delete_pictures(name: str, token: str) -> None:
    """Forgets the visitor's own pictures.

    Raises:
        DataMissing: there are none, or they are another's.
    """
    from googlenet.data import own_data

    if not may_change(own_data.folder(name), token):
        raise DataMissing("pictures.unknown", name=repr(name)[:80])
    own_data.delete(name)


def take_network(paths: list[str] | None, runs: Runs, token: str) -> str:
    """Makes a run of uploaded files and gives its name.

    Raises:
        UserError: they are no network that can be trusted.
    """
    from googlenet.training.runs.export import import_run

    if not paths:
        raise UserError("pictures.pair")
    check_room(runs.root)
    run = import_run([Path(path) for path in paths], runs.root, owner=owner_for(token))
    return PREFIX + run.path.name
