"""The settings of a kernel study. Takes no torch before a data set is read."""

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from googlenet.common.errors import BadCheckpoint, UserError, look_up
from googlenet.study.variants import NETWORKS, Variant, matched
from googlenet.training.config import TrainConfig

MOST_SEEDS = 20
STUDY_FILE = "study.json"  # the settings, in the folder of a study that earlier versions of the page began
FASHION_MNIST = ("fashion_mnist", "fashion_mnist_sample")


@dataclass(frozen=True)
class StudyConfig:
    """The settings of a study; everything else is the recipe's, the same for every network.

    Attributes:
        match: the size in which the networks are equal: "params" or "macs".
        networks: keys of `googlenet.study.variants.NETWORKS`.
        seeds: number of seeds, from 0.
        recalibrate_images: over which BN statistics are recomputed before testing: they lag after a short training.

    Raises:
        UserError: a value is out of range, with what is accepted.
    """

    match: str = "params"
    networks: tuple[str, ...] = tuple(NETWORKS)
    seeds: int = 3
    epochs: int = 3
    images: int | None = 20_000
    image_size: int = 96
    batch_size: int | None = None
    dataset: str | None = None
    recipe: str = "default"
    recalibrate_images: int = 1024
    threads: int | None = None
    device: str = "auto"

    def __post_init__(self):
        if isinstance(self.seeds, bool) or not isinstance(self.seeds, int) or not 1 <= self.seeds <= MOST_SEEDS:
            raise UserError("study.error.value", field="seeds", value=repr(self.seeds), accepted=f"1 to {MOST_SEEDS}")
        if not self.networks:
            raise UserError("study.error.value", field="networks", value="()", accepted=", ".join(NETWORKS))
        for network in self.networks:
            look_up(NETWORKS, network, "study.error.network")
        self.train_config(self.networks[0], 0)  # raises what a run would raise

    def variant(self, network: str) -> Variant:
        """The network called `network`, matched for this data's channels and classes."""
        channels, classes = _shape(TrainConfig(recipe=self.recipe, dataset=self.dataset).dataset, self.image_size)
        return matched(network, self.match, image_size=self.image_size, channels=channels, classes=classes)

    def train_config(self, network: str, seed: int) -> TrainConfig:
        """The configuration with which `network` is trained with `seed`."""
        return TrainConfig(
            model=self.variant(network).spec,
            dataset=self.dataset,
            image_size=self.image_size,
            epochs=self.epochs,
            batch_size=self.batch_size,
            seed=seed,
            recipe=self.recipe,
            optimizer="adamw" if self.recipe == "default" else None,  # as it was measured
            recalibrate_images=self.recalibrate_images,
            threads=self.threads,
            device=self.device,
            train_images=self.images,
        )


def settings_of(root: Path) -> StudyConfig | None:
    """The settings that a study's folder holds; None where it holds none.

    Raises:
        BadCheckpoint: they are damaged.
    """
    path = Path(root) / STUDY_FILE
    if not path.is_file():
        return None
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
        return StudyConfig(**values | {"networks": tuple(values["networks"])})
    except (LookupError, OSError, TypeError, ValueError) as error:
        raise BadCheckpoint("error.checkpoint", path=path, reason=error) from None


@lru_cache(maxsize=8)
def _shape(dataset: str, side_px: int) -> tuple[int, int]:
    """(channels, number of classes) of a data set, a path's pictures read at `side_px`; Fashion-MNIST is not read."""
    if dataset in FASHION_MNIST:
        return 1, 10
    from googlenet.data.dataset import load_dataset

    found = load_dataset(dataset, side_px)
    return found.channels, len(found.classes)
