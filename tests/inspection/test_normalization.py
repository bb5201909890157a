"""Channels before and after batch normalisation, against its formula."""

import numpy as np
import pytest
import torch

from googlenet.common.errors import UnknownName
from googlenet.inspection.normalization import normalizes, path_normalization
from googlenet.networks.classifier import create_model
from tests.inspection.asking import state_of


def test_what_comes_out_is_what_the_formula_makes_of_what_goes_in(tiny_classifier, picture):
    # Ioffe & Szegedy 2015, algorithm 2: y = γ (x − E[x]) / √(Var[x] + ε) + β, which mean and deviation follow.
    found = path_normalization(tiny_classifier, picture, "inception4a")
    block = tiny_classifier.network.blocks["inception4a"]
    assert list(found) == list(block.branches)
    for name, row in found.items():
        bn = [one for one in block.branches[name].modules() if isinstance(one, torch.nn.BatchNorm2d)][-1]
        scale = (bn.weight / torch.sqrt(bn.running_var + bn.eps)).numpy()
        mean = scale * (row.before.mean - bn.running_mean.numpy()) + bn.bias.numpy()
        np.testing.assert_allclose(row.after.mean, mean, atol=1e-4)
        np.testing.assert_allclose(row.after.std, np.abs(scale) * row.before.std, atol=1e-4)


def test_the_network_itself_is_left_as_it_was(tiny_classifier, picture):
    before = state_of(tiny_classifier.network)
    path_normalization(tiny_classifier, picture, "inception3a")
    assert state_of(tiny_classifier.network) == before


def test_a_network_without_it_has_nothing_to_show(tiny_classifier, picture):
    from dataclasses import replace

    plain = create_model(replace(tiny_classifier.network.spec, normalization="none"), in_channels=1, seed=0)
    classifier = replace(tiny_classifier, network=plain.eval())
    assert normalizes(tiny_classifier)
    assert not normalizes(classifier)
    assert path_normalization(classifier, picture, "inception3a") == {}


def test_an_unknown_block_is_refused(tiny_classifier, picture):
    with pytest.raises(UnknownName):
        path_normalization(tiny_classifier, picture, "inception9z")
