"""Copying an experiment as text, and pasting it into another window."""

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from nnlab.gui.views.dialogs import Answer
from nnlab.spec.document import from_json, set_at, to_document
from nnlab.store.experiment_file import find
from nnlab.training.runner import RunState
from tests.gui.driving import field, press, reach, write

CONTROL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier

NONE = "the clipboard holds no experiment"
REFUSED = [
    ("", NONE),
    ("hello", NONE),
    ("[1, 2]", NONE),
    ("{" * 3_000_000, NONE),
    ("{" * 100_000, "is not JSON"),
    ("{}", "nnlab: is missing"),
    ('{"nnlab": 1, "training": {"learning_rate": -1}}', "training.learning_rate: must be greater than 0"),
    ('{"nnlab": 1, "colour": "red"}', "colour: is not a field"),
    ('{"nnlab": 99}', "newer nnlab"),
]


@pytest.fixture(autouse=True)
def clipboard(qapp):
    """Give an empty clipboard, and leave it so."""
    clipboard = QGuiApplication.clipboard()
    clipboard.clear()
    yield clipboard
    clipboard.clear()


def hold(clipboard, **changes) -> None:
    """Let the clipboard hold the digits example with some paths changed; two underscores stand for a dot."""
    document = to_document(find("digits").spec)
    for path, value in changes.items():
        document = set_at(document, path.replace("__", "."), value)
    clipboard.setText(json.dumps(document))


def running(qtbot, bench) -> None:
    """Start a run that goes on for a while."""
    bench.draft.edit("training.epochs", 100_000)
    press(bench, "start")
    qtbot.waitUntil(lambda: bench.runs.mark.step > 0)


def test_what_one_window_copies_another_pastes(qtbot, open_window, clipboard):
    here, there = open_window(), open_window()
    here.files.open_example("spirals")
    write(qtbot, field(here, "Layer 1: units"), "17")
    press(here, "copy_text")
    assert from_json(clipboard.text()) == here.draft.spec
    assert clipboard.text().startswith('{\n  "nnlab": 1,')
    assert "copied as text" in here.window.messages.text()
    before = there.draft.document
    press(there, "paste_text")
    assert there.draft.spec == here.draft.spec
    press(there, "undo")
    assert there.draft.document == before
    assert not there.window.actions_.undo.isEnabled()
    press(there, "redo")
    assert there.draft.spec == here.draft.spec


def test_the_keys_work_from_within_a_field(qtbot, open_window, clipboard):
    bench = open_window()
    line = field(bench, "Layer 1: units")
    line.setFocus()
    qtbot.keyClick(line, Qt.Key.Key_C, CONTROL_SHIFT)
    assert from_json(clipboard.text()) == bench.draft.spec
    hold(clipboard, seed=5)
    qtbot.keyClick(line, Qt.Key.Key_V, CONTROL_SHIFT)
    assert bench.draft.spec.seed == 5


def test_what_is_no_experiment_is_told_and_the_form_stays(open_window, clipboard):
    bench = open_window()
    before = bench.draft.document
    for text, sentence in REFUSED:
        clipboard.setText(text)
        bench.window.messages.hide()
        press(bench, "paste_text")
        assert bench.window.messages.text().startswith("⚠  Not pasted: ")
        assert sentence in bench.window.messages.text()
        assert bench.draft.document is before
    assert not bench.window.actions_.undo.isEnabled()


def test_a_form_with_a_wrong_value_is_not_copied(open_window, clipboard):
    bench = open_window()
    bench.draft.edit("training.learning_rate", -1)
    press(bench, "copy_text")
    assert "Not copied: “Learning rate”" in bench.window.messages.text()
    assert clipboard.text() == ""


def test_the_same_experiment_is_no_edit(open_window, clipboard):
    bench = open_window()
    press(bench, "copy_text")
    press(bench, "paste_text")
    assert "shows this experiment already" in bench.window.messages.text()
    assert not bench.window.actions_.undo.isEnabled()


def test_a_strangers_path_is_opened_after_a_question(qtbot, open_window, clipboard, tmp_path):
    table = tmp_path / "table.csv"
    rows = [f"{i % 7},{i % 3},{'ab'[i % 2]}" for i in range(60)]
    table.write_text("\n".join(["x,y,kind", *rows]))
    bench = open_window()
    hold(clipboard, data__source={"kind": "csv", "path": str(table)}, training__batch_size=8)
    press(bench, "paste_text")
    qtbot.waitUntil(lambda: str(table) in bench.window.messages.text())
    assert bench.window.messages.text().startswith("?")
    assert bench.draft.spec is None
    bench.window.messages.choose(0)
    qtbot.waitUntil(lambda: bench.draft.spec is not None)
    assert bench.draft.outline.examples == 60


def test_a_relative_path_is_counted_from_the_folder_of_the_experiment(open_window, clipboard, tmp_path):
    bench = open_window()
    bench.files.show(find("digits"), tmp_path / "mine.nnlab")
    hold(clipboard, data__source={"kind": "csv", "path": "table.csv"})
    press(bench, "paste_text")
    assert bench.draft.document["data"]["source"]["path"] == str(tmp_path / "table.csv")
    assert bench.draft.spec is None
    press(bench, "copy_text")  # though its data are not at hand
    assert to_document(from_json(clipboard.text())) == bench.draft.document


class TestWhileARunGoesOn:
    def test_it_asks_and_may_be_called_off(self, qtbot, open_window, fake_dialogs, clipboard):
        dialogs = fake_dialogs(answer=Answer.CANCEL)
        bench = open_window(dialogs)
        running(qtbot, bench)
        before = bench.draft.document
        hold(clipboard, training__learning_rate=0.5)
        press(bench, "paste_text")
        assert len(dialogs.asked) == 1
        assert bench.draft.document == before
        assert bench.runs.is_at_work

    def test_the_run_makes_room_as_for_an_example(self, qtbot, open_window, fake_dialogs, clipboard):
        dialogs = fake_dialogs(answer=Answer.DISCARD)
        bench = open_window(dialogs)
        running(qtbot, bench)
        hold(clipboard, training__learning_rate=0.5)
        press(bench, "paste_text")
        assert len(dialogs.asked) == 1
        assert bench.draft.spec.training.learning_rate == 0.5
        assert bench.runs.state is RunState.IDLE
        assert bench.runs.record is None
        press(bench, "undo")
        assert bench.draft.spec.training.epochs == 100_000

    def test_one_that_has_ended_stays(self, qtbot, open_window, fake_dialogs, clipboard):
        dialogs = fake_dialogs()
        bench = open_window(dialogs)
        bench.draft.edit("training.epochs", 1)
        press(bench, "start")
        reach(qtbot, bench, RunState.FINISHED)
        hold(clipboard, training__learning_rate=0.5)
        press(bench, "paste_text")
        assert dialogs.asked == []
        assert bench.runs.record is not None
        assert bench.draft.spec.training.learning_rate == 0.5
