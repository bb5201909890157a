"""The kernel study: which kernel size is right? Networks with only some paths, equally large or costly, trained alike.

A study is a folder of runs, `MATCH/NETWORK-SEED` each; `results.json` in it is written anew after every run. Seeds are
paired: with one seed all networks see the same images in the same order with the same augmentation. All networks come
before the next seed, so that what is partial is balanced. Every run is judged by all test images after its last epoch;
nothing is chosen by them.
"""

from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import asdict, dataclass, fields
from functools import lru_cache
from pathlib import Path

from googlenet.common.errors import BadCheckpoint, RunRefused, UserError, look_up
from googlenet.common.results import EpochRecord, StepRecord
from googlenet.data.dataset import Dataset, load_dataset
from googlenet.networks.checkpoint import read_card, read_json, write_json
from googlenet.networks.classifier import load_classifier
from googlenet.networks.spec import Spec
from googlenet.study.findings import conditions, findings_of, summary
from googlenet.study.previews import sight, told_pictures
from googlenet.study.variants import NETWORKS, Variant, matched
from googlenet.training.config import TrainConfig, config_from_dict
from googlenet.training.loop import fit
from googlenet.training.runs.folder import RunFolder

MOST_SEEDS = 20
TAKEN = ("error.run_live", "error.run_exists")  # another process has begun a run, or goes on with it
FASHION_MNIST = ("fashion_mnist", "fashion_mnist_sample")
ADOPTED = "adopted.json"  # runs that were trained elsewhere


@dataclass(frozen=True)
class StudyConfig:
    """What a study is made of; the rest is the recipe's, the same for every network.

    Attributes:
        match: what the networks have in common: "params" or "macs".
        networks: keys of `googlenet.study.variants.NETWORKS`.
        seeds: how many, from 0.
        recalibrate_images: over which BN statistics are computed anew before testing: they lag after short training.

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
        self.train_config(self.networks[0], 0)  # refuses what a run would refuse

    def variant(self, network: str) -> Variant:
        """The network called `network`, matched for this data's channels and classes."""
        channels, classes = _shape(TrainConfig(recipe=self.recipe, dataset=self.dataset).dataset)
        return matched(network, self.match, image_size=self.image_size, channels=channels, classes=classes)

    def train_config(self, network: str, seed: int) -> TrainConfig:
        """How `network` is trained with `seed`."""
        return TrainConfig(
            model=self.variant(network).spec,
            dataset=self.dataset,
            image_size=self.image_size,
            epochs=self.epochs,
            batch_size=self.batch_size,
            seed=seed,
            recipe=self.recipe,
            recalibrate_images=self.recalibrate_images,
            threads=self.threads,
            device=self.device,
            train_images=self.images,
        )


@lru_cache(maxsize=8)
def _shape(dataset: str) -> tuple[int, int]:
    """Channels and classes of a data set; Fashion-MNIST's need not be read."""
    if dataset in FASHION_MNIST:
        return 1, 10
    found = load_dataset(dataset)
    return found.channels, len(found.classes)


@dataclass(frozen=True)
class Trial:
    """One run of a study: a network with a seed, in its folder."""

    network: str
    seed: int
    run: RunFolder


def trials(config: StudyConfig, root: Path) -> list[Trial]:
    """All runs in the order in which they are trained: every network with seed 0, then with seed 1, and so on."""
    folder = Path(root) / config.match
    pairs = [(network, seed) for seed in range(config.seeds) for network in config.networks]
    return [Trial(network, seed, RunFolder(folder / f"{network}-{seed}")) for network, seed in pairs]


def conduct(config: StudyConfig, root: Path) -> Iterator[tuple[Trial, StepRecord | EpochRecord]]:
    """Trains what is not yet trained and yields every run's records; closing it leaves a checkpoint.

    A finished or adopted run is passed over and a broken one goes on where it was. Several processes, each on a device
    of its own, may share a folder: what another trains is passed over, and taken up in a second round where it was left.

    Raises:
        RunRefused: a folder holds a run that was trained otherwise; or cannot be written.
        UserError: the data set is missing, or a loss stopped being a number.
    """
    known = adopted(config, root)["runs"]
    for trial in trials(config, root) * 2:
        wanted = config.train_config(trial.network, trial.seed)
        if (trial.network, trial.seed) in known:
            continue
        if trial.run.exists():
            refuse_another(trial.run, wanted)
        if is_finished(trial.run):
            continue
        is_ours = yield from _train(trial, wanted)
        if not is_ours:
            continue
        if not is_finished(trial.run):  # it was asked to stop
            return
        write_results(config, root)
    write_results(config, root)


def _train(trial: Trial, wanted: TrainConfig) -> Generator[tuple[Trial, StepRecord | EpochRecord], None, bool]:
    """The records of a run as it trains; returns False where another process has it."""
    try:
        with closing(fit(wanted, trial.run.path, resume=trial.run.exists())) as records:
            for record in records:
                yield trial, record
    except RunRefused as error:
        if error.key not in TAKEN:
            raise
        return False
    return True


def left(config: StudyConfig, root: Path) -> int:
    """How many runs are neither finished nor adopted."""
    known = adopted(config, root)["runs"]
    return sum((one.network, one.seed) not in known and not is_finished(one.run) for one in trials(config, root))


def is_finished(run: RunFolder) -> bool:
    """Whether a run was trained to its end."""
    return run.exists() and run.status().state == "finished"


def refuse_another(run: RunFolder, wanted: TrainConfig) -> None:
    """Refuses a folder whose run is another than the one wanted; threads and device may differ.

    Raises:
        RunRefused: it is.
    """
    begun = config_from_dict(read_card(run.card).config)
    for name in (field.name for field in fields(TrainConfig) if field.name not in ("threads", "device")):
        was, now = getattr(begun, name), getattr(wanted, name)
        if was != now:
            raise RunRefused("study.error.differs", path=run.path, field=name, was=_short(was), now=_short(now))


def _short(value: object) -> str:
    return value.source if isinstance(value, Spec) else repr(value)


def collect(config: StudyConfig, root: Path) -> dict:
    """What a study has come to, as plain JSON values; finished runs alone.

    Returns:
        study: its settings; networks: name -> paths, factor, widths, params, macs; runs: one each, with accuracy
        (fraction of the test images), loss in nats, seconds, and the accuracy after each epoch; is_partial;
        train_images: that each run saw; summary: means and 95 % intervals, see `googlenet.study.findings`; pictures,
        sights: see `googlenet.study.previews`.

    Raises:
        RunRefused: the folder holds runs that were trained otherwise.
    """
    everything, known = trials(config, root), adopted(config, root)
    outcomes = dict(known["runs"])
    for trial in everything:
        if (trial.network, trial.seed) not in outcomes and is_finished(trial.run):
            refuse_another(trial.run, config.train_config(trial.network, trial.seed))
            outcomes[trial.network, trial.seed] = _outcome(trial)
    outcomes = {pair: outcomes[pair] for trial in everything if (pair := (trial.network, trial.seed)) in outcomes}
    result = {
        "study": asdict(config) | {"networks": list(config.networks)},
        "networks": {name: _network(config.variant(name)) for name in config.networks},
        "runs": list(outcomes.values()),
        "is_partial": len(outcomes) < len(everything),
    }
    first = [trial for trial in everything if trial.seed == 0 and (trial.network, 0) in outcomes]
    if not first:
        return result | {"summary": summary(result)}
    dataset = load_dataset(config.train_config(config.networks[0], 0).dataset)
    sights = {
        trial.network: known["sights"].get(trial.network) or _sight(trial, dataset, config.image_size)
        for trial in first
        if trial.network in known["sights"] or is_finished(trial.run)
    }
    result["train_images"] = min(config.images or len(dataset.train), len(dataset.train))
    return result | {"summary": summary(result), "pictures": told_pictures(dataset), "sights": sights}


def adopt(config: StudyConfig, root: Path, told: dict) -> None:
    """Takes over the finished runs of `told`, what `collect` gave elsewhere: here they are not trained again.

    Raises:
        RunRefused: they were trained otherwise.
        BadCheckpoint: `told` is no study's results.
    """
    path = Path(root) / config.match / ADOPTED
    findings_of(told)  # refuses what is none
    _refuse_others(told, config, path.parent)
    known = adopted(config, root)
    known["runs"] |= _by_pair(told)
    runs, sights = list(known["runs"].values()), known["sights"] | dict(told.get("sights", {}))
    with RunFolder(path.parent).writing():
        path.parent.mkdir(parents=True, exist_ok=True)
        write_json(path, {"study": told["study"], "runs": runs, "sights": sights})


def _refuse_others(told: dict, config: StudyConfig, path: Path) -> None:
    if conditions(told["study"]) != conditions(asdict(config)):
        raise RunRefused("study.error.other", path=path)


def adopted(config: StudyConfig, root: Path) -> dict:
    """What `adopt` took over: runs by network and seed, sights by network.

    Raises:
        RunRefused: those runs were trained otherwise than `config` says.
        BadCheckpoint: the file is damaged.
    """
    path = Path(root) / config.match / ADOPTED
    if not path.is_file():
        return {"runs": {}, "sights": {}}
    told = read_json(path)
    try:
        _refuse_others(told, config, path.parent)
        return {"runs": _by_pair(told), "sights": dict(told["sights"])}
    except (LookupError, TypeError, ValueError) as error:
        raise BadCheckpoint("error.checkpoint", path=path, reason=repr(error)) from None


def _by_pair(told: dict) -> dict[tuple[str, int], dict]:
    """Its runs by network and seed."""
    return {(str(run["network"]), int(run["seed"])): run | {"seed": int(run["seed"])} for run in told["runs"]}


def _sight(trial: Trial, dataset: Dataset, size_px: int) -> dict:
    """What the run's network makes of some test images; computed once and kept in its folder."""
    path = trial.run.path / "sight.json"
    if not path.is_file():
        classifier = load_classifier(trial.run.path)
        with trial.run.writing():
            write_json(path, sight(classifier.network, dataset, size_px))
    return read_json(path)


def _network(variant: Variant) -> dict:
    """What a network is made of: channels of every convolution in its blocks, by path."""
    widths = {
        block.name: {
            path: [layer.out_channels for layer in layers if hasattr(layer, "out_channels")]
            for path, layers in block.branches
        }
        for block in variant.spec.blocks
    }
    return {
        "paths": list(NETWORKS[variant.name]),
        "factor": round(variant.factor, 6),
        "params": variant.params,
        "macs": variant.macs,
        "widths": widths,
    }


def _outcome(trial: Trial) -> dict:
    epochs = [record for record in trial.run.records() if record.kind == "epoch"]
    last = epochs[-1]
    return {
        "network": trial.network,
        "seed": trial.seed,
        "accuracy": last.test_accuracy,
        "loss": last.test_loss,
        "test_images": sum(map(sum, last.confusion)),
        "accuracies": [record.test_accuracy for record in epochs],
        "right": [row[index] for index, row in enumerate(last.confusion)],
        "images_per_second": round(last.images_per_second, 1),
        "seconds": round(last.seconds, 1),
    }


def write_results(config: StudyConfig, root: Path) -> Path:
    """`results.json` of one series of a study, written at once or not at all; returns its path."""
    path = Path(root) / config.match / "results.json"
    with RunFolder(path.parent).writing():
        path.parent.mkdir(parents=True, exist_ok=True)
        write_json(path, collect(config, root))
    return path
