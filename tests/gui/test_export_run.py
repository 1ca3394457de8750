"""Exporting the run that the window shows, as a person does it."""

import sys
import threading

import pytest
from PySide6.QtWidgets import QFileDialog

from nnlab.gui.controllers import export_run_controller
from nnlab.gui.views.dialogs import Dialogs
from nnlab.store.export.formats import FORMATS
from nnlab.training.runner import RunState
from tests.gui.driving import press, reach


@pytest.fixture
def finished(qtbot, open_window, fake_dialogs):
    """Open a window in which a short run has ended."""
    bench = open_window(fake_dialogs())
    bench.draft.edit("training.epochs", 1)
    press(bench, "start")
    reach(qtbot, bench, RunState.FINISHED)
    return bench


def export_to(qtbot, bench, path) -> str:
    """Export to a file, and return what the window says about it."""
    bench._dialogs.path = path
    bench.window.messages.hide()
    press(bench, "export_run")
    qtbot.waitUntil(lambda: bench.window.messages.text() != "", timeout=10_000)
    return bench.window.messages.text()


def test_there_is_nothing_to_export_before_a_run_and_after_a_new_experiment(qtbot, finished, open_window):
    assert not open_window().window.actions_.export_run.isEnabled()
    assert finished.window.actions_.export_run.isEnabled()
    press(finished, "new")
    assert not finished.window.actions_.export_run.isEnabled()


def test_every_format_is_written_where_it_was_asked_for(qtbot, finished, tmp_path):
    for each in FORMATS:
        path = tmp_path / f"mine{each.ending}"
        assert str(path) in export_to(qtbot, finished, path)
        assert path.stat().st_size > 500
    assert "Digits_two_hidden_layers.onnx" in finished._dialogs.asked


def test_a_run_that_goes_on_is_exported_as_it_is(qtbot, open_window, fake_dialogs, tmp_path):
    bench = open_window(fake_dialogs())
    bench.draft.edit("training.epochs", 100_000)
    press(bench, "start")
    qtbot.waitUntil(lambda: bench.runs.mark.step > 0)
    path = tmp_path / "mine_history.csv"
    export_to(qtbot, bench, path)
    assert bench.runs.state is RunState.RUNNING
    assert path.read_text().startswith("step,epoch,")


def test_the_window_goes_on_while_the_file_is_written(qtbot, finished, tmp_path, monkeypatch):
    may_go_on, threads = threading.Event(), []

    def slow(*_):
        threads.append(threading.current_thread())
        assert may_go_on.wait(10)

    monkeypatch.setattr(export_run_controller, "export", slow)
    finished._dialogs.path = tmp_path / "mine.onnx"
    press(finished, "export_run")
    qtbot.waitUntil(lambda: bool(threads))
    assert threads[0] is not threading.main_thread()
    assert finished.window.messages.text() == ""
    may_go_on.set()
    qtbot.waitUntil(lambda: finished.window.messages.text() != "")


def test_what_cannot_be_written_is_told_in_a_sentence(qtbot, finished, tmp_path, monkeypatch):
    assert "there is no folder" in export_to(qtbot, finished, tmp_path / "no" / "mine.onnx")
    path = tmp_path / "mine.safetensors"
    path.write_text("old")
    monkeypatch.delitem(sys.modules, "nnlab.store.export.tensors", raising=False)
    for module in [name for name in sys.modules if name.partition(".")[0] == "safetensors"]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.setitem(sys.modules, "safetensors", None)
    assert f'"{sys.executable}" -m pip install safetensors' in export_to(qtbot, finished, path)
    assert path.read_text() == "old"


def test_what_is_unexpected_is_told_too(qtbot, finished, tmp_path, monkeypatch, caplog):
    def fail(*_):
        raise ZeroDivisionError

    monkeypatch.setattr(export_run_controller, "export", fail)
    assert "details are in" in export_to(qtbot, finished, tmp_path / "mine.onnx")
    assert "ZeroDivisionError" in caplog.text


def test_a_window_that_closes_meanwhile_writes_no_more(qtbot, finished, tmp_path):
    finished._dialogs.path = tmp_path / "mine.onnx"
    press(finished, "export_run")
    finished.close()
    qtbot.waitUntil(lambda: not finished._pending._waiting)
    assert list(tmp_path.iterdir()) == []


def test_nobody_who_thinks_better_of_it_finds_a_file(qtbot, finished):
    press(finished, "export_run")
    assert finished.window.messages.text() == ""


def test_the_dialog_suggests_a_name_for_each_format_and_keeps_ones_own(qtbot, open_window, tmp_path, monkeypatch):
    bench = open_window()
    names = []

    def accept(dialog: QFileDialog) -> int:
        for kind in dialog.nameFilters()[:2]:
            dialog.selectNameFilter(kind)
            dialog.filterSelected.emit(kind)
            names.append(dialog.selectedFiles()[0])
        dialog.selectFile("own.py")
        dialog.filterSelected.emit(dialog.nameFilters()[0])
        dialog.selectNameFilter(dialog.nameFilters()[0])
        return 1

    monkeypatch.setattr(QFileDialog, "exec", accept)
    choices = [("Model", "run.onnx"), ("Script", "run.py")]
    found = Dialogs(bench.window, ".nnlab").ask_export_path(tmp_path, choices)
    assert found == (tmp_path / "own.onnx", 0)
    assert names == [str(tmp_path / "run.onnx"), str(tmp_path / "run.py")]
