"""The Data view in the real window: it follows the experiment."""

import pytest

from nnlab.training.runner import RunState
from tests.gui.driving import press, reach, record_of

STAGES = ["Raw", "1 Centre", "2 Normalise", "3 PCA", "4 Whiten"]


@pytest.fixture
def bench(qtbot, open_window):
    """Return a window that shows the Data view."""
    bench = open_window()
    bench.window.show_data()
    qtbot.waitUntil(lambda: examples_shown(bench) == 1797)
    return bench


def examples_shown(bench):
    return bench.window.data.examples.view().model().rowCount()


def stages_shown(bench):
    return [card.title.text() for card in bench.window.data.bench.area.row.cards]


def test_it_shows_the_data_of_the_experiment_and_follows_it(qtbot, bench):
    bench.draft.set_source({"kind": "iris"})
    qtbot.waitUntil(lambda: examples_shown(bench) == 150)
    bench.draft.undo_stack.undo()
    qtbot.waitUntil(lambda: examples_shown(bench) == 1797)


def test_while_it_is_not_seen_nothing_is_computed(qtbot, bench):
    bench.window.tabs.setCurrentIndex(0)
    bench.draft.set_source({"kind": "iris"})
    with qtbot.assertNotEmitted(bench.data.view._overviewer.succeeded, wait=400):
        pass
    bench.window.show_data()
    qtbot.waitUntil(lambda: examples_shown(bench) == 150)


def test_the_bench_shows_every_step_and_the_five_stages_of_the_lecture(qtbot, bench):
    view = bench.window.data
    view.show_page("bench")
    qtbot.waitUntil(lambda: stages_shown(bench) == STAGES[:3])
    bench.draft.add_step("pca")
    qtbot.waitUntil(lambda: stages_shown(bench) == STAGES[:4])
    view.bench.heading.modes["five"].click()
    qtbot.waitUntil(lambda: stages_shown(bench) == STAGES)


def test_leakage_is_plainly_told(qtbot, bench):
    view = bench.window.data
    view.show_page("bench")
    bench.draft.edit("preprocessing_fit", "all")
    qtbot.waitUntil(view.bench.leakage.isVisible)
    assert "540 validation and test examples" in view.bench.leakage.text()


def test_points_are_drawn_kept_in_the_spec_and_taken_back(qtbot, bench):
    view = bench.window.data
    bench.draft.set_source({"kind": "points"})
    qtbot.waitUntil(lambda: view.page == "draw")
    assert bench.draft.spec is None
    points = [[x / 4, y, int(y > 0)] for x in range(4) for y in (-0.5, 0.5)] * 8
    view.canvas.points_edited.emit([tuple(point) for point in points])
    assert bench.draft.document["data"]["source"]["points"] == points
    bench.draft.edit("training.batch_size", 16)
    view.show_page("examples")
    qtbot.waitUntil(lambda: examples_shown(bench) == 64)
    press(bench, "start")
    reach(qtbot, bench, RunState.FINISHED)
    assert record_of(qtbot, bench).results["train"].accuracy == 1.0
    bench.draft.undo_stack.undo()
    bench.draft.undo_stack.undo()
    assert bench.draft.document["data"]["source"]["points"] == []


def test_batches_become_no_larger_than_other_data_are(qtbot, bench):
    bench.draft.edit("training.batch_size", 128)
    bench.draft.set_source({"kind": "iris"})
    assert bench.draft.spec.training.batch_size == 64
    bench.draft.undo_stack.undo()
    assert bench.draft.spec.training.batch_size == 128


def test_why_there_is_nothing_to_see_is_told(qtbot, bench):
    bench.draft.set_source({"kind": "points"})
    qtbot.waitUntil(lambda: "at least 4 points" in bench.window.data.message())


def test_numbers_to_be_met_bring_their_loss_and_take_it_back_in_one_step(qtbot, bench):
    bench.draft.set_source({"kind": "hills"})
    assert bench.draft.spec.training.loss.kind == "mse"
    press(bench, "start")
    reach(qtbot, bench, RunState.FINISHED)
    result = record_of(qtbot, bench).results["test"]
    assert result.accuracy is None
    assert result.loss < 0.2
    assert "test loss 0." in bench.window.transport.state.text()
    bench.draft.undo_stack.undo()
    assert (bench.draft.spec.data.source.kind, bench.draft.spec.training.loss.kind) == ("digits", "softmax")
    bench.draft.undo_stack.redo()
    bench.draft.set_source({"kind": "wine"})
    assert bench.draft.spec.training.loss.kind == "softmax"
