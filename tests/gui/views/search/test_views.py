"""The table and the pictures of trials."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor

from nnlab.gui import numbers, theme
from nnlab.gui.views.search.parallel_plot import LOSS, ParallelPlot
from nnlab.gui.views.search.shown import Shown, standing
from nnlab.gui.views.search.tables import search_tables
from nnlab.gui.views.search.trial_curves import TrialCurves
from nnlab.gui.views.search.trial_scatter import TrialScatter
from nnlab.gui.views.search.trial_table import TrialTable
from nnlab.search.search import Search
from tests.search.searching import SMALL, Here, ended, search_of


@pytest.fixture(scope="module")
def record():
    """Search once for all."""
    return ended(Search(SMALL, search_of(), Here()))


def everything(record):
    """Return what pictures show of a search."""
    return Shown(record.search.space, record.spaces[1:], record.trials, standing(record.trials))


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
    plot.show_trials(everything(record))
    assert plot.kept() is None
    plot.keep("network.activation", 0.0, 0.5)
    kept = plot.kept()
    assert {record.trials[number].values["network.activation"] for number in kept} == {"relu"}
    plot.keep("network.activation", 0.0, 1.0)
    assert plot.kept() is None


def test_an_axis_is_dragged_along_and_clicked(shown, qtbot, record):
    plot = shown(ParallelPlot())
    plot.resize(500, 300)
    plot.show_trials(everything(record))
    box, x = plot._box(), round(plot._x(3))
    qtbot.mousePress(plot, Qt.MouseButton.LeftButton, pos=QPoint(x, round(box.bottom())))
    qtbot.mouseMove(plot, QPoint(x, round(box.center().y())))
    qtbot.mouseRelease(plot, Qt.MouseButton.LeftButton, pos=QPoint(x, round(box.center().y())))
    assert 0 < len(plot.kept()) < 10
    assert record.best.number in plot.kept()
    qtbot.mouseClick(plot, Qt.MouseButton.LeftButton, pos=QPoint(x, round(box.center().y())))
    assert plot.kept() is None


def test_the_best_stands_first(record):
    places = standing(record.trials)
    assert places[record.best.number] == 0.0
    assert max(place for place in places.values() if place is not None) == 1.0


def test_a_curve_is_pointed_at_and_chosen(shown, qtbot, record):
    curves = shown(TrialCurves())
    curves.resize(500, 300)
    trial = record.best
    curves.show_trials(everything(record).part([record.trials[0], trial]))
    xs, ys = curves._places(np.array([epoch.validation_loss for epoch in trial.epochs]))
    last = QPoint(round(xs[-1]), round(ys[-1]))
    loss = numbers.significant(trial.loss)
    words = f"Trial {trial.number}, epoch {len(trial.epochs)}: validation loss {loss}"
    assert curves.words_at(last.toPointF()) == words
    with qtbot.waitSignal(curves.chosen) as chosen:
        qtbot.mouseClick(curves, Qt.MouseButton.LeftButton, pos=last)
    assert chosen.args == [trial.number]
    assert curves.words_at(QPointF(0, 0)) == ""


def test_what_is_not_kept_fades_and_the_best_is_painted_last(record):
    shown = everything(record)
    assert shown.best_last()[-1] == record.best
    faded = shown.keeping({0}).colour(record.best)
    ground = QColor(theme.current().base)
    assert abs(faded.lightness() - ground.lightness()) < abs(shown.colour(record.best).lightness() - ground.lightness())


def test_the_outline_of_a_later_stage_lies_around_the_trials_of_it(shown, record):
    scatter = shown(TrialScatter("trials"))
    scatter.resize(500, 400)
    axes = tuple(record.search.space)[:2]
    scatter.show_trials(everything(record), axes)
    part = scatter.part(record.spaces[1]).adjusted(-1, -1, 1, 1)
    second = [trial for trial in record.trials if trial.stage == 1]
    assert second
    assert all(part.contains(scatter.place_of(trial)) for trial in second)


def test_numbers_can_be_exported(record):
    trials, epochs = search_tables(record.search.space, record.trials)
    assert len(list(trials.rows)) == 10
    assert len(list(epochs.rows)) == sum(len(trial.epochs) for trial in record.trials)
    assert all(len(row) == len(trials.columns) for row in search_tables(record.search.space, record.trials)[0].rows)
