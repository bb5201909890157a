"""torchvision's weights under our names: equal logits, every key accounted for."""

from dataclasses import replace

import pytest
import torch
import torchvision

from googlenet.common.errors import BadCheckpoint, UnknownName
from googlenet.networks.classifier import create_model
from googlenet.networks.inception import GOOGLENET_TORCHVISION, INCEPTION_V3
from googlenet.networks.torchvision_names import convert_state_dict
from tests.lively import enliven

SIDES = {"googlenet_torchvision": 96, "inception_v3": 107}  # odd maps: ceil_mode and unpadded pools matter
BUILDERS = {"googlenet_torchvision": torchvision.models.googlenet, "inception_v3": torchvision.models.inception_v3}
SPECS = {"googlenet_torchvision": GOOGLENET_TORCHVISION, "inception_v3": INCEPTION_V3}


def theirs(name, *, heads, transform=False):
    """torchvision's network with weights and BN statistics that let a signal through."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        network = BUILDERS[name](
            weights=None, aux_logits=heads, transform_input=transform, init_weights=False, num_classes=13
        )
        return enliven(network)


@pytest.mark.parametrize("transform", [False, True])
@pytest.mark.parametrize("heads", [False, True])
@pytest.mark.parametrize("name", BUILDERS)
def test_the_same_weights_give_torchvisions_logits(name, heads, transform):
    other = theirs(name, heads=heads, transform=transform)
    spec = replace(SPECS[name], transform_input=transform)
    ours = create_model(spec, num_classes=13, aux_heads=heads, seed=1).eval()
    ours.load_state_dict(convert_state_dict(name, other.state_dict()), strict=True)
    x = torch.randn(2, 3, SIDES[name], SIDES[name], generator=torch.Generator().manual_seed(0))
    with torch.inference_mode():
        wanted, got = other(x), ours(x)
    assert wanted.std() > 0.05  # not two silent networks
    assert (got - wanted).abs().max() <= 1e-4


def test_googlenets_heads_give_torchvisions_logits():
    other = theirs("googlenet_torchvision", heads=True)
    ours = create_model(GOOGLENET_TORCHVISION, num_classes=13, aux_heads=True, seed=1).eval()
    ours.load_state_dict(convert_state_dict("googlenet_torchvision", other.state_dict()))
    x = torch.randn(1, 3, 96, 96, generator=torch.Generator().manual_seed(0))
    with torch.inference_mode():
        got = ours.forward_with_aux(x)
        other.train()  # torchvision answers with its heads in training mode alone
        for module in other.modules():
            if isinstance(module, torch.nn.BatchNorm2d | torch.nn.Dropout):
                module.eval()
        wanted = other(x)
    assert list(got.aux) == ["inception4a", "inception4d"]
    assert (got.aux["inception4a"] - wanted.aux_logits1).abs().max() <= 1e-4  # by name: not torchvision's positions
    assert (got.aux["inception4d"] - wanted.aux_logits2).abs().max() <= 1e-4


def test_inception_v3s_head_gives_torchvisions_logits():
    other = theirs("inception_v3", heads=True)
    ours = create_model(INCEPTION_V3, num_classes=13, aux_heads=True, seed=1).eval()
    ours.load_state_dict(convert_state_dict("inception_v3", other.state_dict()))
    x = torch.randn(1, 768, 17, 17, generator=torch.Generator().manual_seed(0)).relu()
    with torch.inference_mode():
        got, wanted = ours.aux["Mixed_6e"](x), other.AuxLogits(x)
    assert (got - wanted).abs().max() <= 1e-4


@pytest.mark.parametrize("name", BUILDERS)
def test_heads_are_left_out_on_demand(name):
    state = theirs(name, heads=True).state_dict()
    ours = create_model(SPECS[name], num_classes=13, seed=1)
    ours.load_state_dict(convert_state_dict(name, state, aux_heads=False), strict=True)


@pytest.mark.parametrize("name", BUILDERS)
def test_every_key_is_accounted_for(name):
    state = dict(theirs(name, heads=True).state_dict())
    missing, foreign, headless = state.copy(), state | {"conv9.weight": torch.zeros(1)}, theirs(name, heads=False)
    del missing["fc.weight"]
    with pytest.raises(BadCheckpoint, match=r"fc\.weight is missing"):
        convert_state_dict(name, missing)
    with pytest.raises(BadCheckpoint, match=r"conv9\.weight is not part"):
        convert_state_dict(name, foreign)
    with pytest.raises(BadCheckpoint, match="heads are missing"):
        convert_state_dict(name, headless.state_dict(), aux_heads=True)


def test_files_from_before_bn_counted_its_batches_are_read():
    state = theirs("googlenet_torchvision", heads=False).state_dict()
    old = {key: value for key, value in state.items() if not key.endswith("num_batches_tracked")}
    ours = create_model(GOOGLENET_TORCHVISION, num_classes=13, seed=1)
    ours.load_state_dict(convert_state_dict("googlenet_torchvision", old), strict=False)
    assert torch.equal(ours.fc.weight, state["fc.weight"])


def test_a_network_without_torchvision_weights_is_refused():
    with pytest.raises(UnknownName, match="inception_v3"):
        convert_state_dict("googlenet_bn", {})
