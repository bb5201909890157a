from dataclasses import replace

import pytest
import torch

from googlenet.common.errors import RunRefused, UnknownName, UserError
from googlenet.common.results import Score
from googlenet.data import dataset as data
from googlenet.data.dataset import Dataset, Images
from googlenet.networks import classifier as zoo
from googlenet.networks.checkpoint import read_card, read_weights
from googlenet.networks.classifier import load_classifier
from googlenet.text import LANGUAGES
from googlenet.training import steps
from googlenet.training.loop import fit
from googlenet.training.publish import publish
from googlenet.training.runs.folder import RunFolder
from googlenet.training.runs.records import kept_epoch
from googlenet.training.trainer import prepare
from tests.training.tiny import SPEC, digest, load_tiny, outcome, tiny_config


def test_it_learns_to_tell_the_classes(unbroken):
    last = unbroken.records()[-1]
    assert last.test_accuracy > 0.6  # chance is 0.25
    assert last.test_loss < unbroken.records()[1].test_loss


def test_the_run_is_a_classifier_of_its_own_spec(unbroken):
    classifier = load_classifier(unbroken.path)
    assert classifier.network.spec == SPEC
    assert classifier.classes == ("dark", "dim", "light", "bright")
    score = steps.score(classifier.network, load_tiny().test, classifier.preprocess)
    assert score.accuracy == unbroken.records()[-1].test_accuracy


def test_the_same_seed_gives_the_same_run_and_another_another(run, unbroken, tmp_path):
    list(fit(tiny_config(), run.path))
    assert outcome(run) == outcome(unbroken)
    other = RunFolder(tmp_path / "other")
    list(fit(tiny_config(seed=1), other.path))
    assert digest(other.last) != digest(unbroken.last)


def test_records_come_every_ten_steps_and_at_the_end_of_an_epoch(run):
    records = list(fit(tiny_config(batch_size=4, epochs=2), run.path))
    assert [(record.kind, record.step) for record in records] == [
        *(("step", 10), ("step", 16), ("epoch", 16)),
        *(("step", 20), ("step", 30), ("step", 32), ("epoch", 32)),
    ]
    assert run.records() == records
    assert sum(map(sum, records[-1].confusion)) == 20


def test_a_record_tells_size_and_rate_of_its_own_steps(run):
    config = tiny_config(image_size=24, size_schedule=(16, 16, 24))
    records = list(fit(config, run.path))
    assert [record.image_size for record in records] == [16, 16, 16, 16, 24, 24]
    # One cycle over 15 steps: the last step, number 14, has 1/15 of the run before it.
    for record in records[-2:]:
        assert record.learning_rate == pytest.approx(0.02 * (1 / 15) / 0.8)
    assert read_card(run.card).preprocess.size_px == 24


def test_a_folder_with_a_run_is_not_written_over(unbroken, run):
    with pytest.raises(RunRefused, match="already contains a run"):
        fit(tiny_config(), unbroken.path)
    with pytest.raises(RunRefused, match="no run to resume"):
        fit(tiny_config(), run.path, resume=True)


def test_a_folder_that_cannot_be_made_is_told_in_a_sentence(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(RunRefused, match=r"Can’t write to the folder .*: Not a directory"):
        next(fit(tiny_config(), tmp_path / "file" / "run"))


@pytest.mark.parametrize(
    ("change", "error", "words"),
    [
        ({"dataset": "nothing"}, UnknownName, "no data set 'nothing'"),
        ({"model": "resnet"}, UnknownName, "no network 'resnet'"),
        ({"device": "abacus"}, UnknownName, "no device 'abacus'"),
        ({"init_from": "nowhere"}, UnknownName, "no weights 'nowhere'"),
        ({"freeze_until": "inception9"}, UnknownName, "no block 'inception9'.*inception3a"),
        ({"validation_images": 63}, UserError, "validation_images can’t be 63. Use 0 to 62 of tiny"),
        ({"model": "googlenet", "aux_heads": True}, UserError, "auxiliary heads"),
        ({"model": "googlenet_notes"}, UserError, "too small for googlenet_notes"),
    ],
)
def test_what_does_not_fit_is_told_before_a_folder_is_made(run, change, error, words):
    with pytest.raises(error, match=words):
        next(fit(tiny_config(**change), run.path))
    assert not run.path.exists()


def test_a_last_batch_of_one_image_is_left_out(run):
    *_, epoch = fit(tiny_config(train_images=31, epochs=1), run.path)
    assert epoch.step == 2


def test_a_smaller_last_batch_can_be_dropped_but_not_the_only_one():
    assert prepare(tiny_config()).steps_in_epoch == 5
    assert prepare(tiny_config(drop_last=True)).steps_in_epoch == 4
    assert prepare(tiny_config(drop_last=True, batch_size=16)).steps_in_epoch == 4
    assert prepare(tiny_config(drop_last=True, batch_size=100)).steps_in_epoch == 1


def test_only_so_many_training_images_are_used(run):
    trainer = prepare(tiny_config(train_images=20, validation_images=10))
    assert (len(trainer.train), len(trainer.held_out), len(trainer.test)) == (20, 10, 20)
    both = torch.cat([trainer.train.pixels, trainer.held_out.pixels])
    assert len(both.flatten(1).unique(dim=0)) == 30
    assert len(prepare(tiny_config(validation_images=10)).train) == 54


def with_held_out():
    """The tiny data set with its test images held out, and others to test on."""
    tiny = load_tiny()
    return replace(tiny, test=tiny.train[:24], train=tiny.train[24:], held_out=tiny.test)


def test_a_data_set_that_comes_with_held_out_images_draws_none(run, monkeypatch):
    monkeypatch.setitem(data.DATASETS, "parted", with_held_out)
    trainer = prepare(tiny_config(dataset="parted", train_images=30))
    assert torch.equal(trainer.held_out.pixels, load_tiny().test.pixels)
    assert len(trainer.train) == 30
    assert len(prepare(tiny_config(dataset="parted")).train) == 40
    for lang in LANGUAGES:
        with pytest.raises(UserError) as caught:
            prepare(tiny_config(dataset="parted", validation_images=7))
        assert all(word in caught.value.message(lang) for word in ("parted", "20", "7", "0"))


def test_a_run_with_held_out_images_of_its_data_set_goes_on_with_the_same(run, tmp_path, monkeypatch):
    monkeypatch.setitem(data.DATASETS, "parted", with_held_out)
    whole = RunFolder(tmp_path / "whole")
    list(fit(tiny_config(dataset="parted"), whole.path))
    records = fit(tiny_config(dataset="parted"), run.path)
    first = [next(records), next(records)]
    records.close()
    list(fit(None, run.path, resume=True))
    assert {one.kind for one in first} == {"step", "epoch"}
    assert outcome(run) == outcome(whole)
    epochs = [one for one in run.records() if one.kind == "epoch"]
    assert None not in [one.held_out_accuracy for one in epochs]


def scripted(monkeypatch, *held_out):
    """Accuracies on the 10 held-out images, epoch by epoch; those on the test images fall."""
    accuracies, tests = iter(held_out), iter((0.9, 0.8, 0.7))

    def score(network, images, preprocess, **_):
        value = next(accuracies if len(images) == 10 else tests)
        return Score(len(images), 1.0, value, torch.zeros(4, 4, dtype=torch.int64).numpy())

    monkeypatch.setattr(steps, "score", score)


def best_after(run, config):
    """The epoch whose weights are the best ones at the end."""
    epochs = {record.epoch: digest(run.last) for record in fit(config, run.path) if record.kind == "epoch"}
    return next(epoch for epoch, weights in epochs.items() if weights == digest(run.best))


def test_held_out_images_choose_the_best_epoch_and_the_test_set_chooses_nothing(run, monkeypatch):
    scripted(monkeypatch, 0.5, 0.9, 0.6)
    assert best_after(run, tiny_config(validation_images=10)) == 2


def test_without_held_out_images_the_last_epoch_is_kept(run, monkeypatch):
    scripted(monkeypatch)
    assert best_after(run, tiny_config()) == 3


def test_an_epoch_at_another_size_is_not_the_best_at_this_one(run, monkeypatch):
    scripted(monkeypatch, 0.9, 0.6, 0.5)
    config = tiny_config(validation_images=10, image_size=24, size_schedule=(16, 24, 24))
    assert best_after(run, config) == 2


def test_an_epoch_at_another_size_does_not_replace_the_best_at_this_one(run, monkeypatch):
    # A run at 24 px is resumed with a schedule that leaves this size, and comes back to it with a worse epoch.
    scripted(monkeypatch, 0.8, 0.9, 0.7)
    whole = tiny_config(validation_images=10, image_size=24, epochs=1, schedule="constant")
    list(fit(whole, run.path))
    best = digest(run.best)
    list(fit(replace(whole, epochs=3, size_schedule=(24, 16, 24)), run.path, resume=True))
    assert kept_epoch(run.records(), 24).epoch == 1
    assert digest(run.best) == best


def test_the_best_epoch_survives_a_stop(run, monkeypatch):
    scripted(monkeypatch, 0.9, 0.6, 0.5)
    config = tiny_config(validation_images=10)
    records = fit(config, run.path)
    first = next(record for record in records if record.kind == "epoch")
    best = digest(run.best)
    records.close()
    list(fit(config, run.path, resume=True))
    assert first.epoch == 1
    assert digest(run.best) == best


def test_training_can_begin_from_a_file_a_run_or_shipped_weights(unbroken, tmp_path, monkeypatch):
    monkeypatch.setattr(zoo, "WEIGHTS_FOLDER", tmp_path)
    publish(unbroken, "tiny.tiny", folder=tmp_path)
    for given in (unbroken.best, unbroken.path, "tiny.tiny"):
        state = prepare(tiny_config(init_from=given)).network.state_dict()
        for key, value in read_weights(unbroken.best).items():
            torch.testing.assert_close(state[key].float(), value.float(), rtol=1e-3, atol=1e-4)


def test_a_run_goes_on_when_what_it_began_from_is_gone(run, unbroken, tmp_path):
    start = tmp_path / "start.safetensors"
    start.write_bytes(unbroken.best.read_bytes())
    records = fit(tiny_config(init_from=start), run.path)
    next(records)
    records.close()
    start.unlink()
    list(fit(None, run.path, resume=True))
    assert run.status().state == "finished"


def test_weights_of_another_network_are_told_in_a_sentence(unbroken):
    with pytest.raises(UserError, match=r"cannot be used: layers\.conv1\.conv\.weight has shape"):
        prepare(tiny_config(init_from=unbroken.best, model="googlenet_bn", image_size=32))


def test_frozen_layers_keep_weights_and_statistics(run):
    config = tiny_config(freeze_until="inception3a", validation_images=4)
    before = prepare(config).network.state_dict()
    list(fit(config, run.path))
    after = read_weights(run.last)
    for key, value in before.items():
        frozen = key.startswith(("layers.conv1", "layers.inception3a"))
        assert torch.equal(value, after[key].to(value.dtype)) == frozen, key


def test_auxiliary_heads_are_trained_and_loaded_again(run):
    config = tiny_config(aux_heads=True)
    before = prepare(config).network.aux.state_dict()
    list(fit(config, run.path))
    after = load_classifier(run.path).network.aux.state_dict()
    assert read_card(run.card).aux_heads
    assert all(not torch.equal(value, after[key]) for key, value in before.items())


def test_channels_and_classes_come_from_the_data_set(run, monkeypatch):
    tiny = load_tiny().train
    images = Images(tiny.pixels.expand(-1, 3, -1, -1), tiny.labels % 2)
    monkeypatch.setitem(data.DATASETS, "colourful", lambda: Dataset("colourful", ("a", "b"), images, images))
    list(fit(tiny_config(dataset="colourful", epochs=1), run.path))
    classifier = load_classifier(run.path)
    assert (classifier.network.in_channels, classifier.classes) == (3, ("a", "b"))


def test_out_of_memory_is_told_in_a_sentence(run, monkeypatch):
    def loss(*_):
        raise torch.OutOfMemoryError("CUDA out of memory")

    monkeypatch.setattr(steps, "training_loss", loss)
    with pytest.raises(torch.OutOfMemoryError):
        list(fit(tiny_config(), run.path))
    assert "smaller batch" in run.status().message
