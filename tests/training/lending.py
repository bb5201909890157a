"""What stands in for `spaces.GPU`: the function runs in a fork, and no tensor comes back. Run by child processes."""

import io
import os
import pickle
import sys
from pathlib import Path

import torch

from googlenet.training import lent_gpu as slices
from googlenet.training.runs.folder import RunFolder
from tests.training.tiny import register


class NoTensors(pickle.Pickler):
    """Refuses what a lent GPU must not give back."""

    def reducer_override(self, value):
        if isinstance(value, torch.Tensor):
            raise TypeError("a tensor would leave the process that holds the GPU")
        return NotImplemented


def lend(function):
    """Each call in a process of its own; whatever it yields comes back pickled, one after another."""

    def call(*arguments):
        reading, writing = os.pipe()
        child = os.fork()
        if not child:
            os.close(reading)
            with os.fdopen(writing, "wb") as pipe:
                for value in function(*arguments):
                    buffer = io.BytesIO()
                    NoTensors(buffer).dump(value)
                    pipe.write(buffer.getbuffer())
                    pipe.flush()
            os._exit(0)
        os.close(writing)
        with os.fdopen(reading, "rb") as pipe:
            while True:
                try:
                    yield pickle.load(pipe)  # noqa: S301 our own child's
                except EOFError:
                    break
        print(child, os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)

    return call


def main(run_dir: str, seconds: str) -> None:
    """Trains the run in slices so short that each gives one record."""
    register()
    slices.LEAVE_SECONDS = 0.0
    for record in slices.in_slices(RunFolder(Path(run_dir)), lend, float(seconds)):
        print(record.kind, record.step, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
