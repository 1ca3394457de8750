"""Batch normalisation, dropout and bias of a layer."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QMenu

from nnlab.spec.document import new_spec
from nnlab.training.outline import outline

PATH = "network.layers.0.batch_norm"


@pytest.fixture
def opened(shown):
    shown.find("Layer 1: details").setChecked(True)
    shown.form.resize(360, 900)
    return shown


def switch(shown):
    return shown.find("Layer 1: batch norm", QCheckBox)


def visible_texts(shown):
    return [label.text() for label in shown.form.findChildren(QLabel) if label.isVisible()]


def summary(shown):
    return shown.find("Layer 1").body.summary


def test_batch_norm_is_off_and_hides_its_options(opened):
    assert not switch(opened).isChecked()
    assert switch(opened).text() == "off"
    assert "Epsilon" not in visible_texts(opened)


def test_switching_on_writes_true_and_shows_the_defaults(qtbot, opened):
    qtbot.mouseClick(switch(opened), Qt.MouseButton.LeftButton, pos=switch(opened).rect().center() / 8)
    assert opened.reported == [("value_edited", PATH, True, False)]
    assert switch(opened).text() == "on"
    assert opened.line("Layer 1: epsilon").isVisible()
    assert [opened.line(f"Layer 1: {name}").text() for name in ("epsilon", "momentum")] == ["1e-5", "0.1"]


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return])
def test_keys_switch(qtbot, opened, key):
    opened.show(network__layers__0__batch_norm=True)
    switch(opened).setFocus()
    qtbot.keyClick(switch(opened), key)
    assert opened.reported == [("value_edited", PATH, False, False)]
    assert not opened.line("Layer 1: epsilon").isVisible()


def test_editing_an_option_writes_the_group(qtbot, opened):
    opened.show(network__layers__0__batch_norm=True)
    field = opened.line("Layer 1: momentum")
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_Up)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert opened.reported == [
        ("value_edited", PATH, {"epsilon": 1e-5, "momentum": 0.2}, True),
        ("typing_finished",),
    ]


def test_a_group_is_shown_with_a_dot_at_what_differs(opened):
    opened.show(network__layers__0__batch_norm={"epsilon": 0.001})
    assert switch(opened).isChecked()
    assert switch(opened).default.differs
    assert opened.line("Layer 1: epsilon").text() == "0.001"
    assert opened.line("Layer 1: epsilon").default.differs
    assert not opened.line("Layer 1: momentum").default.differs


def test_a_right_click_takes_batch_norm_back(opened):
    opened.show(network__layers__0__batch_norm={"epsilon": 0.001})
    action = switch(opened).menu().actions()[0]
    assert action.text() == "Reset to default: off"
    action.trigger()
    assert opened.reported == [("value_edited", PATH, False, False)]
    assert not switch(opened).isChecked()
    assert switch(opened).findChild(QMenu) is not None


def test_what_is_neither_off_nor_on_keeps_its_text(opened):
    opened.show(network__layers__0__batch_norm="yes")
    opened.form.set_problems({PATH: "must be true or false."})
    assert switch(opened).text() == "yes"
    assert not switch(opened).isChecked()
    assert switch(opened).property("wrong") is True
    assert "⚠ Must be true or false." in visible_texts(opened)


def test_a_problem_of_an_option_stands_below_it(opened):
    opened.show(network__layers__0__batch_norm={"epsilon": 0})
    opened.form.set_problems({f"{PATH}.epsilon": "must be greater than 0."})
    assert opened.line("Layer 1: epsilon").property("wrong") is True
    assert "⚠ Must be greater than 0." in visible_texts(opened)


def test_with_batch_norm_a_layer_has_no_bias_and_says_so(opened):
    line = "No bias: with batch norm, beta takes its place."
    assert line not in visible_texts(opened)
    opened.show(network__layers__0__batch_norm=True)
    assert line in visible_texts(opened)
    assert not opened.line("Layer 1: bias").isEnabled()
    assert opened.line("Layer 2: bias").isEnabled()
    opened.show(network__layers__0__batch_norm=False)
    assert line not in visible_texts(opened)
    assert opened.line("Layer 1: bias").isEnabled()


def test_a_wrong_bias_can_be_put_right_beside_batch_norm(opened):
    opened.show(network__layers__0__batch_norm=True, network__layers__0__bias="x")
    opened.form.set_problems({"network.layers.0.bias": "must be a number."})
    assert opened.line("Layer 1: bias").isEnabled()


def test_dropout_reports_its_share(qtbot, opened):
    field = opened.line("Layer 1: dropout")
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_Up)
    assert opened.reported == [("value_edited", "network.layers.0.dropout", 0.05, True)]


def test_the_summary_mentions_batch_norm_and_dropout(opened):
    opened.show(network__layers__0__batch_norm=True, network__layers__0__dropout=0.5)
    opened.form.set_outline(outline(new_spec()))
    assert summary(opened).toolTip() == "64 → 100, 6,500 parameters · BN · drop 0.5"
    assert "BN · drop 0.5" in summary(opened).text()
    opened.show(network__layers__0__batch_norm=False, network__layers__0__dropout="x")
    assert summary(opened).toolTip() == "64 → 100, 6,500 parameters"


@pytest.mark.parametrize("width", [300, 328, 400])
def test_they_are_never_clipped(qtbot, opened, width):
    opened.show(network__layers__0__batch_norm=True, network__layers__0__dropout=0.25)
    opened.form.set_outline(outline(new_spec()))
    opened.form.resize(width, 900)
    label = summary(opened)
    qtbot.waitUntil(lambda: label.fontMetrics().horizontalAdvance(label.text()) <= label.width())
    assert "BN · drop 0.25" in label.text()


def test_they_are_mentioned_while_the_sizes_are_unknown(opened):
    opened.show(network__layers__0__batch_norm=True)
    opened.form.set_outline(None)
    assert summary(opened).text() == "BN"


def test_closed_details_carry_the_dot_of_what_is_in_them(opened):
    opened.find("Layer 1: details").setChecked(False)
    opened.show(network__layers__0__dropout=0.5)
    assert opened.find("Layer 1: details").accessibleDescription() == "Something in here differs from its default."
