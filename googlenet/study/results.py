"""The results of a study: collected from its runs, written to `results.json`, adopted from another machine."""

from dataclasses import asdict
from pathlib import Path

from googlenet.common.errors import BadCheckpoint, RunRefused
from googlenet.data.dataset import Dataset, load_dataset
from googlenet.networks.checkpoint import read_json, write_json
from googlenet.networks.classifier import load_classifier
from googlenet.study.config import StudyConfig
from googlenet.study.findings import conditions, findings_of, summary
from googlenet.study.previews import encoded_pictures, preview
from googlenet.study.trials import Trial, check_config, is_finished, trials
from googlenet.study.variants import NETWORKS, Variant
from googlenet.training.runs.folder import RunFolder

ADOPTED = "adopted.json"  # results of runs that were trained on another machine


def collect(config: StudyConfig, root: Path) -> dict:
    """The results of a study's finished runs, as JSON values.

    Returns:
        study: its settings; networks: name -> paths, factor, widths, params, macs; runs: one each, with accuracy
        (fraction of the test images), loss in nats, seconds, and the accuracy after each epoch; is_partial;
        train_images: that each run saw; summary: means and 95 % intervals, see `googlenet.study.findings`; pictures,
        sights: see `googlenet.study.previews`.

    Raises:
        RunRefused: the folder holds runs with another configuration.
    """
    everything, known = trials(config, root), adopted(config, root)
    outcomes = dict(known["runs"])
    for trial in everything:
        if (trial.network, trial.seed) not in outcomes and is_finished(trial.run):
            check_config(trial.run, config.train_config(trial.network, trial.seed))
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
    dataset = load_dataset(config.train_config(config.networks[0], 0).dataset, config.image_size)
    previews = {
        trial.network: known["sights"].get(trial.network) or _preview(trial, dataset, config.image_size)
        for trial in first
        if trial.network in known["sights"] or is_finished(trial.run)
    }
    result["train_images"] = min(config.images or len(dataset.train), len(dataset.train))
    return result | {"summary": summary(result), "pictures": encoded_pictures(dataset), "sights": previews}


def adopt(config: StudyConfig, root: Path, results: dict) -> None:
    """Copies finished runs from `results` into the study, so that they are not trained again.

    Args:
        results: what `collect` returned on another machine.
    Raises:
        RunRefused: its runs have another configuration.
        BadCheckpoint: `results` is not of a study.
    """
    path = Path(root) / config.match / ADOPTED
    findings_of(results)  # raises BadCheckpoint
    _check_conditions(results, config, path.parent)
    known = adopted(config, root)
    known["runs"] |= _by_pair(results["runs"])
    runs, previews = list(known["runs"].values()), known["sights"] | dict(results.get("sights", {}))
    with RunFolder(path.parent).writing():
        path.parent.mkdir(parents=True, exist_ok=True)
        write_json(path, {"study": results["study"], "runs": runs, "sights": previews})


def _check_conditions(results: dict, config: StudyConfig, path: Path) -> None:
    if conditions(results["study"]) != conditions(asdict(config)):
        raise RunRefused("study.error.other", path=path)


def adopted(config: StudyConfig, root: Path) -> dict:
    """What `adopt` copied: "runs" by (network, seed), and "sights", the previews, by network.

    Raises:
        RunRefused: those runs have another configuration.
        BadCheckpoint: the file is damaged.
    """
    path = Path(root) / config.match / ADOPTED
    if not path.is_file():
        return {"runs": {}, "sights": {}}
    results = read_json(path)
    try:
        _check_conditions(results, config, path.parent)
        return {"runs": _by_pair(results["runs"]), "sights": dict(results["sights"])}
    except (LookupError, TypeError, ValueError) as error:
        raise BadCheckpoint("error.checkpoint", path=path, reason=repr(error)) from None


def _by_pair(runs: list[dict]) -> dict[tuple[str, int], dict]:
    return {(str(run["network"]), int(run["seed"])): run | {"seed": int(run["seed"])} for run in runs}


def _preview(trial: Trial, dataset: Dataset, size_px: int) -> dict:
    """The preview of the run's network; computed once and kept in its folder."""
    path = trial.run.path / "sight.json"
    if not path.is_file():
        classifier = load_classifier(trial.run.path)
        with trial.run.writing():
            write_json(path, preview(classifier.network, dataset, size_px))
    return read_json(path)


def _network(variant: Variant) -> dict:
    """Branches, size and the channels of every convolution in the blocks of a network."""
    widths = {
        block.name: {
            branch: [layer.out_channels for layer in layers if hasattr(layer, "out_channels")]
            for branch, layers in block.branches
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
    """The results of a finished run."""
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
    """Writes `results.json` of one series of a study, whole or not at all; returns its path."""
    path = Path(root) / config.match / "results.json"
    with RunFolder(path.parent).writing():
        path.parent.mkdir(parents=True, exist_ok=True)
        write_json(path, collect(config, root))
    return path
