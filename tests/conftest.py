"""What every test may ask for."""

import os
import signal

import pytest

import googlenet.app.page
import googlenet.cli.main  # noqa: F401 - the sentences of the page and of the command line are known to every test

signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell that starts the suite in the background ignores it


def unavailable(what: str) -> None:
    """Skips the test for want of `what`; where GOOGLENET_TESTS_NEED_ALL is set (continuous integration), fails it."""
    if os.environ.get("GOOGLENET_TESTS_NEED_ALL"):
        pytest.fail(f"{what}, and GOOGLENET_TESTS_NEED_ALL is set")
    pytest.skip(what)


@pytest.fixture(scope="session")
def fashion_mnist():
    """All 70,000 images, where they are on this machine already: a test downloads nothing."""
    from googlenet.common.errors import DataMissing
    from googlenet.data import fashion_mnist as files
    from googlenet.data.dataset import load_fashion_mnist

    def refuse(root):
        raise DataMissing("error.data_missing")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(files, "_download", refuse)
        try:
            return load_fashion_mnist()
        except DataMissing as missing:
            unavailable(f"Fashion-MNIST is not here ({missing})")


@pytest.fixture(scope="session")
def tiny_classifier():
    """Two Inception blocks with random weights at 32 px, for grey images of 28 px; answers in a few milliseconds.

    Batch normalisation has seen smooth random images, so that no layer is silent and the classes differ.
    """
    import torch
    from torch.nn.functional import interpolate

    from googlenet.common.results import Preprocess
    from googlenet.networks.checkpoint import Card
    from googlenet.networks.classifier import Classifier, create_model
    from googlenet.networks.googlenet import inception
    from googlenet.networks.spec import Conv, Pool, Spec
    from googlenet.text.names import FASHION_MNIST

    spec = Spec(
        name="tiny",
        source="a test's own",
        layers=(
            Conv("conv1", 8, 3, 2),
            inception("inception3a", 4, (4, 6), (4, 5), 3),
            Pool("pool3", 3, 2, 1),
            inception("inception4a", 6, (4, 8), (4, 5), 4),
        ),
        normalization="batch",
        initialization="kaiming",
        dropout=0.4,
    )
    network = create_model(spec, in_channels=1, seed=0)
    generator = torch.Generator().manual_seed(1)
    smooth = interpolate(torch.randn(64, 1, 6, 6, generator=generator), 32, mode="bilinear")
    for module in network.modules():
        if isinstance(module, torch.nn.BatchNorm2d):
            module.momentum = None  # a plain mean over what it sees
            with torch.no_grad():
                module.bias.copy_(torch.randn(module.bias.shape, generator=generator) / 2)
    with torch.no_grad():
        network.fc.weight.copy_(torch.randn(network.fc.weight.shape, generator=generator))
        network.fc.bias.copy_(torch.randn(10, generator=generator))
        network.train()(smooth)
    network.requires_grad_(False).eval().to(memory_format=torch.channels_last)
    card = Card(spec, tuple(en for en, _ in FASHION_MNIST), Preprocess(32, 1, (0.286,), (0.353,), native_px=28))
    return Classifier("tiny", network, card, "a digest", torch.device("cpu"))


@pytest.fixture
def picture():
    """A grey picture of 28 px: a bright slanted bar on black."""
    import numpy as np
    from PIL import Image

    y, x = np.mgrid[:28, :28]
    bar = np.exp(-(((x - y / 2 - 7) / 4) ** 2)) * (y > 5)
    return Image.fromarray((255 * bar).astype(np.uint8))
