"""A run broken off anywhere goes on to the same weights, optimizer and records, bit for bit."""

import errno
import itertools
import json
import os
import shutil
import signal
import threading

import pytest
import torch

from googlenet.common.errors import BadCheckpoint, RunRefused, UserError
from googlenet.networks import checkpoint as checkpoints
from googlenet.networks.checkpoint import save_weights
from googlenet.networks.classifier import create_model
from googlenet.training import loop, steps
from googlenet.training.distributed import TrainingLoss
from googlenet.training.loop import fit
from googlenet.training.runs.progress import read_progress
from googlenet.training.trainer import prepare, save_checkpoint
from tests.training.tiny import SPEC, digest, outcome, tiny_config, told


def take(records, count):
    """Closes the generator after so many records."""
    taken = list(itertools.islice(records, count))
    records.close()
    return taken


def go_on(run):
    return list(fit(tiny_config(), run.path, resume=True))


def at_step(monkeypatch, step, action):
    """Has `action` called in the middle of step number `step`, once."""
    plain, count = TrainingLoss.forward, iter(range(10_000))

    def forward(*arguments):
        result = plain(*arguments)
        return action(result) or result if next(count) == step else result

    monkeypatch.setattr(TrainingLoss, "forward", forward)


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5])
def test_closing_after_any_record_loses_nothing(run, unbroken, count):
    first = take(fit(tiny_config(), run.path), count)
    assert run.status().state == "stopped"
    second = go_on(run)
    assert told(first + second) == told(unbroken.records())
    assert outcome(run) == outcome(unbroken)


@pytest.mark.parametrize(
    "changes",
    [
        {"ema_decay": 0.9},
        {"optimizer": "muon"},
        {"augmentation": "alternate_flip"},
        {"selective_decay": True, "drop_last": True},
        {"ema_decay": 0.9, "optimizer": "muon", "selective_decay": True, "augmentation": "alternate_flip"},
    ],
    ids=" ".join,
)
def test_what_a_recipe_may_add_is_part_of_the_checkpoint(run, tmp_path, changes):
    whole = type(run)(tmp_path / "whole")
    list(fit(tiny_config(**changes), whole.path))
    for _ in range(3):
        take(fit(tiny_config(**changes) if not run.exists() else None, run.path, resume=run.exists()), 2)
    list(fit(None, run.path, resume=True))
    ours, theirs = (torch.load(one.state, weights_only=True) for one in (run, whole))
    for part in ("network", "average", "optimizer"):
        assert flat(ours[part]) == flat(theirs[part])
    assert (digest(run.best), digest(run.last)) == (digest(whole.best), digest(whole.last))
    assert told(run.records()) == told(whole.records())


def flat(state):
    """A state as plain values that can be compared."""
    if isinstance(state, torch.Tensor):
        return state.tolist()
    if isinstance(state, dict):
        return {key: flat(value) for key, value in state.items()}
    return [flat(one) for one in state] if isinstance(state, list | tuple) else state


def test_a_run_from_before_these_options_goes_on_unchanged(run, unbroken):
    take(fit(tiny_config(), run.path), 2)
    card = json.loads(run.card.read_text())
    for name in ("selective_decay", "drop_last", "ema_decay"):
        del card["config"][name]
    run.card.write_text(json.dumps(card))
    state = torch.load(run.state, weights_only=True)
    del state["average"]
    torch.save(state, run.state)
    go_on(run)
    assert outcome(run) == outcome(unbroken)


def test_two_epochs_and_one_are_three(run, unbroken):
    take(fit(tiny_config(), run.path), 5)  # step 5, epoch 1, step 10, epoch 2 come first
    assert run.status().total_steps == 15
    go_on(run)
    assert outcome(run) == outcome(unbroken)


def test_a_stop_file_ends_the_run_after_its_step(run, unbroken, monkeypatch):
    def ask(_):
        run.ask_to_stop()

    at_step(monkeypatch, 6, ask)
    records = list(fit(tiny_config(), run.path))
    assert [record.step for record in records] == [5, 5]
    assert torch.load(run.state, weights_only=True)["step"] == 7
    assert run.status().state == "stopped"
    assert not run.stop_file.exists()
    go_on(run)
    assert outcome(run) == outcome(unbroken)


def test_a_stop_while_evaluating_is_heeded_and_the_epoch_is_told_later(run, unbroken, monkeypatch):
    plain = steps.score

    def score(*arguments, **options):
        run.ask_to_stop()
        return plain(*arguments, **options)

    with monkeypatch.context() as patch:
        patch.setattr(steps, "score", score)
        assert [record.kind for record in fit(tiny_config(), run.path)] == ["step"]
    now = read_progress(run.progress_file)  # 20 images to test on, none of them done
    assert (now.phase, now.step, now.tested, now.images) == ("testing", 5, 0, 20)
    assert go_on(run)[0].kind == "epoch"
    assert outcome(run) == outcome(unbroken)


def test_ctrl_c_while_a_finished_run_is_read_leaves_it_finished(run, unbroken, monkeypatch):
    def interrupt(*_):
        raise KeyboardInterrupt

    shutil.copytree(unbroken.path, run.path)
    monkeypatch.setattr(loop, "restore_checkpoint", interrupt)
    with pytest.raises(KeyboardInterrupt):
        list(fit(tiny_config(epochs=4), run.path, resume=True))
    assert run.status().state == "finished"


@pytest.mark.parametrize(("number", "step"), [("SIGINT", 7), ("SIGTERM", 9)])  # after the second, records are due
def test_ctrl_c_or_sigterm_in_the_middle_of_a_step_waits_for_its_end(run, unbroken, monkeypatch, number, step):
    number = signal.Signals[number]
    at_step(monkeypatch, step, lambda _: signal.raise_signal(number))
    before = signal.signal(number, signal.default_int_handler)  # as the command `study` ends on both
    try:
        with pytest.raises(KeyboardInterrupt):
            list(fit(tiny_config(), run.path))
    finally:
        signal.signal(number, before)
    assert run.status().state == "stopped"
    assert torch.load(run.state, weights_only=True)["step"] == step + 1
    go_on(run)
    assert outcome(run) == outcome(unbroken)


def test_the_caller_s_random_numbers_neither_matter_nor_change(run, unbroken):
    torch.manual_seed(3)
    expected = torch.rand(20)
    torch.manual_seed(3)
    drawn = [torch.rand(1) for _ in fit(tiny_config(), run.path)]
    assert torch.equal(torch.cat(drawn), expected[: len(drawn)])
    assert outcome(run) == outcome(unbroken)


def test_what_is_later_than_the_checkpoint_is_trained_anew_without_duplicates(run, unbroken):
    take(fit(tiny_config(), run.path), 1)  # the checkpoint has yet to tell of its epoch
    with run.metrics.open("a") as file:
        file.writelines(unbroken.metrics.read_text().splitlines(keepends=True)[1:4])
        file.write('{"step": 11, "epo')
    (run.path / ".state.pt.999.tmp").write_bytes(b"half a checkpoint")
    go_on(run)
    assert outcome(run) == outcome(unbroken)
    assert not list(run.path.glob(".*"))


def test_a_run_killed_before_its_first_checkpoint_begins_anew(run, unbroken):
    take(fit(tiny_config(), run.path), 1)
    run.state.unlink()
    run.last.unlink()
    go_on(run)
    assert outcome(run) == outcome(unbroken)


def break_off(_):
    raise ValueError("the data is sour")


def test_an_error_keeps_the_checkpoint_before_and_says_so(run, unbroken, monkeypatch):
    with monkeypatch.context() as patch:
        at_step(patch, 7, break_off)
        with pytest.raises(ValueError, match="sour"):
            list(fit(tiny_config(), run.path))
    status = run.status()
    assert status.state == "failed"
    assert "ValueError: the data is sour" in status.message
    assert "检查点已保留" in status.reason("zh")
    assert torch.load(run.state, weights_only=True)["step"] == 5
    go_on(run)
    assert outcome(run) == outcome(unbroken)


def test_weights_that_are_no_numbers_are_neither_saved_nor_best(run):
    records = fit(tiny_config(augmentation="none", optimizer="sgd"), run.path)
    first = next(records)
    before = digest(run.path / "config.json")
    trainer = records.gi_frame.f_locals["trainer"]
    with torch.no_grad():
        trainer.network.fc.bias[0] = float("inf")
    assert first.step == 5
    with pytest.raises(UserError, match="diverged at step"):
        next(records)
    assert not run.state.exists()
    assert not run.best.exists()
    assert digest(run.path / "config.json") == before


def test_a_checkpoint_of_weights_that_are_no_numbers_is_not_written(run, unbroken):
    shutil.copytree(unbroken.path, run.path)
    before = digest(run.state), digest(run.last)
    trainer = prepare(tiny_config())
    with torch.no_grad():
        trainer.network.fc.bias[0] = float("nan")
    with pytest.raises(UserError, match="diverged at step"):
        save_checkpoint(trainer, run)
    assert (digest(run.state), digest(run.last)) == before


def test_a_stop_that_a_killed_run_did_not_live_to_see_does_not_stop_the_next(run, unbroken):
    take(fit(tiny_config(), run.path), 1)
    run.stop_file.touch()
    go_on(run)
    assert outcome(run) == outcome(unbroken)


def full_disk(monkeypatch, name):
    """No more room for the file called `name`."""
    plain = checkpoints.os.replace

    def replace(source, target):
        if str(target).endswith(name):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        plain(source, target)

    monkeypatch.setattr(checkpoints.os, "replace", replace)


@pytest.mark.parametrize("name", ["state.pt", "last.safetensors", "best.safetensors"])
def test_a_full_disk_ends_the_run_in_words_and_keeps_the_checkpoint(run, unbroken, monkeypatch, name):
    take(fit(tiny_config(), run.path), 2)
    before = digest(run.state)
    with monkeypatch.context() as patch:
        full_disk(patch, name)
        with pytest.raises(RunRefused, match="No space left"):
            go_on(run)
    assert run.status().state == "failed"
    assert "No space left" in run.status().message
    assert name != "state.pt" or digest(run.state) == before
    assert not list(run.path.glob(".*.tmp"))
    go_on(run)
    assert outcome(run) == outcome(unbroken)


def test_a_disk_without_room_for_a_word_lets_the_error_through(run, monkeypatch):
    records = fit(tiny_config(), run.path)
    next(records)
    full_disk(monkeypatch, "")
    with pytest.raises(RunRefused, match="No space left"):
        records.close()


def test_longer_is_the_same_as_begun_longer(run, tmp_path):
    def config(epochs):
        return tiny_config(schedule="constant", epochs=epochs)

    list(fit(config(1), run.path))
    list(fit(config(2), run.path, resume=True))
    whole = type(run)(tmp_path / "whole")
    list(fit(config(2), whole.path))
    assert outcome(run) == outcome(whole)
    assert digest(run.card) == digest(whole.card)


class Evil:
    def __init__(self, path):
        self.path = path

    def __reduce__(self):
        return open, (str(self.path), "w")


def test_a_broken_checkpoint_is_told_in_a_sentence_and_runs_no_code(run, unbroken, tmp_path):
    shutil.copytree(unbroken.path, run.path)
    run.write_status("stopped")
    whole = run.state.read_bytes()
    torch.save({"network": Evil(tmp_path / "was here")}, run.path / "evil")
    for damaged in (b"", b"nonsense", whole[: len(whole) // 2], (run.path / "evil").read_bytes()):
        run.state.write_bytes(damaged)
        with pytest.raises(BadCheckpoint, match="cannot be read"):
            go_on(run)
        assert run.status().state == "failed"
    assert not (tmp_path / "was here").exists()
    assert run.records() == unbroken.records()


@pytest.mark.parametrize("part", ["network", "optimizer", "step", "epoch_tally"])
def test_a_checkpoint_that_lacks_a_part_is_told_in_a_sentence(run, unbroken, part):
    shutil.copytree(unbroken.path, run.path)
    state = torch.load(run.state, weights_only=True)
    del state[part]
    torch.save(state, run.state)
    with pytest.raises(BadCheckpoint):
        go_on(run)


def test_a_lost_checkpoint_is_not_taken_for_a_fresh_run(run, unbroken):
    shutil.copytree(unbroken.path, run.path)
    run.state.unlink()
    with pytest.raises(BadCheckpoint):
        go_on(run)
    assert run.records() == unbroken.records()


def test_a_finished_run_without_its_checkpoint_is_not_begun_anew(run):
    list(fit(tiny_config(epochs=1), run.path))
    run.state.unlink()
    run.last.unlink()
    before = run.metrics.read_bytes(), digest(run.best)
    with pytest.raises(RunRefused, match="has no checkpoint"):
        fit(tiny_config(epochs=2), run.path, resume=True)
    assert (run.metrics.read_bytes(), digest(run.best)) == before
    assert run.status().state == "finished"


def test_a_finished_run_that_cannot_be_resumed_stays_finished(run, unbroken, monkeypatch):
    shutil.copytree(unbroken.path, run.path)
    for change, error in (({"device": "abacus"}, UserError), ({"epochs": 4}, BadCheckpoint)):
        with pytest.raises(error):
            list(fit(tiny_config(**change), run.path, resume=True))
        assert run.status().state == "finished"
        run.state.write_bytes(b"damaged")


def test_a_broken_configuration_is_told_in_a_sentence(run, unbroken):
    shutil.copytree(unbroken.path, run.path)
    for damaged in ("", "[]", "{}", run.card.read_text().replace('"epochs": 3', '"epochs": "some"')):
        run.card.write_text(damaged)
        with pytest.raises(UserError):
            go_on(run)


def test_a_run_under_way_is_not_trained_twice(run):
    records = fit(tiny_config(), run.path)
    next(records)
    with pytest.raises(RunRefused, match="in progress"):
        go_on(run)
    records.close()


def test_the_heartbeat_ends_with_the_run(run, monkeypatch):
    monkeypatch.setattr("googlenet.training.runs.folder.HEARTBEAT_SECONDS", 0.01)
    records = fit(tiny_config(), run.path)
    next(records)
    assert [thread.name for thread in threading.enumerate() if "heartbeat" in thread.name] == ["heartbeat of run"]
    records.close()
    assert not [thread for thread in threading.enumerate() if "heartbeat" in thread.name]
    assert run.status().state == "stopped"


def test_a_checkpoint_is_written_when_its_time_has_come(run, monkeypatch):
    monkeypatch.setattr(loop, "CHECKPOINT_SECONDS", 0.0)
    at_step(monkeypatch, 3, break_off)
    with pytest.raises(ValueError, match="sour"):
        list(fit(tiny_config(), run.path))
    assert torch.load(run.state, weights_only=True)["step"] == 3


def test_a_kill_between_the_last_two_files_leaves_the_weights_of_the_end(run):
    list(fit(tiny_config(), run.path))
    expected = digest(run.last)
    save_weights(run.last, create_model(SPEC, num_classes=4, in_channels=1, seed=5))  # those of an earlier checkpoint
    run.write_status("stopped")
    list(fit(None, run.path, resume=True))
    assert digest(run.last) == expected
