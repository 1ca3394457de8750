"""What is a number, what is missing, and that many are read as one is."""

import math

import numpy as np
import pytest

from nnlab.data.tables.values import is_missing, number, number_grid, numbers


@pytest.mark.parametrize("cell", ["", " ", "NA", "na", "N/A", "NaN", "nan", "null", "NULL", "None", "?", "-", " ? "])
def test_missing_values_have_many_spellings(cell):
    assert is_missing(cell)
    assert math.isnan(number(cell, "."))


def test_missing_values_are_not_numbers_among_others():
    np.testing.assert_array_equal(numbers(["", "1", "NA", "-", "2"], "."), [np.nan, 1, np.nan, np.nan, 2])


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("1", 1),
        (" -2.5 ", -2.5),
        ("+.5", 0.5),
        ("5.", 5),
        ("1e3", 1000),
        ("1E-3", 0.001),
        ("007", 7),
        ("-inf", -math.inf),
    ],
)
def test_numbers_have_many_spellings(cell, value):
    assert number(cell, ".") == value


@pytest.mark.parametrize("cell", ["1_000", "1,5", "1 000", "0x10", "１", "1e", "e5", ".", "--1", "1.2.3", "abc", "5%"])
def test_what_only_looks_like_a_number_is_none(cell):
    assert number(cell, ".") is None
    assert numbers([cell], ".") is None


def test_a_decimal_comma_stands_alone():
    assert number("-1,5e2", ",") == -150
    assert number("1.5", ",") is None
    np.testing.assert_array_equal(numbers(["1,5", "2", "NA"], ","), [1.5, 2, np.nan])
    assert numbers(["1,5", "2.5"], ",") is None


def test_a_cell_that_never_ends_takes_no_time():
    assert number("1" * 100_000 + "x", ".") is None
    assert number("1." + "1" * 100_000 + "e", ".") is None


@pytest.mark.parametrize(
    ("text", "separator", "decimal"),
    [
        ("1,2\n3,4", ",", "."),
        ("1;2\n3;4", ";", "."),
        ("1\t2\n3\t4", "\t", "."),
        ("1,0;2\n3;4,0", ";", ","),
        ("1|2\n3|4", "|", ","),
    ],
)
def test_lines_of_numbers_are_read_at_once(text, separator, decimal):
    np.testing.assert_array_equal(number_grid(text, 2, separator, decimal, 2), [[1, 2], [3, 4]])


@pytest.mark.parametrize(
    ("text", "separator"),
    [
        ("1,2,3\n4", ","),  # as many cells in all
        ("1\n2,3,4", ","),
        ("1,2\n3", ","),
        ("1,2\n3,x", ","),
        ("1,2\n,3", ","),
        ('1,"2"\n3,4', ","),
        ("1,2\n\n3,4", ","),
        ("1,2;3\n4;5", ";"),
        ("1,7e307\n3,4", ","),  # the number that marks the ends of lines
        ("1,2,7e307,3,4", ","),
    ],
)
def test_lines_that_are_not_so_plain_are_left_to_a_closer_look(text, separator):
    assert number_grid(text, text.count("\n") + 1, separator, ".", 2) is None
