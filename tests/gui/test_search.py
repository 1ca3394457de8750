"""A search in the real window: from the setup to a trial in the form."""

import pytest

from nnlab.search.search import Search
from nnlab.spec.search import LogUniformSpec, SearchSpec, StageSpec
from nnlab.store.experiment_file import Experiment, open_experiment, save
from nnlab.store.recovery.journal import cut_off
from tests.gui.driving import press
from tests.search.searching import SMALL, Here


@pytest.fixture
def searching(qtbot, open_window):
    """Open a window whose search view is in front, with a small experiment and few trials."""
    bench = open_window()
    bench.draft.open(SMALL)
    bench.window.tabs.show_view("search")
    view = bench.window.tabs.view("search")
    view.setup.set_space(
        {
            "training.learning_rate": {"log_uniform": [1e-4, 1.0]},
            "network.activation": {"choices": ["relu", "tanh"]},
        }
    )
    view.setup.looks.setChecked(False)
    for box, value in ((view.setup.trials, 6), (view.setup.stages, 2), (view.setup.epochs, 3)):
        box.setValue(value)
    return bench


def view_of(bench):
    return bench.window.tabs.view("search")


def search(qtbot, bench):
    view_of(bench).start.click()
    qtbot.waitUntil(lambda: not bench.search.is_busy, timeout=30_000)
    return bench.files.search


def test_trials_come_into_the_table_and_the_best_is_named(qtbot, searching):
    record, view = search(qtbot, searching), view_of(searching)
    assert view.table.trials.rowCount() == len(record.trials) == 6
    assert f"Best: trial {record.best.number}, loss" in view.found.text()
    assert view.start.isVisible()
    assert not view.progress.isVisible()


def test_what_is_chosen_is_chosen_everywhere(qtbot, searching):
    record, view = search(qtbot, searching), view_of(searching)
    trial = record.trials[2]
    place = view.pictures.scatter.place_of(trial).toPoint()
    assert f"Trial {trial.number}, loss" in view.pictures.scatter.words_at(place.toPointF())
    with qtbot.waitSignal(view.pictures.scatter.chosen) as chosen:
        view.pictures.scatter.chosen.emit(trial.number)
    assert chosen.args == [2]
    assert view.table.chosen_number() == 2
    assert view.open.isEnabled()


def test_a_trial_comes_into_the_form_as_one_step_of_undo(qtbot, searching):
    record, view = search(qtbot, searching), view_of(searching)
    view.table.choose(record.best.number)
    view.open.click()
    spec = searching.draft.spec
    assert spec.training.learning_rate == record.best.values["training.learning_rate"]
    assert spec.network.layers[0].activation.kind == record.best.values["network.activation"]
    searching.draft.undo_stack.undo()
    assert searching.draft.spec == SMALL


def test_what_cannot_be_searched_is_said_beside_it(qtbot, searching):
    view = view_of(searching)
    view.setup.rows[0].values.setText("1, 0")
    view.setup.edited.emit()
    qtbot.waitUntil(lambda: "must rise" in view.setup.problem.text())
    assert not view.start.isEnabled()
    view.setup.rows[0].values.setText("0.1, 1")
    view.setup.edited.emit()
    qtbot.waitUntil(view.start.isEnabled)
    assert not view.setup.problem.isVisible()


def test_a_field_that_is_there_twice_is_told(qtbot, searching):
    view = view_of(searching)
    view.setup.add("training.learning_rate", {"uniform": [0.1, 1.0]})
    view.setup.edited.emit()
    qtbot.waitUntil(lambda: view.setup.problem.text() == "One field is there twice.")


@pytest.mark.parametrize(
    ("space", "words"),
    [
        ({}, "Nothing is searched: add a field."),
        ({"training.learning_rate": {"log_uniform": [0.1]}}, "“Learning rate” needs two numbers, from and to"),
        ({"network.activation": {"choices": []}}, "“Activation” needs at least one choice."),
        ({"": {"uniform": [0, 1]}}, "A field is to be chosen, or written by its path."),
        ({"training.learning_rate": {"log_uniform": [0, 1]}}, "“Learning rate” must lie above zero"),
        ({"training.nonsense": {"uniform": [0, 1]}}, "“training.nonsense” there is no such field."),
        ({"network.dropout": {"uniform": [0, 1.5]}}, "“Dropout” 1.5: must be less than 1."),
    ],
)
def test_ranges_that_do_not_do_are_told(qtbot, searching, space, words):
    view = view_of(searching)
    view.setup.set_space(space)
    view.setup.edited.emit()
    qtbot.waitUntil(lambda: view.setup.problem.text().startswith(words))
    assert not view.start.isEnabled()


def test_it_can_be_paused_and_stopped_and_goes_on_where_it_was(qtbot, searching):
    view = view_of(searching)
    view.setup.trials.setValue(40)
    view.setup.epochs.setValue(30)
    view.start.click()
    qtbot.waitUntil(lambda: view.table.trials.rowCount() > 0, timeout=30_000)
    view.pause.click()
    assert view.pause.text() == "Go on"
    view.stop.click()
    assert not searching.search.is_busy
    done = len(searching.files.search.trials)
    assert 0 < done < 40
    record = search(qtbot, searching)
    assert len(record.trials) == 40


def test_it_is_saved_with_the_experiment_and_shown_again(qtbot, searching, open_window, tmp_path, fake_dialogs):
    record = search(qtbot, searching)
    assert searching.files.is_unsaved
    path = tmp_path / "searched.nnlab"
    searching.files._dialogs.path = path
    with qtbot.waitSignal(searching.files.saved):
        press(searching, "save_as")
    assert not searching.files.is_unsaved
    assert open_experiment(path).search == record
    other = open_window()
    other.open(path)
    other.window.tabs.show_view("search")
    assert view_of(other).table.trials.rowCount() == 6
    assert [row.path for row in view_of(other).setup.rows] == list(record.search.space)


def test_another_experiment_ends_the_search(qtbot, searching):
    view = view_of(searching)
    view.setup.trials.setValue(200)
    view.start.click()
    qtbot.waitUntil(lambda: view.table.trials.rowCount() > 0, timeout=30_000)
    searching.files.open_example("digits")
    assert not searching.search.is_busy
    assert view.table.trials.rowCount() == 0
    assert searching.files.search is None
    assert not searching.files.is_unsaved


def test_the_window_can_be_closed_in_mid_search(qtbot, searching):
    view = view_of(searching)
    view.setup.trials.setValue(200)
    view.start.click()
    qtbot.waitUntil(lambda: view.table.trials.rowCount() > 0, timeout=30_000)
    searching.close()
    assert not searching.search.is_busy


def test_a_field_that_is_offered_comes_with_its_range(qtbot, searching):
    row = view_of(searching).setup.rows[0]
    row.field.setEditText("Batch size")
    assert (row.path, row.document()) == ("training.batch_size", {"integers": [8, 128]})
    row.field.setEditText("network.layers.0.units")
    assert row.path == "network.layers.0.units"


def test_which_fields_matter_is_said_from_enough_trials_on(qtbot, searching):
    search(qtbot, searching)
    view = view_of(searching)
    assert view.importance.text() == "Which fields matter can be said from 12 trials of the first stage on."
    view.setup.stages.setValue(1)
    view.setup.trials.setValue(16)
    search(qtbot, searching)
    assert "Differences explained: " in view.importance.text()
    assert "(of 16 trials)" in view.importance.text()


def test_a_best_value_at_the_border_offers_a_wider_range(qtbot, searching):
    view = view_of(searching)
    view.setup.set_space({"network.layers.0.units": {"integers": [20, 21]}})  # either lies at an end
    search(qtbot, searching)
    (button,) = (view._border_line.itemAt(place).widget() for place in range(view._border_line.count()))
    assert "widen the range" in button.text()
    button.click()
    low, high = view.setup.space()["network.layers.0.units"]["integers"]
    assert high - low > 1


@pytest.fixture
def between(qtbot, searching):
    """Search the first stage, and wait for the person to look at the ranges of the second."""
    view = view_of(searching)
    view.setup.looks.setChecked(True)
    view.start.click()
    qtbot.waitUntil(view.next_stage.isVisible, timeout=30_000)
    return searching


def test_the_ranges_of_the_next_stage_are_shown_and_changed_before_it_begins(qtbot, between):
    view = view_of(between)
    assert view.next_stage.text() == "Begin stage 2"
    assert view.setup.note.text().startswith("Stage 2: these ranges lie around the best of stage 1")
    rate = view.setup.rows[0]
    assert rate.document() != {"log_uniform": [1e-4, 1.0]}
    assert (rate.field.isEnabled(), rate.values.isEnabled()) == (False, True)
    rate.values.setText("0.02, 0.03")
    rate.values.setFocus()
    view.next_stage.click()
    assert between.window.focusWidget() is view.pause
    qtbot.waitUntil(lambda: not between.search.is_busy, timeout=30_000)
    record = between.files.search
    assert record.spaces[1]["training.learning_rate"].log_uniform == (0.02, 0.03)
    second = [trial.values["training.learning_rate"] for trial in record.trials if trial.stage == 1]
    assert len(second) == 3
    assert all(0.02 <= value <= 0.03 for value in second)
    assert rate.document() == {"log_uniform": [1e-4, 1.0]}
    assert not view.setup.note.isVisible()


def test_ranges_of_the_next_stage_that_do_not_do_are_told(qtbot, between):
    view = view_of(between)
    view.setup.rows[0].values.setText("1, 0")
    view.setup.edited.emit()
    qtbot.waitUntil(lambda: "must rise" in view.setup.problem.text())
    assert not view.next_stage.isEnabled()
    view.setup.rows[0].values.setText("0.01, 0.02")
    view.setup.rows[1].values.setText("elu")
    view.setup.edited.emit()
    words = "“Activation” takes its choices from those of the first stage."
    qtbot.waitUntil(lambda: view.setup.problem.text() == words)
    assert view.next_stage.isVisible()


def test_a_search_that_is_stopped_between_stages_goes_on_there(qtbot, between):
    view = view_of(between)
    first = between.files.search.trials
    view.stop.click()
    assert view.setup.rows[0].document() == {"log_uniform": [1e-4, 1.0]}
    view.start.click()
    qtbot.waitUntil(view.next_stage.isVisible, timeout=30_000)
    assert between.files.search.trials == first


def test_a_grid_and_random_search_are_compared_in_one_stage(qtbot, searching):
    view = view_of(searching)
    view.setup.method.setCurrentIndex(view.setup.method.findData("both"))
    assert (view.setup.stages.value(), view.setup.stages.isEnabled()) == (1, False)
    view.setup.trials.setValue(8)
    record = search(qtbot, searching)
    assert len(record.trials) == 8
    assert view.pictures.choices.button(2).isChecked()
    assert view.pictures.caption.text().startswith("Grid: 4 trials, lowest loss ")
    assert "Values tried, at the edges: Learning rate 2, Activation 2" in view.pictures.caption.text()
    assert "Values tried, at the edges: Learning rate 4, Activation" in view.pictures.random_caption.text()
    view.setup.method.setCurrentIndex(view.setup.method.findData("random"))
    assert (view.setup.stages.value(), view.setup.stages.isEnabled()) == (2, True)


def test_a_part_of_an_axis_narrows_the_table(qtbot, searching):
    record, view = search(qtbot, searching), view_of(searching)
    view.pictures.parallel.keep("network.activation", 0.5, 1.0)
    kept = view.table.trials.rowCount()
    assert 0 < kept < len(record.trials)
    assert view.kept.text() == f"{kept} of 6 trials kept"
    view.keep_all.click()
    assert view.table.trials.rowCount() == 6
    assert not view.keep_all.isVisible()


def test_what_a_file_asked_for_is_asked_for_again(qtbot, searching, open_window, tmp_path):
    """So that pressing Search goes on with it; the first stage has epochs of its own here."""
    asked = SearchSpec(
        space={"training.learning_rate": LogUniformSpec(log_uniform=(1e-3, 1.0), points=3)},
        stages=(StageSpec(trials=3, epochs=2), StageSpec(trials=2, epochs=3)),
        halving=3,
        stops_behind=False,
        seed=7,
    )
    done = Search(SMALL, asked, Here())
    while not done.record.trials or done.waiting:
        done.advance()
    path = tmp_path / "searched.nnlab"
    save(path, Experiment(SMALL, search=done.record, waiting=done.waiting))
    bench = open_window()
    bench.open(path)
    bench.window.tabs.show_view("search")
    view_of(bench).setup.looks.setChecked(False)
    record = search(qtbot, bench)
    assert record.search == asked
    assert record.trials[0] == done.record.trials[0]
    assert len(record.trials) == 5


def test_a_search_is_kept_for_after_a_crash(qtbot, searching, fake_dialogs):
    record = search(qtbot, searching)
    searching.recovery.look()
    qtbot.waitUntil(lambda: not searching.recovery.is_busy)
    left = searching.recovery._journal.leave().result()
    assert left is not None
    (entry,) = cut_off()
    assert entry.read().search == record
    entry.release()
