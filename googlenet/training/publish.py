"""Publishing a finished run as weights of this repository: small file, measured card, thinned curves."""

import hashlib
import itertools
import json
import os
import re
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import asdict, replace
from pathlib import Path

import torch

from googlenet.common.errors import RunRefused
from googlenet.common.results import EpochRecord, StepRecord
from googlenet.data.dataset import load_dataset
from googlenet.networks import classifier
from googlenet.networks.checkpoint import Card, load_weights, read_card, save_weights, write_atomically, write_card
from googlenet.networks.classifier import find_weights
from googlenet.networks.devices import pick_device
from googlenet.networks.network import Network
from googlenet.training import steps
from googlenet.training.config import config_from_dict, refused
from googlenet.training.runs.export import without_folders
from googlenet.training.runs.folder import RunFolder
from googlenet.training.runs.records import as_lines, continued, read_path_records, read_records

NAME = re.compile(r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*")
CONFIGURATION = ". The configuration is"  # before which the source of weights that were trained in stages names them
MOST_METRICS_BYTES = 300_000


def publish(
    run: RunFolder,
    name: str,
    *,
    folder: Path | None = None,
    overwrite: bool = False,
    continues: bool = False,
    progress: Callable[[Iterable], Iterable] = iter,
) -> Card:
    """Publishes a run: writes NAME.safetensors, its SHA-256, NAME.json, NAME.metrics.jsonl and, where the run has them, NAME.paths.jsonl.

    Convolution and linear weights become float16. The card's figures are measured with that very file, in float32, on
    all test images of the run's data set.

    Args:
        name: `network.tag`, lower case.
        folder: None: that of the published weights.
        overwrite: replace weights of that name.
        continues: the same, and their curves come before those of the run, which began from them.
        progress: wraps the iterator over the test batches.
    Returns:
        The card.
    Raises:
        RunRefused: the run is not finished, there are such weights already, or the run did not begin from them.
        UserError: `name` is no such name, or the run is damaged.
    """
    folder = folder or classifier.WEIGHTS_FOLDER
    if not NAME.fullmatch(name):
        raise refused("name", name, "network.tag in lower-case letters, digits and underscores")
    if not run.exists() or run.status().state != "finished":
        raise RunRefused("error.run_unfinished", path=run.path)
    if (folder / f"{name}.safetensors").exists() and not (overwrite or continues):
        raise RunRefused("error.weights_exist", name=name)
    if continues and read_card(find_weights(run.path)[0]).config["init_from"] != name:
        raise RunRefused("error.other_start", name=name)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".") as inner:
        before = folder / name if continues else None
        _write(run, Path(inner), name, progress, before)
        (folder / f"{name}.paths.jsonl").unlink(missing_ok=True)  # of weights that are overwritten
        written = [path.name.removeprefix(f"{name}.") for path in Path(inner).iterdir()]
        for ending in sorted(written, key=lambda one: one == "safetensors"):  # the weights last: they are listed
            os.replace(Path(inner) / f"{name}.{ending}", folder / f"{name}.{ending}")
    return read_card(folder / f"{name}.json")


def _write(
    run: RunFolder, folder: Path, name: str, progress: Callable[[Iterable], Iterable], before: Path | None
) -> None:
    card_path, weights_path = find_weights(run.path)
    card, records, branches = read_card(card_path), run.records(), run.path_records()
    if before is not None:  # the weights began where those before them did, not from themselves
        card = _continued(read_card(before.with_name(f"{name}.json")), card, name)
        records = continued(read_records(before.with_name(f"{name}.metrics.jsonl")), records)
        branches = continued(read_path_records(before.with_name(f"{name}.paths.jsonl")), branches)
    config = config_from_dict(card.config)
    network = Network(
        card.spec, num_classes=len(card.classes), in_channels=card.preprocess.channels, aux_heads=card.aux_heads
    )
    load_weights(weights_path, network)
    small = folder / f"{name}.safetensors"
    save_weights(small, network, half=True)
    digest = hashlib.sha256(small.read_bytes()).hexdigest()  # as `sha256sum --check` reads it
    write_atomically(folder / f"{name}.sha256", f"{digest}  {small.name}\n".encode())
    load_weights(small, network)
    device = pick_device("auto")
    network.to(device, memory_format=torch.channels_last)
    test = load_dataset(config.dataset, config.image_size, card.classes).fitted(card.preprocess).test.to(device)
    score = steps.score(network, test, card.preprocess, progress=progress)
    figures = {
        "test_accuracy": score.accuracy,
        "test_images": score.images,
        "test_loss": score.loss,
        "epochs": records[-1].epoch if records else config.epochs,
        "training_seconds": round(records[-1].seconds) if records else None,
    }
    write_card(folder / f"{name}.json", replace(without_folders(card), figures=figures, licence="MIT"))
    write_atomically(folder / f"{name}.metrics.jsonl", thinned(records, MOST_METRICS_BYTES))
    if branches:
        write_atomically(folder / f"{name}.paths.jsonl", as_lines(branches))


def _continued(start: Card, card: Card, name: str) -> Card:
    """The card of weights that were trained in stages: the last one's, with where the first began and all of them named.

    Args:
        start: of the weights called `name`, from which the last stage began.
        card: of its run.
    """
    config, (stages, _, _) = config_from_dict(card.config), start.source.partition(CONFIGURATION)
    stage = card.source.replace(f", fine-tuned from {name}", "")
    source = (
        f"{stages}, then {stage} ({config.epochs} epochs with {config.optimizer}){CONFIGURATION} that of the last stage"
    )
    return replace(card, config=card.config | {"init_from": start.config.get("init_from")}, source=source)


def thinned(records: list[StepRecord | EpochRecord], most_bytes: int) -> bytes:
    """The records as lines: all epochs, and every k-th step, so that they take about `most_bytes` at most."""
    lines = [(record.kind, json.dumps(asdict(record)).encode() + b"\n") for record in records]
    whole = sum(len(line) for kind, line in lines if kind == "epoch")
    part = sum(len(line) for kind, line in lines if kind == "step")
    every = max(1, -(-part // max(1, most_bytes - whole)))
    place = itertools.count()
    return b"".join(line for kind, line in lines if kind == "epoch" or next(place) % every == 0)
