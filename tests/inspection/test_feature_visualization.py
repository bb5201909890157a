"""Feature visualisation: it climbs, it repeats itself, it ends when asked and leaves the network as it was."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from googlenet.common.errors import UnknownName, UserError
from googlenet.common.results import Preprocess
from googlenet.data.images import to_input
from googlenet.inspection.activations import record
from googlenet.inspection.feature_visualization import visualize_feature, wave_weights
from googlenet.inspection.inference import hookable_copy
from googlenet.networks.classifier import create_model
from googlenet.networks.googlenet import inception
from googlenet.networks.spec import Conv, Spec

PLACE = {"block": "inception4a", "branch": "3x3"}
SMALL = {"size_px": 48, "steps": 24, "every": 8}


def climb(classifier, **asked):
    return list(visualize_feature(classifier, **(PLACE | SMALL | asked)))


@pytest.mark.parametrize("channel", [3, None])
def test_the_objective_rises_and_is_what_the_image_gives(tiny_classifier, channel):
    steps = climb(tiny_classifier, channel=channel, steps=60, every=25)
    assert [one.step for one in steps] == [0, 25, 50, 60]
    assert steps[-1].objective > steps[0].objective + 0.1
    last = steps[-1]
    assert (last.image.shape, last.image.dtype) == ((48, 48), np.uint8)
    network = hookable_copy(tiny_classifier)
    preprocess = replace(tiny_classifier.preprocess, size_px=48)
    with torch.inference_mode(), record(network) as seen:
        network(to_input(torch.from_numpy(last.image)[None, None], preprocess))
    output = seen["inception4a"]["3x3"][0]
    mean = float(output.mean() if channel is None else output[channel].mean())
    assert mean == pytest.approx(last.objective, rel=0.02)  # the image was rounded to bytes


def test_equal_seeds_give_equal_images_and_others_others(tiny_classifier):
    torch.manual_seed(5)
    first = climb(tiny_classifier, seed=1)[-1].image
    torch.manual_seed(6)
    assert np.array_equal(first, climb(tiny_classifier, seed=1)[-1].image)
    assert not np.array_equal(first, climb(tiny_classifier, seed=2)[-1].image)


def test_it_stops_when_it_is_closed_and_leaves_no_hook_and_no_gradient(tiny_classifier):
    passes = []
    handle = tiny_classifier.network.layers.register_forward_hook(lambda *_: passes.append(1))
    before = {name: one.clone() for name, one in tiny_classifier.network.state_dict().items()}
    growing = visualize_feature(tiny_classifier, **PLACE, **SMALL)
    next(growing)
    next(growing)
    growing.close()
    assert not passes  # no pass goes beyond the block
    handle.remove()
    modules = list(tiny_classifier.network.modules())
    assert not any(one._forward_hooks or one._forward_pre_hooks for one in modules)
    assert not any(one.requires_grad or one.grad is not None for one in tiny_classifier.network.parameters())
    after = tiny_classifier.network.state_dict()
    assert all(torch.equal(one, after[name]) for name, one in before.items())


def test_gradients_are_on_for_nobody_else_between_two_steps(tiny_classifier):
    with torch.no_grad():
        growing = visualize_feature(tiny_classifier, **PLACE, **SMALL)
        next(growing)
        assert not torch.is_grad_enabled()
        growing.close()


def test_coloured_networks_get_coloured_images_and_a_silent_unit_is_woken(tiny_classifier):
    layers = (Conv("conv1", 8, 3, 2), inception("inception3a", 4, (4, 6), (4, 5), 3))
    spec = Spec(name="coloured", source="a test's own", layers=layers, initialization="kaiming")
    network = create_model(spec, in_channels=3, seed=0).eval().requires_grad_(False)
    last = list(network.blocks["inception3a"].branches["3x3"].modules())
    bias = [one for one in last if isinstance(one, torch.nn.Conv2d)][-1].bias
    bias[2] = -3  # far below anything that it sees at first
    card = replace(tiny_classifier.card, preprocess=Preprocess(48, 3, (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)))
    classifier = replace(tiny_classifier, network=network, card=card)
    asked = {"block": "inception3a", "branch": "3x3", "channel": 2, "size_px": 48, "steps": 200, "every": 100}
    steps = list(visualize_feature(classifier, **asked))
    assert steps[0].objective == 0
    assert steps[-1].image.shape == (48, 48, 3)
    assert np.ptp(steps[-1].image.astype(int), axis=2).max() > 10  # not grey
    assert steps[-1].image.std() > steps[0].image.std()


def test_waves_that_enlarged_images_cannot_hold_are_left_out():
    weights = wave_weights(64, Preprocess(224, 1, (0.0,), (1.0,), native_px=28))
    assert weights[0, 4] > 0  # one wave in 16 px, the finest that 28 px enlarged to 224 can show
    assert weights[0, 5] == weights[5, 0] == 0
    assert (wave_weights(64, Preprocess(224, 3, (0.0,) * 3, (1.0,) * 3)) > 0).all()


def test_what_is_not_there_is_refused_at_the_call(tiny_classifier):
    for wrong in ({"block": "x"}, {"branch": "x"}, {"channel": 8}):
        with pytest.raises(UnknownName):
            visualize_feature(tiny_classifier, **(PLACE | wrong))
    for wrong in ({"size_px": 8}, {"steps": 0}):
        with pytest.raises(UserError, match="Use "):
            visualize_feature(tiny_classifier, **PLACE, **wrong)
