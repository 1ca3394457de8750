import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QKeySequence, QWheelEvent
from PySide6.QtWidgets import QApplication, QMenu


def turn_wheel(widget, notches):
    event = QWheelEvent(
        QPointF(5, 5),
        QPointF(widget.mapToGlobal(QPoint(5, 5))),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)


def entries(menu):
    return [action.text() for action in menu.actions()]


def test_every_keystroke_reports_the_number_so_far(qtbot, shown):
    field = shown.line("Layer 2: units")
    field.setFocus()
    qtbot.keyClicks(field, "50")
    path = "network.layers.1.units"
    assert shown.reported == [("value_edited", path, 5, True), ("value_edited", path, 50, True)]


def test_what_is_no_number_is_reported_as_it_was_typed(qtbot, shown):
    field = shown.line("Learning rate")
    field.setFocus()
    qtbot.keyClicks(field, "0,01")
    assert shown.reported[-1] == ("value_edited", "training.learning_rate", "0,01", True)
    assert shown.reported[0] == ("value_edited", "training.learning_rate", 0, True)


def test_an_exponent_stays_as_it_was_typed_when_the_document_comes_back(qtbot, shown):
    field = shown.line("Learning rate")
    field.setFocus()
    qtbot.keyClicks(field, "1e-3")
    field.setCursorPosition(2)
    shown.show(training__learning_rate=0.001)
    assert field.text() == "1e-3"
    assert field.cursorPosition() == 2


def test_an_empty_limit_means_all(qtbot, shown):
    shown.show(data__limit=20)
    field = shown.line("Limit")
    assert field.text() == "20"
    field.clear()
    field.setFocus()
    qtbot.keyClicks(field, "5")
    qtbot.keyClick(field, Qt.Key.Key_Backspace)
    assert shown.reported[-1] == ("value_edited", "data.limit", None, True)
    assert field.placeholderText() == "all"


def test_return_ends_the_typing_once(qtbot, shown):
    field = shown.line("Epochs")
    field.setFocus()
    qtbot.keyClicks(field, "7")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert shown.reported.count(("typing_finished",)) == 1


def test_leaving_the_field_ends_the_typing(qtbot, shown):
    field = shown.line("Name")
    field.setFocus()
    qtbot.keyClicks(field, "ab")
    shown.line("Epochs").setFocus()
    assert shown.reported[-1] == ("typing_finished",)


def test_the_focus_selects_everything(qtbot, shown):
    field = shown.line("Epochs")
    qtbot.mouseClick(field, Qt.MouseButton.LeftButton)
    assert field.hasFocus()
    assert field.selectedText() == "20"


def test_escape_takes_back_what_was_typed_and_reports_it(qtbot, shown):
    field = shown.line("Epochs")
    field.setFocus()
    qtbot.keyClicks(field, "7x")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == "20"
    assert shown.reported[-2:] == [("value_edited", "training.epochs", 20, True), ("typing_finished",)]


def test_up_and_down_step(qtbot, shown):
    rate, batch = shown.line("Learning rate"), shown.line("Batch size")
    rate.setFocus()
    qtbot.keyClick(rate, Qt.Key.Key_Up)
    assert shown.reported[-1] == ("value_edited", "training.learning_rate", 0.02, True)
    assert rate.text() == "0.02"
    batch.setFocus()
    qtbot.keyClick(batch, Qt.Key.Key_Down)
    assert shown.reported[-1] == ("value_edited", "training.batch_size", 32, True)
    assert isinstance(shown.reported[-1][2], int)


def test_what_is_no_number_does_not_step(qtbot, shown):
    shown.show(training__epochs="many")
    field = shown.line("Epochs")
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_Up)
    assert field.text() == "many"
    assert shown.reported == []


def test_the_wheel_steps_only_where_the_focus_is(shown):
    field = shown.line("Epochs")
    shown.line("Name").setFocus()
    turn_wheel(field, 1)
    assert field.text() == "20"
    field.setFocus()
    turn_wheel(field, 2)
    assert field.text() == "22"
    turn_wheel(field, -1)
    assert field.text() == "21"


def test_the_wheel_changes_a_choice_only_where_the_focus_is(shown):
    choice = shown.choice("Layer 1: activation")
    shown.line("Name").setFocus()
    turn_wheel(choice, 1)
    assert choice.currentText() == "ReLU"
    choice.setFocus()
    turn_wheel(choice, 1)
    assert shown.reported == [("value_edited", "network.layers.0.activation", {"kind": "tanh"}, False)]


def test_undo_and_redo_keys_reach_the_window(qtbot, shown):
    reached = []
    for name, keys in (("undo", "Ctrl+Z"), ("redo", "Ctrl+Shift+Z")):
        action = QAction(shown.form)
        action.setShortcut(QKeySequence(keys))
        action.triggered.connect(lambda _=False, name=name: reached.append(name))
        shown.form.addAction(action)
    field = shown.line("Epochs")
    field.setFocus()
    qtbot.keyClicks(field, "9")
    control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(field, Qt.Key.Key_Z, control)
    qtbot.keyClick(field, Qt.Key.Key_Z, control | shift)
    assert reached == ["undo", "redo"]
    assert field.text() == "9"


def test_a_field_has_no_undo_of_its_own(qtbot, shown):
    field = shown.line("Epochs")
    field.setFocus()
    qtbot.keyClicks(field, "9")
    qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert field.text() == "9"
    assert not [text for text in entries(field.menu()) if "ndo" in text or "edo" in text]


def test_the_context_menu_begins_with_the_way_back(shown):
    shown.show(training__epochs=5)
    field = shown.line("Epochs")
    action = field.menu().actions()[0]
    assert action.text() == "Reset to default: 20"
    assert action.isEnabled()
    action.trigger()
    assert field.text() == "20"
    assert shown.reported == [("value_edited", "training.epochs", 20, False)]


def test_at_the_default_there_is_nothing_to_reset(shown):
    assert not shown.line("Epochs").menu().actions()[0].isEnabled()


@pytest.mark.parametrize("name", ["Epochs", "Source"])
def test_the_menu_key_offers_the_way_back(qtbot, shown, name):
    shown.show(training__epochs=5, data__source={"kind": "spirals"})
    field = shown.find(name)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(5, 5), field.mapToGlobal(QPoint(5, 5)))
    QApplication.sendEvent(field, event)
    menu = field.findChild(QMenu)
    assert menu.isVisible()
    qtbot.keyClick(menu, Qt.Key.Key_Down)
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    assert [one[0] for one in shown.reported] == ["value_edited"]
    assert not field.default.differs


def test_a_kind_is_reset_to_the_default_kind(shown):
    shown.show(data__source={"kind": "spirals"})
    shown.choice("Source").menu().actions()[0].trigger()
    assert shown.reported == [("value_edited", "data.source", {"kind": "digits"}, False)]


def test_an_empty_default_is_told_by_its_placeholder(shown):
    shown.show(data__limit=20)
    assert shown.line("Limit").menu().actions()[0].text() == "Reset to default: all"


def test_letters_choose_and_do_not_reach_the_window(qtbot, shown):
    reached = []
    action = QAction(shown.form)
    action.setShortcut(QKeySequence("T"))
    action.triggered.connect(lambda: reached.append("T"))
    shown.form.addAction(action)
    choice = shown.choice("Layer 1: activation")
    choice.setFocus()
    qtbot.keyClick(choice, Qt.Key.Key_T)
    assert reached == []
    assert shown.reported == [("value_edited", "network.layers.0.activation", {"kind": "tanh"}, False)]
