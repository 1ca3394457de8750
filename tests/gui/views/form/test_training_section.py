"""Loss, optimiser, schedule, and what stands behind *More*."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLabel

ESSENTIAL = [
    "Loss",
    "Optimiser",
    "Momentum",
    "Learning rate",
    "Schedule",
    "Warm-up",
    "Batch size",
    "Epochs",
    "L2 penalty",
]


def visible_texts(shown):
    return [label.text() for label in shown.form.findChildren(QLabel) if label.isVisible()]


def test_the_essential_fields_come_first_and_the_rest_is_folded(shown):
    shown.find("Training: more").setChecked(False)
    texts = visible_texts(shown)
    assert [text for text in texts if text in ESSENTIAL] == ESSENTIAL
    assert not {"L1 penalty", "Clip gradient", "Early stopping", "Seed", "Precision"} & set(texts)
    shown.find("Training: more").setChecked(True)
    assert {"L1 penalty", "Clip gradient", "Early stopping", "Seed", "Precision"} <= set(visible_texts(shown))


def test_the_betas_have_a_field_each(qtbot, shown):
    shown.show(training__optimizer={"kind": "adam", "betas": [0.8, 0.999], "eps": 1e-8})
    first, second = shown.line("Beta 1"), shown.line("Beta 2")
    assert [first.text(), second.text()] == ["0.8", "0.999"]
    assert first.default.differs
    assert not second.default.differs
    second.setFocus()
    qtbot.keyClick(second, Qt.Key.Key_Down)
    assert shown.reported == [("value_edited", "training.optimizer.betas.1", 0.998, True)]


@pytest.mark.parametrize("betas", [5, [], None, {"0": 1}])
def test_betas_out_of_shape_are_shown_by_their_defaults(shown, betas):
    shown.show(training__optimizer={"kind": "adam", "betas": betas})
    assert shown.line("Beta 2").text() == "0.999"


def test_a_problem_of_a_beta_stands_below_it(shown):
    shown.show(training__optimizer={"kind": "adam", "betas": [2, 0.999]})
    shown.form.set_problems({"training.optimizer.betas.0": "must be less than 1."})
    assert shown.line("Beta 1").property("wrong") is True


def test_fine_options_stand_behind_more_which_carries_their_dot(shown):
    shown.show(training__optimizer={"kind": "adam", "eps": 1e-8})
    more = shown.find("Training: more")
    assert shown.line("Epsilon").isVisible()
    more.setChecked(False)
    assert not shown.line("Epsilon").isVisible()
    assert more.accessibleDescription() == ""
    shown.show(training__optimizer={"kind": "adam", "eps": 1e-3})
    assert more.accessibleDescription() == "Something in here differs from its default."
    shown.show(training__optimizer={"kind": "sgd"})
    assert more.accessibleDescription() == ""


def test_a_switch_reports_true(qtbot, shown):
    shown.show(training__optimizer={"kind": "rmsprop"})
    centred = shown.find("Centred", QCheckBox)
    centred.setFocus()
    qtbot.keyClick(centred, Qt.Key.Key_Space)
    assert shown.reported == [("value_edited", "training.optimizer.centered", True, False)]
    assert centred.text() == "on"
    assert centred.default.differs


def test_a_click_on_a_switch_leaves_the_focus_where_it_is(qtbot, shown):
    shown.show(training__optimizer={"kind": "rmsprop"})
    shown.line("Seed").setFocus()
    centred = shown.find("Centred", QCheckBox)
    qtbot.mouseClick(centred, Qt.MouseButton.LeftButton, pos=centred.rect().center() / 8)
    assert shown.line("Seed").hasFocus()
    assert shown.reported == [("value_edited", "training.optimizer.centered", True, False)]


def test_no_clipping_is_null(qtbot, shown):
    clip = shown.line("Clip gradient")
    assert clip.placeholderText() == "off"
    clip.setFocus()
    qtbot.keyClicks(clip, "5")
    qtbot.keyClick(clip, Qt.Key.Key_Backspace)
    path = "training.clip_norm"
    assert shown.reported == [("value_edited", path, 5, True), ("value_edited", path, None, True)]


def test_early_stopping_is_a_group_with_its_patience_or_null(qtbot, shown):
    stopping = shown.line("Early stopping")
    assert stopping.text() == ""
    stopping.setFocus()
    qtbot.keyClicks(stopping, "7")
    qtbot.keyClick(stopping, Qt.Key.Key_Backspace)
    path = "training.early_stopping"
    assert shown.reported == [("value_edited", path, {"patience": 7}, True), ("value_edited", path, None, True)]


def test_early_stopping_is_shown_by_its_patience(shown):
    shown.show(training__early_stopping={"patience": 5})
    stopping = shown.line("Early stopping")
    assert stopping.text() == "5"
    assert stopping.default.differs
    stopping.menu().actions()[0].trigger()
    assert shown.reported == [("value_edited", "training.early_stopping", None, False)]


@pytest.mark.parametrize("path", ["training.early_stopping", "training.early_stopping.patience"])
def test_problems_of_early_stopping_and_of_its_patience_are_told_at_the_one_field(shown, path):
    shown.show(training__early_stopping={"patience": 0})
    shown.form.set_problems({path: "must be at least 1."})
    assert shown.line("Early stopping").property("wrong") is True
    assert "⚠ Must be at least 1." in visible_texts(shown)


def test_the_schedule_brings_its_options(shown):
    shown.show(training__schedule={"kind": "step", "step_size": 4, "gamma": 0.5, "warmup": 1})
    assert [shown.line(name).text() for name in ("Step every", "Gamma", "Warm-up")] == ["4", "0.5", "1"]
    shown.show(training__schedule={"kind": "cosine"})
    assert shown.line("Lowest rate").text() == "0"
