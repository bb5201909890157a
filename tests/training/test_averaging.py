"""The moving average of the weights: against a loop written out, and what a run evaluates and saves of it."""

import torch
from safetensors.torch import load_file

from googlenet.networks.classifier import create_model, load_classifier
from googlenet.training import steps
from googlenet.training.averaging import average_of, follow
from googlenet.training.loop import fit
from googlenet.training.trainer import prepare
from tests.training.tiny import SPEC, load_tiny, tiny_config

DECAY = 0.7


def test_it_is_the_average_of_a_loop_written_out():
    network = create_model(SPEC, num_classes=4, in_channels=1, seed=0)
    average, generator = average_of(network), torch.Generator().manual_seed(0)
    expected = {name: value.detach().double() for name, value in network.named_parameters()}
    for step in range(40):
        with torch.no_grad():
            for value in network.parameters():
                value.add_(torch.randn(value.shape, generator=generator) * 0.1)
            network.layers.conv1.bn.running_mean.add_(1)
        follow(average, network, DECAY, step)
        kept = min(DECAY, (1 + step) / (10 + step))
        for name, value in network.named_parameters():
            expected[name] = kept * expected[name] + (1 - kept) * value.detach().double()
    assert (1 + 0) / (10 + 0) < DECAY < (1 + 39) / (10 + 39)  # both parts of the rule have been used
    for name, value in average.named_parameters():
        torch.testing.assert_close(value.double(), expected[name], rtol=1e-4, atol=1e-5)
    assert torch.equal(average.layers.conv1.bn.running_mean, network.layers.conv1.bn.running_mean)


def test_a_run_evaluates_and_saves_the_average_with_bn_statistics_of_its_own(run):
    config = tiny_config(ema_decay=0.9, keep_epochs=2, precision="fp32")  # bf16 may tip one of the 20 test images
    last = list(fit(config, run.path))[-1]
    state = torch.load(run.state, weights_only=True)
    best, raw = load_file(run.best), load_file(run.last)
    weights = dict(create_model(SPEC, num_classes=4, in_channels=1).named_parameters())
    for name in weights:
        assert torch.equal(best[name], state["average"][name])
        assert torch.equal(raw[name], state["network"][name])
    assert not torch.equal(best["fc.weight"], raw["fc.weight"])
    classifier, tiny = load_classifier(run.path), load_tiny()
    score = steps.score(classifier.network, tiny.test, classifier.preprocess)
    assert score.accuracy == last.test_accuracy
    assert score.loss < 1.3  # chance is 1.39
    # The statistics are those of the averaged weights, over the configuration's 32 images.
    again = create_model(SPEC, num_classes=4, in_channels=1).train()
    again.load_state_dict(best)
    part = prepare(config).train[:32]
    batches = steps.input_batches(part, classifier.preprocess, config.batch_size)
    steps.recalibrate(again, batches, torch.device("cpu"), config.precision)
    torch.testing.assert_close(again.state_dict()["layers.conv1.bn.running_var"], best["layers.conv1.bn.running_var"])
    snapshot = load_file(run.kept_epochs()[3])
    torch.testing.assert_close(snapshot["fc.bias"], best["fc.bias"])


def test_training_itself_is_the_same_with_and_without_it(run, unbroken):
    list(fit(tiny_config(ema_decay=0.9), run.path))
    ours, plain = load_file(run.last), load_file(unbroken.last)
    names = [name for name in plain if "running" not in name and "num_batches" not in name]
    assert all(torch.equal(ours[name], plain[name]) for name in names)
