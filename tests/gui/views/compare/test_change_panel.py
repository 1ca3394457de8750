"""One thing changed, chosen and typed."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from nnlab.gui.views.compare.change_panel import ChangePanel
from nnlab.gui.views.compare.fields import changeable
from nnlab.gui.views.form.choice_field import ChoiceField
from nnlab.gui.views.form.number_field import NumberField
from nnlab.gui.views.form.switch_field import SwitchField
from tests.training.runs import spec_with


@pytest.fixture
def panel(shown):
    panel = ChangePanel()
    panel.set_bases([(0, "the experiment in the form"), (3, "Run 3")], 3)
    panel.set_fields(changeable(spec_with(network__layers=[{"units": 5}, {"units": 6}])))
    return shown(panel, 900, 120)


def editor(panel):
    return panel.findChild(ChoiceField) or panel.findChild(NumberField) or panel.findChild(SwitchField)


def test_it_begins_with_the_rate_as_it_was(panel):
    assert panel.base() == 3
    assert (panel.path(), panel.value(), panel.old.text()) == ("training.learning_rate", 0.01, "0.01 →")


def test_every_field_has_an_editor_of_its_kind(panel):
    for path, kind in (
        ("training.optimizer", ChoiceField),
        ("training.batch_size", NumberField),
        ("network.layers.0.batch_norm", SwitchField),
    ):
        panel.fields.choose(path)
        assert isinstance(editor(panel), kind)
        assert panel.path() == path


def test_a_choice_shows_what_it_was_in_words(panel):
    panel.fields.choose("training.optimizer")
    assert panel.old.text() == "Momentum →"
    panel.fields.choose("training.clip_norm")
    assert panel.old.text() == "off →"
    panel.fields.choose("network.layers.*.units")
    assert panel.old.text() == "various →"


def test_what_is_typed_is_told(qtbot, panel):
    field = editor(panel)
    field.selectAll()
    with qtbot.waitSignal(panel.value_edited):
        qtbot.keyClicks(field, "0.5")
    assert panel.value() == 0.5


@pytest.mark.parametrize("typed", ["decay", "dropout"])
def test_a_part_of_a_name_finds_the_field(qtbot, shown, typed):
    panel = ChangePanel()
    panel.set_fields(changeable(spec_with(training__optimizer="adamw")))
    shown(panel)
    line = panel.fields.lineEdit()
    line.setText(typed)
    with qtbot.waitSignal(panel.value_edited):
        line.editingFinished.emit()
    assert typed in panel.fields.currentText().lower()
    assert panel.path() in {"training.optimizer.weight_decay", "network.layers.*.dropout"}


def test_letters_that_no_name_has_change_nothing(panel):
    panel.fields.lineEdit().setText("qqq")
    panel.fields.lineEdit().editingFinished.emit()
    assert panel.fields.currentText() == "Learning rate"
    assert panel.path() == "training.learning_rate"


def test_another_run_keeps_the_field_that_was_chosen(panel):
    panel.fields.choose("training.l2")
    panel.set_fields(changeable(spec_with(training__l2=0.5)))
    assert (panel.path(), panel.old.text()) == ("training.l2", "0.5 →")


def test_a_problem_stands_beside_the_field_and_nothing_can_be_trained(panel):
    panel.set_problem("must be greater than 0.", is_possible=False)
    assert panel.notice.text() == "⚠ Must be greater than 0."
    assert editor(panel).property("wrong")
    assert not any(b.isEnabled() for b in (panel.both_button, panel.one_button, panel.form_button))
    panel.set_problem("", is_possible=True)
    assert panel.notice.isHidden()
    assert panel.both_button.isEnabled()


def test_every_button_tells_what_it_is_for(qtbot, panel):
    for button, signal in (
        (panel.both_button, panel.both_chosen),
        (panel.one_button, panel.one_chosen),
        (panel.form_button, panel.form_chosen),
        (panel.close_button, panel.closed),
    ):
        with qtbot.waitSignal(signal):
            qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_escape_closes(qtbot, panel):
    with qtbot.waitSignal(panel.closed):
        qtbot.keyClick(panel, Qt.Key.Key_Escape)


def test_another_base_is_told(qtbot, panel):
    with qtbot.waitSignal(panel.base_chosen) as heard:
        panel.bases.activated.emit(0)
    assert heard.args == [0]


@pytest.mark.parametrize("path", ["training.learning_rate", "training.optimizer", "network.layers.0.batch_norm"])
def test_tab_goes_from_the_field_to_its_value_and_on_to_the_buttons(qtbot, panel, path):
    panel.fields.choose(path)
    panel.set_problem("", is_possible=True)
    panel.begin()
    qtbot.waitUntil(lambda: panel.isAncestorOf(QApplication.focusWidget()))
    visited = []
    for _ in range(2):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        visited.append(QApplication.focusWidget())
    assert visited[0] is editor(panel) or editor(panel).isAncestorOf(visited[0])
    assert visited[1] is panel.both_button
