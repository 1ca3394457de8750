"""Predicting on new data, with a run and answers of a person made up."""

import csv
from concurrent.futures import Future
from pathlib import Path

import numpy as np
import pytest

from nnlab.data.loading import load
from nnlab.gui.controllers import predict_controller
from nnlab.gui.controllers.predict_controller import PredictController
from nnlab.gui.pending import Pending
from nnlab.gui.settings import Settings
from nnlab.gui.views.main_window import MainWindow
from nnlab.jobs import ComputeThread
from nnlab.training.runner import RunState
from tests.data.new.files import put_arrays, put_picture
from tests.training.runs import small_spec
from tests.training.trained import trained


class FakeRuns:
    """A run that is there, or not."""

    def __init__(self, record=None, state=RunState.FINISHED):
        self.record, self.state = record, state

    def copy(self):
        future = Future()
        future.set_result(self.record)
        return 1, future


class FakeDialogs:
    """Answers questions, and remembers what was suggested."""

    def __init__(self):
        self.data_path = self.table_path = None
        self.starts, self.suggestions = [], []

    def ask_data_path(self, start, *, is_folder=False):
        assert not is_folder
        self.starts.append(start)
        return self.data_path

    def ask_table_path(self, suggestion):
        self.suggestions.append(suggestion)
        return self.table_path


class Desk:
    """A window with nothing behind it but predictions."""

    def __init__(self, qtbot, runs):
        self.window, self.dialogs, self.runs, self.thread = MainWindow(), FakeDialogs(), runs, ComputeThread()
        qtbot.addWidget(self.window)
        self.controller = PredictController(
            self.window, runs, self.thread, self.dialogs, Settings(), Pending(self.window)
        )
        self.window.show()

    @property
    def panel(self):
        return self.window.data.predictions

    @property
    def said(self):
        return self.window.messages.text()

    def ask(self):
        self.controller.ask()


@pytest.fixture(scope="module")
def record():
    return trained(small_spec(name="Three arms"))


@pytest.fixture
def desk(qtbot, record):
    desk = Desk(qtbot, FakeRuns(record))
    yield desk
    desk.thread.close()


@pytest.fixture
def points(record, tmp_path):
    dataset = load(record.spec.data)
    return put_arrays(tmp_path / "points.npz", x=dataset.x, y=dataset.targets)


def predict(qtbot, desk, path):
    desk.dialogs.data_path = path
    desk.ask()
    qtbot.waitUntil(desk.panel.is_content_shown)


def test_the_run_is_applied_to_the_file_of_the_persons_choice(qtbot, desk, points, record):
    predict(qtbot, desk, points)
    assert desk.panel.note.text().startswith("points.npz · 150 examples · accuracy ")
    assert desk.panel.note.text().endswith(f"Three arms, after {record.checkpoint.step} steps")
    assert len(desk.panel.table.texts()) == 150
    assert desk.said == ""


def test_what_came_out_comes_to_the_front(qtbot, desk, points):
    assert desk.window.tabs.key != "data"
    predict(qtbot, desk, points)
    assert desk.window.tabs.key == "data"
    assert desk.window.data.page == "predictions"


def test_a_file_that_was_dropped_is_predicted_on_without_a_question(qtbot, desk, points):
    desk.panel.data_dropped.emit(str(points))
    qtbot.waitUntil(desk.panel.is_content_shown)
    assert desk.dialogs.starts == []


@pytest.mark.parametrize(("record_there", "state"), [(True, RunState.IDLE), (False, RunState.RUNNING)])
def test_without_a_run_a_message_says_so(qtbot, desk, points, record_there, state):
    desk.runs.state = state
    desk.runs.record = desk.runs.record if record_there else None
    desk.dialogs.data_path = points
    desk.ask()
    qtbot.waitUntil(lambda: bool(desk.said))
    assert "start a run first" in desk.said
    assert desk.dialogs.starts == [] or state is RunState.RUNNING
    assert not desk.panel.is_content_shown()


def test_a_run_whose_copy_failed_counts_as_none(qtbot, desk, points):
    future = Future()
    future.set_exception(RuntimeError("gone"))
    desk.runs.copy = lambda: (1, future)
    desk.dialogs.data_path = points
    desk.ask()
    qtbot.waitUntil(lambda: "start a run first" in desk.said)


def test_a_person_may_think_better_of_it(qtbot, desk):
    desk.ask()
    assert len(desk.dialogs.starts) == 1
    assert desk.said == ""


def test_the_next_file_is_looked_for_beside_the_last(qtbot, desk, points):
    predict(qtbot, desk, points)
    desk.ask()
    assert desk.dialogs.starts[1] == points.parent


def test_a_file_that_does_not_fit_is_refused_and_the_last_predictions_stay(qtbot, desk, points, tmp_path):
    predict(qtbot, desk, points)
    before = desk.panel.note.text()
    desk.dialogs.data_path = put_arrays(tmp_path / "other.npz", x=np.zeros((3, 5)))
    desk.ask()
    qtbot.waitUntil(lambda: "a row of 5 numbers" in desk.said)
    assert desk.panel.note.text() == before


def test_images_can_be_looked_at(qtbot, desk, tmp_path):
    rng = np.random.default_rng(0)
    for place in range(12):
        put_picture(tmp_path / "train" / str(place % 2) / f"{place}.png", rng.integers(0, 256, (4, 4, 3)))
    source = {"kind": "image_folder", "path": str(tmp_path / "train"), "width": 4, "height": 4}
    desk.runs.record = trained(small_spec(data__source=source, training__batch_size=4))
    predict(qtbot, desk, put_picture(tmp_path / "red.png", np.full((4, 4, 3), (255, 0, 0))))
    assert desk.panel.table.texts()[0][0] == "red.png"
    assert desk.panel.picture.image().pixelColor(1, 1).getRgb()[:3] == (255, 0, 0)


def test_progress_is_told_after_half_a_second_and_can_be_stopped(qtbot, desk, points, monkeypatch):
    steps = iter(lambda: 0.25, None)  # a share that never ends
    monkeypatch.setattr(predict_controller, "reading_new", lambda *_: steps_of(steps))
    clock = Clock(monkeypatch)
    desk.dialogs.data_path = points
    desk.ask()
    qtbot.waitUntil(lambda: desk.controller._predictor.is_busy)
    with qtbot.waitSignal(desk.controller._predictor.progressed):
        pass
    assert desk.said == ""
    clock.now += 0.6
    qtbot.waitUntil(lambda: desk.said == "…  Predicting on points.npz: 12 %")
    desk.window.messages.choose(0)
    assert not desk.controller._predictor.is_busy
    assert desk.said == ""
    assert not desk.panel.is_content_shown()


class Clock:
    """A clock that stands still until it is set."""

    def __init__(self, monkeypatch):
        self.now = 100.0
        monkeypatch.setattr(predict_controller, "monotonic", lambda: self.now)


def steps_of(shares):
    yield from shares


def test_something_unexpected_is_told_with_the_log(qtbot, desk, points, monkeypatch):
    def broken(*_):
        yield 0.0
        raise RuntimeError("bug")

    monkeypatch.setattr(predict_controller, "reading_new", broken)
    desk.dialogs.data_path = points
    desk.ask()
    qtbot.waitUntil(lambda: "unexpected" in desk.said)
    assert "the details are in" in desk.said


def test_predictions_are_saved_where_the_person_says(qtbot, desk, points, tmp_path):
    predict(qtbot, desk, points)
    desk.dialogs.table_path = tmp_path / "out.csv"
    desk.panel.save_chosen.emit()
    qtbot.waitUntil(lambda: desk.said == f"✓  Saved to {tmp_path / 'out.csv'}.")
    assert desk.dialogs.suggestions == [tmp_path / "points predictions.csv"]
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == ["example", "prediction", "p(0)", "p(1)", "p(2)", "truth"]
    assert [row[1] for row in rows[1:]] == [row[1] for row in desk.panel.table.texts()]


def test_saving_can_be_thought_better_of(qtbot, desk, points, tmp_path):
    predict(qtbot, desk, points)
    desk.panel.save_chosen.emit()
    assert len(desk.dialogs.suggestions) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["points.npz"]


def test_a_place_that_cannot_be_written_is_told(qtbot, desk, points):
    predict(qtbot, desk, points)
    desk.dialogs.table_path = Path("/no/such/folder/out.csv")
    desk.panel.save_chosen.emit()
    qtbot.waitUntil(lambda: "there is no folder" in desk.said)
