"""Whole numbers in what strangers write."""

import pytest

from googlenet.common.json_values import parse_count


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("12", 12), (7, 7), ("007", 7), ("9" * 15, 10**15 - 1)])
def test_a_whole_number_is_read(text, number):
    assert parse_count(text) == number


@pytest.mark.parametrize("text", ["", "-1", "+1", "1.0", " 1", "²", "٣", "1e3", "9" * 16, "9" * 5000, None, True, [1]])
def test_anything_else_is_none(text):
    assert parse_count(text) is None
