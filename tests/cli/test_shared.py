"""Tables in a terminal."""

from googlenet.cli.shared import table


def test_numbers_stand_to_the_right_and_names_to_the_left():
    rows = [("1x1", 0, "86.84 %", None), ("pool", 12, "7.1 %", "−0.5")]
    assert list(table("network|seed|accuracy|change", rows)) == [
        "network  seed  accuracy  change",
        "1x1         0   86.84 %",
        "pool       12     7.1 %    −0.5",
    ]


def test_a_column_of_names_that_begin_with_digits_stands_to_the_left():
    assert list(table("path", [("1x1",), ("3x3dbl",)])) == ["path", "1x1", "3x3dbl"]


def test_a_table_of_no_rows_is_its_heading():
    assert list(table("a|b", [])) == ["a  b"]
