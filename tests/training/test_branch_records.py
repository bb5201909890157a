"""How the paths stand while a run learns, and the weights that are kept of some epochs."""

import json

import pytest
import torch
from safetensors.torch import load_file

from googlenet.common.results import PathRecord
from googlenet.data.images import to_input
from googlenet.networks.checkpoint import load_weights
from googlenet.training import steps
from googlenet.training.branch_records import path_record
from googlenet.training.loop import fit
from googlenet.training.runs.records import read_path_records
from googlenet.training.snapshots import save_snapshot, spaced
from googlenet.training.trainer import prepare
from tests.training.tiny import tiny_config


def test_gradients_are_autograd_s_own_on_the_same_images():
    trainer = prepare(tiny_config(precision="fp32"))
    record = path_record(trainer)
    images = trainer.train[: record.images]
    x = to_input(images.pixels, trainer.dataset.preprocess(16)).to(memory_format=torch.channels_last)
    with steps.dropout_seed(trainer.device, trainer.config.seed, 0):
        loss, _ = steps.training_loss(trainer.network, x, images.labels, trainer.config.label_smoothing)
    loss.backward()
    for block, module in trainer.network.blocks.items():
        for path, chain in module.branches.items():
            flat = torch.cat([one.grad.flatten() for one in chain.parameters()])
            assert record.gradient[block][path] == pytest.approx(flat.norm().item(), rel=1e-3)


@pytest.mark.parametrize("scale", [2.0**16, 2.0**40])  # the second: too large at first, as in a run's first steps
def test_gradients_in_fp16_are_those_in_fp32_also_where_they_are_small(scale):
    records = []
    for precision in ("fp16", "fp32"):
        trainer = prepare(tiny_config(precision=precision))
        trainer.accelerator.scaler = torch.amp.GradScaler("cpu", scale, enabled=precision == "fp16")
        with torch.no_grad():
            trainer.network.fc.weight.mul_(1e-5)
        records.append(path_record(trainer))
    for block, branches in records[1].gradient.items():
        assert records[0].gradient[block] == pytest.approx(branches, rel=0.25)


def test_looking_changes_nothing_of_the_run():
    trainer = prepare(tiny_config())
    before = {name: value.clone() for name, value in trainer.network.state_dict().items()}
    state = torch.get_rng_state()
    path_record(trainer)
    assert all(torch.equal(value, before[name]) for name, value in trainer.network.state_dict().items())
    assert torch.equal(torch.get_rng_state(), state)
    assert all(one.grad is None for one in trainer.network.parameters())
    assert all(one.training for one in trainer.network.modules())


def test_shares_of_a_block_add_up_and_a_path_without_weights_is_dead():
    trainer = prepare(tiny_config())
    with torch.no_grad():
        for parameter in trainer.network.blocks["inception4a"].branches["5x5"].parameters():
            parameter.zero_()
    record = path_record(trainer)
    for block in record.energy:
        assert sum(record.energy[block].values()) == pytest.approx(1, abs=1e-6)
    assert record.energy["inception4a"]["5x5"] == 0
    assert record.dead["inception4a"]["5x5"] == 1
    assert record.dead["inception3a"]["1x1"] < 1


def test_frozen_paths_have_no_gradient():
    record = path_record(prepare(tiny_config(freeze_until="inception3a")))
    assert set(record.gradient["inception3a"].values()) == {0.0}
    assert min(record.gradient["inception4a"].values()) > 0


def test_a_run_tells_of_its_paths_at_the_start_and_after_each_epoch(unbroken):
    records = unbroken.path_records()
    assert [(record.epoch, record.step) for record in records] == [(0, 0), (1, 5), (2, 10), (3, 15)]
    assert all(record.kind in {"step", "epoch"} for record in unbroken.records())  # a file of their own


def test_a_broken_run_tells_the_same(run, unbroken):
    for _, record in zip(range(4), fit(tiny_config(), run.path), strict=False):
        last = record
    assert last.step < 15
    list(fit(None, run.path, resume=True))
    assert run.path_records() == unbroken.path_records()


def test_a_checkpoint_that_is_older_than_the_records_drops_them(unbroken, run):
    run.path.mkdir()
    run.paths.write_bytes(unbroken.paths.read_bytes())
    run.truncate(10)
    assert [record.epoch for record in run.path_records()] == [0, 1, 2]
    run.truncate(10, ("epoch",))  # the epoch is still to be told, and its paths with it
    assert [record.epoch for record in run.path_records()] == [0, 1]


def test_lines_that_are_no_records_are_passed_over(tmp_path):
    path = tmp_path / "paths.jsonl"
    good = {"epoch": 1, "step": 5, "images": 8, "gradient": {"a": {"1x1": 1.0}}, "energy": {}, "dead": {}}
    bad = [[], {"epoch": 1}, good | {"gradient": {"a": {"1x1": "much"}}}, good | {"energy": 3}]
    path.write_text("\n".join([*map(json.dumps, [good, *bad]), "{"]), encoding="utf-8")
    assert read_path_records(path) == [PathRecord(**good)]
    assert read_path_records(tmp_path / "none") == []


@pytest.mark.parametrize(
    ("epochs", "most", "kept"),
    [(10, 0, []), (10, 1, [10]), (10, 2, [0, 10]), (4, 8, [0, 1, 2, 3, 4]), (10, 6, [0, 2, 4, 6, 8, 10])],
)
def test_kept_epochs_are_evenly_spaced(epochs, most, kept):
    assert spaced(epochs, most) == kept


@pytest.mark.parametrize("most", range(2, 12))
def test_no_epoch_is_kept_twice_and_the_ends_are_kept(most):
    for epochs in range(1, 30):
        kept = spaced(epochs, most)
        assert kept[0] == 0
        assert kept[-1] == epochs
        assert len(set(kept)) == len(kept) <= most


def test_a_run_keeps_epochs_as_weights_alone_and_no_more_than_asked(run):
    list(fit(tiny_config(keep_epochs=3), run.path))
    assert list(run.kept_epochs()) == [0, 2, 3]
    last = run.kept_epochs()[3]
    assert load_file(last)["fc.weight"].dtype == torch.float16
    assert load_file(run.last)["fc.weight"].dtype == torch.float32
    trainer = prepare(tiny_config())
    load_weights(last, trainer.network)
    kept = trainer.network.fc.weight.detach().clone()
    load_weights(run.last, trainer.network)
    assert torch.allclose(kept, trainer.network.fc.weight, atol=1e-3)
    list(fit(tiny_config(keep_epochs=3, epochs=4), run.path, resume=True))
    assert len(run.kept_epochs()) == 3
    assert 4 in run.kept_epochs()


def test_epochs_later_than_the_checkpoint_are_forgotten(run):
    trainer = prepare(tiny_config(keep_epochs=4))
    run.epochs.mkdir(parents=True)
    (run.epochs / "0003.safetensors").write_bytes(b"of a run that was broken off")
    save_snapshot(trainer, run)
    assert list(run.kept_epochs()) == [0]


def test_keeping_epochs_changes_nothing_else(run, unbroken):
    list(fit(tiny_config(keep_epochs=2), run.path))
    assert run.last.read_bytes() == unbroken.last.read_bytes()


def test_no_more_images_are_looked_at_than_go_through_in_a_step():
    trainer = prepare(tiny_config(batch_size=8))
    assert path_record(trainer).images == 8
    trainer.parts = 2
    assert path_record(trainer).images == 4
    trainer.parts = 8
    assert path_record(trainer).images == 2
