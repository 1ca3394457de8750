"""A person's own data, from choosing a file to training on it; and what happens when it is gone."""

import json
import os

import numpy as np
import pytest

from nnlab.data.loading import load, loaded
from nnlab.gui.controllers.suiting import data_of
from nnlab.store.experiment_file import open_experiment
from nnlab.training.runner import RunState
from tests.gui.conftest import FakeDialogs
from tests.gui.driving import press, reach, record_of


class DataDialogs(FakeDialogs):
    """Also answers which data to read."""

    def __init__(self, data=None, **others):
        super().__init__(**others)
        self.data = data

    def ask_data_path(self, start, *, is_folder=False):
        self.asked.append("data")
        return self.data


def write_table(path, rows=120, seed=0):
    rng = np.random.default_rng(seed)
    lines = ["width;height;kind"]
    for row in range(rows):
        kind = row % 2
        values = rng.normal(3 * kind, 0.5, 2)
        lines.append(";".join([*(f"{value:.3f}".replace(".", ",") for value in values), "ab"[kind]]))
    path.write_text("\n".join(lines) + "\n")
    return path


@pytest.fixture
def table(tmp_path):
    return write_table(tmp_path / "table.csv")


def source_of(bench):
    return bench.draft.document["data"]["source"]


def wait_for_preview(qtbot, bench):
    panel = bench.window.data.importer
    qtbot.waitUntil(lambda: not bench.data.imports.is_looking)
    return panel


def import_file(qtbot, bench):
    press(bench, "import_data")
    panel = wait_for_preview(qtbot, bench)
    panel.load.click()
    qtbot.waitUntil(lambda: source_of(bench)["kind"] == "csv")


def test_a_table_is_looked_at_loaded_and_trained_on(qtbot, open_window, table):
    bench = open_window(DataDialogs(table))
    press(bench, "import_data")
    panel = wait_for_preview(qtbot, bench)
    assert bench.window.data.page == "import"
    assert source_of(bench)["kind"] == "digits"
    panel.load.click()
    qtbot.waitUntil(lambda: source_of(bench)["kind"] == "csv")
    found = source_of(bench)
    assert (found["separator"], found["decimal"], found["label"], found["task"]) == (";", ",", "kind", "classes")
    assert bench.window.data.page == "examples"
    assert (bench.draft.outline.examples, bench.draft.outline.features, bench.draft.outline.classes) == (120, 2, 2)
    press(bench, "start")
    reach(qtbot, bench, RunState.FINISHED)
    assert record_of(qtbot, bench).results["test"].accuracy == 1.0


def test_what_was_guessed_can_be_corrected(qtbot, open_window, table):
    bench = open_window(DataDialogs(table))
    press(bench, "import_data")
    panel = wait_for_preview(qtbot, bench)
    panel.option_edited.emit("label", "height")
    wait_for_preview(qtbot, bench)
    panel.load.click()
    qtbot.waitUntil(lambda: source_of(bench)["kind"] == "csv")
    assert (source_of(bench)["label"], source_of(bench)["task"]) == ("height", "numbers")
    assert bench.draft.spec.training.loss.kind == "mse"


def test_a_file_that_cannot_be_read_leaves_everything_as_it_is(qtbot, open_window, table):
    lines = table.read_text().splitlines()
    lines[40] = "1,0;oops;a"
    table.write_text("\n".join(lines))
    bench = open_window(DataDialogs(table))
    before = bench.draft.document
    press(bench, "import_data")
    panel = wait_for_preview(qtbot, bench)
    panel.load.click()
    qtbot.waitUntil(lambda: "41" in panel.load.toolTip())
    assert str(table) in panel.load.toolTip()
    assert bench.draft.document == before
    panel.cancel.click()
    assert bench.window.data.page == "examples"
    press(bench, "start")
    reach(qtbot, bench, RunState.FINISHED)


def test_a_file_of_no_known_kind_is_told(qtbot, open_window, tmp_path):
    path = tmp_path / "film.dat"
    path.write_bytes(b"\0\1\2\3" * 100)
    bench = open_window(DataDialogs(path))
    press(bench, "import_data")
    assert "is of no kind that is read here" in bench.window.messages.text()


def test_the_path_of_a_strangers_experiment_is_opened_after_a_question(qtbot, open_window, table, tmp_path):
    spec = tmp_path / "theirs.json"
    spec.write_text(json.dumps({"nnlab": 1, "data": {"source": {"kind": "csv", "path": "table.csv"}}}))
    bench = open_window()
    bench.open(spec)
    qtbot.waitUntil(lambda: str(table) in bench.window.messages.text())
    assert bench.draft.spec is None
    bench.window.messages.choose(0)
    qtbot.waitUntil(lambda: bench.draft.spec is not None)
    assert bench.draft.outline.examples == 120


def test_both_files_of_a_stranger_are_named_and_neither_is_opened_before_that(qtbot, open_window, tmp_path):
    images, labels = tmp_path / "images", tmp_path / "labels"
    images.write_bytes(bytes([0, 0, 8, 3, 0, 0, 0, 4, 0, 0, 0, 2, 0, 0, 0, 2, *range(16)]))
    labels.write_bytes(bytes([0, 0, 8, 1, 0, 0, 0, 4, 0, 1, 0, 1]))
    spec = tmp_path / "theirs.json"
    source = {"kind": "idx", "path": str(images), "labels": str(labels)}
    spec.write_text(json.dumps({"nnlab": 1, "data": {"source": source}, "training": {"batch_size": 1}}))
    bench = open_window()
    bench.reading.agree(str(images))
    bench.open(spec)
    qtbot.waitUntil(lambda: str(labels) in bench.window.messages.text())
    assert str(images) in bench.window.messages.text()
    assert is_at_hand(bench) is False
    bench.window.messages.choose(0)
    qtbot.waitUntil(lambda: is_at_hand(bench))


def is_at_hand(bench):
    return loaded(data_of(bench.draft.document)) is not None


def test_data_that_moved_are_looked_for(qtbot, open_window, table, tmp_path):
    spec = tmp_path / "theirs.json"
    spec.write_text(json.dumps({"nnlab": 1, "data": {"source": {"kind": "csv", "path": "gone.csv"}}}))
    bench = open_window(DataDialogs(table))
    bench.open(spec)
    qtbot.waitUntil(lambda: "gone.csv" in bench.window.messages.text())
    assert "not there" in bench.window.messages.text()
    bench.window.messages.choose(0)
    qtbot.waitUntil(lambda: bench.draft.spec is not None)
    assert source_of(bench)["path"] == str(table)


def save_a_run(qtbot, bench):
    """Train on imported data and save, until the window has nothing more to do."""
    import_file(qtbot, bench)
    press(bench, "start")
    reach(qtbot, bench, RunState.FINISHED)
    press(bench, "save")
    qtbot.waitUntil(lambda: not bench.files.is_unsaved, timeout=5000)
    qtbot.waitUntil(lambda: not bench.reading.is_busy)


@pytest.fixture
def keeps_none(monkeypatch):
    """Let no run take its examples along, as if they were many."""
    monkeypatch.setattr("nnlab.data.prepared.MOST_KEPT", 0)


@pytest.mark.parametrize(("most", "what_then"), [(0, "cannot go on"), (10**6, "with which it also goes on")])
def test_data_that_changed_since_the_run_are_told(qtbot, open_window, table, tmp_path, monkeypatch, most, what_then):
    monkeypatch.setattr("nnlab.data.prepared.MOST_KEPT", most)
    saved = tmp_path / "run.nnlab"
    save_a_run(qtbot, open_window(DataDialogs(table, path=saved)))
    write_table(table, rows=130, seed=1)
    other = open_window()
    other.open(saved)
    qtbot.waitUntil(lambda: str(table) in other.window.messages.text())
    other.window.messages.choose(0)
    qtbot.waitUntil(lambda: "have changed since this run was saved" in other.window.messages.text())
    assert what_then in other.window.messages.text()
    assert record_of(qtbot, other).results["test"].accuracy == 1.0


def test_changed_data_that_are_at_hand_already_are_told_too(qtbot, open_window, table, tmp_path):
    saved = tmp_path / "run.nnlab"
    save_a_run(qtbot, open_window(DataDialogs(table, path=saved)))
    write_table(table, rows=130, seed=1)
    load(open_experiment(saved).spec.data)
    other = open_window()
    other.open(saved)
    qtbot.waitUntil(lambda: "have changed since this run was saved" in other.window.messages.text())


@pytest.mark.usefixtures("keeps_none")
def test_a_run_opens_and_shows_its_curves_without_its_data(qtbot, open_window, table, tmp_path):
    saved = tmp_path / "run.nnlab"
    save_a_run(qtbot, open_window(DataDialogs(table, path=saved)))
    table.unlink()
    other = open_window()
    other.open(saved)
    qtbot.waitUntil(lambda: "not there" in other.window.messages.text())
    assert other.runs.state is RunState.FINISHED
    assert len(other.window.live.histograms.rows.layers) == 3


def test_a_run_that_holds_its_examples_goes_on_where_their_file_is_gone(qtbot, open_window, table, tmp_path):
    saved = tmp_path / "run.nnlab"
    save_a_run(qtbot, open_window(DataDialogs(table, path=saved)))
    table.unlink()
    other = open_window()
    other.open(saved)
    qtbot.waitUntil(lambda: "those that were saved with it are used" in other.window.messages.text())
    assert other.draft.outline.examples == 120
    other.window.tabs.show_view("decision")
    qtbot.waitUntil(lambda: not other.asking.is_busy)
    assert other.window.tabs.front.bar.message().startswith("step")
    press(other, "start")
    qtbot.waitUntil(lambda: other.draft.spec is not None)
    reach(qtbot, other, RunState.FINISHED)
    assert record_of(qtbot, other).results["test"].accuracy == 1.0


def test_a_path_typed_into_the_form_is_read_without_a_question(qtbot, open_window, table):
    bench = open_window()
    bench.draft.set_source({"kind": "csv"})
    assert str(bench.draft.problems["data.source.path"]) == "No file has been chosen yet."
    bench.window.form.value_edited.emit("data.source.path", str(table), True)
    qtbot.waitUntil(lambda: bench.draft.spec is not None)
    assert bench.window.messages.text() == ""


def test_why_a_typed_path_cannot_be_read_stands_beside_it(qtbot, open_window, tmp_path):
    bench = open_window()
    bench.draft.set_source({"kind": "csv"})
    path = str(tmp_path / "nowhere.csv")
    bench.window.form.value_edited.emit("data.source.path", path, True)
    qtbot.waitUntil(lambda: "is not there" in str(bench.draft.problems.get("data.source.path")))


@pytest.fixture
def unread(qtbot, open_window, table, tmp_path, keeps_none):
    """Open a window with a saved run, whose data nobody has agreed to read yet."""
    saved = tmp_path / "run.nnlab"
    save_a_run(qtbot, open_window(DataDialogs(table, path=saved)))
    os.utime(table, (0, 0))  # so that what was read before is no longer taken for what is there
    other = open_window()
    other.open(saved)
    qtbot.waitUntil(lambda: str(table) in other.window.messages.text())
    return other


def test_what_a_network_decides_is_shown_once_its_data_are_read(qtbot, unread):
    tabs = unread.window.tabs
    tabs.show_view("decision")
    qtbot.waitUntil(lambda: not unread.asking.is_busy)
    assert tabs.front.bar.message() == ""
    unread.window.messages.choose(0)
    qtbot.waitUntil(lambda: tabs.front.bar.message().startswith("step"))


def test_a_network_is_drawn_without_its_data(qtbot, unread):
    tabs = unread.window.tabs
    tabs.show_view("network")
    qtbot.waitUntil(lambda: tabs.front.canvas.drawing is not None)
