"""The view of comparisons, set and clicked."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from nnlab.gui.views.compare.compare_view import CompareView
from nnlab.gui.views.compare.race_bar import RaceState
from nnlab.gui.views.compare.shown_run import ShownRun
from nnlab.training.comparison import compare
from tests.gui.views.compare.made_runs import made_run, shown_runs

TWO = (made_run("a", 0.9), made_run("b", 0.8, training__learning_rate=0.1))


@pytest.fixture
def view(shown):
    return shown(CompareView(), 940, 600)


def show(view, runs):
    view.set_runs(runs, compare([run.run for run in runs], [i for i, run in enumerate(runs) if run.is_ticked]))


def test_without_runs_it_says_how_they_get_here(view):
    assert not view.card.is_content_shown()
    assert "Every run that ends comes here" in view.card.promise()
    assert not view.open_button.isEnabled()
    assert not view.remove_button.isEnabled()


def test_how_many_fields_differ_is_told(view):
    show(view, shown_runs(*TWO))
    assert view.card.note.text() == "2 of 2 ticked · 1 field differs (≠)"
    show(view, shown_runs(TWO[0], replace(TWO[0], name="c")))
    assert view.card.note.text() == "2 of 2 ticked · the same settings"
    show(view, shown_runs(*TWO, ticked=False))
    assert view.card.note.text() == "0 of 2 ticked · tick two or more to compare them"


def test_the_chosen_run_is_opened_or_removed(qtbot, view):
    show(view, shown_runs(*TWO))
    view.table.choose([2])
    with qtbot.waitSignal(view.open_chosen) as heard:
        view.open_button.click()
    assert heard.args == [2]
    view.table.choose([1, 2])
    assert not view.open_button.isEnabled()
    with qtbot.waitSignal(view.remove_chosen) as heard:
        view.remove_button.click()
    assert heard.args == [[1, 2]]


def test_a_run_at_work_can_be_neither_opened_nor_removed(qtbot, view):
    show(view, [ShownRun(-1, made_run("live"), True, 0, share=0.5)])
    view.table.choose([-1])
    assert not view.open_button.isEnabled()
    assert not view.remove_button.isEnabled()
    with qtbot.assertNotEmitted(view.remove_chosen):
        qtbot.keyClick(view.table, Qt.Key.Key_Delete)


def test_only_runs_with_a_tick_are_drawn(view):
    view.show_page("histograms")
    runs = shown_runs(*TWO)
    show(view, [runs[0], replace(runs[1], is_ticked=False)])
    assert [row.name for row in view.histograms.rows.rows] == ["a"]


def test_a_page_that_comes_to_the_front_shows_the_present_runs(view):
    show(view, shown_runs(*TWO))
    assert view.page == "curves"
    view.pages.page_chosen.emit("histograms")
    assert view.page == "histograms"
    assert [row.name for row in view.histograms.rows.rows] == ["a", "b"]


def test_runs_at_work_are_told_with_their_progress(qtbot, view):
    assert view.race.isHidden()
    view.set_race(RaceState(("a", "b"), 0.25, False))
    assert not view.race.isHidden()
    assert view.race.words.text() == "Training in turn: a · b · 25 %"
    with qtbot.waitSignal(view.pause_chosen):
        view.race.pause.click()
    view.set_race(RaceState(("a", "b"), 0.25, True))
    assert view.race.pause.text() == "Go On"
    with qtbot.waitSignal(view.stop_chosen):
        view.race.stop.click()
    view.set_race(None)
    assert view.race.isHidden()


def test_buttons_tell_what_is_wanted(qtbot, view):
    for button, signal in ((view.file_button, view.file_chosen), (view.duplicate_button, view.duplicate_chosen)):
        with qtbot.waitSignal(signal):
            button.click()


def test_experiment_files_that_are_dropped_are_told(qtbot, view):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(name) for name in ("/x/a.nnlab", "/x/table.csv", "/x/b.nnlab")])
    where, no_key = QPointF(10, 10), Qt.KeyboardModifier.NoModifier
    event = QDropEvent(where, Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, no_key)
    with qtbot.waitSignal(view.files_dropped) as heard:
        view.dropEvent(event)
    assert heard.args == [["/x/a.nnlab", "/x/b.nnlab"]]


def test_being_shown_is_told(qtbot, view):
    view.hide()
    with qtbot.waitSignal(view.shown):
        view.show()


def test_the_numbers_are_those_of_the_runs_and_of_the_page_in_front(view):
    show(view, shown_runs(*TWO))
    runs = view.tables()[0]
    assert runs.name == "runs"
    assert [row[:2] for row in runs.rows] == [("a", 0.01), ("b", 0.1)]
    view.show_page("histograms")
    assert [table.name for table in view.tables()] == ["runs", "histograms"]


@pytest.mark.parametrize("choice", ["light", "dark"])
def test_it_can_be_painted_in_every_theme(view, in_theme, choice):
    in_theme(choice)
    show(view, shown_runs(*TWO))
    for page in ("curves", "histograms"):
        view.show_page(page)
        assert not view.grab().isNull()
