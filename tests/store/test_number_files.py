"""Tables of numbers come back from their files bit for bit."""

import csv
import io

import numpy as np
import pytest

from nnlab.errors import UnwritableFileError
from nnlab.jobs import drained
from nnlab.store.number_files import encoding_numbers, write_parts


def encoded(columns, rows, **options) -> str:
    return b"".join(drained(encoding_numbers(columns, rows, **options))).decode()


def test_numbers_keep_all_their_digits():
    values = [0.1, 1 / 3, 1e-300, -1.7976931348623157e308, np.float32(0.1), np.float64(2 / 3)]
    rows = list(csv.reader(io.StringIO(encoded(["x"], [[value] for value in values]))))
    assert [type(value)(row[0]) for value, row in zip(values, rows[1:], strict=True)] == values


def test_what_does_not_apply_is_empty_and_what_is_no_number_says_so():
    assert encoded(["a", "b"], [[None, float("nan")], [3, float("inf")]]) == "a,b\r\n,nan\r\n3,inf\r\n"


def test_text_with_commas_quotes_and_line_breaks_is_quoted():
    text = 'a "b", c\nd'
    assert list(csv.reader(io.StringIO(encoded(["name"], [[text]]), newline="")))[1] == [text]


def test_a_table_for_a_spreadsheet_has_tabs():
    assert encoded(["a", "b"], [[1, 2]], delimiter="\t") == "a\tb\r\n1\t2\r\n"


def test_rows_are_gone_through_once_and_a_few_at_a_time():
    work = encoding_numbers(["n"], iter([[n] for n in range(1234)]))
    assert list(work) == [500, 1000, 1234]


def test_a_table_without_rows_has_its_heading():
    assert encoded(["a", "b"], []) == "a,b\r\n"


def test_a_file_that_cannot_be_written_is_refused_in_a_sentence(tmp_path):
    with pytest.raises(UnwritableFileError, match="there is no folder"):
        write_parts(tmp_path / "missing" / "x.csv", [b"1"])


def test_parts_are_written_one_after_the_other(tmp_path):
    write_parts(tmp_path / "x.csv", [b"1,", b"2"])
    assert (tmp_path / "x.csv").read_bytes() == b"1,2"
