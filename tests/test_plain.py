"""Whole numbers in what strangers write."""

import pytest

from googlenet.plain import natural


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("12", 12), (7, 7), ("007", 7), ("9" * 15, 10**15 - 1)])
def test_a_whole_number_is_read(text, number):
    assert natural(text) == number


@pytest.mark.parametrize("text", ["", "-1", "+1", "1.0", " 1", "²", "٣", "1e3", "9" * 16, "9" * 5000, None, True, [1]])
def test_anything_else_is_none(text):
    assert natural(text) is None
