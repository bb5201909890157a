"""What watching every path costs, and how exactly a score splits.

(a) One forward pass with all activations captured and handed out as arrays, against one without; interleaved in one
process, so that whatever else the machine does meets both alike.
(b) The largest difference between a logit and bias + sum of its terms, and between a term and the sum of its map.
(c) What the app computes from a click in the Branches tab to its answer, each beside the bare forward pass.
(d) One synthetic image of a channel.

    python benchmarks/inspection.py [--json]
"""

import argparse
import json
import sys
import time
from dataclasses import replace
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import torch
from torch.nn.functional import interpolate

from googlenet.app.shell.question import Question
from googlenet.app.shell.repository import Repository
from googlenet.app.tabs.branches.closeup.html import exemplars
from googlenet.app.tabs.branches.closeup.view import CloseupSession, exemplars_view
from googlenet.app.tabs.branches.state import Selection
from googlenet.app.tabs.branches.tab import draw_map, draw_opened
from googlenet.common.results import Preprocess
from googlenet.data.dataset import load_dataset
from googlenet.data.examples import list_examples
from googlenet.data.images import to_input
from googlenet.inspection.activations import look
from googlenet.inspection.evidence import split_logit
from googlenet.inspection.feature_visualization import visualize_feature
from googlenet.inspection.inference import hookable_copy, predict
from googlenet.networks.checkpoint import Card
from googlenet.networks.classifier import Classifier, create_model, list_weights, load_classifier
from googlenet.text.names import FASHION_MNIST

SHIPPED = "googlenet_bn.fashion_mnist"
CLICKS = {  # kind -> what a reader calls it
    "image": "new image → whole map",
    "tile": "tile → contact sheet",
    "channel": "channel → exemplars",
    "off": "path off → new map and bars",
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", help="weights or a run folder; default: those that ship, else random ones")
    parser.add_argument("--size", type=int, help="side of the images in px; default: the weights' own")
    parser.add_argument("--rounds", type=int, default=30, help="timed passes of each kind")
    parser.add_argument("--images", type=int, default=100, help="test images for the split")
    parser.add_argument("--threads", type=int, default=1, help="threads of the computation")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    classifier = find_classifier(args.weights, args.size)
    x = inputs(classifier, args.images)
    figures = {"weights": classifier.name, "size_px": classifier.preprocess.size_px, "threads": args.threads}
    figures |= capture_cost(classifier, x[:1], args.rounds) | split_errors(classifier, x)
    figures |= click_costs() | favourite_cost(classifier) if classifier.name == SHIPPED else {}
    print(json.dumps(figures) if args.json else "\n".join(f"{key}: {value}" for key, value in figures.items()))


def click_costs(rounds: int = 50) -> dict:
    """Median CPU time of the app's own work from a click to its answer, beside the bare forward pass; memory held.

    A round is a new image, a path opened, a channel opened, a path switched off; timed while nothing of it was asked
    before. The same functions that the page calls. What the browser and the way there take is `benchmarks/clicks.py`'s.
    """
    repository = Repository(Path("runs"))
    classifier, closeup = repository.classifier(SHIPPED), CloseupSession()
    network, x = hookable_copy(classifier), inputs(classifier, 1)
    paths = [(block, branch) for block, one in classifier.network.blocks.items() for branch in one.branches]
    pictures = [f"example:{example.name}" for example in list_examples()]
    seconds, memory = {kind: [] for kind in (*CLICKS, "pass")}, {}
    for number in range(rounds):
        picture = pictures[number % len(pictures)]
        question = Question(picture, SHIPPED)
        start = Selection(opened=paths[7 * number % len(paths)])
        opened = replace(start, channel=number)
        off = replace(opened, off=(paths[(5 * number + 3) % len(paths)],))
        work = {
            "image": lambda q=question, s=start: draw_map(repository, q, s),
            "tile": lambda q=question, s=start: draw_opened(repository, q, s),
            "channel": lambda q=question, s=opened: exemplars(exemplars_view(repository, q, s, closeup), "en"),
            "off": lambda q=question, s=off: draw_map(repository, q, s),
            "pass": lambda: predict(network, x, classifier.classes),
        }
        for kind, ask in work.items():
            started = time.process_time()
            ask()
            if 0 < number < len(pictures):  # the first of each imports and allocates
                seconds[kind].append(time.process_time() - started)
        memory[len(CLICKS) * (number + 1)] = resident_mb()
    ms = {kind: 1000 * median(one) for kind, one in seconds.items()}
    told = {f"{CLICKS[kind]}, ms of CPU": round(ms[kind]) for kind in CLICKS}
    held = {f"MB held after {clicks} clicks": round(memory[clicks]) for clicks in (20, max(memory))}
    return {"bare pass, ms of CPU": round(ms["pass"]), **told, "aim, ms": round(1.5 * ms["pass"] + 150), **held}


def resident_mb() -> float:
    """Megabytes of memory that this process holds; 0 where the system does not tell."""
    status = Path("/proc/self/status")
    return int(status.read_text(encoding="ascii").split("VmRSS:")[1].split()[0]) / 1024 if status.is_file() else 0


def favourite_cost(classifier: Classifier) -> dict:
    """CPU time of one synthetic image, 128 px and 128 steps, for a channel of a middle block."""
    started = time.process_time()
    for step in visualize_feature(classifier, block="inception4c", branch="3x3", channel=0):
        last = step
    return {"feature visualization, s of CPU": round(time.process_time() - started, 1), "of steps": last.steps}


def find_classifier(name: str | None, size_px: int | None) -> Classifier:
    """The weights asked for, else the shipped ones, else a `googlenet_bn` with random weights, calibrated."""
    is_there = name or SHIPPED in list_weights()
    classifier = load_classifier(name or SHIPPED) if is_there else random_classifier()
    if size_px is None:
        return classifier
    preprocess = replace(classifier.preprocess, size_px=size_px)
    return replace(classifier, card=replace(classifier.card, preprocess=preprocess))


def random_classifier() -> Classifier:
    """A `googlenet_bn` whose batch normalisation has seen smooth random images, so that no layer is silent."""
    network = create_model("googlenet_bn", in_channels=1, seed=0)
    generator = torch.Generator().manual_seed(0)
    smooth = interpolate(torch.randn(16, 1, 9, 9, generator=generator), 96, mode="bilinear")
    for module in network.modules():
        if isinstance(module, torch.nn.BatchNorm2d):
            module.momentum = None
    with torch.no_grad():
        network.fc.weight.normal_(std=0.1, generator=generator)
        network.train()(smooth)
    network.requires_grad_(False).eval().to(memory_format=torch.channels_last)
    classes = tuple(en for en, _ in FASHION_MNIST)
    card = Card(network.spec, classes, Preprocess(224, 1, (0.2860,), (0.3530,), native_px=28))
    return Classifier("random googlenet_bn", network, card, "random", torch.device("cpu"))


def inputs(classifier: Classifier, count: int) -> torch.Tensor:
    """The first `count` test images as inputs (N, C, S, S), channels_last."""
    pixels = load_dataset("fashion_mnist").test.pixels[:count]
    return to_input(pixels, classifier.preprocess).contiguous(memory_format=torch.channels_last)


def capture_cost(classifier: Classifier, x: torch.Tensor, rounds: int) -> dict:
    """Median CPU time of a forward pass with every activation as an array, over that of one without."""
    kinds = {"plain": lambda network: predict(network, x, classifier.classes)}
    kinds["captured"] = lambda network: look(network, x, classifier.classes)
    network = hookable_copy(classifier)
    seconds = {kind: [] for kind in kinds}
    for number in range(rounds + 3):
        for kind, ask in kinds.items():
            started = time.process_time()
            ask(network)
            if number >= 3:  # the first passes allocate
                seconds[kind].append(time.process_time() - started)
    medians = {kind: median(one) for kind, one in seconds.items()}
    count = sum(len(branches) for branches in look(network, x, classifier.classes).maps.values())
    return {
        "paths captured": count,
        "plain ms of CPU": round(1000 * medians["plain"], 2),
        "captured ms of CPU": round(1000 * medians["captured"], 2),
        "ratio": round(medians["captured"] / medians["plain"], 3),
    }


def split_errors(classifier: Classifier, x: torch.Tensor) -> dict:
    """The largest errors of the split over all inputs and all classes, in logits."""
    network, logit_error, map_error, largest = hookable_copy(classifier), 0.0, 0.0, 0.0
    for one in x.split(1):
        observation = look(network, one, classifier.classes, [list(network.blocks)[-1]])
        for target in range(len(classifier.classes)):
            evidence = split_logit(network, observation, target)
            logit_error = max(logit_error, abs(evidence.logit - evidence.bias - sum(evidence.terms.values())))
            errors = (abs(evidence.maps[key].astype(float).sum() - term) for key, term in evidence.terms.items())
            map_error, largest = max(map_error, *errors), max(largest, abs(evidence.logit))
    return {
        "images": len(x),
        "largest |logit|": round(largest, 3),
        "largest |logit - (bias + terms)|": float(f"{logit_error:.2g}"),
        "largest |term - sum of map|": float(f"{map_error:.2g}"),
    }


if __name__ == "__main__":
    main()
