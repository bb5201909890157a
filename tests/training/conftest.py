"""A tiny data set under its own name, and a run that nothing broke off."""

import pytest
import torch

from googlenet.data import dataset as data
from googlenet.training.runs.folder import RunFolder
from tests.training.tiny import finished_run, load_tiny


@pytest.fixture(autouse=True)
def threads():
    """Runs choose their number of threads; other tests get theirs back."""
    before = torch.get_num_threads()
    yield
    torch.set_num_threads(before)


@pytest.fixture(autouse=True)
def tiny_data(monkeypatch):
    monkeypatch.setitem(data.DATASETS, "tiny", load_tiny)


@pytest.fixture(scope="session")
def unbroken(tmp_path_factory):
    """The folder of a whole run of `tiny_config()`."""
    return finished_run(tmp_path_factory.mktemp("unbroken") / "run")


@pytest.fixture
def run(tmp_path):
    """A run's folder that is not there yet."""
    return RunFolder(tmp_path / "run")
