"""What a GPU makes of the project: speed of training and of explanations, memory, accuracy; within the time given.

The plan comes from a throughput measured at the start. After each measurement `results.json` and `results.md` are
written into `--out`, beside the weights of the runs in the form that ships; `--resume` measures only what is missing
there, and goes on with a run that was broken off.

    python -m benchmarks.gpu --minutes 8 [--parts training inspection memory accuracy] [--out gpu] [--resume]
"""

import argparse
import json
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from statistics import median
from types import SimpleNamespace

import numpy as np
import torch

from benchmarks.training import MODEL, notes, ours
from googlenet.common.errors import UserError
from googlenet.common.files import ASSETS
from googlenet.common.results import EpochRecord
from googlenet.data.dataset import load_dataset
from googlenet.inspection.activations import observe
from googlenet.inspection.attribution import attribute
from googlenet.inspection.inference import hookable_copy, input_of, predict
from googlenet.inspection.methods import METHODS
from googlenet.networks.accounting import report
from googlenet.networks.classifier import Classifier, load_classifier
from googlenet.networks.devices import pick_device
from googlenet.networks.registry import NETWORKS
from googlenet.training.config import TrainConfig
from googlenet.training.loop import fit
from googlenet.training.publish import publish
from googlenet.training.runs.folder import RunFolder

SHIPPED, PICTURE = "googlenet_bn.fashion_mnist", ASSETS / "examples" / "ankle-boot.png"
# The recipe of the weights that ship, beside the default one.
ACCURACY = {"augmentation": "flip", "size_schedule": (96, 96, 96, 96, 96, 96, 128, 160, 192, 224)}
PROBE_SECONDS = 20


class Results:
    """What is measured so far, as two files; a key that is there is not measured again."""

    def __init__(self, folder: Path, until: float):
        self.folder, self.until = folder, until
        self.path = folder / "results.json"
        self.found: dict[str, dict] = json.loads(self.path.read_text()) if self.path.is_file() else {}

    @property
    def seconds_left(self) -> float:
        return self.until - time.monotonic()

    def add(self, part: str, name: str, **values: object) -> None:
        self.found.setdefault(part, {})[name] = values
        self.path.write_text(json.dumps(self.found, indent=1))
        (self.folder / "results.md").write_text(self.table())
        print(f"{part}: {name}: {values}", flush=True)

    def table(self) -> str:
        parts = []
        for part, rows in self.found.items():
            columns = list(dict.fromkeys(name for values in rows.values() for name in values))
            lines = [f"## {part}", "", f"| | {' | '.join(columns)} |", "| --- " * (len(columns) + 1) + "|"]
            lines += [
                f"| {name} | {' | '.join(str(row.get(one, '')) for one in columns)} |" for name, row in rows.items()
            ]
            parts.append("\n".join(lines))
        return "\n\n".join(parts) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=8, help="when it must be over")
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=tuple(PARTS), help="in this order")
    parser.add_argument("--out", type=Path, default=Path("gpu"), help="folder of the results")
    parser.add_argument("--runs", type=Path, help="folder of the training runs, default: OUT-runs")
    parser.add_argument("--resume", action="store_true", help="measure only what OUT does not hold yet")
    parser.add_argument("--seconds", type=float, default=15, help="of each speed's measurement")
    parser.add_argument("--device", default="auto")
    parser.add_argument("--size", type=int, default=224, help="side of the images in px")
    parser.add_argument("--batch", type=int, default=128, help="images of a training step")
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--dataset", default="fashion_mnist")
    chosen = parser.parse_args()
    chosen.out.mkdir(parents=True, exist_ok=True)
    results = Results(chosen.out, time.monotonic() + 60 * chosen.minutes)
    if results.found and not chosen.resume:
        raise SystemExit(f"{chosen.out} holds results: --resume goes on, or name another folder")
    chosen.runs = chosen.runs or chosen.out.with_name(chosen.out.name + "-runs")
    chosen.device = pick_device(chosen.device)
    plan(chosen, results)
    for part in chosen.parts:
        PARTS[part](chosen, results)
    print(results.table())


def wait_for(device: torch.device) -> None:
    """Returns once the device has done all that it was asked for."""
    if device.type == "cuda":
        torch.cuda.synchronize(device)


def timed(work: Callable[[], object], device: torch.device) -> tuple[float, object]:
    """Returns (seconds, what `work` returned)."""
    wait_for(device)
    began = time.perf_counter()
    value = work()
    wait_for(device)
    return time.perf_counter() - began, value


def images_per_second(steps: Iterator, chosen: argparse.Namespace, seconds: float) -> float:
    """Returns the median speed of single steps, the first three not counted."""
    for _ in range(3):
        next(steps)
    speeds, until = [], time.monotonic() + seconds
    while not speeds or time.monotonic() < until:
        speeds.append(chosen.batch / timed(lambda: next(steps), chosen.device)[0])
    return median(speeds)


def training_steps(make: Callable, chosen: argparse.Namespace, name: str = "ours") -> Iterator:
    return make(SimpleNamespace(size=chosen.size, batch=chosen.batch, threads=None, device=chosen.device), name)


def plan(chosen: argparse.Namespace, results: Results) -> None:
    """Measures our speed, and prints what there is time for."""
    if "machine" not in results.found:
        is_card = chosen.device.type == "cuda"
        name = torch.cuda.get_device_name(chosen.device) if is_card else "processor"
        speed = images_per_second(training_steps(ours, chosen), chosen, PROBE_SECONDS if is_card else 1)
        results.add("machine", name, torch=torch.__version__, images_a_second=round(speed, 1))
    speed = next(iter(results.found["machine"].values()))["images_a_second"]
    train, test = (len(part) for part in (load_dataset(chosen.dataset).train, load_dataset(chosen.dataset).test))
    whole = chosen.epochs * (train + test / 3) / speed
    print(
        f"{results.seconds_left:.0f} s are left; a run of {chosen.epochs} epochs takes about {whole:.0f} s.", flush=True
    )


def training(chosen: argparse.Namespace, results: Results) -> None:
    """Images a second of the notes' loop, of ours and of ours without CUDA graphs; and the card's fastest arithmetic."""
    done = results.found.get("training", {})
    seconds = min(chosen.seconds, results.seconds_left / 10)
    loops = {"notes": notes, "ours": ours} | ({"eager": ours} if chosen.device.type == "cuda" else {})
    for name, make in loops.items():
        if name not in done and results.seconds_left > 0:
            speed = images_per_second(training_steps(make, chosen, name), chosen, seconds)
            macs = report(NETWORKS[MODEL], (1, chosen.size, chosen.size)).macs
            results.add("training", name, images_a_second=round(speed, 1), tflops=round(6 * macs * speed / 1e12, 2))
    if "fastest" not in done and results.seconds_left > 0:
        results.add("training", "fastest", tflops=round(fastest_tflops(chosen.device), 2))


def fastest_tflops(device: torch.device) -> float:
    """Returns the TFLOP/s of a large product of matrices in bf16."""
    side = 8192 if device.type == "cuda" else 512
    one = torch.randn(side, side, dtype=torch.bfloat16, device=device)
    return max(2 * side**3 / timed(lambda: one @ one, device)[0] / 1e12 for _ in range(6))


def inspection(chosen: argparse.Namespace, results: Results) -> None:
    """One pass, all maps and every method: seconds on the CPU and on the device, and the largest difference."""
    here, there = load_classifier(SHIPPED), load_classifier(SHIPPED, str(chosen.device))
    for name, run in questions().items():
        if name in results.found.get("inspection", {}) or results.seconds_left < 0:
            continue
        try:
            timed(lambda run=run: run(there), chosen.device)  # kernels are chosen and loaded
            fast, found = timed(lambda run=run: run(there), chosen.device)
            slow, expected = timed(lambda run=run: run(here), torch.device("cpu"))
        except UserError as refusal:
            results.add("inspection", name, refused=str(refusal))
            continue
        gap = float(np.abs(found - expected).max() / max(np.abs(expected).max(), 1e-12))
        times = {"cpu_ms": round(1000 * slow, 1), "device_ms": round(1000 * fast, 1), "ratio": round(slow / fast, 1)}
        results.add("inspection", name, **times, largest_difference=f"{gap:.1e}")


def questions() -> dict[str, Callable[[Classifier], np.ndarray]]:
    """name -> what a classifier answers, as numbers."""

    def maps(classifier: Classifier) -> np.ndarray:
        blocks = observe(classifier, PICTURE).maps
        return np.concatenate([one.ravel() for branches in blocks.values() for one in branches.values()])

    def method(name: str) -> Callable[[Classifier], np.ndarray]:
        return lambda classifier: attribute(classifier, PICTURE, 0, name).map

    def one_pass(classifier: Classifier) -> np.ndarray:
        return predict(hookable_copy(classifier), input_of(classifier, PICTURE), classifier.classes).logits

    return {"one pass": one_pass, "all maps": maps, **{name: method(name) for name in METHODS}}


def memory(chosen: argparse.Namespace, results: Results) -> None:
    """The most memory that a training step and the largest explanation hold on a card."""
    if chosen.device.type != "cuda" or "memory" in results.found:
        return
    steps = training_steps(ours, chosen)
    for name, work in {
        "a training step": lambda: next(steps),
        "integrated gradients": lambda: attribute(load_classifier(SHIPPED, str(chosen.device)), PICTURE, 0),
    }.items():
        torch.cuda.reset_peak_memory_stats(chosen.device)
        work()
        results.add("memory", name, peak_mb=round(torch.cuda.max_memory_allocated(chosen.device) / 2**20))


def accuracy(chosen: argparse.Namespace, results: Results) -> None:
    """Test accuracy of whole runs, seed after seed, for as long as another one fits into the time."""
    longest, seed = 0.0, 0
    while results.seconds_left > longest:
        for recipe, changes in (("accuracy", ACCURACY), ("default", {})):
            name = f"{recipe}, seed {seed}"
            if name in results.found.get("accuracy", {}) or results.seconds_left < longest:
                continue
            began = time.monotonic()
            if not train(chosen, results, name, seed, changes if chosen.epochs == 10 and chosen.size == 224 else {}):
                return
            longest = max(longest, time.monotonic() - began)
        seed += 1
        if seed > 2:
            return


def train(chosen: argparse.Namespace, results: Results, name: str, seed: int, changes: dict) -> bool:
    """Trains one run, or goes on with it, until it or the time is over; returns whether it is finished."""
    run = RunFolder(chosen.runs / name.replace(", ", "-").replace(" ", "-"))
    config = TrainConfig(
        dataset=chosen.dataset,
        image_size=chosen.size,
        batch_size=chosen.batch,
        epochs=chosen.epochs,
        seed=seed,
        device=str(chosen.device),
        **changes,
    )
    resume = run.exists()
    with closing(fit(None if resume else config, run.path, resume=resume)) as records:
        for record in records:
            if isinstance(record, EpochRecord):
                print(f"{name}: epoch {record.epoch}: {record.test_accuracy:.4f}", flush=True)
            if results.seconds_left < 0:
                return False
    tag, folder = f"googlenet_bn.{name.replace(', seed ', '_')}", chosen.runs / "weights"
    figures = publish(run, tag, folder=folder, overwrite=True).figures
    if name.startswith("accuracy"):
        for ending in ("safetensors", "json"):
            shutil.copy(folder / f"{tag}.{ending}", chosen.out)
    results.add(
        "accuracy", name, test=figures["test_accuracy"], images=figures["test_images"], s=figures["training_seconds"]
    )
    return True


PARTS = {"training": training, "inspection": inspection, "memory": memory, "accuracy": accuracy}

if __name__ == "__main__":
    main()
