"""Missing values are told by place and number, dropped with their rows, or filled in."""

import numpy as np
import pytest

from nnlab.data.tables.reader import read_csv
from nnlab.errors import UnreadableFileError
from nnlab.text import Text
from tests.data.tables.tables import drained, load, refusal, spec_of, write

GAPS = "colour,size,weight,label\nred,1,10,a\nNA,2,,b\n\nred,?,30,a\ngreen,5,50,\nblue,-,60,b\nred,4,null,b\n"


def test_missing_values_are_told_by_line_and_column(path):
    assert refusal(write(path, GAPS)) == (
        "Missing values in FILE: 6, first in line 3, column “colour”; line 3, column “weight”; line 5, column “size”; …"
        ". Choose that their rows are dropped, or that they are filled in."
    )


def test_one_missing_value_is_told(path):
    said = refusal(write(path, "a,b\n1,2\n2,\n3,4\n"))
    assert said.startswith("Missing values in FILE: 1, first in line 3, column “b”. ")


def test_all_missing_values_are_counted_however_long_the_file(path):
    said = refusal(write(path, "a,b\n" + "1,2\n2,1\n" * 50_000 + ",1\n" * 50_000))
    assert said.startswith("Missing values in FILE: 50,000, first in line 100,002, column “a”; line 100,003")


def test_the_sentence_can_be_translated(path):
    with pytest.raises(UnreadableFileError) as caught:
        drained(read_csv(spec_of(write(path, GAPS))))
    places = caught.value.text.values["places"]
    assert isinstance(places, Text)
    assert isinstance(places.values["place"], Text)


def test_rows_that_lack_a_value_are_dropped(path):
    dataset = load(write(path, GAPS + "green,7,70,b\n"), missing="drop")
    assert dataset.feature_names == ("colour=green", "colour=red", "size", "weight")  # blue is gone with its row
    np.testing.assert_array_equal(dataset.x, [[0, 1, 1, 10], [1, 0, 7, 70]])
    assert dataset.targets.tolist() == [0, 1]


def test_values_are_filled_in_but_labels_are_not(path):
    dataset = load(write(path, GAPS), missing="fill")
    assert dataset.feature_names == ("colour=blue", "colour=red", "size", "weight")
    size, weight = np.mean([1, 2, 4]), np.mean([10, 30, 60])
    expected = [[0, 1, 1, 10], [0, 1, 2, weight], [0, 1, size, 30], [1, 0, size, 60], [0, 1, 4, weight]]
    np.testing.assert_allclose(dataset.x, expected, rtol=1e-15)
    assert dataset.targets.tolist() == [0, 1, 0, 1, 1]


def test_the_mean_of_huge_numbers_is_finite(path):
    write(path, "a,b\n1.5e308,1\n1.7e308,2\n,1\n")
    assert load(path, missing="fill", task="numbers").x[2, 0] == pytest.approx(1.6e308)


def test_minus_is_a_text_beside_plus(path):
    write(path, "sign,x,label\n+,1.5,+\n-,2.5,-\n-,-,+\n")
    dataset = load(path, missing="drop")
    assert dataset.class_names == ("+", "-")
    assert dataset.feature_names == ("sign=+", "sign=-", "x")


def test_nothing_is_left_where_each_row_lacks_a_value(path):
    assert refusal(write(path, "a,b,y\n1,,x\n,2,y\n"), missing="drop") == "FILE has no row in which nothing is missing."


def test_a_column_that_is_never_filled_cannot_be_filled_in(path):
    write(path, "a,b,y\n1,,x\n2,,y\n3,5,\n")
    said = "FILE: no value in column “b” could be used to fill in those that are missing."
    assert refusal(path, missing="fill") == said
    write(path, "a,b,y\n1,,x\n2,,y\n3,red,\n")
    assert refusal(path, missing="fill") == said


def test_classes_of_dropped_rows_are_none(path):
    write(path, "a,y\n1,x\n2,x\n,z\n")
    assert refusal(path, missing="drop").startswith("FILE, column “y”: “x” is the only label")
