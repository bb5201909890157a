"""The card: all that is needed to rebuild a network and feed it, beside its weights."""

from dataclasses import asdict, dataclass, field
from pathlib import Path

from googlenet.checkpoints import read_json, write_json
from googlenet.errors import BadCheckpoint
from googlenet.results import Preprocess
from googlenet.specs import Spec, spec_from_dict, spec_to_dict


@dataclass(frozen=True)
class Card:
    """What stands in a run's `config.json` and in the JSON file beside shipped weights.

    Attributes:
        spec: the network's table.
        classes: names, in class order.
        preprocess: how an image becomes an input.
        aux_heads: whether the weights hold the auxiliary heads.
        config: how it was trained, as `googlenet.training.config.config_to_dict` writes it.
        figures: measured numbers by name, `test_accuracy` (fraction) and `test_images` among them; empty while it trains.
        licence, source: of the weights.
    """

    spec: Spec
    classes: tuple[str, ...]
    preprocess: Preprocess
    aux_heads: bool = False
    config: dict = field(default_factory=dict)
    figures: dict = field(default_factory=dict)
    licence: str = "MIT"
    source: str = ""


def write_card(path: Path, card: Card) -> None:
    """Writes `card` as JSON, atomically."""
    write_json(path, asdict(card) | {"spec": spec_to_dict(card.spec)})


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
            config=dict(data["config"]),
            figures=dict(data["figures"]),
            licence=str(data["licence"]),
            source=str(data["source"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadCheckpoint("error.checkpoint", path=path, reason=error) from None
