"""The runs of a study, one folder each: `MATCH/NETWORK-SEED`."""

from dataclasses import dataclass, fields
from pathlib import Path

from googlenet.common.errors import RunRefused
from googlenet.networks.checkpoint import read_card
from googlenet.networks.spec import Spec
from googlenet.study.config import StudyConfig
from googlenet.training.config import TrainConfig, config_from_dict
from googlenet.training.runs.folder import RunFolder


@dataclass(frozen=True)
class Trial:
    """A run of a study: a network, a seed and the folder."""

    network: str
    seed: int
    run: RunFolder


def trials(config: StudyConfig, root: Path) -> list[Trial]:
    """All runs of a study in the order of training: every network with seed 0, then with seed 1, and so on."""
    folder = Path(root) / config.match
    pairs = [(network, seed) for seed in range(config.seeds) for network in config.networks]
    return [Trial(network, seed, RunFolder(folder / f"{network}-{seed}")) for network, seed in pairs]


def is_finished(run: RunFolder) -> bool:
    """Whether the run is trained to its end."""
    return run.exists() and run.status().state == "finished"


def check_config(run: RunFolder, wanted: TrainConfig) -> None:
    """Checks that the folder's run was begun with the configuration `wanted`; threads, device and source of random numbers may differ.

    Raises:
        RunRefused: it was not; with the first difference.
    """
    begun = config_from_dict(read_card(run.card).config)
    for name in (field.name for field in fields(TrainConfig) if field.name not in ("threads", "device", "draws")):
        was, now = getattr(begun, name), getattr(wanted, name)
        if was != now:
            raise RunRefused("study.error.differs", path=run.path, field=name, was=_short(was), now=_short(now))


def _short(value: object) -> str:
    return value.source if isinstance(value, Spec) else repr(value)
