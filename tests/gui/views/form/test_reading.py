import math

import pytest

from nnlab.gui.views.form.reading import read_number, same, written


@pytest.mark.parametrize(
    ("text", "value"),
    [("7", 7), (" 7 ", 7), ("-3", -3), ("0.5", 0.5), (".5", 0.5), ("2.", 2.0), ("1e-3", 0.001), ("1E4", 10000.0)],
)
def test_a_number_is_read(text, value):
    read = read_number(text)
    assert read == value
    assert type(read) is type(value)


@pytest.mark.parametrize(
    "text", ["", "abc", "0,01", "1e", "1_000", "0x10", "nan", "inf", "1e999", "٣", "1 2", "9" * 5000]
)
def test_what_is_no_number_stays_text(text):
    assert read_number(text) == text


def test_a_count_may_be_written_with_an_exponent():
    assert read_number("1e4", whole=True) == 10000
    assert isinstance(read_number("1e4", whole=True), int)
    assert read_number("1.5", whole=True) == 1.5


@pytest.mark.parametrize(
    ("value", "text"),
    [(100, "100"), (0.0, "0"), (0.0001, "0.0001"), (1e-5, "1e-5"), (1e22, "1e22"), ("abc", "abc"), (None, "")],
)
def test_a_value_is_written_as_a_person_would(value, text):
    assert written(value) == text


@pytest.mark.parametrize("value", [0, -5, 0.15, 1e-5, 1 / 3, 1e300, 123456789])
def test_what_is_written_is_read_back(value):
    assert read_number(written(value)) == value


@pytest.mark.parametrize(("value", "text"), [("5", '"5"'), (True, "true"), ([1], "[1]"), (math.nan, "NaN")])
def test_a_value_of_the_wrong_type_does_not_look_like_a_right_one(value, text):
    assert written(value) == text


def test_one_is_not_true():
    assert same(1, 1.0)
    assert not same(1, True)
