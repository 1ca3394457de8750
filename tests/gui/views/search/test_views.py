"""The table and the pictures of trials."""

import pytest
from PySide6.QtCore import QPoint, Qt

from nnlab.gui.views.search.parallel_plot import LOSS, ParallelPlot
from nnlab.gui.views.search.shades import standing
from nnlab.gui.views.search.tables import search_tables
from nnlab.gui.views.search.trial_table import TrialTable
from nnlab.search.search import Search
from tests.search.searching import SMALL, Here, ended, search_of


@pytest.fixture(scope="module")
def record():
    """Search once for all."""
    return ended(Search(SMALL, search_of(), Here()))


def column(table, name):
    model = table.trials
    place = model.columns.index(name)
    return [model.index(row, place).data().strip() for row in range(model.rowCount())]


def test_the_table_is_sorted_by_any_column_and_trials_without_a_value_come_last(shown, record):
    table = shown(TrialTable())
    broke = record.trials[0].model_copy(update={"outcome": "diverged"})
    table.show_trials([broke, *record.trials[1:]], tuple(record.search.space))
    for order in (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder):
        table.sortByColumn(table.trials.columns.index(LOSS), order)
        losses = [table.trials.trial_at(row).loss for row in range(9)]
        assert losses == sorted(losses, reverse=order == Qt.SortOrder.DescendingOrder)
        assert column(table, "number")[-1] == "0"
    table.sortByColumn(table.trials.columns.index("network.activation"), Qt.SortOrder.AscendingOrder)
    assert column(table, "network.activation") == sorted(column(table, "network.activation"))


def test_what_is_chosen_stays_while_trials_come(shown, record):
    table, paths = shown(TrialTable()), tuple(record.search.space)
    table.show_trials(record.trials[:4], paths)
    table.choose(2)
    table.sortByColumn(table.trials.columns.index(LOSS), Qt.SortOrder.AscendingOrder)
    table.show_trials(record.trials, paths)
    assert table.chosen_number() == 2


def test_a_part_of_an_axis_keeps_the_trials_that_lie_in_it(shown, qtbot, record):
    plot = shown(ParallelPlot())
    plot.resize(500, 300)
    plot.set_trials(record.search.space, record.trials)
    assert len(plot.kept()) == 10
    plot.keep("network.activation", 0.0, 0.5)
    kept = plot.kept()
    assert {record.trials[number].values["network.activation"] for number in kept} == {"relu"}
    plot.keep("network.activation", 0.0, 1.0)
    assert len(plot.kept()) == 10


def test_an_axis_is_dragged_along_and_clicked(shown, qtbot, record):
    plot = shown(ParallelPlot())
    plot.resize(500, 300)
    plot.set_trials(record.search.space, record.trials)
    box, x = plot._box(), round(plot._x(3))
    qtbot.mousePress(plot, Qt.MouseButton.LeftButton, pos=QPoint(x, round(box.bottom())))
    qtbot.mouseMove(plot, QPoint(x, round(box.center().y())))
    qtbot.mouseRelease(plot, Qt.MouseButton.LeftButton, pos=QPoint(x, round(box.center().y())))
    assert 0 < len(plot.kept()) < 10
    assert record.best.number in plot.kept()
    qtbot.mouseClick(plot, Qt.MouseButton.LeftButton, pos=QPoint(x, round(box.center().y())))
    assert len(plot.kept()) == 10


def test_the_best_stands_first(record):
    places = standing(record.trials)
    assert places[record.best.number] == 0.0
    assert max(place for place in places.values() if place is not None) == 1.0


def test_numbers_can_be_exported(record):
    trials, epochs = search_tables(record.search.space, record.trials)
    assert len(list(trials.rows)) == 10
    assert len(list(epochs.rows)) == sum(len(trial.epochs) for trial in record.trials)
    assert all(len(row) == len(trials.columns) for row in search_tables(record.search.space, record.trials)[0].rows)
