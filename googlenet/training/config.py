"""What a run is made of, and the recipes that fill it in."""

from dataclasses import asdict, dataclass, fields

from googlenet.errors import UserError, look_up
from googlenet.specs import Spec, spec_from_dict, spec_to_dict
from googlenet.training.recipes import AUGMENTATIONS, OPTIMIZERS, RECIPES, SCHEDULES


@dataclass(frozen=True)
class TrainConfig:
    """All that decides a run; what is None is taken from the recipe.

    Attributes:
        model: a name of `list_models()`, or a `Spec`.
        image_size: side of the input in px.
        size_schedule: side in each epoch, ending with `image_size`; empty: `image_size` throughout.
        learning_rate: the peak where the schedule has one.
        precision: "bf16" (autocast), "fp32", or "auto": bf16 where the device has its instructions.
        threads: of the CPU; None: PyTorch's choice.
        train_images: use only the first so many of the (shuffled) training images; None: all.
        validation_images: training images kept apart to choose `best.safetensors` by.
        init_from: a run folder or safetensors file whose weights to start from.
        freeze_until: a block; it and all before it stay as they are.
        recalibrate_images: training images over which BN statistics are computed anew before evaluating; 0: none.

    Raises:
        UserError: a value is out of range, with what is accepted.
    """

    model: str | Spec | None = None
    dataset: str | None = None
    image_size: int | None = None
    epochs: int | None = None
    batch_size: int | None = None
    seed: int = 0
    recipe: str = "default"
    size_schedule: tuple[int, ...] = ()
    optimizer: str | None = None
    learning_rate: float | None = None
    schedule: str | None = None
    weight_decay: float | None = None
    label_smoothing: float | None = None
    augmentation: str | None = None
    precision: str | None = None
    recalibrate_images: int | None = None
    threads: int | None = None
    device: str = "auto"
    train_images: int | None = None
    validation_images: int = 0
    aux_heads: bool = False
    init_from: str | None = None
    freeze_until: str | None = None

    def __post_init__(self):
        for name, value in look_up(RECIPES, self.recipe, "error.recipe").items():
            if getattr(self, name) is None:
                object.__setattr__(self, name, value)
        object.__setattr__(self, "size_schedule", tuple(self.size_schedule))
        for name, (low, high) in LIMITS.items():
            value = getattr(self, name)
            if value is not None and not (isinstance(value, int | float) and low <= value <= high):
                raise UserError("error.config", field=name, value=repr(value), accepted=f"{low} to {high}")
        for name, table in CHOICES.items():
            if getattr(self, name) not in table:
                raise UserError(
                    "error.config", field=name, value=repr(getattr(self, name)), accepted=", ".join(map(str, table))
                )
        self._check_sizes()

    def _check_sizes(self) -> None:
        sizes = self.size_schedule
        if sizes and (len(sizes) != self.epochs or sizes[-1] != self.image_size or min(sizes) < LIMITS["image_size"][0]):
            raise UserError(
                "error.config",
                field="size_schedule",
                value=repr(sizes),
                accepted=f"{self.epochs} sizes, the last {self.image_size}",
            )

    def size_in(self, epoch: int) -> int:
        """Side of the images in px in `epoch`, from 0."""
        return self.size_schedule[epoch] if self.size_schedule else self.image_size


LIMITS = {
    "image_size": (16, 512),
    "epochs": (1, 1000),
    "batch_size": (2, 4096),
    "seed": (0, 2**31 - 1),
    "learning_rate": (1e-7, 10.0),
    "weight_decay": (0.0, 1.0),
    "label_smoothing": (0.0, 0.5),
    "recalibrate_images": (0, 60_000),
    "threads": (1, 256),
    "train_images": (2, 10_000_000),
    "validation_images": (0, 30_000),
}
CHOICES = {
    "optimizer": OPTIMIZERS,
    "schedule": SCHEDULES,
    "augmentation": AUGMENTATIONS,
    "precision": ("auto", "bf16", "fp32"),
}


def config_to_dict(config: TrainConfig) -> dict:
    """`config` as plain JSON values."""
    model = config.model if isinstance(config.model, str) else spec_to_dict(config.model)
    return asdict(config) | {"model": model, "size_schedule": list(config.size_schedule)}


def config_from_dict(data: dict) -> TrainConfig:
    """The `TrainConfig` that `config_to_dict` wrote; unknown names are refused.

    Raises:
        UserError, KeyError, TypeError: `data` is not such a dictionary.
    """
    unknown = data.keys() - {field.name for field in fields(TrainConfig)}
    if unknown:
        raise UserError("error.config", field=", ".join(sorted(unknown)), value="unknown", accepted="TrainConfig's fields")
    model = data["model"] if isinstance(data["model"], str) else spec_from_dict(data["model"])
    return TrainConfig(**data | {"model": model, "size_schedule": tuple(data["size_schedule"])})
