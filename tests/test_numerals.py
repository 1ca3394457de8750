import math

import pytest

from nnlab.numerals import figure, percent, significant


@pytest.mark.parametrize(
    ("value", "words"),
    [(0.0, "0"), (1.2349, "1.23"), (0.01234, "0.0123"), (1240.0, "1,240"), (9.999, "10.0"), (-2.5, "−2.50")],
)
def test_three_digits_are_kept(value: float, words: str) -> None:
    assert significant(value) == words


@pytest.mark.parametrize(("value", "words"), [(1.2e-5, "1.2e-05"), (3e7, "3.0e+07")])
def test_numbers_far_from_one_have_a_power_of_ten(value: float, words: str) -> None:
    assert significant(value) == words


@pytest.mark.parametrize(("value", "words"), [(None, "NaN"), (math.nan, "NaN"), (math.inf, "∞"), (-math.inf, "−∞")])
def test_what_is_no_number_has_a_sign(value: float | None, words: str) -> None:
    assert figure(value) == words


@pytest.mark.parametrize(
    ("share", "words"), [(0.0, "0 %"), (0.001, "<1 %"), (0.5, "50 %"), (0.999, ">99 %"), (1.0, "100 %"), (None, "–")]
)
def test_shares_are_never_rounded_to_nothing_or_all(share: float | None, words: str) -> None:
    assert percent(share) == words
