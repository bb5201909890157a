"""Two processes never train one run."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from googlenet.common.errors import RunRefused
from googlenet.training.loop import fit
from googlenet.training.runs.locks import held
from tests.training.tiny import digest, tiny_config

ROOT = Path(__file__).resolve().parents[3]
HOLD = "import sys; from googlenet.training.runs.locks import held\nwith held(__import__('pathlib').Path(sys.argv[1])) as mine: print(mine, flush=True); sys.stdin.read()"

FORK = """
import os, sys, time
from pathlib import Path
from googlenet.training.runs.locks import held
with held(Path(sys.argv[1])):
    child = os.fork()
    if not child:
        time.sleep(300)
        os._exit(0)
print(child, flush=True)
"""


@pytest.fixture
def other():
    """Another process that holds a file until the test ends or kills it."""
    children = []

    def hold(path):
        command = [sys.executable, "-c", HOLD, str(path)]
        child = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        children.append(child)
        return child, child.stdout.readline().strip()

    yield hold
    for child in children:
        child.kill()
        child.communicate()


def test_one_holds_it_and_says_who_and_death_lets_go(tmp_path, other):
    path = tmp_path / "lock"
    child, mine = other(path)
    assert mine == "True"
    assert path.read_text() == str(child.pid)
    with held(path) as is_mine:
        assert not is_mine
    child.kill()
    child.wait()
    with held(path) as is_mine:
        assert is_mine
        assert other(path)[1] == "False"
    assert path.read_text() == str(os.getpid())


def test_a_run_that_another_process_trains_is_refused_and_left_as_it_is(run, other):
    records = fit(tiny_config(), run.path)
    next(records)
    records.close()
    other(run.path / "lock")
    before = digest(run.state), (run.path / "status.json").read_bytes()
    with pytest.raises(RunRefused, match="in progress in another process"):
        list(fit(None, run.path, resume=True))
    assert (digest(run.state), (run.path / "status.json").read_bytes()) == before


def test_a_forked_child_that_outlives_the_holder_does_not_keep_it(tmp_path, other):
    path = tmp_path / "lock"
    with subprocess.Popen(
        [sys.executable, "-c", FORK, str(path)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as holder:
        child = int(holder.stdout.readline())
        holder.stdout.close()  # the child has it too
        holder.wait()
    try:
        os.kill(child, 0)  # it lives
        assert other(path)[1] == "True"
    finally:
        os.kill(child, 9)
