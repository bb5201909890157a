"""A study in a process of its own: `python -m googlenet.study.process FOLDER`.

Its folder has the status, stop file and log of a run, its settings in `study.json`, and the runs themselves. It counts
as a run: one at a time trains on a device. Of a finished run it keeps `best.safetensors` and the records, not the
checkpoint.
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
from googlenet.networks.devices import device_name
from googlenet.study.config import StudyConfig
from googlenet.study.results import write_results
from googlenet.study.run import conduct
from googlenet.study.trials import is_finished, trials
from googlenet.training.runs.folder import RunFolder
from googlenet.training.runs.listing import STUDY_FILE
from googlenet.training.runs.process import NICENESS, claim, queueing_in, refuse_to_resume, start_process, stops_on
from googlenet.training.runs.queue import await_turn

COMMAND = (sys.executable, "-m", "googlenet.study.process")
# About three minutes a seed on two cores: enough for a first look, too little for conclusions.
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
    """Makes a study in `root` and starts its process, which begins when its turn comes.

    Args:
        owner: token of whoever starts it; None: it has no owner.
    Raises:
        RunRefused: too many runs wait already, or `root` cannot be written.
        UserError: the data set is missing.
    """
    load_dataset(config.train_config(config.networks[0], 0).dataset)
    with queueing_in(Path(root)):
        study = RunFolder(claim(Path(root), "study"))
        if owner is not None:
            study.set_owner(owner)
        study.write_status("queued", device=device_name(config.device))
        with study.writing():
            write_json(study.path / STUDY_FILE, asdict(config))
        start_process(study, COMMAND)
    return study


def resume_study(study: RunFolder) -> None:
    """Resumes a study in a process of its own, when its turn comes; finished runs stay as they are.

    Raises:
        BadCheckpoint: the folder holds no study.
        RunRefused: it is finished or under way already, or too many runs wait.
    """
    config = read_study(study)
    with queueing_in(study.path.parent):
        refuse_to_resume(study)
        with study.writing():
            study.stop_file.unlink(missing_ok=True)
        study.write_status("queued", device=device_name(config.device))
        start_process(study, COMMAND)


def read_study(study: RunFolder) -> StudyConfig:
    """The settings of the study in a folder.

    Raises:
        BadCheckpoint: the folder holds none.
    """
    path = study.path / STUDY_FILE
    try:
        values = read_json(path)
        return StudyConfig(**values | {"networks": tuple(values["networks"])})
    except (LookupError, TypeError, ValueError) as error:
        raise BadCheckpoint("error.checkpoint", path=path, reason=error) from None


@dataclass(frozen=True)
class StudyProgress:
    """The progress of a study.

    Attributes:
        network: the one that trains now or would next; "" when all are done.
        seed: of its run.
        fraction: of all steps, as far as they are known.
    """

    network: str
    seed: int
    fraction: float


def progress(study: RunFolder, config: StudyConfig) -> StudyProgress:
    """The progress of `study`, read from its folder."""
    everything = trials(config, study.path)
    unfinished = [trial for trial in everything if not is_finished(trial.run)]
    if not unfinished:
        return StudyProgress("", 0, 1.0)
    trial = unfinished[0]
    total, records = trial.run.status().total_steps, trial.run.records()
    begun = min(1.0, records[-1].step / total) if records and total else 0.0
    return StudyProgress(trial.network, trial.seed, (len(everything) - len(unfinished) + begun) / len(everything))


def main(arguments: list[str]) -> int:
    """Conducts the study in the folder `arguments[0]`; 0 when finished or stopped, 2 on bad input, 1 on an error of ours."""
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
    except Exception as error:  # noqa: BLE001 the log has the traceback, the folder the sentence
        traceback.print_exc()
        with contextlib.suppress(UserError):
            reason = f"{type(error).__name__}: {error}"
            study.write_status("failed", error=UserError("error.run_failed", reason=reason))
        return 1
    return 0


def _conduct(config: StudyConfig, study: RunFolder) -> bool:
    """Whether the study was finished; else it was stopped, and the run under way has a checkpoint."""
    with closing(conduct(config, study.path)) as records:
        write_results(config, study.path)  # shows at once which networks there will be
        latest = None
        for trial, _ in records:
            if trial != latest:
                delete_checkpoints(config, study.path)
                latest = trial
            if study.stop_file.exists():
                break
    delete_checkpoints(config, study.path)
    with study.writing():
        study.stop_file.unlink(missing_ok=True)
    return all(is_finished(trial.run) for trial in trials(config, study.path))


def delete_checkpoints(config: StudyConfig, root: Path) -> None:
    """Deletes the checkpoints of finished runs, most of a study's size; `best.safetensors` and records stay.

    Only for a study that one process conducts. Where several share a folder, one may resume a run that another has just
    finished: without a checkpoint it would begin anew.
    """
    for run in (trial.run for trial in trials(config, root) if is_finished(trial.run)):
        with contextlib.suppress(OSError):
            run.last.unlink(missing_ok=True)
            run.state.unlink(missing_ok=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
