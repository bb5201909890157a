"""The kernel study: which kernel size is right? Networks with only some branches, equally large or costly, trained alike.

A study is a folder of runs, `MATCH/NETWORK-SEED` each; `results.json` in it is written anew after every run. Seeds are
paired: with one seed all networks see the same images in the same order with the same augmentation. All networks come
before the next seed, so that partial results are balanced. Every run is evaluated on all test images after its last epoch;
nothing is chosen by them.
"""

from collections.abc import Generator, Iterator
from contextlib import closing
from pathlib import Path

from googlenet.common.errors import RunRefused
from googlenet.common.results import EpochRecord, StepRecord
from googlenet.study.config import StudyConfig
from googlenet.study.results import adopted, write_results
from googlenet.study.trials import Trial, check_config, is_finished, trials
from googlenet.training.config import TrainConfig
from googlenet.training.loop import fit

TAKEN = ("error.run_live", "error.run_exists")  # another process has begun or resumed the run


def conduct(config: StudyConfig, root: Path) -> Iterator[tuple[Trial, StepRecord | EpochRecord]]:
    """Trains the runs that are not finished and yields (trial, record); closing it saves a checkpoint.

    Finished and adopted runs are skipped, and one that was stopped is resumed. Several processes, each on a device of its
    own, may share a folder: each skips what another trains, and resumes in a second round what another left unfinished.

    Raises:
        RunRefused: a folder holds a run with another configuration, or cannot be written.
        UserError: the data set is missing, or a loss stopped being a number.
    """
    known = adopted(config, root)["runs"]
    for trial in trials(config, root) * 2:
        wanted = config.train_config(trial.network, trial.seed)
        if (trial.network, trial.seed) in known:
            continue
        if trial.run.exists():
            check_config(trial.run, wanted)
        if is_finished(trial.run):
            continue
        is_ours = yield from _train(trial, wanted)
        if not is_ours:
            continue
        if not is_finished(trial.run):  # it was stopped
            return
        write_results(config, root)
    write_results(config, root)


def _train(trial: Trial, wanted: TrainConfig) -> Generator[tuple[Trial, StepRecord | EpochRecord], None, bool]:
    """Yields the records of a run as it trains; returns False if another process trains it."""
    try:
        with closing(fit(wanted, trial.run.path, resume=trial.run.exists())) as records:
            for record in records:
                yield trial, record
    except RunRefused as error:
        if error.key not in TAKEN:
            raise
        return False
    return True


def unfinished(config: StudyConfig, root: Path) -> int:
    """The number of runs that are neither finished nor adopted."""
    known = adopted(config, root)["runs"]
    return sum((one.network, one.seed) not in known and not is_finished(one.run) for one in trials(config, root))
