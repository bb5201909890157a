"""How long runs take: the typical speed of one, what is left of it, an estimate of one that has not begun."""

import json
import math
from collections.abc import Sequence
from contextlib import suppress
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from googlenet.common.errors import UserError

if TYPE_CHECKING:
    from googlenet.app.shell.run_views import RunView
    from googlenet.common.results import StepRecord
    from googlenet.training.config import TrainConfig
    from googlenet.training.runs.progress import RunProgress

WARM_UP, LATEST = 2, 9  # records that tell a speed: all but the first, and of those the latest; as many runs
BACKWARD = 3.0  # a training step costs about as much as three forward passes


def typical_speed(steps: "Sequence[StepRecord]") -> float | None:
    """The median of a run's latest speeds in images a second, at its latest size; None before the first.

    The first records are left out where there are others: they load, compile and warm up.
    """
    settled = steps[WARM_UP:] or steps
    speeds = [one.images_per_second for one in settled[-LATEST:] if one.image_size == steps[-1].image_size]
    return median(speeds) if speeds else None


def seconds_left(
    records: Sequence, config: dict, total_steps: int, progress: "RunProgress | None" = None
) -> float | None:
    """How long the rest of a run takes at its typical speed, tests included; larger images count by their area.

    Args:
        records: all so far.
        config: as `config_to_dict` writes it.
        total_steps: of the whole run.
        progress: where it is now; it tells how large a test is before there was one.
    Returns:
        Seconds, or None while nothing is known.
    """
    steps = [record for record in records if record.kind == "step"]
    speed = typical_speed(steps)
    if not speed or not total_steps:
        return None
    in_epoch, here = total_steps // config["epochs"], steps[-1].image_size
    done = max(steps[-1].step, progress.step if progress else 0)
    sizes = config["size_schedule"] or [config["image_size"]] * config["epochs"]
    tested = sum(record.kind == "epoch" for record in records)
    share = progress.tested / progress.images if progress and progress.phase == "testing" and progress.images else 0.0
    test = _test_seconds(records, speed, progress)
    seconds = 0.0
    for epoch, size in enumerate(sizes):
        training = min(in_epoch, max(0, (epoch + 1) * in_epoch - done)) * config["batch_size"] / speed
        testing = test * (epoch >= tested) * (1 - share * (epoch == tested))
        seconds += (size / here) ** 2 * (training + testing)
    return seconds


def _test_seconds(records: Sequence, speed: float, progress: "RunProgress | None") -> float:
    """How long a test takes at the size of the latest step: as the last one did, else as many images as it has would."""
    pairs = [(a, b) for a, b in pairwise(records) if (a.kind, b.kind) == ("step", "epoch")]
    if pairs:
        before, after = pairs[-1]
        size = next(one.image_size for one in reversed(records) if one.kind == "step")
        return max(0.0, after.seconds - before.seconds) * (size / after.image_size) ** 2
    return progress.images / speed / BACKWARD if progress else 0.0


def estimate(views: "Sequence[RunView]", config: "TrainConfig") -> float | None:
    """How long a run with `config` would take here: the median by the speeds of other runs; None without one.

    Runs of the same network are preferred; others count by their multiply-adds, and smaller images by their area.

    Args:
        views: newest first.
    """
    from googlenet.training.config import config_to_dict

    wanted = json.loads(json.dumps(config_to_dict(config)))  # a designed network is its table, as in a file
    known = [view for view in views if not view.is_shipped and view.images_per_second and view.config]
    same = [view for view in known if view.config.get("model") == wanted["model"]]
    images = _images_of(config)
    rates = [rate for view in (same or known)[:LATEST] if (rate := _speed_for(wanted, view))]
    epochs = sum((config.size_in(epoch) / config.image_size) ** 2 for epoch in range(config.epochs))
    return images * epochs / median(rates) if images and rates else None


def _images_of(config: "TrainConfig") -> float:
    """What an epoch costs, as a number of training images: those of its test count by a forward pass; 0: not known."""
    from googlenet.data import streaming
    from googlenet.data.dataset import outline_dataset

    if config.dataset.startswith(streaming.PREFIX):  # its files would have to be counted
        return 0
    with suppress(UserError):
        outline = outline_dataset(config.dataset, config.image_size)
        train = min(config.train_images or math.inf, len(outline.train) - config.validation_images)
        return train + (len(outline.test) + config.validation_images) / BACKWARD
    return 0


def _speed_for(wanted: dict, view: "RunView") -> float:
    """Images a second that the settings `wanted` would reach, by the speed of another run; 0 where it cannot be said."""
    size, model = (view.config.get("size_schedule") or [view.config.get("image_size")])[-1], view.config.get("model")
    here, there = _work(model, size), _work(wanted["model"], wanted["image_size"])
    if model == wanted["model"]:
        here, there = size**2, wanted["image_size"] ** 2
    return view.images_per_second * here / there if there else 0


def _work(model: str | dict, side_px: int) -> int:
    """Multiply-adds of a network for one grayscale image; 0 where that cannot be said."""
    from googlenet.networks.accounting import report
    from googlenet.networks.registry import NETWORKS
    from googlenet.networks.spec import spec_from_dict

    with suppress(UserError, ValueError, LookupError, TypeError):
        spec = NETWORKS[model] if isinstance(model, str) else spec_from_dict(model)
        return report(spec, (1, side_px, side_px)).macs
    return 0
