"""Numbers as people read them."""

import math

import pytest

from nnlab.gui import numbers


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0, "0"),
        (0.01234, "0.0123"),
        (1.2345, "1.23"),
        (9.999, "10.0"),
        (0.9999, "1.00"),
        (99.96, "100"),
        (1239.6, "1,240"),
        (999_999.4, "999,999"),
        (1e6, "1.0e+06"),
        (0.001, "0.00100"),
        (0.00099, "9.9e-04"),
        (-0.107, "−0.107"),
        (-1.2e-5, "−1.2e-05"),
        (math.nan, "NaN"),
        (None, "NaN"),
        (math.inf, "infinite"),
    ],
)
def test_three_digits_count(value, words):
    assert numbers.significant(value) == words


@pytest.mark.parametrize(("value", "words"), [(25.0, "25"), (-0.5, "−0.5"), (2e16, "2e+16"), (0.0, "0")])
def test_the_end_of_an_axis_is_short(value, words):
    assert numbers.edge(value) == words


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (0, "0 %"),
        (0.001, "<1 %"),
        (0.006, "1 %"),
        (0.5, "50 %"),
        (0.994, "99 %"),
        (0.999, ">99 %"),
        (1, "100 %"),
        (None, "–"),
        (math.nan, "–"),
    ],
)
def test_a_share_is_never_rounded_to_none_or_all(share, words):
    assert numbers.percent(share) == words


@pytest.mark.parametrize(("share", "words"), [(0.9777, "97.8 %"), (1, "100.0 %"), (None, "–"), (math.nan, "–")])
def test_an_accuracy_has_one_decimal(share, words):
    assert numbers.accuracy(share) == words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (-1, "0 s"),
        (11.6, "12 s"),
        (59.6, "1 min 0 s"),
        (200, "3 min 20 s"),
        (3900, "1 h 5 min"),
        (1e7, "2,777 h 46 min"),
    ],
)
def test_a_time_is_told_in_two_units_at_most(seconds, words):
    assert numbers.duration(seconds) == words


@pytest.mark.parametrize(
    ("amount", "words"),
    [(0, "0 bytes"), (999, "999 bytes"), (1000, "1.00 KB"), (5_300_000, "5.30 MB"), (1_234_000_000_000, "1,234 GB")],
)
def test_memory_is_told_in_the_unit_that_fits(amount, words):
    assert numbers.size(amount) == words


def test_counts_have_separators():
    assert numbers.count(1234567) == "1,234,567"
