"""What every test may ask for."""

import os

import pytest


def unavailable(what: str) -> None:
    """Skips the test for want of `what`; where GOOGLENET_TESTS_NEED_ALL is set (continuous integration), fails it."""
    if os.environ.get("GOOGLENET_TESTS_NEED_ALL"):
        pytest.fail(f"{what}, and GOOGLENET_TESTS_NEED_ALL is set")
    pytest.skip(what)


@pytest.fixture(scope="session")
def fashion_mnist():
    """All 70,000 images, where they are on this machine already: a test downloads nothing."""
    from googlenet import data
    from googlenet.errors import DataMissing

    def refuse(root):
        raise DataMissing("error.data_missing")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(data, "_download", refuse)
        try:
            return data.load_fashion_mnist()
        except DataMissing as missing:
            unavailable(f"Fashion-MNIST is not here ({missing})")
