"""Where the page computes: on the best device, on the CPU where its memory is full, never on a GPU that must be lent."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier
from types import SimpleNamespace

import pytest
import torch

from googlenet.app.kit.job import AT_ONCE, DeviceTurns
from googlenet.app.server.endpoints import Endpoints
from googlenet.app.shell.events import guarded, sentence_of
from googlenet.app.shell.question import Question
from googlenet.app.shell.repository import SHIPPED, Repository
from googlenet.networks import classifier as classifiers

FULL = torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2 MiB.")


@pytest.fixture
def devices(monkeypatch):
    """Devices for which the page has loaded weights."""
    names, load = [], classifiers.load_classifier

    def spy(name, device="cpu"):
        names.append(device)
        loaded = load(name)
        return loaded if device == "cpu" else replace(loaded, device=torch.device("cuda"))

    monkeypatch.setattr(classifiers, "load_classifier", spy)
    monkeypatch.setattr(torch.cuda, "set_per_process_memory_fraction", lambda share, _: names.append(share))
    monkeypatch.setattr(torch.accelerator, "empty_cache", lambda: names.append("emptied"))
    return names


def test_the_page_takes_the_best_device_and_half_of_its_memory(devices, tmp_path):
    repository = Repository(tmp_path)
    assert repository.classifier(SHIPPED) is repository.classifier(SHIPPED)
    assert devices == ["auto", 0.5]


def test_where_the_gpu_is_full_the_answer_comes_from_the_cpu(devices, tmp_path):
    repository, question = Repository(tmp_path), Question("example:ankle-boot", SHIPPED)

    def compute():
        device = repository.classifier(SHIPPED).device.type
        if device == "cuda":
            raise FULL
        return device

    assert repository.remember("test", question, compute) == "cpu"
    assert devices == ["auto", 0.5, "emptied", "cpu"]
    assert repository.classifier(SHIPPED).device.type == "cuda"  # the next question tries the GPU again


def test_no_other_error_is_tried_again(devices, tmp_path):
    repository, tries = Repository(tmp_path), []

    def compute():
        tries.append(1)
        raise RuntimeError("CUDA error: an illegal memory access was encountered")

    with pytest.raises(RuntimeError, match="illegal"):
        repository.remember("other", Question("example:ankle-boot", SHIPPED), compute)
    assert len(tries) == 1


def test_want_of_memory_is_a_sentence():
    assert "enough free memory" in sentence_of(FULL, guarded, "en")
    assert "内存不足" in sentence_of(MemoryError(), guarded, "zh")


@pytest.mark.parametrize(("device", "most"), [("cpu", 1), ("cuda", 3)])
def test_slow_questions_over_http_take_turns_by_device(monkeypatch, device, most):
    classifier = SimpleNamespace(device=torch.device(device), preprocess=SimpleNamespace(size_px=32))
    everyone, at_work, seen = Barrier(most), [], []

    def attribute(*_given, **_more):
        at_work.append(1)
        everyone.wait(20)
        seen.append(len(at_work))
        everyone.wait(20)
        at_work.pop()

    monkeypatch.setattr("googlenet.inspection.attribution.attribute", attribute)
    monkeypatch.setattr(Endpoints, "_inputs", lambda *_: (classifier, None))
    endpoints = Endpoints(SimpleNamespace(runs=None))
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(lambda _: endpoints.attribute("", method="integrated_gradients"), range(3)))
    assert set(seen) == {most}


def test_a_gpu_takes_more_at_a_time():
    turns = DeviceTurns()
    assert turns.of("mps", is_slow=True) is turns.of("cpu", is_slow=True)
    assert turns.of("cpu", is_slow=True) is not turns.of("cpu", is_slow=False)
    assert all(many > few for many, few in zip(AT_ONCE["cuda"], AT_ONCE["cpu"], strict=True))


LENT = """
import os, torch
os.environ["SPACES_ZERO_GPU"] = "1"
torch.cuda.is_available, torch.cuda.device_count = (lambda: True), (lambda: 1)
from googlenet.app.shell.repository import Repository, SHIPPED
print(Repository().classifier(SHIPPED).device)
"""


def test_where_gpus_are_lent_the_page_itself_stays_on_the_cpu():
    done = subprocess.run([sys.executable, "-c", LENT], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["cpu"]
