"""Rows are those of the csv module, whole at the end of each block, each with the line where it begins."""

import csv
import io
import random

import pytest

from nnlab.data.tables import blocks
from nnlab.data.tables.blocks import Block
from nnlab.data.tables.rows import Rows, row_blocks
from nnlab.errors import UnreadableFileError
from tests.data.tables.tables import write


@pytest.fixture(autouse=True)
def short_blocks(monkeypatch):
    monkeypatch.setattr(blocks, "BLOCK_BYTES", 11)


def numbered(path, separator=","):
    return [pair for rows in row_blocks(path, "utf-8", separator) for pair in zip(rows.lines, rows.cells, strict=True)]


def refused(path):
    with pytest.raises(UnreadableFileError) as caught:
        numbered(path)
    return str(caught.value).removeprefix(str(path))


def test_quoted_cells_may_hold_separators_quotes_and_lines(path):
    write(path, 'a,b\n"x,\ny","say ""hi"""\n\n1, "2,5"\n')
    assert numbered(path) == [(1, ["a", "b"]), (2, ["x,\ny", 'say "hi"']), (5, ["1", "2,5"])]


def test_rows_are_those_of_the_csv_module_wherever_a_block_ends(path):
    rng = random.Random(0)
    rows = [["".join(rng.choices('ab,"\n', k=rng.randrange(6))) for _ in range(3)] for _ in range(200)]
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    write(path, text.getvalue())
    assert [cells for _, cells in numbered(path)] == [row for row in rows if any(row)]


def test_rows_in_which_nothing_stands_are_left_out(path):
    assert numbered(write(path, "a,b\n\n,\n  \n1,2\n,,,\n")) == [(1, ["a", "b"]), (5, ["1", "2"])]


def test_several_spaces_are_one_separator(path):
    assert numbered(write(path, "  1   2.5 \n3 4\n"), " ") == [(1, ["1", "2.5"]), (2, ["3", "4"])]


def test_quotes_that_are_not_right_are_refused_by_line(path):
    assert refused(write(path, 'a,b\n1,2\n3,"4\n5,6\n')) == ", line 3: a quoted cell begins in this row and never ends."
    assert refused(write(path, 'a,b\n\n"1"2,3\n')).startswith(", line 3: text follows a closing quote")
    assert refused(write(path, 'a,b\n1,"' + "x\n" * 100_000)).startswith(", line 2: a cell has more than 131,072")


def test_a_row_of_many_lines_does_not_grow_for_ever(path, monkeypatch):
    monkeypatch.setattr("nnlab.data.tables.rows.LONGEST_LINE", 1000)
    assert "line 1: a quoted cell" in refused(write(path, '"\n",' * 10_000 + '"'))


def test_the_rows_below_the_first_keep_their_lines(path):
    rows = Rows(path, Block('\n"a\nb",c\n\n1,2\n3,4', 10, 0), ",").without_first()
    assert list(zip(rows.lines, rows.cells, strict=True)) == [(14, ["1", "2"]), (15, ["3", "4"])]
    assert Rows(path, Block("a,b", 1, 0), ",").without_first().cells == []
