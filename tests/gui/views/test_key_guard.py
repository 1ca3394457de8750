"""Keys without a modifier belong to the control that uses them."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QSlider,
    QTabBar,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from nnlab.gui.views.key_guard import KeyGuard, uses

Key = Qt.Key
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def press(key, text=""):
    return QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, text)


@pytest.mark.parametrize(
    ("kind", "key", "text", "used"),
    [
        (QPushButton, Key.Key_Space, " ", True),
        (QPushButton, Key.Key_Return, "\r", True),
        (QPushButton, Key.Key_R, "r", False),
        (QLineEdit, Key.Key_R, "r", True),
        (QLineEdit, Key.Key_Period, ".", True),
        (QLineEdit, Key.Key_Space, " ", True),
        (QLineEdit, Key.Key_F11, "", False),
        (QLineEdit, Key.Key_Escape, "", False),
        (QComboBox, Key.Key_1, "1", True),
        (QTableView, Key.Key_R, "r", True),
        (QTableView, Key.Key_1, "1", False),
        (QTableView, Key.Key_Comma, ",", False),
        (QSlider, Key.Key_Left, "", True),
        (QSlider, Key.Key_Space, " ", False),
        (QTabBar, Key.Key_Right, "", True),
        (QLabel, Key.Key_Space, " ", False),
    ],
)
def test_a_control_uses_what_it_does_something_with(qtbot, kind, key, text, used):
    widget = kind()
    qtbot.addWidget(widget)
    assert uses(widget, press(key, text)) is used


@pytest.fixture
def window(qapp, qtbot):
    """Make a window with a field, a button and three shortcuts that count; guarded."""
    guard = KeyGuard(qapp)
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    window.line, window.button, window.hits = QLineEdit(), QPushButton("x"), []
    column.addWidget(window.line)
    column.addWidget(window.button)
    for key in ("Space", "R", "Ctrl+R"):
        QShortcut(key, window).activated.connect(lambda key=key: window.hits.append(key))
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    yield window
    guard.deleteLater()


def test_letters_and_space_go_into_a_field(qtbot, window):
    window.line.setFocus()
    qtbot.keyClicks(window.line, "r r")
    assert window.line.text() == "r r"
    assert window.hits == []


def test_a_key_with_a_modifier_is_a_shortcut_in_a_field_too(qtbot, window):
    window.line.setFocus()
    qtbot.keyClick(window.line, Key.Key_R, CONTROL)
    assert window.hits == ["Ctrl+R"]
    assert window.line.text() == ""


def test_a_capital_letter_goes_into_a_field(qtbot, window):
    window.line.setFocus()
    qtbot.keyClick(window.line, Key.Key_R, SHIFT)
    assert window.line.text().lower() == "r"
    assert window.hits == []


def test_space_presses_a_focused_button_and_letters_are_shortcuts(qtbot, window):
    window.button.setFocus()
    with qtbot.waitSignal(window.button.clicked):
        qtbot.keyClick(window.button, Key.Key_Space)
    assert window.hits == []
    qtbot.keyClick(window.button, Key.Key_R)
    assert window.hits == ["R"]


def test_return_chooses_in_an_open_list(qapp, qtbot):
    guard = KeyGuard(qapp)
    box = QComboBox()
    qtbot.addWidget(box)
    box.addItems(["first", "second"])
    box.show()
    qtbot.waitExposed(box)
    box.showPopup()
    view = box.view()
    qtbot.keyClick(view, Qt.Key.Key_Down)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    guard.deleteLater()
    assert box.currentText() == "second"
