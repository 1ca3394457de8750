"""The names above the columns."""

import pytest
from PySide6.QtCore import QPointF

from nnlab.gui.views.activations.heads import Heads


@pytest.fixture
def heads(view, moment):
    view.set_moment(moment())
    view.grab()
    return view.heads


def words_over(heads, place):
    return heads.words_at(QPointF(place.center().x(), 5))


def test_every_number_is_explained_under_the_mouse(heads, view):
    columns, row = view.rows.columns(), view.rows.row_rect(0)
    assert words_over(heads, columns.numbers(row)).startswith("mean: ")
    assert "\nstd: " in words_over(heads, columns.numbers(row))
    assert "\nsaturated: " in words_over(heads, columns.shares(row))
    assert words_over(heads, columns.units(row)).count("\n") == 2
    assert "look back" in words_over(heads, columns.strip(row))
    assert words_over(heads, columns.label(row)) == ""


def test_the_heads_are_drawn_also_before_a_run(shown, view):
    shown(Heads(view.rows), 600, 40).grab()


def test_the_marker_moves_with_the_shown_step(heads, view, moment):
    now = heads.grab().toImage()
    view.set_moment(moment(at=10))
    assert heads.grab().toImage() != now
