"""Studies train too: the tiny data set, and other tests' number of threads."""

from tests.training.conftest import threads, tiny_data  # noqa: F401 - fixtures
