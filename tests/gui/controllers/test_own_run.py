"""The window's own run among those that are compared."""

from types import SimpleNamespace

import pytest
from PySide6.QtCore import QObject, Signal

from nnlab.gui.run_facts import RunFacts
from nnlab.training.outline import outline
from nnlab.training.replay import replay
from nnlab.training.runner import RunState
from tests.gui.controllers.comparing import CompareDesk
from tests.training.runs import small_spec
from tests.training.trained import trained

SPEC = small_spec()


class FakeRuns(QObject):
    """Says what a run of the window would."""

    run_shown = Signal(object)
    snapshot_arrived = Signal(object)
    run_finished = Signal(object)
    state = RunState.RUNNING


@pytest.fixture(scope="module")
def record():
    return trained(SPEC, last=21)


@pytest.fixture
def made(qtbot):
    """Return a view with a fake run of the window behind it."""
    runs = FakeRuns()
    desk = CompareDesk(qtbot, runs)
    yield SimpleNamespace(desk=desk, runs=runs, own=desk.own)
    desk.close()


def show(made, record, run_id=7, spec=SPEC):
    made.runs.run_shown.emit(RunFacts(run_id, spec, (), outline(spec)))
    made.runs.snapshot_arrived.emit(replay(record, run_id))


def rows(made):
    return made.desk.rows("Run", "Steps", "State") if made.desk.view.table.texts() else []


def test_it_has_a_row_while_it_goes_on(made, record):
    show(made, record)
    assert rows(made) == [["The window's run", "21", "▶ training, 50 %"]]


def test_it_rests_in_its_row(made, record):
    made.runs.state = RunState.PAUSED
    show(made, record)
    assert rows(made)[0][2] == "‖ paused, 50 %"


def test_at_its_end_it_is_on_the_shelf_in_its_colour(made, record):
    show(made, record)
    place = made.desk.view._runs[0].place
    made.runs.run_finished.emit(record)
    assert rows(made) == [["Run 1: Spirals", "21", "■ stopped"]]
    assert made.desk.view._runs[0].place == place


def test_at_its_end_it_leaves_a_place_that_became_free_to_others(made, record):
    first, _ = (made.desk.shelf.add(trained(small_spec(seed=seed), last=3)) for seed in (1, 2))
    show(made, record)
    made.desk.shelf.remove(first)
    made.runs.run_finished.emit(record)
    assert [run.place for run in made.desk.view._runs] == [1, 2]


def test_it_ends_without_the_tick_that_was_taken_away(made, record):
    show(made, record)
    made.desk.view.tick_changed.emit(0, False)
    made.runs.run_finished.emit(record)
    assert [run.is_ticked for run in made.desk.shelf.runs] == [False]


def test_another_run_that_began_while_nobody_looked_is_compared_by_its_own_values(made, record):
    made.desk.shelf.add(trained(small_spec(seed=1), last=3))
    show(made, record)
    assert "Learning rate" not in made.desk.view.table.headings()
    made.desk.view.hide()
    show(made, record, 8, small_spec(training__learning_rate=0.5))
    made.desk.view.show()
    assert made.desk.rows("Learning rate") == [["0.01"], ["≠ 0.5"]]


def test_a_run_from_a_file_is_not_at_work(made, record):
    show(made, record, run_id=0)
    assert rows(made) == []


def test_the_news_of_another_run_are_dropped(made, record):
    made.runs.run_shown.emit(RunFacts(7, SPEC, (), outline(SPEC)))
    made.runs.snapshot_arrived.emit(replay(record, 6))
    assert made.own.share is None


def test_a_run_that_is_given_up_leaves_no_row(made, record):
    show(made, record)
    made.runs.run_shown.emit(None)
    assert rows(made) == []
    assert made.desk.shelf.runs == ()


def test_its_tick_can_be_taken_away(made, record):
    show(made, record)
    made.desk.view.tick_changed.emit(0, False)
    assert [run.is_ticked for run in made.desk.view._runs] == [False]
