"""A run that cannot go on as it was goes on otherwise, or says why not; nothing is lost."""

import signal
import weakref
from dataclasses import replace

import pytest
import torch

from googlenet.common.errors import UserError
from googlenet.networks.checkpoint import read_weights
from googlenet.networks.devices import is_out_of_memory
from googlenet.training import advance, loop, steps
from googlenet.training.advance import _gradients
from googlenet.training.distributed import TrainingLoss
from googlenet.training.loop import fit
from googlenet.training.trainer import RUNAWAY, STEPS_A_RECORD, Trainer, prepare
from tests.training.tiny import SPEC, digest, outcome, tiny_config, told

PLAIN = replace(SPEC, name="plain", normalization="none", dropout=0.0, initialization="default")


def spoil(monkeypatch, calls, change):
    """The losses of these calls, counted from 0, as `change` makes them."""
    plain, count = TrainingLoss.forward, iter(range(10_000))

    def forward(*arguments):
        loss, logits = plain(*arguments)
        return (change(loss) if next(count) in calls else loss), logits

    monkeypatch.setattr(TrainingLoss, "forward", forward)


@pytest.mark.parametrize("change", [lambda loss: loss * float("nan"), lambda loss: loss * 1e6])
@pytest.mark.parametrize(("step", "back"), [(3, 0), (7, 5), (12, 10)])
def test_a_loss_that_ran_away_is_found_in_ten_steps_rolled_back_and_slowed(run, monkeypatch, change, step, back):
    spoil(monkeypatch, {step}, change)
    list(fit(tiny_config(), run.path))
    state = torch.load(run.state, weights_only=True)
    assert run.status().state == "finished"
    assert (state["step"], state["slowed"]) == (15, 0.5)
    assert run.notices() == [
        f"The loss diverged at step {step}. Training went back to step {back} and continues with half the learning rate."
    ]
    assert "一半的学习率" in run.notices("zh")[0]
    whole = {record.step: record.learning_rate for record in fit_elsewhere(run, tiny_config())}
    after = [record for record in run.records() if record.step > back]
    assert all(record.learning_rate == pytest.approx(whole[record.step] / 2) for record in after)


def fit_elsewhere(run, config):
    return list(fit(config, run.path.with_name("elsewhere")))


def test_what_is_found_late_is_found_within_ten_steps(run, monkeypatch):
    monkeypatch.setattr(Trainer, "settle", late(lambda trainer: steps_pending.append(len(trainer.pending))))
    steps_pending = []
    spoil(monkeypatch, {4}, lambda loss: loss * float("inf"))
    list(fit(tiny_config(batch_size=4, epochs=2), run.path))
    assert max(steps_pending) <= STEPS_A_RECORD
    assert len(run.notices()) == 1


def late(seen):
    """`settle` as on a GPU: not at each step."""
    plain = Trainer.settle

    def settle(trainer):
        if trainer.step % STEPS_A_RECORD == 0 or trainer.step % trainer.steps_in_epoch == 0:
            seen(trainer)
            plain(trainer)

    return settle


def test_reading_losses_late_changes_nothing_but_the_times(run, unbroken, monkeypatch):
    monkeypatch.setattr(Trainer, "settle", late(lambda trainer: None))
    list(fit(tiny_config(), run.path))
    assert digest(run.last) == digest(unbroken.last)
    assert told(run.records()) == told(unbroken.records())


def test_a_loss_that_runs_away_again_ends_the_run_in_words_and_keeps_the_best(run, monkeypatch):
    spoil(monkeypatch, {7, 9}, lambda loss: loss * float("nan"))
    with pytest.raises(UserError, match="diverged at step 6"):
        list(fit(tiny_config(), run.path))
    assert run.status().state == "failed"
    assert "Lower the learning rate" in run.status().message
    assert torch.load(run.state, weights_only=True)["step"] == 5
    assert all(torch.isfinite(value).all() for value in read_weights(run.best).values())
    assert [record.step for record in run.records()] == [5, 5]


def test_a_high_loss_that_is_no_runaway_is_let_be(run, monkeypatch):
    guessing = torch.log(torch.tensor(4.0)).item()
    spoil(monkeypatch, {7}, lambda loss: loss * 0 + guessing * RUNAWAY * 0.9)
    list(fit(tiny_config(), run.path))
    assert run.notices() == []


def short_of_memory(monkeypatch, most, error):
    """No more than `most` images at once."""
    plain = TrainingLoss.forward

    def forward(module, x, *rest):
        if len(x) > most:
            raise error
        return plain(module, x, *rest)

    monkeypatch.setattr(TrainingLoss, "forward", forward)


MEMORY_ERRORS = [
    torch.OutOfMemoryError("CUDA out of memory"),
    RuntimeError("[enforce fail at alloc_cpu.cpp:127] DefaultCPUAllocator: not enough memory: you tried to allocate"),
    MemoryError(),
]


@pytest.mark.parametrize("error", MEMORY_ERRORS)
def test_without_room_for_a_batch_it_goes_through_in_parts(run, monkeypatch, error):
    whole = fit_elsewhere(run, tiny_config(model=PLAIN, precision="fp32"))
    short_of_memory(monkeypatch, 5, error)
    records = list(fit(tiny_config(model=PLAIN, precision="fp32"), run.path))
    assert run.status().state == "finished"
    assert torch.load(run.state, weights_only=True)["parts"] == 4
    assert [sentence.partition(". ")[0] for sentence in run.notices()] == [
        "There was not enough memory for 15 images at once",
        "There was not enough memory for 8 images at once",
    ]
    # The recipe is the same: without BN and dropout so are the numbers, up to the order of sums.
    for mine, other in zip(records, whole, strict=True):
        assert mine.step == other.step
        assert mine.train_loss == pytest.approx(other.train_loss, rel=1e-4)
    others = read_weights(run.path.with_name("elsewhere") / "last.safetensors")
    for name, value in read_weights(run.last).items():
        torch.testing.assert_close(value, others[name], rtol=1e-3, atol=1e-4)


def test_the_parts_are_remembered_and_bn_is_recalibrated_in_them(run, monkeypatch):
    plain, sizes = steps.recalibrate, set()

    def recalibrate(network, batches, *rest):
        plain(network, (sizes.add(len(batch[0])) or batch for batch in batches), *rest)

    monkeypatch.setattr(steps, "recalibrate", recalibrate)
    short_of_memory(monkeypatch, 8, MEMORY_ERRORS[0])
    records = fit(tiny_config(), run.path)
    next(records)
    records.close()
    list(fit(None, run.path, resume=True))
    assert len(run.notices()) == 1
    assert run.status().state == "finished"
    assert max(sizes) == 15 // 2


def test_without_room_for_two_images_it_ends_in_words(run, monkeypatch):
    short_of_memory(monkeypatch, 1, MEMORY_ERRORS[0])
    with pytest.raises(torch.OutOfMemoryError):
        list(fit(tiny_config(), run.path))
    assert run.status().state == "failed"
    assert "smaller batch" in run.status().message


def test_a_fault_of_the_device_is_not_taken_for_want_of_memory():
    assert not is_out_of_memory(RuntimeError("CUDA error: an illegal memory access was encountered"))
    assert not is_out_of_memory(ValueError("not enough memory"))


def test_parts_of_a_batch_give_the_gradient_of_the_whole():
    gradients = []
    for parts in (1, 2, 7):
        trainer = prepare(tiny_config(model=PLAIN, precision="fp32"))
        trainer.parts = parts
        batch = trainer.loader.batch(0, 0, 0)
        _gradients(trainer, batch.pixels, batch.labels)
        gradients.append(torch.cat([parameter.grad.flatten() for parameter in trainer.network.parameters()]))
    for other in gradients[1:]:
        torch.testing.assert_close(other, gradients[0], rtol=1e-4, atol=1e-6)


def test_what_a_run_held_is_freed_before_it_goes_back(run, monkeypatch):
    trainers, were_alive = [], []

    def prepared(*given, **named):
        were_alive.extend(one() is not None for one in trainers)
        trainer = prepare(*given, **named)
        trainers.append(weakref.ref(trainer))
        return trainer

    for module in (loop, advance):
        monkeypatch.setattr(module, "prepare", prepared)
    spoil(monkeypatch, {3}, lambda loss: loss * float("nan"))
    list(fit(tiny_config(epochs=1), run.path))
    assert were_alive == [False]


def test_ctrl_c_in_a_step_that_is_rolled_back_is_not_lost(run, monkeypatch):
    spoil(monkeypatch, {3}, lambda loss: signal.raise_signal(signal.SIGINT) or loss * float("nan"))
    with pytest.raises(KeyboardInterrupt):
        list(fit(tiny_config(), run.path))
    assert run.status().state == "stopped"
    state = torch.load(run.state, weights_only=True)
    assert (state["step"], state["slowed"]) == (0, 0.5)


def test_rolling_back_and_being_stopped_meet_without_a_loss(run, monkeypatch):
    whole = type(run)(run.path.with_name("whole"))
    for folder, last_step in ((whole, None), (run, 10)):
        with monkeypatch.context() as patch:
            spoil(patch, {7}, lambda loss: loss * float("nan"))
            records = fit(tiny_config(), folder.path)
            next((record for record in records if record.step == last_step), None)
            records.close()
    list(fit(None, run.path, resume=True))
    assert outcome(run) == outcome(whole)
