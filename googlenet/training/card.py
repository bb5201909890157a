"""The card: all that is needed to rebuild a network and feed it, beside its weights."""

from dataclasses import asdict, dataclass
from pathlib import Path

from googlenet.checkpoints import read_json
from googlenet.data import Dataset
from googlenet.errors import BadCheckpoint, UserError
from googlenet.network import Network
from googlenet.results import Preprocess
from googlenet.specs import Spec, spec_from_dict, spec_to_dict
from googlenet.training.config import TrainConfig, config_from_dict, config_to_dict


@dataclass(frozen=True)
class Card:
    """What stands in a run's `config.json` and beside shipped weights.

    Attributes:
        figures: measured numbers, by name; empty while a run trains.
        licence, source: of the weights.
    """

    spec: Spec
    classes: tuple[str, ...]
    preprocess: Preprocess
    aux_heads: bool
    config: TrainConfig
    figures: dict
    licence: str
    source: str


def make_card(config: TrainConfig, network: Network, dataset: Dataset) -> dict:
    """The card of a run that starts, as plain JSON values."""
    return {
        "spec": spec_to_dict(network.spec),
        "classes": list(dataset.classes),
        "preprocess": asdict(dataset.preprocess(config.image_size)),
        "aux_heads": bool(network.aux),
        "config": config_to_dict(config),
        "figures": {},
        "licence": "MIT",
        "source": f"trained on {dataset.name} by recipe {config.recipe}",
    }


def read_card(path: Path) -> Card:
    """The card in the JSON file `path`.

    Raises:
        BadCheckpoint: there is no such file, or it is not a card.
    """
    data = read_json(path)
    try:
        preprocess = {key: tuple(v) if isinstance(v, list) else v for key, v in data["preprocess"].items()}
        return Card(
            spec=spec_from_dict(data["spec"]),
            classes=tuple(map(str, data["classes"])),
            preprocess=Preprocess(**preprocess),
            aux_heads=bool(data["aux_heads"]),
            config=config_from_dict(data["config"]),
            figures=dict(data["figures"]),
            licence=str(data["licence"]),
            source=str(data["source"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError, UserError) as error:
        raise BadCheckpoint("error.checkpoint", path=path, reason=error) from None
