"""New tables are read as the one that was trained on: by the names of columns, categories and classes."""

import numpy as np
import pytest

from nnlab.data.tables.new_rows import read_rows
from nnlab.errors import UnreadableFileError
from tests.data.tables.tables import drained, load, spec_of, write

TRAINED = "colour,size,species\nred,1.5,cat\ngreen,2.5,dog\nred,3.5,dog\ngreen,0.5,cat\n"


@pytest.fixture
def trained(tmp_path):
    return load(write(tmp_path / "trained.csv", TRAINED))


def rows_of(path, dataset, means=None, **options):
    names = (dataset.feature_names, dataset.class_names, dataset.target_names)
    return drained(read_rows(spec_of(path, **options), *names, means))


def refused(path, dataset, **options):
    with pytest.raises(UnreadableFileError) as caught:
        rows_of(path, dataset, **options)
    return str(caught.value).replace(str(path), "FILE")


def test_the_table_of_training_is_read_the_same(path, trained):
    rows = rows_of(write(path, TRAINED), trained, label="species")
    np.testing.assert_array_equal(rows.x, trained.x)
    np.testing.assert_array_equal(rows.targets, trained.targets)
    assert rows.targets.dtype == np.intp
    assert rows.lines.tolist() == [2, 3, 4, 5]


def test_columns_are_found_by_name_in_any_order(path, trained):
    rows = rows_of(
        write(path, "name;size;species;colour\nx;1,5;dog;green\n\ny;2,5;cat;red\n"), trained, label="species"
    )
    np.testing.assert_array_equal(rows.x, [[1, 0, 1.5], [0, 1, 2.5]])
    assert rows.targets.tolist() == [1, 0]
    assert rows.lines.tolist() == [2, 4]


@pytest.mark.parametrize(
    "text",
    [
        "size,colour\n1.5,red\n2.5,red\n",
        "size,colour,species\n1.5,red,\n2.5,red,?\n",
        "size,colour,id\n1.5,red,a\n2.5,red,b\n",
    ],
)
@pytest.mark.parametrize("label", ["species", None])
def test_labels_may_be_missing(path, trained, text, label):
    rows = rows_of(write(path, text), trained, label=label)
    np.testing.assert_array_equal(rows.x, [[0, 1, 1.5], [0, 1, 2.5]])
    assert rows.targets is None


def test_labels_are_found_by_what_they_say_where_nothing_names_them(path, trained):
    rows = rows_of(write(path, "size,colour,kind\n1.5,red,dog\n2.5,red,cat\n"), trained)
    assert rows.targets.tolist() == [1, 0]


def test_numbers_to_be_met_are_found_by_the_name_of_training(path, tmp_path):
    trained = load(write(tmp_path / "trained.csv", "a,price\n1,1.5\n2,2.5\n3,3.5\n"))
    rows = rows_of(write(path, "price,a\n9.5,1\n8.5,2\n"), trained)
    np.testing.assert_array_equal(rows.x, [[1], [2]])
    np.testing.assert_array_equal(rows.targets, [[9.5], [8.5]])
    assert rows_of(write(path, "a\n1\n2\n"), trained, header=True).targets is None


def test_columns_without_names_are_found_by_their_numbers(path, tmp_path):
    trained = load(
        write(tmp_path / "trained.csv", "1,red,2\n2,green,1\n3,red,2\n4,green,1\n"), label="3", task="classes"
    )
    rows = rows_of(write(path, "7,green,1\n8,red,2\n"), trained, label="3")
    np.testing.assert_array_equal(rows.x, [[7, 1, 0], [8, 0, 1]])
    assert rows.targets.tolist() == [0, 1]


def test_a_column_that_is_not_there_is_refused_by_name(path, trained):
    write(path, "size,species\n1.5,cat\n2.5,dog\n")
    said = "FILE has no column “colour”, which the network was trained on; its columns are “size”, “species”."
    assert refused(path, trained) == said


def test_a_category_of_which_training_knew_nothing_is_refused_by_line(path, trained):
    write(path, "colour,size\nred,1.5\nblue,2.5\n")
    said = "FILE, line 3, column “colour”: “blue” did not occur in training; known are “green”, “red”."
    assert refused(path, trained) == said


def test_a_class_of_which_training_knew_nothing_is_refused_by_line(path, trained):
    write(path, TRAINED + "red,1.5,bird\n")
    said = "FILE, line 6, column “species”: “bird” did not occur in training; known are “cat”, “dog”."
    assert refused(path, trained, label="species") == said


def test_an_equals_sign_in_a_name_misleads_nobody(path, tmp_path):
    text = "a=b,c=d,y\n1.5,x=y,0\n2.5,z,1\n3.5,z,1\n"
    trained = load(write(tmp_path / "trained.csv", text), label="y", task="classes")
    assert trained.feature_names == ("a=b", "c=d=x=y", "c=d=z")
    np.testing.assert_array_equal(rows_of(write(path, text), trained).x, trained.x)


def test_missing_values_are_treated_as_asked(path, trained):
    write(path, "colour,size\nred,1.5\n,2.5\ngreen,?\nred,3.5\n")
    assert refused(path, trained).startswith("Missing values in FILE: 2, first in line 3, column “colour”; line 4")
    rows = rows_of(path, trained, missing="drop")
    assert rows.lines.tolist() == [2, 5]
    filled = rows_of(path, trained, missing="fill")
    np.testing.assert_array_equal(filled.x, [[0, 1, 1.5], [0, 1, 2.5], [1, 0, 2.5], [0, 1, 3.5]])


def test_what_is_filled_in_comes_from_training_where_that_is_known(path, trained):
    write(path, "colour,size\n,?\n")
    rows = rows_of(path, trained, np.array([0.7, 0.3, 12.5]), missing="fill", header=True)
    np.testing.assert_array_equal(rows.x, [[1, 0, 12.5]])
