"""Kills training with SIGKILL again and again, and asks whether a bit is lost.

A small network trains in child processes that are killed, ten of fifty in the middle of a checkpoint's writing, the
others at a random moment; each time the run goes on from its folder. Weights, optimizer and records are compared with
those of a run that nobody disturbed: bit for bit in float32 with one thread; for bf16 the largest difference is told.

    python benchmarks/kills.py [--kills 50] [--in-writing 10] [--seed 0] [--begun-by CHECKOUT]

With `--begun-by`, an older version of the project begins each run and is killed; this version goes on with its folder.
"""

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import torch

from googlenet.networks.checkpoint import read_weights
from googlenet.training import loop
from googlenet.training.config import TrainConfig
from googlenet.training.runs.folder import RunFolder
from tests.training.tiny import outcome, register, tiny_config

MOST_A_RUN = 8  # kills; then it may live
CALLS = (3, 14)  # which of a run's writes to disk is its last
MOMENTS = (0.02, 0.5)  # seconds after its start, at random
BEGIN = """
import sys, torch
from pathlib import Path
from benchmarks import kills
folder, precision, seed, kind, value = sys.argv[1:]
torch.set_num_threads(1), torch.use_deterministic_algorithms(True)
kills.register()
kills.loop.CHECKPOINT_SECONDS = 0.0
config = kills.tiny_config(precision=precision, seed=int(seed))
print(kills.attempt(config, kills.RunFolder(Path(folder)), (kind, float(value))))
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=50, help="how many in each precision")
    parser.add_argument("--in-writing", type=int, default=10, help="how many of them while a checkpoint is written")
    parser.add_argument("--seed", type=int, default=0, help="of the moments")
    parser.add_argument("--begun-by", type=Path, metavar="CHECKOUT", help="an older version that begins the runs")
    arguments = parser.parse_args()
    register()
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(mode=True)
    loop.CHECKPOINT_SECONDS = 0.0  # one after every step
    for precision in ("fp32", "bf16"):
        with tempfile.TemporaryDirectory() as folder:
            besiege(Path(folder), precision, arguments)


def besiege(folder: Path, precision: str, arguments: argparse.Namespace) -> None:
    """One table: a line a kill, a line a run."""
    dice, killed, number, equal, gap = random.Random(arguments.seed), 0, 0, 0, 0.0
    print(
        f"\n{precision}\n| kill | run | when | step of the checkpoint that it went on from |\n| --- | --- | --- | --- |"
    )
    while killed < arguments.kills:
        number += 1
        config = tiny_config(precision=precision, seed=number)
        run, undisturbed = RunFolder(folder / f"run-{number}"), RunFolder(folder / f"undisturbed-{number}")
        in_this_run = 0
        while True:
            may_live = killed >= arguments.kills or in_this_run >= MOST_A_RUN
            in_writing = killed * arguments.in_writing % arguments.kills < arguments.in_writing
            when = None if may_live else moment(dice, in_writing=in_writing)
            is_begun_elsewhere = arguments.begun_by and when and not run.exists()
            code = begin(arguments.begun_by, run, config, when) if is_begun_elsewhere else attempt(config, run, when)
            if code == 0:
                break
            if code != -signal.SIGKILL:
                raise SystemExit(f"a child ended with {code}")
            killed, in_this_run = killed + 1, in_this_run + 1
            step = torch.load(run.state, weights_only=True)["step"] if run.state.exists() else "none yet"
            print(f"| {killed} | {number} | {told(when)} | {step} |", flush=True)
        for _ in loop.fit(config, undisturbed.path):
            pass
        is_equal = outcome(run) == outcome(undisturbed)
        equal, gap = equal + is_equal, max(gap, difference(run, undisturbed))
        print(f"| – | {number} | finished | {'equal to the bit' if is_equal else 'differs'} |", flush=True)
    print(
        f"\n{precision}: {killed} kills, {number} runs, {equal} of them equal to the bit (weights, optimizer, records);"
    )
    print(f"largest difference of a weight: {gap:.1e}")


def moment(dice: random.Random, *, in_writing: bool) -> tuple[str, float]:
    """When to die: at a write to disk, or after so many seconds."""
    if in_writing:
        return dice.choice(("fsync", "replace")), dice.randrange(*CALLS)
    return "seconds", dice.uniform(*MOMENTS)


def told(when: tuple[str, float]) -> str:
    kind, value = when
    return f"after {value:.2f} s" if kind == "seconds" else f"in os.{kind}, call {value}"


def attempt(config: TrainConfig, run: RunFolder, when: tuple[str, float] | None) -> int:
    """Begins the run or goes on with it in a child that dies at `when`; its exit code."""
    child = os.fork()
    if not child:
        try:
            arm(when)
            for _ in loop.fit(config, run.path, resume=run.exists()):
                pass
        except BaseException as error:  # noqa: BLE001 a fork must not go on as its parent
            print(repr(error), file=sys.stderr, flush=True)
            os._exit(1)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def begin(checkout: Path, run: RunFolder, config: TrainConfig, when: tuple[str, float]) -> int:
    """`attempt` by the version of the project in `checkout`."""
    words = (run.path, config.precision, config.seed, *when)
    command = [sys.executable, "-c", BEGIN, *map(str, words)]
    return int(subprocess.run(command, cwd=checkout, check=True, stdout=subprocess.PIPE, text=True).stdout)


def arm(when: tuple[str, float] | None) -> None:
    """Arranges the end of this process."""
    if when is None:
        return
    kind, value = when
    if kind == "seconds":
        threading.Thread(target=lambda: (time.sleep(value), die()), daemon=True).start()
        return
    plain, calls = getattr(os, kind), iter(range(10_000))
    setattr(os, kind, lambda *a: die() if next(calls) == value else plain(*a))


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def difference(run: RunFolder, other: RunFolder) -> float:
    """Of any weight, the largest."""
    ours, theirs = read_weights(run.last), read_weights(other.last)
    return max((value - theirs[name]).abs().max().item() for name, value in ours.items())


if __name__ == "__main__":
    main()
