"""During a run the form says which edits take effect at once, and nothing moves for it."""

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from nnlab.gui.views.form.line_field import LineField

LIVE = {
    "Learning rate",
    "L2 penalty",
    "L1 penalty",
    "Batch size",
    "Epochs",
    "Layer 1: dropout",
    "Layer 2: dropout",
}
WAITING = "“live” acts at once, all else in the next run."
AT_ONCE = "Takes effect at once, and is recorded with its step."


def marked(shown):
    fields = shown.form.findChildren(LineField)
    return {field.accessibleName() for field in fields if field.end_mark.word == "live"}


def visible_texts(shown):
    return [label.text() for label in shown.form.findChildren(QLabel) if label.isVisible()]


@pytest.fixture
def opened(shown):
    for number in (1, 2):
        shown.find(f"Layer {number}: details").setChecked(True)
    return shown


def test_before_a_run_nothing_is_marked(opened):
    assert marked(opened) == set()
    assert WAITING not in visible_texts(opened)


def test_during_a_run_the_fields_that_can_change_in_its_middle_are_marked(opened):
    opened.form.set_running(True)
    assert marked(opened) == LIVE
    assert all(opened.line(name).end_mark.isVisible() for name in LIVE)
    opened.form.set_running(False)
    assert marked(opened) == set()


def test_whoever_knows_the_run_may_mark_fewer(opened):
    opened.form.set_running(True)
    opened.form.set_running(True, lambda path: path == "training.epochs")
    assert marked(opened) == {"Epochs"}


def test_during_a_run_one_line_says_what_the_others_wait_for(opened):
    opened.form.set_running(True)
    assert WAITING in visible_texts(opened)
    opened.form.set_running(False)
    assert WAITING not in visible_texts(opened)


def test_a_mark_is_explained_to_eye_and_ear(opened):
    rate = opened.line("Learning rate")
    assert AT_ONCE not in rate.toolTip() + rate.accessibleDescription()
    opened.form.set_running(True)
    assert AT_ONCE in rate.toolTip()
    assert AT_ONCE in rate.accessibleDescription()
    assert AT_ONCE not in opened.line("Seed").toolTip()


def test_a_layer_that_comes_during_a_run_is_marked_too(opened):
    opened.form.set_running(True)
    opened.set_layers(10, 20, 30)
    assert "Layer 3: dropout" in marked(opened)


def test_nothing_moves_when_a_run_begins(qtbot, opened):
    def places():
        widgets = opened.form.findChildren(QWidget)
        return {id(w): (w.mapTo(opened.form, w.rect().topLeft()), w.size()) for w in widgets if still(w)}

    def still(widget):
        return widget.isVisible() and not hasattr(widget, "set_unit") and not isinstance(widget.parent(), QLineEdit)

    before = places()
    opened.form.set_running(True)
    qtbot.waitUntil(opened.line("Learning rate").end_mark.isVisible)
    after = places()
    both = before.keys() & after.keys()
    assert len(both) > len(before) - 4  # the two lines below the form change places
    assert {key: before[key] for key in both} == {key: after[key] for key in both}


def test_what_is_typed_keeps_clear_of_the_mark(opened):
    opened.form.set_running(True)
    rate = opened.line("Learning rate")
    mark = rate.end_mark
    assert rate.textMargins().right() >= rate.width() - mark.x()
    assert mark.geometry().right() < rate.width() - 8  # where the dot is


def test_what_a_number_counts_stands_behind_it_unless_it_is_off(shown):
    stopping = shown.line("Early stopping")
    assert stopping.end_mark.word == ""
    shown.show(training__early_stopping={"patience": 5})
    assert stopping.end_mark.word == "epochs"
    assert shown.line("Warm-up").end_mark.word == "epochs"
