"""The statistics of a study: means, intervals, differences paired by seed. Takes no torch."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from googlenet.common.errors import BadCheckpoint
from googlenet.common.files import ASSETS
from googlenet.common.statistics import Interval, interval

WHOLE = "all"  # the network that the others are compared with
STUDIES = ASSETS / "studies"
SERIES = {"params": "kernels.json", "macs": "kernels-macs.json"}  # what is equal -> the results that ship
FIELD_IMAGES = 64  # images over which a network's effective receptive field is averaged


@dataclass(frozen=True)
class Standing:
    """A network of a study and its results.

    Attributes:
        name: a key of `googlenet.study.variants.NETWORKS`.
        paths: branches that its blocks keep.
        factor: by which the widths in its blocks are multiplied.
        params, macs: of the whole network; multiply-adds for one image of the study's size.
        widths: block -> branch -> channels of its convolutions, in their order.
        accuracies: seed -> fraction of the test images.
        right: (K,) test images classified correctly, by class, summed over seeds; () before the first run.
    """

    name: str
    paths: tuple[str, ...]
    factor: float
    params: int
    macs: int
    widths: Mapping[str, Mapping[str, tuple[int, ...]]]
    accuracies: Mapping[int, float]
    right: tuple[int, ...] = ()

    @property
    def accuracy(self) -> Interval | None:
        """Mean accuracy over the seeds; None before the first run."""
        return interval(list(self.accuracies.values())) if self.accuracies else None

    def gaps(self, other: "Standing") -> dict[int, float]:
        """Its accuracy minus that of `other`, by the seeds that both have."""
        return _minus(self.accuracies, other.accuracies)


@dataclass(frozen=True)
class Findings:
    """The results of a study as records.

    Attributes:
        settings: of the study, as `StudyConfig` names them.
        standings: its networks, in their order.
        runs_done, runs_planned: numbers of runs.
        train_images, test_images: of each run; 0 before the first.
        previews: network -> maps of some test images, see `googlenet.study.previews.preview`.
        pictures: these images, see `googlenet.study.previews.encoded_pictures`.
    """

    settings: Mapping[str, object]
    standings: tuple[Standing, ...]
    runs_done: int
    runs_planned: int
    train_images: int
    test_images: int
    previews: Mapping[str, dict]
    pictures: tuple[dict, ...] = ()

    @property
    def match(self) -> str:
        """The size in which the networks are equal: "params" or "macs"."""
        return str(self.settings["match"])

    @property
    def is_partial(self) -> bool:
        return self.runs_done < self.runs_planned

    @property
    def whole(self) -> Standing | None:
        """The whole GoogLeNet; None in a study without it."""
        return next((one for one in self.standings if one.name == WHOLE), None)

    def gaps(self) -> dict[str, dict[int, float]]:
        """Network -> seed -> its accuracy minus that of the whole GoogLeNet, for networks that share a seed with it."""
        found = {one.name: one.gaps(self.whole) for one in self.standings if self.whole and one is not self.whole}
        return {name: by_seed for name, by_seed in found.items() if by_seed}

    def differences(self) -> dict[str, Interval]:
        """Network -> its accuracy minus that of the whole GoogLeNet, paired by seed."""
        return {name: interval(list(by_seed.values())) for name, by_seed in self.gaps().items()}

    def is_like(self, other: "Findings") -> bool:
        """Whether the runs of both studies differ in nothing but `match`."""
        return conditions(self.settings) | {"match": ""} == conditions(other.settings) | {"match": ""}


def conditions(settings: Mapping[str, object]) -> dict[str, object]:
    """The settings that two sets of runs must share to belong to one study."""
    return {name: value for name, value in settings.items() if name not in ("networks", "seeds", "threads", "device")}


def changes(first: Findings, second: Findings) -> dict[str, Interval]:
    """Network -> its difference to the whole GoogLeNet in `second` minus that in `first`.

    Paired by the seeds that both have; a network with fewer than two is left out, since it has no interval.
    """
    before, after = first.gaps(), second.gaps()
    found = {name: list(_minus(after[name], before[name]).values()) for name in before if name in after}
    return {name: interval(values) for name, values in found.items() if len(values) > 1}


def _minus(first: Mapping[int, float], second: Mapping[int, float]) -> dict[int, float]:
    return {seed: value - second[seed] for seed, value in first.items() if seed in second}


def findings_of(result: dict) -> Findings:
    """The result of `googlenet.study.results.collect`, as records.

    Raises:
        BadCheckpoint: `result` is not of that form.
    """
    try:
        settings, runs = result["study"], result["runs"]
        standings = tuple(_standing(name, row, runs) for name, row in result["networks"].items())
        return Findings(
            settings=settings,
            standings=standings,
            runs_done=len(runs),
            runs_planned=len(settings["networks"]) * settings["seeds"],
            train_images=int(result.get("train_images", 0)),
            test_images=int(runs[0]["test_images"]) if runs else 0,
            previews=dict(result.get("sights", {})),
            pictures=tuple(result.get("pictures", ())),
        )
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        raise BadCheckpoint("study.error.broken", reason=repr(error)) from None


def _standing(name: str, row: dict, runs: list[dict]) -> Standing:
    own = [run for run in runs if run["network"] == name]
    return Standing(
        name=name,
        paths=tuple(row["paths"]),
        factor=float(row["factor"]),
        params=int(row["params"]),
        macs=int(row["macs"]),
        widths={
            block: {branch: tuple(channels) for branch, channels in branches.items()}
            for block, branches in row["widths"].items()
        },
        accuracies={int(run["seed"]): float(run["accuracy"]) for run in own},
        right=tuple(map(sum, zip(*(run["right"] for run in own), strict=True))),
    )


def shipped(folder: Path = STUDIES) -> dict[str, Findings]:
    """The findings that ship, by the key of `SERIES`; a series without results is left out.

    Raises:
        BadCheckpoint: a file is damaged, or holds the other series.
    """
    found = {name: _read(folder / file) for name, file in SERIES.items() if (folder / file).is_file()}
    for name, one in found.items():
        if one.match != name:
            raise BadCheckpoint("study.error.broken", reason=f"{SERIES[name]}: {one.match}")
    return found


def _read(path: Path) -> Findings:
    """The findings in a file.

    Raises:
        BadCheckpoint: it is damaged, or cannot be read.
    """
    try:
        return findings_of(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError) as error:
        raise BadCheckpoint("study.error.broken", reason=error) from None


def summary(result: dict) -> dict:
    """Means and intervals of a result as JSON values: by network, and against the whole GoogLeNet."""
    found = findings_of(result)
    accuracy = {one.name: _json_values(one.accuracy) for one in found.standings if one.accuracy}
    return {"accuracy": accuracy, "against_all": {name: _json_values(one) for name, one in found.differences().items()}}


def _json_values(one: Interval) -> dict:
    ends = {} if one.reach is None else {"low": round(one.low, 6), "high": round(one.high, 6)}
    return {"mean": round(one.mean, 6), "seeds": one.count} | ends
