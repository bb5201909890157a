"""Training where a GPU is lent for less than a minute at a time, as on a ZeroGPU Space.

There, whatever needs the GPU runs in a forked process, and its results are pickled: plain numbers, never a tensor of the
GPU. The folder carries the run from one slice to the next: each ends with a checkpoint, which is read to the CPU.
"""

import os
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from googlenet.common.errors import UserError
from googlenet.common.results import EpochRecord, StepRecord
from googlenet.training.runs.folder import RunFolder

SLICE_SECONDS = 45.0
LEAVE_SECONDS = 10.0  # of them for the last steps, a test that has begun, and the checkpoint


@dataclass(frozen=True)
class SliceEnd:
    """The last value that a slice yields.

    Attributes:
        is_over: the run is finished, failed or stopped; else another slice goes on.
    """

    is_over: bool


Slice = Callable[[str, float], Iterator[StepRecord | EpochRecord | SliceEnd]]


def is_wanted() -> bool:
    """Whether this machine lends its GPU in slices."""
    return bool(os.environ.get("SPACES_ZERO_GPU"))


def train_slice(run_dir: str, seconds: float = SLICE_SECONDS) -> Iterator[StepRecord | EpochRecord | SliceEnd]:
    """Resumes a queued run for at most `seconds`; yields its records, then a `SliceEnd`. Errors are in the run's status."""
    import torch

    from googlenet.networks.devices import DEVICE_VARIABLE, LENT
    from googlenet.training.loop import fit

    if is_wanted() and torch.cuda.is_available():
        os.environ[DEVICE_VARIABLE] = LENT  # of this process alone, which ends with the slice
    run, until, is_over = RunFolder(Path(run_dir)), time.monotonic() + seconds - LEAVE_SECONDS, True
    if run.status().state != "queued":  # another slice trains it, or it was given up while this one waited for its GPU
        yield SliceEnd(is_over)
        return
    try:
        run.write_status("queued")  # by this process, so that a stop file from between two slices counts
        with closing(fit(None, run_dir, resume=True)) as records:
            for record in records:
                yield record
                if time.monotonic() > until:
                    is_over = False
                    break
    except UserError:
        pass  # the status has the sentence
    except Exception:  # noqa: BLE001 the status has a sentence; the log takes it whole
        traceback.print_exc()
    yield SliceEnd(is_over or run.status().state in {"finished", "failed"})


def in_slices(
    run: RunFolder, lend: Callable[[Slice], Slice], seconds: float = SLICE_SECONDS
) -> Iterator[StepRecord | EpochRecord]:
    """Trains a queued run, slice after slice, to its end or until it is stopped; yields its records.

    Args:
        lend: wraps a generator function so that it runs with a GPU; `spaces.GPU` does.
        seconds: of a slice.
    """
    lent = lend(train_slice)
    if run.status().state != "queued":
        return
    try:
        while True:
            for item in lent(str(run.path), seconds):
                if not isinstance(item, SliceEnd):
                    yield item
                elif item.is_over:
                    return
                elif run.stop_file.exists():  # a stop may have come while the slice saved its end
                    run.clear_stop()
                    return
                else:
                    run.write_status("queued")
    except BaseException:  # no GPU is lent any more, or the page was closed: the run can be resumed or deleted at once
        if run.status().state == "queued":
            with suppress(UserError):
                run.write_status("stopped")
        raise
