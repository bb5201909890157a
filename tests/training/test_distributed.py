"""Several processes train what one would: same batches, same gradients, same statistics."""

import copy
import json
import os
import socket
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from PIL import Image
from torch import nn

from googlenet.common.errors import UserError
from googlenet.networks.checkpoint import read_weights
from googlenet.training import distributed
from googlenet.training.distributed import SyncedBatchNorm, World, here
from googlenet.training.loop import fit
from googlenet.training.trainer import prepare
from tests.training.pair import NO_DROPOUT
from tests.training.tiny import tiny_config, told

ROOT = Path(__file__).resolve().parents[2]
USUAL = {"precision": "fp32", "optimizer": "sgd", "learning_rate": 0.01, "validation_images": 9}


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return str(one.getsockname()[1])


def pair(run, changes=None, **options):
    """Trains with two processes, and returns what they printed."""
    told_options = ", ".join(f"{name}={value!r}" for name, value in options.items())
    call = f"together({str(run.path)!r}, {free_port()!r}, {changes!r}, {told_options})"
    environment = os.environ | {"OMP_NUM_THREADS": "1", "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, "-c", f"from tests.training.pair import together; {call}"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


def assert_same(run, other, rtol=2e-3):
    """The same run up to rounding."""
    ours, theirs = read_weights(run.last), read_weights(other.last)
    for name, value in ours.items():
        torch.testing.assert_close(
            value, theirs[name], rtol=rtol, atol=2e-4, msg=lambda text, name=name: f"{name} {text}"
        )
    for mine, one in zip(told(run.records()), told(other.records()), strict=True):
        numbers = [[value for value in values if isinstance(value, int | float)] for values in (mine, one)]
        assert numbers[0] == pytest.approx(numbers[1], rel=rtol, abs=1e-3)


def test_two_processes_train_what_one_does(run):
    alone = type(run)(run.path.with_name("alone"))
    changes = USUAL | {"aux_heads": True}
    list(fit(tiny_config(**changes, model=NO_DROPOUT), alone.path))
    done = pair(run, changes)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert run.status().state == "finished"
    assert_same(run, alone)


def test_a_run_of_two_that_was_stopped_goes_on_with_two_or_with_one(run):
    alone = type(run)(run.path.with_name("alone"))
    list(fit(tiny_config(**USUAL, model=NO_DROPOUT), alone.path))
    done = pair(run, USUAL, most=2)
    assert done.returncode == 0, done.stderr
    assert run.status().state == "stopped"
    done = pair(run, resume=True, most=1)
    assert done.returncode == 0, done.stderr
    list(fit(None, run.path, resume=True))
    assert run.status().state == "finished"
    assert_same(run, alone)


def test_a_process_without_an_image_to_test_on_waits_for_the_other(run):
    done = pair(run, USUAL | {"epochs": 1, "validation_images": 1})
    assert done.returncode == 0, done.stdout + done.stderr
    assert run.records()[-1].held_out_accuracy in {0.0, 1.0}


def test_pictures_that_either_process_could_not_read_are_named(run, tmp_path):
    for part, count in (("train", 8), ("val", 4)):
        for level, name in enumerate(("dark", "light")):
            (folder := tmp_path / "tree" / part / name).mkdir(parents=True)
            for number in range(count):
                Image.new("L", (20, 20), 50 + 100 * level + number).save(folder / f"{number}.png")
    broken = [tmp_path / "tree/val/dark/0.png", tmp_path / "tree/val/light/3.png"]  # a share of each process
    for path in broken:
        path.write_bytes(path.read_bytes()[:40])
    given = {"dataset": f"stream:{tmp_path / 'tree'}", "batch_size": 8, "epochs": 1, "validation_images": 0}
    done = pair(run, USUAL | given)
    assert done.returncode == 0, done.stdout + done.stderr
    assert (run.path / "damaged.txt").read_text().splitlines() == list(map(str, broken))


def test_an_epoch_has_as_many_steps_for_any_number_of_processes(monkeypatch):
    config = tiny_config(batch_size=31)  # 31, 31, 2
    trainer = prepare(config)
    assert [replace(trainer, world=World(0, size)).steps_in_epoch for size in (1, 2, 3)] == [3, 3, 3]
    monkeypatch.setattr(distributed, "here", lambda: World(0, 3))
    with pytest.raises(UserError, match="A batch of 2 images is too small for 3 processes"):
        prepare(config)


def test_what_one_of_them_refuses_all_refuse(unbroken):
    done = pair(unbroken)
    assert done.returncode == 2
    assert sorted(done.stdout.count(who) for who in ("0:", "1:")) == [1, 1]  # their lines may meet in the pipe
    assert done.stdout.count("already contains a run") == 2


def test_shares_are_fair_and_leave_nobody_out():
    for count in (2, 7, 15, 128):
        for size in (1, 2, 3, 8):
            shares = [range(count)[World(rank, size).share(count)] for rank in range(size)]
            assert [image for share in shares for image in share] == list(range(count))
            assert max(map(len, shares)) - min(map(len, shares)) <= 1


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16])
def test_a_synced_norm_alone_is_the_plain_one(dtype):
    torch.manual_seed(0)
    plain = nn.BatchNorm2d(5, eps=1e-3)
    nn.init.uniform_(plain.weight)
    nn.init.uniform_(plain.bias)
    x = (torch.randn(6, 5, 4, 3) * 3 + 7).to(dtype)
    synced, outcomes = SyncedBatchNorm(copy.deepcopy(plain)), []
    for norm in (plain, synced):
        given = x.clone().requires_grad_()
        output = norm(given)
        (output.float() ** 3).sum().backward()
        outcomes.append((output, given.grad, norm.weight.grad, norm.running_mean, norm.running_var))
    for mine, one in zip(*outcomes, strict=True):
        assert mine.dtype == one.dtype
        torch.testing.assert_close(mine, one, **({} if dtype == torch.float32 else {"rtol": 2e-2, "atol": 0.5}))


def test_a_process_alone_is_the_whole_world():
    assert here() == World(0, 1)


def test_torchrun_starts_the_command(run, tmp_path):
    script = tmp_path / "command.py"
    script.write_text(
        "import sys\n"
        "from tests.training.tiny import register\n"
        "register()\n"
        "from googlenet.cli.main import main\n"
        "sys.exit(main(sys.argv[1:]))\n"
    )
    options = [
        "--model",
        "googlenet_bn",
        "--dataset",
        "tiny",
        "--image-size",
        "32",
        "--epochs",
        "1",
        "--batch-size",
        "32",
    ]
    done = subprocess.run(
        [
            *(sys.executable, "-m", "torch.distributed.run", "--nproc-per-node", "2", "--master-port", free_port()),
            *(str(script), "train", *options, "--run-dir", str(run.path), "--json"),
        ],
        env=os.environ | {"OMP_NUM_THREADS": "1", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    assert [json.loads(line)["kind"] for line in done.stdout.splitlines()] == ["step", "epoch"]  # of one process
    assert run.status().state == "finished"
