"""What a training image costs in CPU time, and what our settings save.

The same steps of the same recipe, each variant in a process of its own, in turn, so that a busy machine meets all alike.
CPU time is counted, over all threads, since it hardly depends on what else runs.

    python benchmarks/training.py [--size 96] [--batch 64] [--rounds 3] [--threads 1] [--json]
"""

import argparse
import itertools
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from googlenet.training.environment import training_environment

# variant: (told as, changes of the configuration, whether glibc keeps its buffers)
VARIANTS = {
    "ours": ("the default recipe", {}, True),
    "glibc": ("buffers mapped anew at each step (glibc's default)", {}, False),
    "float32": ("float32 throughout", {"precision": "fp32"}, True),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=96, help="side of the images in px")
    parser.add_argument("--batch", type=int, default=64, help="images a step")
    parser.add_argument("--rounds", type=int, default=3, help="how often each variant is timed")
    parser.add_argument("--threads", type=int, default=1, help="threads of the computation")
    parser.add_argument("--variant", choices=VARIANTS, help=argparse.SUPPRESS)  # in a process of its own
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    arguments = parser.parse_args()
    if arguments.variant:
        print(cpu_ms_an_image(arguments))
        return
    times: dict[str, list[float]] = {name: [] for name in VARIANTS}
    for _, name in itertools.product(range(arguments.rounds), VARIANTS):
        times[name].append(in_a_process(name))
    median = {name: statistics.median(values) for name, values in times.items()}
    if arguments.json:
        print(json.dumps({"cpu_ms_an_image": times, "median": median}))
        return
    print(f"googlenet_bn at {arguments.size} px, batch {arguments.batch}, {arguments.threads} thread(s)\n")
    print("| variant | CPU ms an image, median | fastest | slowest | of ours |\n| --- | --- | --- | --- | --- |")
    for name, (told, *_) in VARIANTS.items():
        values = times[name]
        print(
            f"| {told} | {median[name]:.1f} | {min(values):.1f} | {max(values):.1f} | {median[name] / median['ours']:.2f} |"
        )


def in_a_process(name: str) -> float:
    """One variant's CPU milliseconds an image."""
    plain = {key: value for key, value in os.environ.items() if not key.startswith(("MALLOC_", "GLIBC_TUNABLES"))}
    environment = training_environment(plain) if VARIANTS[name][2] else plain
    command = [sys.executable, __file__, *sys.argv[1:], "--variant", name]
    return float(subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout)


def cpu_ms_an_image(arguments: argparse.Namespace) -> float:
    """Of ten steps of `fit`, the ten before them left out: they warm up."""
    from googlenet.training.config import TrainConfig
    from googlenet.training.loop import fit

    config = TrainConfig(
        dataset="fashion_mnist_sample",
        image_size=arguments.size,
        batch_size=arguments.batch,
        train_images=30 * arguments.batch,
        threads=arguments.threads,
        **VARIANTS[arguments.variant][1],
    )
    with tempfile.TemporaryDirectory() as folder, closing(fit(config, Path(folder) / "run")) as records:
        next(records)
        began = time.process_time()
        next(records)
        return 1000 * (time.process_time() - began) / (10 * arguments.batch)


if __name__ == "__main__":
    main()
