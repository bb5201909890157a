"""The configuration of a training run; a field that is left out comes from its recipe."""

from dataclasses import asdict, dataclass, fields, replace
from decimal import Decimal
from numbers import Real

from googlenet.common.errors import BadCheckpoint, RunRefused, UserError, look_up
from googlenet.networks.spec import Spec, spec_from_dict, spec_to_dict
from googlenet.training.recipes import AUGMENTATIONS, OPTIMIZERS, RECIPES, SCHEDULES


@dataclass(frozen=True)
class TrainConfig:
    """Everything that decides a run; fields that are None are filled in from the recipe.

    Attributes:
        model: a name of `list_models()`, or a `Spec`; None: that of `init_from`, else the recipe's.
        dataset: a name of `googlenet.data.dataset.DATASETS`, of an imported one, or the path of a folder or zip of class
            folders; it decides channels and classes.
        image_size: side of the input in px.
        size_schedule: side in each epoch, ending with `image_size`; empty: `image_size` throughout. None: the recipe's,
            where it has one and epochs and image size are the recipe's too.
        learning_rate: the peak where the schedule has one.
        selective_decay: weight decay on the weights of convolutions and linear layers alone, not on BN and biases.
        drop_last: leave out an epoch's last batch where it is smaller than the others.
        ema_decay: evaluate and save a moving average of the weights, which keeps so much of itself a step
            (`googlenet.training.averaging`); 0: the weights themselves.
        precision: "bf16" or "fp16" (autocast), "fp32", or "auto": bf16 where the device gains by it, else fp16
            on a CUDA card.
        recalibrate_images: training images over which BN statistics are computed anew before evaluating; 0: none, or
            2,048 with `ema_decay`, since averaged weights have no statistics of their own.
        threads: of the CPU; None: PyTorch's choice.
        device: see `googlenet.networks.devices.pick_device`.
        draws: where the random numbers of the augmentation come from: "device", without a wait for the CPU, or "cpu". None:
            the first for a run that begins; the second for one that was begun before there was this choice.
        deterministic: on a CUDA card only kernels that give the same bits each time; slower.
        train_images: use only the first so many of the (shuffled) training images; None: all.
        validation_images: training images kept apart to choose `best.safetensors` by; 0 where the data set holds its own.
        aux_heads: train with the table's auxiliary heads.
        init_from: weights to start from: a name of `list_weights()`, ImageNet's, a run folder, or a safetensors file;
            their channels, mean and deviation replace the data set's, and other classes get a new head.
        freeze_until: a block; it and all before it stay as they are, the statistics of batch normalisation too.
        keep_epochs: keep the weights of at most so many epochs, evenly spaced, the start among them; 0: none.
        tensorboard: also write the records in TensorBoard's format, into the run's folder.

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
    size_schedule: tuple[int, ...] | None = None
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
    keep_epochs: int = 0
    tensorboard: bool = False
    selective_decay: bool = False
    drop_last: bool = False
    ema_decay: float = 0.0
    draws: str | None = None
    deterministic: bool = False

    def __post_init__(self):
        if self.init_from is not None:
            self._set("init_from", str(self.init_from))
        if self.init_from and self.model is None:
            from googlenet.training.pretrained import model_of_start  # with torch, which most configurations do without

            self._set("model", model_of_start(self.init_from))
        recipe = look_up(RECIPES, str(self.recipe), "error.recipe")
        if any(getattr(self, name) not in (None, recipe[name]) for name in ("epochs", "image_size")):
            recipe = recipe | {"size_schedule": ()}  # its own is for its epochs and size alone
        for name, value in recipe.items():
            if getattr(self, name) is None:
                self._set(name, value)
        for name in ("dataset", "device"):
            if not isinstance(getattr(self, name), str):
                raise refused(name, getattr(self, name), "a name")
        self._check_tables()
        if not isinstance(self.model, str | Spec):
            raise refused("model", self.model, "a name of list_models(), or a Spec")
        self._set("size_schedule", self._checked_sizes())
        if self.ema_decay and not self.recalibrate_images:
            self._set("recalibrate_images", AVERAGED_IMAGES)

    def _check_tables(self) -> None:
        for name in LIMITS:
            if getattr(self, name) is not None or name not in OPTIONAL:
                self._set(name, in_limits(name, getattr(self, name)))
        for name, table in CHOICES.items():
            if getattr(self, name) not in tuple(table) and (getattr(self, name) is not None or name not in OPTIONAL):
                raise refused(name, getattr(self, name), ", ".join(table))
        for name in SWITCHES:
            if not isinstance(getattr(self, name), bool):
                raise refused(name, getattr(self, name), "True, False")
        if self.recalibrate_images == 1:  # BN cannot be measured on a single image
            raise refused("recalibrate_images", 1, "0, 2 to {}".format(LIMITS["recalibrate_images"][1]))

    def _set(self, name: str, value: object) -> None:
        object.__setattr__(self, name, value)  # the record is frozen

    def _checked_sizes(self) -> tuple[int, ...]:
        try:
            sizes = tuple(in_limits("image_size", size) for size in self.size_schedule)
        except TypeError:
            sizes = (0,)
        if sizes and (len(sizes) != self.epochs or sizes[-1] != self.image_size):
            raise refused("size_schedule", self.size_schedule, f"{self.epochs} sizes, the last {self.image_size}")
        return sizes

    def size_in(self, epoch: int) -> int:
        """Side of the images in px in `epoch`, from 0."""
        return self.size_schedule[epoch] if self.size_schedule else self.image_size


# (lowest, highest); where these are whole numbers, so is the value.
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
    "keep_epochs": (0, 50),
    "ema_decay": (0.0, 0.99999),
}
AVERAGED_IMAGES = 2048  # over which BN statistics are computed for averaged weights
OPTIONAL = ("threads", "train_images", "draws")  # None is a value of its own
CHOICES = {
    "optimizer": OPTIMIZERS,
    "schedule": SCHEDULES,
    "augmentation": AUGMENTATIONS,
    "precision": ("auto", "bf16", "fp16", "fp32"),
    "draws": ("device", "cpu"),
}
SWITCHES = ("aux_heads", "tensorboard", "selective_decay", "drop_last", "deterministic")
CHANGEABLE = ("epochs", "size_schedule", "threads", "device", "keep_epochs", "tensorboard")  # when a run is resumed


def refused(field: str, value: object, accepted: str) -> UserError:
    """The error that says what is accepted for `field`."""
    return UserError("error.config", field=field, value=repr(value), accepted=accepted)


def in_limits(name: str, value: object) -> int | float:
    """`value` as an int or a float, as `LIMITS[name]` has it.

    Raises:
        UserError: it is no number, not whole where it must be, or out of range.
    """
    low, high = LIMITS[name]
    kind = type(low)
    fits = isinstance(value, Real) and not isinstance(value, bool) and low <= value <= high
    if not fits or kind(value) != value:
        key = "error.config_whole" if kind is int else "error.config_between"
        low, high = (f"{Decimal(repr(limit)).normalize():f}" for limit in (low, high))  # 0.0000001, not 1e-07
        raise UserError(key, field=name, value=repr(value), low=low, high=high)
    return kind(value)


def config_to_dict(config: TrainConfig) -> dict:
    """`config` as plain JSON values."""
    model = config.model if isinstance(config.model, str) else spec_to_dict(config.model)
    return asdict(config) | {"model": model, "size_schedule": list(config.size_schedule)}


def config_from_dict(data: dict) -> TrainConfig:
    """The `TrainConfig` that `config_to_dict` wrote.

    Raises:
        BadCheckpoint: `data` is not such a dictionary.
    """
    try:
        model = data["model"] if isinstance(data["model"], str) else spec_from_dict(data["model"])
        return TrainConfig(**data | {"model": model})  # an unknown name is a TypeError
    except (AttributeError, LookupError, TypeError, ValueError) as error:
        raise BadCheckpoint("error.config_broken", reason=error) from None


def beginning(config: TrainConfig) -> TrainConfig:
    """The configuration of a run that begins: it says where its random numbers come from."""
    return replace(config, draws=config.draws or "device")


def continued(begun: TrainConfig, wanted: TrainConfig | None) -> TrainConfig:
    """The configuration of a resumed run: as it was begun, with the fields in `CHANGEABLE` from `wanted`.

    Raises:
        RunRefused: `wanted` differs in another field, which would make it another run.
    """
    if wanted is None:
        return begun
    result = replace(begun, **{name: getattr(wanted, name) for name in CHANGEABLE})
    for field in fields(TrainConfig):
        was, now = getattr(result, field.name), getattr(wanted, field.name)
        if was != now and not (field.name == "draws" and now is None):
            raise RunRefused("error.run_differs", field=field.name, was=repr(was), now=repr(now))
    return result
