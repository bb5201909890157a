"""All attribution methods on all networks: do they work, how large is their error, what time and memory do they take.

Random weights (initialised by the table, batch normalisation that has seen one batch), one random smooth image, few
steps: this compares methods and networks, it says nothing about maps. Each question runs in a process of its own, whose
largest memory is read from the system (Linux).

    python benchmarks/attribution.py [--size 224] [--networks name …] [--methods name …] [--json]
"""

import argparse
import json
import multiprocessing
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import captum.attr  # noqa: F401 - once for all children
import torch
from PIL import Image
from torch import nn
from torch.nn.functional import interpolate

from googlenet.common.errors import UserError
from googlenet.common.results import Preprocess
from googlenet.inspection.attribution import attribute
from googlenet.inspection.methods import METHODS
from googlenet.networks.checkpoint import Card
from googlenet.networks.classifier import Classifier, create_model, list_models

FEW = {"n_steps": 8, "samples": 4, "baselines": 2, "cells": 3, "window": 0.5, "stride": 0.5, "orders": 1, "trials": 20}
FEW |= {"patches": 1, "channels": 8}


@dataclass(frozen=True)
class Row:
    """One method on one network; `said` is the reason where it is not offered, or the error."""

    network: str
    method: str
    said: str = ""
    images: int = 0
    relative_delta: float | None = None
    cpu_seconds: float = 0.0
    memory_mb: float = 0.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=224, help="side of the images in px")
    parser.add_argument("--networks", nargs="+", default=list_models(), metavar="name", help="default: all")
    parser.add_argument(
        "--methods", nargs="+", choices=METHODS, default=[*METHODS], metavar="name", help="default: all"
    )
    parser.add_argument("--json", action="store_true", help="a list of rows instead of a table")
    chosen = parser.parse_args()
    torch.set_num_threads(1)
    rows = [row for name in chosen.networks for row in measure(name, chosen.size, chosen.methods)]
    print(json.dumps([asdict(row) for row in rows], indent=1) if chosen.json else as_table(rows))


def measure(name: str, size_px: int, methods: Sequence[str]) -> list[Row]:
    """A row a method."""
    classifier = random_classifier(name, size_px)
    pixels = torch.randint(256, (8, 8, 3), generator=torch.Generator().manual_seed(2), dtype=torch.uint8)
    image = Image.fromarray(pixels.numpy()).resize((size_px, size_px))
    return [alone(classifier, image, method) for method in methods]


def random_classifier(name: str, size_px: int) -> Classifier:
    """A network with random weights for three colours and ten classes, whose layers are neither silent nor loud."""
    network = create_model(name, in_channels=3, seed=0)
    smooth = interpolate(torch.randn(4, 3, 8, 8, generator=torch.Generator().manual_seed(1)), size_px, mode="bilinear")
    for module in network.modules():
        if isinstance(module, nn.BatchNorm2d):
            module.momentum = None
    with torch.no_grad():
        network.train()(smooth)
    network.requires_grad_(requires_grad=False).eval().to(memory_format=torch.channels_last)
    card = Card(network.spec, tuple("0123456789"), Preprocess(size_px, 3, (0.5,) * 3, (0.25,) * 3))
    return Classifier(name, network, card, "random", torch.device("cpu"))


def alone(classifier: Classifier, image: Image.Image, method: str) -> Row:
    """`method` in a process of its own."""
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    child = context.Process(target=ask, args=(classifier, image, method, sender))
    child.start()
    row = receiver.recv()
    child.join()
    return row


def ask(classifier: Classifier, image: Image.Image, method: str, sender: object) -> None:
    values = METHODS[method].fill({one.name: FEW[one.name] for one in METHODS[method].parameters if one.name in FEW})
    before, started, counts = memory_mb("VmRSS"), time.process_time(), [(0, 0)]
    try:
        found = attribute(classifier, image, 1, method, progress=lambda *count: counts.append(count), **values)
    except UserError as error:
        sender.send(Row(classifier.name, method, str(error)))
        return
    except Exception as error:  # noqa: BLE001 - the table says what happened
        sender.send(Row(classifier.name, method, f"{type(error).__name__}: {error}"))
        return
    took, most = time.process_time() - started, memory_mb("VmHWM") - before
    sender.send(Row(classifier.name, method, "", counts[-1][0], found.relative_delta, took, most))


def memory_mb(field: str) -> float:
    """A field of this process's memory: what it takes now ("VmRSS") or took at most ("VmHWM")."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(field)) / 1024


def as_table(rows: list[Row]) -> str:
    """A line a method, a column a network: relative error · CPU seconds · MB."""
    names = list(dict.fromkeys(row.network for row in rows))
    lines = [f"| method | images | {' | '.join(names)} |", f"| --- | --- |{' --- |' * len(names)}"]
    for method in METHODS:
        own = [row for row in rows if row.method == method]
        if not own:
            continue
        images = max(row.images for row in own)
        lines.append(f"| {method} | {images} | {' | '.join(map(cell, own))} |")
    return "\n".join(lines)


def cell(row: Row) -> str:
    if row.said:
        return row.said
    delta = "" if row.relative_delta is None else f"{row.relative_delta:.0e} · "
    return f"{delta}{row.cpu_seconds:.1f} s · {row.memory_mb:.0f} MB"


if __name__ == "__main__":
    main()
