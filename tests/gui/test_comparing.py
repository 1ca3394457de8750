"""The runs of a session side by side, in the whole window."""

import pytest

from nnlab.gui.workbench import Workbench
from nnlab.training.runner import RunState
from tests.gui.driving import press, reach


def train(qtbot, bench, **edits):
    """Train the experiment in the form with some edits to its end, as a new run."""
    for path, value in edits.items():
        bench.draft.edit(path.replace("__", "."), value)
    count = len(bench.comparing.shelf.runs)
    press(bench, "restart")
    qtbot.waitUntil(lambda: len(bench.comparing.shelf.runs) > count, timeout=20_000)
    reach(qtbot, bench, RunState.FINISHED)


def ghosts(bench):
    return [ghost.shown.id for ghost in bench.window.live.loss._earlier.ghosts]


def small_window(open_window, *args):
    bench = open_window(*args)
    bench.files.open_example("spirals")
    bench.draft.edit("training.epochs", 2)
    return bench


def test_earlier_runs_stand_behind_the_present_one_the_latest_first(qtbot, open_window):
    bench = small_window(open_window)
    bench.window.live.show_page("curves")
    train(qtbot, bench)
    assert ghosts(bench) == []
    for place in range(4):
        train(qtbot, bench, training__learning_rate=0.001 + place / 100)
    assert ghosts(bench) == [4, 3, 2]
    bench.comparing.shelf.remove(3)
    assert ghosts(bench) == [4, 2, 1]
    before = bench.window.live.loss._earlier.ghosts
    bench.comparing.shelf.tick([4], is_ticked=False)
    assert bench.window.live.loss._earlier.ghosts is before
    bench.files.open_run(bench.comparing.shelf.run(4).record)
    assert ghosts(bench) == [5, 2, 1]


def test_the_run_before_is_there_while_the_next_one_goes_on(qtbot, open_window):
    bench = small_window(open_window)
    bench.window.live.show_page("curves")
    train(qtbot, bench)
    bench.draft.edit("training.learning_rate", 0.001)
    press(bench, "step_batch")
    reach(qtbot, bench, RunState.PAUSED)
    assert ghosts(bench) == [1]
    steps, losses = bench.window.live.loss._earlier.ghosts[0].line.points()
    record = bench.comparing.shelf.run(1).record
    assert steps.size == losses.size == record.checkpoint.step


def test_a_run_of_this_session_that_is_opened_again_is_not_saved(qtbot, open_window, fake_dialogs):
    dialogs = fake_dialogs()
    bench = small_window(open_window, dialogs)
    train(qtbot, bench)
    bench.files.open_example("digits")
    assert not bench.files.is_unsaved
    bench.files.open_run(bench.comparing.shelf.runs[0].record)
    assert bench.window.isWindowModified()
    dialogs.asked.clear()
    bench.window.close()
    assert dialogs.asked == ["Three spirals"]


@pytest.mark.parametrize("is_open", [False, True])
def test_one_thing_can_be_changed_before_the_first_picture_of_the_window(qtbot, fake_dialogs, is_open):
    bench = Workbench(dialogs=fake_dialogs())
    qtbot.addWidget(bench.window)
    view = bench.window.tabs.view("compare") if is_open else None
    press(bench, "change_one")
    panel = (view or bench.window.tabs.view("compare")).change
    assert not panel.isHidden()
    panel.edit("training.l2", 0.5)
    panel.form_button.click()
    assert bench.draft.spec.training.l2 == 0.5
    bench.close()


def test_a_change_goes_into_the_form_beside_what_was_edited_there_meanwhile(open_window):
    bench = small_window(open_window)
    press(bench, "change_one")
    panel = bench.window.tabs.view("compare").change
    panel.edit("training.l2", 0.5)
    bench.draft.edit("training.learning_rate", 0.25)
    panel.form_button.click()
    assert (bench.draft.spec.training.l2, bench.draft.spec.training.learning_rate) == (0.5, 0.25)
