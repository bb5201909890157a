"""A study in a process of its own: `python -m googlenet.study.process FOLDER`.

Its folder has the status, stop file and log of a run, its settings in `study.json`, and the runs themselves. It counts
as a run: one at a time trains on a device. Of a run that is finished it keeps the exported weights and the records, not
what a run goes on from.
"""

import contextlib
import os
import signal
import sys
import traceback
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path

from googlenet.common.errors import BadCheckpoint, UserError
from googlenet.data.dataset import load_dataset
from googlenet.networks.checkpoint import read_json, write_json
from googlenet.study.run import StudyConfig, conduct, is_finished, trials, write_results
from googlenet.training import steps
from googlenet.training.runs.folder import RunFolder
from googlenet.training.runs.listing import STUDY_FILE
from googlenet.training.runs.process import NICENESS, claim, queueing_in, refuse_to_resume, start_process, stops_on
from googlenet.training.runs.queue import await_turn

COMMAND = (sys.executable, "-m", "googlenet.study.process")
# About three minutes a seed on two cores: enough to see how it goes, too little to conclude from.
SMALL = StudyConfig(
    recipe="quick",
    dataset="fashion_mnist_sample",
    image_size=64,
    images=2000,
    epochs=2,
    batch_size=64,
    recalibrate_images=512,
    seeds=1,
)


def start_study(config: StudyConfig, root: str | Path, owner: str | None = None) -> RunFolder:
    """Starts a study in a folder of its own in `root`, in its own process; it begins when its turn comes.

    Args:
        owner: token of whoever starts it; None: it is everybody's.
    Raises:
        RunRefused: too many runs wait already, or `root` cannot be written.
        UserError: the data set is missing.
    """
    load_dataset(config.train_config(config.networks[0], 0).dataset)
    with queueing_in(Path(root)):
        study = RunFolder(claim(Path(root), "study"))
        if owner is not None:
            study.set_owner(owner)
        study.write_status("queued", device=steps.device_name(config.device))
        with study.writing():
            write_json(study.path / STUDY_FILE, asdict(config))
        start_process(study, COMMAND)
    return study


def resume_study(study: RunFolder) -> None:
    """Goes on with a study in its own process, when its turn comes; finished runs stay as they are.

    Raises:
        BadCheckpoint: there is none.
        RunRefused: it is finished or under way already, or too many runs wait.
    """
    config = read_study(study)
    with queueing_in(study.path.parent):
        refuse_to_resume(study)
        with study.writing():
            study.stop_file.unlink(missing_ok=True)
        study.write_status("queued", device=steps.device_name(config.device))
        start_process(study, COMMAND)


def read_study(study: RunFolder) -> StudyConfig:
    """The settings of the study in a folder.

    Raises:
        BadCheckpoint: it holds none.
    """
    path = study.path / STUDY_FILE
    try:
        values = read_json(path)
        return StudyConfig(**values | {"networks": tuple(values["networks"])})
    except (LookupError, TypeError, ValueError) as error:
        raise BadCheckpoint("error.checkpoint", path=path, reason=error) from None


@dataclass(frozen=True)
class Progress:
    """How far a study is.

    Attributes:
        network: that trains now or would next; "" when all are done.
        seed: its seed.
        fraction: of all steps, as far as they are known.
    """

    network: str
    seed: int
    fraction: float


def progress(study: RunFolder, config: StudyConfig) -> Progress:
    """How far `study` is, read from its folder."""
    everything = trials(config, study.path)
    left = [trial for trial in everything if not is_finished(trial.run)]
    if not left:
        return Progress("", 0, 1.0)
    total, records = left[0].run.status().total_steps, left[0].run.records()
    begun = min(1.0, records[-1].step / total) if records and total else 0.0
    return Progress(left[0].network, left[0].seed, (len(everything) - len(left) + begun) / len(everything))


def main(arguments: list[str]) -> int:
    """Conducts the study whose folder is named; 0 when it is finished or stopped, 2 on bad input, 1 on our error."""
    study = RunFolder(Path(*arguments[:1]))
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    try:
        config = read_study(study)
        study.write_status("queued")
        with stops_on(study, signal.SIGTERM, signal.SIGINT):
            if not await_turn(study):
                study.write_status("stopped")
                study.clear_stop()
                return 0
            with study.heartbeat(0):
                is_whole = _conduct(config, study)
        study.write_status("finished" if is_whole else "stopped")
    except UserError as error:
        print(error, file=sys.stderr)
        with contextlib.suppress(UserError):
            study.write_status("failed", error=error)
        return 2
    except Exception as error:  # noqa: BLE001 the log takes it whole; the folder has the sentence
        traceback.print_exc()
        with contextlib.suppress(UserError):
            reason = f"{type(error).__name__}: {error}"
            study.write_status("failed", error=UserError("error.run_failed", reason=reason))
        return 1
    return 0


def _conduct(config: StudyConfig, study: RunFolder) -> bool:
    """Whether it came to its end; else it was asked to stop, and the run under way has a checkpoint."""
    with closing(conduct(config, study.path)) as news:
        write_results(config, study.path)  # says which networks there will be
        latest = None
        for trial, _ in news:
            if trial != latest:
                forget_checkpoints(config, study.path)
                latest = trial
            if study.stop_file.exists():
                break
    forget_checkpoints(config, study.path)
    with study.writing():
        study.stop_file.unlink(missing_ok=True)
    return all(is_finished(trial.run) for trial in trials(config, study.path))


def forget_checkpoints(config: StudyConfig, root: Path) -> None:
    """Removes what finished runs would go on from, most of a study's size; `best.safetensors` and records stay.

    For a study that one process conducts, such as these. Where several share a folder, one may go on with a run that
    another has just finished: without a checkpoint it would begin anew.
    """
    for run in (trial.run for trial in trials(config, root) if is_finished(trial.run)):
        with contextlib.suppress(OSError):
            run.last.unlink(missing_ok=True)
            run.state.unlink(missing_ok=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
