import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest
from safetensors.numpy import load, save

from googlenet.common.errors import RunRefused, UnknownName, UserError
from googlenet.common.owners import owned_by
from googlenet.data import own_data
from googlenet.networks.classifier import load_classifier
from googlenet.training.environment import training_environment
from googlenet.training.runs import process
from googlenet.training.runs.export import export_run, import_run
from googlenet.training.runs.folder import RunFolder
from googlenet.training.runs.process import free_name, resume_run, start_run
from googlenet.training.trainer import card_of
from tests.training.tiny import load_tiny, outcome, tiny_config
from tests.zips import on_disk, sound

ROOT = Path(__file__).resolve().parents[3]
CHILD = (
    "from tests.training.tiny import register; register(); import sys; from googlenet.training.runs import process; "
)
PATIENCE_SECONDS = 300
# A run gives way to other sessions: one in this session would slow down everything else in it.
in_a_session = partial(subprocess.run, capture_output=True, text=True, start_new_session=True)


def until(condition):
    """Waits, since a process of its own takes a while to import torch."""
    began = time.monotonic()
    while not condition():
        assert time.monotonic() - began < PATIENCE_SECONDS
        time.sleep(0.02)


@pytest.fixture
def tiny_worker(monkeypatch):
    """The worker's process knows the tiny data set."""
    monkeypatch.setattr(process, "COMMAND", (sys.executable, "-c", CHILD + "sys.exit(process.main(sys.argv[1:]))"))
    monkeypatch.setenv("PYTHONPATH", str(ROOT))


def queued(root, name="one"):
    """A run that another process is about to begin."""
    run = RunFolder(root / name)
    run.create(card_of(tiny_config(), load_tiny()))
    run.write_status("queued")
    return run


def test_a_run_is_started_watched_stopped_and_resumed(tmp_path, tiny_worker, unbroken):
    run = start_run(tiny_config(epochs=1000, schedule="constant"), tmp_path, owner="me")
    assert (run.path.name, run.status().state) == ("default-0", "queued")
    assert owned_by(run.path, "me")
    with pytest.raises(RunRefused, match="in progress"):
        resume_run(run)
    until(lambda: len(run.records()) > 2)
    status = run.status()
    assert os.getsid(status.pid) == status.pid  # a session of its own: closing the terminal does not reach it
    run.ask_to_stop()
    until(lambda: not run.status().is_live())
    stopped = len(run.records())
    assert run.status().state == "stopped"
    resume_run(run)
    until(lambda: len(run.records()) > stopped)
    os.kill(run.status().pid, 9)
    until(lambda: not run.status().is_live())
    assert run.status().state == "stopped"
    assert run.log.read_text() == ""


def test_kill_9_anywhere_loses_no_bit(tmp_path, unbroken):
    # In one child, whose forks are the workers: torch is imported once. The first five die while a checkpoint is
    # written, the others at a random moment; the last is let live.
    script = CHILD + (
        "import os, random, signal, threading\n"
        "from googlenet.networks import checkpoint\n"
        "from googlenet.training import loop\n"
        "loop.CHECKPOINT_SECONDS = 0.0\n"
        "def die(*_): os.kill(os.getpid(), signal.SIGKILL)\n"
        "def live(attempt):\n"
        "    dice = random.Random(attempt)\n"
        "    if attempt < 5:\n"
        "        name, call = ('fsync', 'replace')[attempt % 2], dice.randrange(3, 14)\n"
        "        plain, calls = getattr(os, name), iter(range(1000))\n"
        "        setattr(os, name, lambda *a: die() if next(calls) == call else plain(*a))\n"
        "    elif attempt < 9:\n"
        "        timer = threading.Timer(dice.uniform(0.02, 0.4), die)\n"
        "        timer.daemon = True\n"
        "        timer.start()\n"
        "    os._exit(process.main(sys.argv[1:]))\n"
        "ends = []\n"
        "for attempt in range(10):\n"
        "    child = os.fork()\n"
        "    if not child: live(attempt)\n"
        "    ends.append(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))\n"
        "print(ends)\n"
    )
    run = queued(tmp_path)
    environment = os.environ | {"OMP_NUM_THREADS": "1", "PYTHONPATH": str(ROOT)}
    child = in_a_session([sys.executable, "-c", script, str(run.path)], env=environment, check=True)
    ends = eval(child.stdout)  # noqa: S307 our own list
    assert ends[:5] == [-9] * 5
    assert ends[-1] == 0
    assert child.stderr == ""
    assert run.status().state == "finished"
    assert outcome(run) == outcome(unbroken)


def test_sigterm_writes_a_checkpoint_and_ends_well(tmp_path):
    script = CHILD + (
        "import os, signal\n"
        "from googlenet.training import steps\n"
        "plain, calls = steps.training_loss, iter(range(1000))\n"
        "def loss(*a):\n"
        "    if next(calls) == 6: os.kill(os.getpid(), signal.SIGTERM)\n"
        "    return plain(*a)\n"
        "steps.training_loss = loss\n"
        "sys.exit(process.main(sys.argv[1:]))\n"
    )
    run = queued(tmp_path)
    environment = os.environ | {"OMP_NUM_THREADS": "1", "PYTHONPATH": str(ROOT)}
    child = in_a_session([sys.executable, "-c", script, str(run.path)], env=environment)
    assert (child.returncode, child.stderr) == (0, "")
    assert run.status().state == "stopped"
    assert run.state.is_file()
    assert [record.step for record in run.records()] == [5, 5]


def test_sigterm_is_a_stop_file_of_a_run_under_way_and_ctrl_c_while_one_is_prepared(tmp_path):
    live, prepared = queued(tmp_path), RunFolder(tmp_path / "new")
    with process.stops_on(live, signal.SIGTERM):
        signal.raise_signal(signal.SIGTERM)
    assert live.stop_file.exists()
    with pytest.raises(KeyboardInterrupt), process.stops_on(prepared, signal.SIGTERM):
        signal.raise_signal(signal.SIGTERM)
    assert not prepared.path.exists()


@pytest.mark.parametrize("state", ["finished", "stopped"])
def test_a_signal_after_the_run_s_end_does_nothing(tmp_path, state):
    run = queued(tmp_path)
    with process.stops_on(run, signal.SIGTERM):
        run.write_status(state)
        signal.raise_signal(signal.SIGTERM)
    assert run.status().state == state
    assert not run.stop_file.exists()


def test_a_worker_that_dies_before_it_trains_is_told_of(tmp_path, monkeypatch):
    monkeypatch.setattr(process, "COMMAND", (sys.executable, "-c", "import sys; sys.exit('no torch here')"))
    run = start_run(tiny_config(), tmp_path)
    until(lambda: not run.status().is_live())
    assert run.status().state == "failed"
    assert "worker.log" in run.status().reason("zh")
    assert run.log.read_text() == "no torch here\n"


def test_what_cannot_be_trained_is_told_before_anything_is_made(unbroken, tmp_path):
    for change, sentence in (
        ({"model": "inception_v3"}, "too small"),
        ({"freeze_until": "inception9z"}, "inception9z"),
        ({"validation_images": 63}, "Use 0 to 62"),
        ({"init_from": str(unbroken.path), "model": "googlenet_bn", "image_size": 32}, "cannot be used"),
    ):
        with pytest.raises(UserError, match=sentence):
            start_run(tiny_config(**change), tmp_path)
    assert not list(tmp_path.iterdir())


def test_what_is_missing_is_told_before_anything_is_made(tmp_path):
    for change in ({"dataset": "nothing"}, {"model": "resnet"}):
        with pytest.raises(UnknownName):
            start_run(tiny_config(**change), tmp_path)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "name", ["", ".", "..", "../up", "a/b", "a\\b", "/root", ".hidden", "-x", "a" * 65, "a\n", "a\0"]
)
def test_a_name_never_leads_out_of_the_folder(tmp_path, name):
    with pytest.raises(RunRefused, match="can’t be used as a run’s name"):
        start_run(tiny_config(), tmp_path / "runs", name)
    assert [path.name for path in tmp_path.rglob("*")] in (["runs", ".lock"], [])


def test_a_run_never_takes_the_place_of_another(tmp_path, monkeypatch):
    monkeypatch.setattr(process, "_start", lambda run: run.write_status("stopped"))
    (tmp_path / "default-0").mkdir()
    (tmp_path / "mine").mkdir()
    assert free_name(tmp_path, "default") == "default-1"
    assert start_run(tiny_config(), tmp_path).path.name == "default-1"
    assert start_run(tiny_config(), tmp_path, "训练.1").path.name == "训练.1"
    with pytest.raises(RunRefused, match="already contains a run"):
        start_run(tiny_config(), tmp_path, "mine")


def test_a_finished_run_is_not_resumed_and_a_missing_one_neither(unbroken, tmp_path):
    with pytest.raises(RunRefused, match="finished"):
        resume_run(unbroken)
    with pytest.raises(RunRefused, match="no run to resume"):
        resume_run(RunFolder(tmp_path / "nothing"))


def test_the_process_of_a_folder_without_a_run_ends_with_a_sentence(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(os, "nice", lambda _: None)
    assert process.main([str(tmp_path / "nothing")]) == 2
    assert "nothing" in capsys.readouterr().err


def test_on_linux_glibc_keeps_its_buffers_and_what_is_set_stays():
    plain = training_environment({"HOME": "/h"}, "linux")
    assert plain["HOME"] == "/h"
    assert plain["MALLOC_MMAP_MAX_"] == "0"
    assert plain["GLIBC_TUNABLES"] == "glibc.malloc.hugetlb=1"
    assert training_environment(plain, "linux") == plain
    given = {"GLIBC_TUNABLES": "glibc.malloc.check=1", "MALLOC_MMAP_MAX_": "7"}
    merged = training_environment(given, "linux")
    assert merged["GLIBC_TUNABLES"] == "glibc.malloc.check=1:glibc.malloc.hugetlb=1"
    assert merged["MALLOC_MMAP_MAX_"] == "7"
    assert training_environment({"GLIBC_TUNABLES": "glibc.malloc.hugetlb=0"}, "linux")["GLIBC_TUNABLES"].endswith("=0")
    assert training_environment(given, "win32") == given


def test_a_folder_of_own_pictures_is_trained_on_in_a_process_of_its_own(tmp_path, monkeypatch):
    monkeypatch.setenv("GOOGLENET_RUNS_DIR", str(tmp_path / "runs"))
    path = on_disk(tmp_path / "mine", sound(classes="abc", each=5))
    config = tiny_config(dataset=str(path), image_size=24, batch_size=6, epochs=2)
    run = start_run(config, tmp_path / "runs", owner="me")
    until(lambda: not run.status().is_live())
    assert run.status().state == "finished", run.log.read_text()
    classifier = load_classifier(run.path)
    assert classifier.classes == ("a", "b", "c")
    assert sum(map(sum, run.records()[-1].confusion)) == 3
    assert owned_by(run.path, "me")
    assert not owned_by(run.path, "you")
    assert import_run([_written(tmp_path / "it.zip", export_run(run))], tmp_path / "runs").status().state == "finished"


def test_pictures_that_turn_out_damaged_are_the_runs_recorded_failure(tmp_path, monkeypatch):
    monkeypatch.setenv("GOOGLENET_RUNS_DIR", str(tmp_path / "runs"))
    name = own_data.keep(on_disk(tmp_path / "mine", sound()))
    path = own_data.folder(name) / own_data.IMAGES
    path.write_bytes(
        save({key: value - 1 if "labels" in key else value for key, value in load(path.read_bytes()).items()})
    )
    monkeypatch.setattr(own_data, "read_images", lambda _: pytest.fail("read before the run's own process"))
    run = start_run(tiny_config(dataset=name, image_size=24, batch_size=6), tmp_path / "runs")
    until(lambda: not run.status().is_live())
    assert (run.status().state, run.status().key) == ("failed", "pictures.broken")
    assert "do not fit the report" in run.status().reason("en")


def _written(path, data):
    path.write_bytes(data)
    return path


def test_a_run_gives_way_to_other_processes_and_to_other_sessions():
    code = "import os; from googlenet.training.runs import process; process._give_way(); print(os.nice(0))"
    show = "; print(open('/proc/self/autogroup').read())" if Path("/proc/self/autogroup").exists() else ""
    before = os.nice(0)
    done = in_a_session([sys.executable, "-c", code + show], check=True)
    niceness, *group = done.stdout.split("\n", 1)
    assert int(niceness) == min(19, before + process.NICENESS)
    assert not show or group[0].split() == [*group[0].split()[:1], "nice", niceness]
