"""How fast training is, against the loops that people write, and what each trick of ours gains.

Each loop trains the same network at the same size: (a) the study notes' (torchvision's DataLoader, ToTensor and Resize,
float32, Adam; with the backward and step lines that their print lost), (b) that of Dive into Deep Learning (Resize
before ToTensor, SGD, two worker processes) and (c) ours. They take turns in one process, a few steps each, and medians
are told, so that a busy machine troubles all alike. glibc reads its settings when a process begins: ours run in a second
process, in turn with the first.

    python benchmarks/training.py [--size 224] [--batch 64] [--rounds 5] [--threads 2] [--json]
"""

import argparse
import itertools
import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from googlenet.training.environment import training_environment

MODEL = "googlenet_bn"
PLAIN, TUNED = "glibc as it is", "glibc keeps its buffers"
# name: what it is
LOOPS = {
    "notes": "(a) the notes' loop",
    "d2l": "(b) the d2l-style loop",
    "ours": "(c) ours",
    "fp32": "ours without bf16",
    "contiguous": "ours without channels_last",
    "loader": "ours with the notes' DataLoader instead of bytes in memory",
    "single": "ours without the fused optimizer",
}
PROFILE = {
    "convolutions": ("conv",),
    "batch normalisation": ("batch_norm",),
    "pools": ("pool",),
    "ReLU": ("relu", "threshold", "clamp"),
    "concatenation and its gradient": ("cat", "slice", "narrow"),
    "casts and copies": ("copy", "_to_copy", "contiguous", "clone"),
    "optimizer": ("adam", "optimizer"),
    "input: bytes to an enlarged, normalised image": ("upsample", "interpolate", "div", "sub", "index"),
    "adding up gradients": ("add",),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=224, help="side of the images in px")
    parser.add_argument("--batch", type=int, default=64, help="images a step")
    parser.add_argument("--rounds", type=int, default=5, help="how often each loop takes its turn")
    parser.add_argument("--steps", type=int, default=1, help="steps in a turn")
    parser.add_argument("--threads", type=int, default=2, help="threads of the computation")
    parser.add_argument(
        "--only", nargs="+", choices=LOOPS, default=tuple(LOOPS), help="these loops, (a) and ours anyway"
    )
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)  # a process that is told what to time
    parser.add_argument("--json", action="store_true", help="print JSON instead of tables")
    arguments = parser.parse_args()
    if arguments.serve:
        serve(arguments)
        return
    plain = {key: value for key, value in os.environ.items() if not key.startswith(("MALLOC_", "GLIBC_TUNABLES"))}
    workers = {PLAIN: start(plain), TUNED: start(training_environment(plain))}
    turns = [(PLAIN, "notes"), (PLAIN, "d2l"), (PLAIN, "ours"), *((TUNED, name) for name in LOOPS if name != "d2l")]
    needed = {(PLAIN, "notes"), (TUNED, "ours")}
    turns = [turn for turn in turns if turn[1] in arguments.only or turn in needed]
    for where, name in turns:
        ask(workers[where], name)  # warms up
    times: dict[str, list[tuple[float, float]]] = {f"{where}: {name}": [] for where, name in turns}
    for _, (where, name) in itertools.product(range(arguments.rounds), turns):
        times[f"{where}: {name}"].append(tuple(ask(workers[where], name)))
    limits, shares, machine = (ask(workers[TUNED], name) for name in ("limit", "profile", "machine"))
    for worker in workers.values():
        worker.stdin.close()
        worker.wait()
    if arguments.json:
        print(json.dumps({"seconds": times, "limits": limits, "profile": shares, "machine": machine}))
        return
    tell(arguments, times, limits, shares, machine)


def start(environment: dict[str, str]) -> subprocess.Popen:
    command = [sys.executable, __file__, *sys.argv[1:], "--serve"]
    return subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def ask(worker: subprocess.Popen, what: str) -> object:
    worker.stdin.write(what + "\n")
    worker.stdin.flush()
    return json.loads(worker.stdout.readline())


def tell(arguments: argparse.Namespace, times: dict, limits: dict, shares: dict, machine: dict) -> None:
    """The tables."""
    images = arguments.batch * arguments.steps
    wall = {name: statistics.median(first for first, _ in values) for name, values in times.items()}
    work = {name: statistics.median(second for _, second in values) for name, values in times.items()}
    base, ours = f"{PLAIN}: notes", f"{TUNED}: ours"
    has = "has" if machine["bf16"] else "has no"
    print(f"{MODEL} at {arguments.size} px, batch {arguments.batch}, {arguments.threads} threads; {machine['name']}")
    print(f"The processor {has} bf16 instructions. Medians of {arguments.rounds} turns.\n")
    print(
        "| loop | images a second | of (a) | CPU ms an image | (a)'s CPU time to its own |\n| --- | --- | --- | --- | --- |"
    )
    for name in times:
        where, _, loop = name.partition(": ")
        print(
            f"| {LOOPS[loop]}, {where} | {images / wall[name]:.2f} | {wall[base] / wall[name]:.2f} × "
            f"| {1000 * work[name] / images:.1f} | {work[base] / work[name]:.2f} × |"
        )
    print("\n| trick | what it gains: CPU time without, of ours |\n| --- | --- |")
    for loop, told in LOOPS.items():
        if loop not in {"notes", "d2l", "ours"} and loop in arguments.only:
            print(f"| {told} | {work[f'{TUNED}: {loop}'] / work[ours]:.2f} |")
    if f"{PLAIN}: ours" in work:
        print(f"| ours, {PLAIN} | {work[f'{PLAIN}: ours'] / work[ours]:.2f} |")
    print("\n| where ours spends its time | share |\n| --- | --- |")
    for name, share in sorted(shares.items(), key=lambda pair: -pair[1]):
        print(f"| {name} | {100 * share:.1f} % |")
    reached = 6 * limits["macs"] * images / wall[ours] / 1e9
    print("\n| arithmetic | GFLOP/s |\n| --- | --- |")
    for precision in ("bf16", "fp32"):
        print(
            f"| one 3×3 convolution of 256 to 256 channels, forward and backward, {precision} | {limits[precision]:.0f} |"
        )
    best = limits["bf16" if machine["bf16"] else "fp32"]
    print(f"| ours (three times the {limits['macs'] / 1e9:.2f} GMAC of a forward pass, 2 FLOP each) | {reached:.0f} |")
    print(f"\nOurs reaches {100 * reached / best:.0f} % of that convolution.")


def serve(arguments: argparse.Namespace) -> None:
    """Times what is asked for on standard input, a line each."""
    import torch

    torch.set_num_threads(arguments.threads)
    made: dict[str, Iterator] = {}
    for line in sys.stdin:
        name = line.strip()
        if name in ANSWERS:
            answer = ANSWERS[name](arguments)
        else:
            if name not in made:
                made[name] = MAKERS.get(name, ours)(arguments, name)
            answer = timed(made[name], arguments.steps)
        print(json.dumps(answer), flush=True)


def timed(steps: Iterator, count: int) -> tuple[float, float]:
    """Seconds on the clock, and of the processors with those of child processes."""
    wall, work = time.perf_counter(), cpu_seconds()
    for _ in range(count):
        next(steps)
    return time.perf_counter() - wall, cpu_seconds() - work


def cpu_seconds() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def notes(arguments: argparse.Namespace, _: str) -> Iterator[None]:
    """The notes' loop, with `optimizer.zero_grad(); loss.backward(); optimizer.step()` put back in."""
    import torch
    from torchvision.transforms import Compose, Resize, ToTensor

    device = getattr(arguments, "device", "cpu")
    network = fresh_network().to(device)
    optimizer = torch.optim.Adam(network.parameters(), lr=0.001)
    transform = Compose([ToTensor(), Resize((arguments.size, arguments.size))])
    return loop(network, optimizer, loader(transform, arguments.batch), device)


def d2l(arguments: argparse.Namespace, _: str) -> Iterator[None]:
    """`d2l.train_ch6` on `d2l.load_data_fashion_mnist(batch, resize)`."""
    import torch
    from torchvision.transforms import Compose, Resize, ToTensor

    network = fresh_network()
    optimizer = torch.optim.SGD(network.parameters(), lr=0.1)
    transform = Compose([Resize(arguments.size), ToTensor()])
    return loop(network, optimizer, loader(transform, arguments.batch, num_workers=2))


def loop(network: object, optimizer: object, batches: Iterator, device: str = "cpu") -> Iterator[None]:
    """The steps that both write."""
    from torch import nn

    criterion = nn.CrossEntropyLoss()
    for inputs, labels in ((one.to(device), other.to(device)) for one, other in batches):
        outputs = network(inputs)
        loss = criterion(outputs, labels)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        loss.item()
        (outputs.argmax(dim=1) == labels).sum().item()
        yield


def loader(transform: Callable, batch: int, **options: object) -> Iterator:
    """Batches of torchvision's way with the sample's images, for ever."""
    from PIL import Image
    from torch.utils.data import DataLoader, Dataset

    from googlenet.data.dataset import load_sample

    train = load_sample().train

    class Pictures(Dataset):
        def __len__(self) -> int:
            return len(train)

        def __getitem__(self, index: int) -> tuple:  # as torchvision.datasets.FashionMNIST does
            return transform(Image.fromarray(train.pixels[index, 0].numpy(), mode="L")), int(train.labels[index])

    while True:
        yield from DataLoader(Pictures(), batch, shuffle=True, **options)


def fresh_network() -> object:
    from googlenet.networks.classifier import create_model

    return create_model(MODEL, num_classes=10, in_channels=1, seed=0).train()


def ours(arguments: argparse.Namespace, name: str) -> Iterator[None]:
    """Steps of `fit`, without one of its tricks where `name` says so."""
    from torch import contiguous_format

    from googlenet.training.advance import advance

    trainer = trainer_of(arguments, precision="fp32" if name == "fp32" else "auto")
    if name == "contiguous":
        trainer.network.to(memory_format=contiguous_format)
    if name == "single":
        trainer.optimizer = type(trainer.optimizer)(trainer.network.parameters(), fused=False)
    if name == "loader":
        trainer.loader = NotesLoader(arguments.batch, arguments.size)
    if name == "eager":
        trainer.accelerator.has_graphs = False
    while True:
        advance(trainer)
        yield


class NotesLoader:
    """The notes' DataLoader in the place of ours: images of full size, as bytes."""

    def __init__(self, batch: int, size: int):
        from torchvision.transforms import Compose, Resize, ToTensor

        self.batches = loader(Compose([ToTensor(), Resize((size, size))]), batch)

    def batch(self, *_: int) -> object:
        from googlenet.data.dataset import Images

        pixels, labels = next(self.batches)
        return Images(pixels.mul(255).byte(), labels)


def trainer_of(arguments: argparse.Namespace, **changes: object) -> object:
    from googlenet.training.config import TrainConfig
    from googlenet.training.trainer import prepare

    return prepare(
        TrainConfig(
            model=MODEL,
            dataset="fashion_mnist_sample",
            image_size=arguments.size,
            batch_size=arguments.batch,
            threads=arguments.threads,
            epochs=1000,
            optimizer="adamw",
            learning_rate=1e-4,
            device=str(getattr(arguments, "device", "cpu")),
            **changes,
        )
    )


def limit(arguments: argparse.Namespace) -> dict[str, float]:
    """GFLOP/s of a convolution that leaves nothing to wish for, and the multiply-adds of the network."""
    import torch
    from torch import nn

    from googlenet.networks.accounting import report
    from googlenet.networks.registry import NETWORKS

    found = {"macs": report(NETWORKS[MODEL], (1, arguments.size, arguments.size)).macs}
    for name, dtype in (("bf16", torch.bfloat16), ("fp32", torch.float32)):
        conv = nn.Conv2d(256, 256, 3, padding=1, bias=False).to(dtype, memory_format=torch.channels_last)
        x = torch.randn(32, 256, 28, 28, dtype=dtype).to(memory_format=torch.channels_last).requires_grad_()
        gradient = torch.randn_like(conv(x))
        speeds = []
        for _ in range(5):
            began = time.perf_counter()
            conv(x).backward(gradient)
            speeds.append(6 * 32 * 28 * 28 * 256 * 256 * 9 / (time.perf_counter() - began) / 1e9)
        found[name] = max(speeds)
    return found


def profile(arguments: argparse.Namespace) -> dict[str, float]:
    """Share of a step's CPU time by kind of operation."""
    from torch.profiler import ProfilerActivity
    from torch.profiler import profile as watch

    from googlenet.training.advance import advance

    trainer = trainer_of(arguments)
    advance(trainer)
    with watch(activities=[ProfilerActivity.CPU]) as watched:
        advance(trainer)
    shares = dict.fromkeys([*PROFILE, "all else"], 0.0)
    for event in watched.key_averages():
        kinds = (kind for kind, words in PROFILE.items() if any(word in event.key.lower() for word in words))
        shares[next(kinds, "all else")] += event.self_cpu_time_total
    return {kind: value / sum(shares.values()) for kind, value in shares.items()}


def machine(_: argparse.Namespace) -> dict[str, object]:
    """Its processor, and whether it computes in bf16."""
    import torch

    from googlenet.networks.devices import has_bf16

    told = Path("/proc/cpuinfo").read_text(encoding="utf-8") if Path("/proc/cpuinfo").exists() else ""
    names = [line.partition(":")[2].strip() for line in told.splitlines() if line.startswith("model name")]
    return {"name": next(iter(names), sys.platform), "bf16": has_bf16(torch.device("cpu"))}


MAKERS = {"notes": notes, "d2l": d2l}
ANSWERS = {"limit": limit, "profile": profile, "machine": machine}

if __name__ == "__main__":
    main()
