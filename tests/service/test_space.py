"""The repository as a Space would run it: only tracked files, read-only, as a user without a home, without a network."""

import os
import pickle
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import numpy as np
import pytest

from tests.browser.driver import LOOPBACK_GUARD
from tests.service.caller import EXAMPLE, Caller

ROOT = Path(__file__).resolve().parents[2]
NOBODY = 65534
LARGE = 10 * 2**20  # from here on the Hub wants Git LFS or Xet


def tracked() -> list[Path]:
    """The files that a Space gets: what `git push` or `hf upload` sends."""
    listed = subprocess.run(
        [shutil.which("git"), "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    return [Path(name) for name in listed.split("\0") if name and (ROOT / name).is_file()]


def a_stranger() -> dict[str, int]:
    """`subprocess` options for another user id, where this one may give it and that one may run Python."""
    if os.name == "nt" or os.geteuid() != 0:
        return {}
    options = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
    try:
        subprocess.run(
            [sys.executable, "-c", "import torch, gradio"], check=True, capture_output=True, cwd="/", **options
        )
    except (OSError, subprocess.CalledProcessError):
        return {}
    return options


@pytest.fixture(scope="module")
def space(tmp_path_factory):
    """(url, process, folder) of the app, started as a Space starts it."""
    above = tmp_path_factory.mktemp("space")
    code, own = above / "code", above / "own"
    for path in tracked():
        (code / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / path, code / path)
    own.mkdir()
    stranger = a_stranger()
    # A root that stays root must not write what is read-only either.
    bound = [] if stranger or os.geteuid() else [shutil.which("setpriv"), "--bounding-set=-dac_override"]
    for folder in (above, *above.parents):
        if (
            stranger
            and folder.owner() == "root"
            and folder != Path(folder.anchor)
            and not folder.stat().st_mode & 0o001
        ):
            folder.chmod(0o755)
    if stranger:
        shutil.chown(own, NOBODY, NOBODY)
    for path in [code, *code.rglob("*")]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {
        "PATH": os.environ["PATH"],
        "TMPDIR": str(own),
        "GRADIO_SERVER_NAME": "127.0.0.1",
        "GRADIO_SERVER_PORT": str(port),
        "GRADIO_TEMP_DIR": str(own / "cache"),
        "PYTHONPATH": str(LOOPBACK_GUARD),
        "PYTHONDONTWRITEBYTECODE": "1",
        "LOOPBACK_GUARD_FILE": str(own / "calls.txt"),
    }
    with (above / "log.txt").open("wb") as log:
        process = subprocess.Popen(
            [*bound, sys.executable, "app.py"],
            cwd=code,
            env=environment,
            stdout=log,
            stderr=subprocess.STDOUT,
            **stranger,
        )
        yield f"http://127.0.0.1:{port}", process, above
        process.kill()
        process.wait()
        for path in [code, *code.rglob("*")]:
            path.chmod(0o755)


def patiently(url, process, folder):
    """The first page, once it is there."""
    for _ in range(1200):
        assert process.poll() is None, (folder / "log.txt").read_text(encoding="utf-8")
        try:
            return httpx.get(url, timeout=30)
        except httpx.HTTPError:
            time.sleep(0.25)
    raise AssertionError((folder / "log.txt").read_text(encoding="utf-8"))


def test_a_space_opens_answers_calls_nobody_and_ends_when_it_is_told(space):
    url, process, folder = space
    page = patiently(url, process, folder)
    assert page.status_code == httpx.codes.OK
    assert "Inside GoogLeNet" in page.text
    with Caller(url) as caller:
        assert caller("classify", EXAMPLE)["labels"][0] == "Ankle boot"
    assert not (folder / "own" / "calls.txt").exists()
    assert {path.relative_to(folder / "code") for path in (folder / "code").rglob("*") if path.is_file()} == {
        *tracked()
    }
    assert "Traceback" not in (folder / "log.txt").read_text(encoding="utf-8")
    process.send_signal(signal.SIGTERM)
    assert process.wait(60) == 0


def test_what_is_large_is_the_weights_and_git_is_told_of_it():
    large = [path for path in tracked() if (ROOT / path).stat().st_size > LARGE]
    assert [path.suffix for path in large] == [".safetensors"] * len(large)
    page = (ROOT / "docs/deploy.md").read_text(encoding="utf-8")
    assert "git lfs track" in page
    assert "hf upload" in page


STUB = '''"""A stand-in for Hugging Face's `spaces`: what goes over to the lent GPU's process and back is pickled."""
import functools, pickle
LENT = []
def GPU(duration):
    def lend(function):
        @functools.wraps(function)
        def call(*asked, **more):
            asked, more = pickle.loads(pickle.dumps((asked, more)))
            LENT.append(duration)
            return pickle.loads(pickle.dumps(function(*asked, **more)))
        return call
    return lend
'''
LEND = """
import pickle, sys
import spaces
import googlenet
from googlenet.app.server import zerogpu
classifier = googlenet.load_classifier("googlenet_bn.fashion_mnist")
found = zerogpu.explain(googlenet.attribute, classifier, "assets/examples/bag.png", None, "saliency", progress=print)
assert spaces.LENT == [zerogpu.SECONDS], spaces.LENT
assert classifier.device.type == "cpu"
pickle.dump(found.map, sys.stdout.buffer)
"""


def test_on_zerogpu_an_explanation_runs_on_a_lent_gpu_and_is_the_same(tmp_path):
    import googlenet

    (tmp_path / "spaces.py").write_text(STUB, encoding="utf-8")
    environment = os.environ | {"SPACES_ZERO_GPU": "true", "PYTHONPATH": str(tmp_path), "CUDA_VISIBLE_DEVICES": ""}
    done = subprocess.run([sys.executable, "-c", LEND], cwd=ROOT, env=environment, capture_output=True, check=True)
    classifier = googlenet.load_classifier("googlenet_bn.fashion_mnist")
    here = googlenet.attribute(classifier, ROOT / "assets/examples/bag.png", None, "saliency")
    lent = pickle.loads(done.stdout)  # noqa: S301 - our own words
    # The order of sums differs with the number of threads.
    np.testing.assert_allclose(lent, here.map, atol=0.01 * np.abs(here.map).max())


def test_off_spaces_nothing_of_theirs_is_imported():
    code = "import sys, app; assert 'spaces' not in sys.modules and 'torch' not in sys.modules"
    environment = {key: value for key, value in os.environ.items() if key != "SPACES_ZERO_GPU"}
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment, check=True)
