"""The card: all that is needed to rebuild a network and feed it, beside its weights."""

import math
from dataclasses import asdict, dataclass, field
from pathlib import Path

from googlenet.common.errors import BadCheckpoint, UserError
from googlenet.common.results import Preprocess
from googlenet.networks.checkpoint import read_json, write_json
from googlenet.networks.spec import Spec, spec_from_dict, spec_to_dict


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


def card_to_dict(card: Card) -> dict:
    """`card` as plain JSON values."""
    return asdict(card) | {"spec": spec_to_dict(card.spec)}


def write_card(path: Path, card: Card) -> None:
    """Writes `card` as JSON, atomically."""
    write_json(path, card_to_dict(card))


def read_card(path: Path) -> Card:
    """The card in the JSON file `path`.

    Raises:
        BadCheckpoint: there is no such file, or it is not a card.
    """
    data = read_json(path)
    try:
        return Card(
            spec=spec_from_dict(data["spec"]),
            classes=_class_names(data["classes"]),
            preprocess=_preprocess_from_dict(data["preprocess"]),
            aux_heads=bool(data["aux_heads"]),
            config=dict(data["config"]),
            figures=dict(data["figures"]),
            licence=str(data["licence"]),
            source=str(data["source"]),
        )
    except KeyError as error:
        raise BadCheckpoint("error.checkpoint", path=path, reason=UserError("error.why.card_key", name=error)) from None
    except (TypeError, ValueError, AttributeError, RecursionError) as error:
        raise BadCheckpoint("error.checkpoint", path=path, reason=error) from None


def _class_names(names: list) -> tuple[str, ...]:
    if not isinstance(names, list) or not names or not all(isinstance(name, str) for name in names):
        raise TypeError("classes is no list of names")
    return tuple(names)


def _preprocess_from_dict(data: dict) -> Preprocess:
    """The `Preprocess` in a card.

    Raises:
        TypeError, ValueError: a field is missing, foreign or out of range.
    """
    preprocess = Preprocess(**{key: tuple(value) if isinstance(value, list) else value for key, value in data.items()})
    sides = [preprocess.size_px, preprocess.channels, 1 if preprocess.native_px is None else preprocess.native_px]
    is_sound = all(isinstance(side, int) and side >= 1 for side in sides) and all(
        len(values) == preprocess.channels and all(math.isfinite(value) for value in values)
        for values in (preprocess.mean, preprocess.std)
    )
    if not is_sound or min(preprocess.std) <= 0:
        raise ValueError(f"preprocess is {data}")
    return preprocess
