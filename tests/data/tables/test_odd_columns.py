"""Columns that people read otherwise than a program does: they are told, and not learnt by heart."""

import pytest

from nnlab.data.tables.columns import Kind
from nnlab.data.tables.new_rows import read_rows
from nnlab.data.tables.preview import preview
from nnlab.data.tables.reader import read_csv
from nnlab.errors import UnreadableFileError
from nnlab.jobs import drained
from tests.data.tables.tables import spec_of, write

CELLS = {
    "thousands in German": ("{n}.234,50", ","),
    "thousands in English": ("{n},234.50", "."),
    "percent": ("{n}.5 %", "."),
    "a currency": ("€{n}.50", "."),
    "the other decimal sign": ("{n}.5", ","),
}


@pytest.mark.parametrize("name", CELLS)
def test_numbers_that_are_none_as_they_stand_are_refused_with_an_example(path, name):
    cell, decimal = CELLS[name]
    rows = "".join(f"{cell.format(n=row % 9 + 1)};{row % 4};{'ab'[row % 2]}\n" for row in range(60))
    write(path, "price;size;label\n" + rows)
    spec = spec_of(path, separator=";", decimal=decimal)
    with pytest.raises(UnreadableFileError, match=r"column “price”: .* is no number as it stands: take out units"):
        drained(read_csv(spec))
    assert "is no number as it stands" in str(preview(spec).columns[0].note)


@pytest.mark.parametrize(
    "cells", [["3+", "0", "1", "2"], ["2020-01-01", "2020-01-02"], ["12:07", "13:08"], ["A1", "B2"]]
)
def test_texts_with_digits_stay_texts(path, cells):
    rows = "".join(f"{cells[row % len(cells)]},{row}.5,{'ab'[row % 2]}\n" for row in range(60))
    write(path, "code,size,label\n" + rows)
    assert preview(spec_of(path)).columns[0].kind is Kind.CATEGORY


@pytest.mark.parametrize("name", ["id", "Id", "index", "Unnamed: 0"])
def test_a_column_that_only_counts_the_rows_is_left_out(path, name):
    write(path, f"{name},size,label\n" + "".join(f"{row + 1},{row % 7}.5,{'ab'[row % 2]}\n" for row in range(60)))
    dataset = drained(read_csv(spec_of(path)))
    assert dataset.feature_names == ("size",)
    rows = drained(read_rows(spec_of(path), dataset.feature_names, dataset.class_names))
    assert rows.x.shape == (60, 1)


def test_a_column_called_id_that_says_more_is_kept(path):
    write(path, "id,label\n" + "".join(f"{row % 7}.5,{'ab'[row % 2]}\n" for row in range(60)))
    assert drained(read_csv(spec_of(path))).feature_names == ("id",)


def test_of_two_columns_of_one_name_new_rows_take_neither(path):
    write(path, "size,size,label\n1,2,a\n3,4,b\n")
    with pytest.raises(UnreadableFileError, match="has more than one column “size”"):
        drained(read_rows(spec_of(path), ("size",), ("a", "b")))
