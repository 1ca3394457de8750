"""What all tables of the data have in common."""

import numpy as np
import pytest

from nnlab.gui import theme
from nnlab.gui.views.data.column_table import ColumnTable
from nnlab.gui.views.data.example_set import ExampleSet
from nnlab.gui.views.data.example_table import ExampleTable
from nnlab.gui.views.data.prediction_columns import Column
from nnlab.gui.views.data.preview_table import PreviewTable
from tests.gui.views.data.small_sets import split_of, table


def column_table():
    columns = ColumnTable("Numbers")
    columns.set_columns([Column("number", str, np.arange(3), is_number=True)])
    return columns


def example_table():
    examples, rows = ExampleTable(), ExampleSet(table(), split_of(100))
    examples.set_examples(rows)
    examples.show_indices(np.arange(len(rows)))
    return examples


def preview_table():
    preview = PreviewTable()
    preview.show_preview(["width"], [["1.5"], ["2.5"]], None, ["number"])
    return preview


@pytest.fixture(params=[column_table, example_table, preview_table])
def made(request, shown):
    return shown(request.param(), 400, 300)


def test_larger_type_makes_rows_higher_and_columns_wider(made):
    height, width = made.rowHeight(0), made.columnWidth(0)
    font = made.font()
    font.setPointSizeF(2 * font.pointSizeF())
    made.setFont(font)
    assert made.rowHeight(0) > height
    assert made.columnWidth(0) > width


def test_the_headers_follow_the_theme(made, in_theme):
    for choice in ("dark", "light"):
        in_theme(choice)
        assert theme.current().muted in made.styleSheet()
