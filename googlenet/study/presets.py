"""Presets for a run of one's own: the exercises and the kernel study's networks, with what was measured of them.

Takes no torch, so that the page can list them.
"""

import json
from collections.abc import Iterable
from dataclasses import fields, replace
from functools import lru_cache
from itertools import count

from googlenet.study.config import StudyConfig
from googlenet.study.exercises import EXERCISES, RECIPE, Measured, measured
from googlenet.study.findings import Findings, shipped
from googlenet.study.variants import NETWORKS
from googlenet.training.config import TrainConfig, config_to_dict

EXERCISE, KERNELS = "exercise", "kernels"  # kinds of presets; a preset is called KIND.NAME
PRESETS = (*(f"{EXERCISE}.{name}" for name in EXERCISES), *(f"{KERNELS}.{name}" for name in NETWORKS))
STUDIED = StudyConfig(images=10_000, batch_size=64)  # the kernel study that ships
DEFAULTS = {field.name: field.default for field in fields(TrainConfig)}  # of fields that older runs lack
ANY = ("seed", "threads", "device", "keep_epochs", "draws")  # fields in which runs of one configuration may differ


def settings(name: str, dataset: str | None = None) -> dict[str, object]:
    """The fields of `TrainConfig` that a preset sets; of another name just the recipe, which is called so.

    Args:
        dataset: for whose channels and classes a network of the kernel study is matched; None: the recipe's.
    """
    kind, _, key = name.partition(".")
    if name not in PRESETS:
        return {"recipe": name}
    if kind == EXERCISE:
        return {"recipe": RECIPE, **dict(EXERCISES[key].changes)}
    config = replace(STUDIED, dataset=dataset).train_config(key, 0)
    fields = ("recipe", "model", "image_size", "epochs", "batch_size", "optimizer", "train_images")
    fields += ("recalibrate_images",)
    return {field: getattr(config, field) for field in fields}


def outcome(name: str) -> Measured | None:
    """What was measured of a preset and ships, a network of the kernel study at equal parameters; None without results.

    Raises:
        BadCheckpoint: the results are damaged.
    """
    kind, _, key = name.partition(".")
    if kind == EXERCISE:
        return measured().get(key)
    found = _kernels()
    standing = next((one for one in found.standings if one.name == key), None) if found else None
    if standing is None or standing.accuracy is None:
        return None
    return Measured(standing.accuracy, found.differences().get(key), found.test_images)


@lru_cache(maxsize=1)
def _kernels() -> Findings | None:
    return shipped().get("params")


def unused_seed(config: TrainConfig, begun: Iterable[dict]) -> int:
    """The least seed with which none of the runs `begun`, as their files have their configurations, has this one."""
    own = {name: one for name, one in json.loads(json.dumps(config_to_dict(config))).items() if name not in ANY}
    others = (DEFAULTS | other for other in begun)
    used = {other["seed"] for other in others if all(other[name] == one for name, one in own.items())}
    return next(seed for seed in count() if seed not in used)
