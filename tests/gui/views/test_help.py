"""Help that stays beside the work."""

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from nnlab.gui.views.actions import Actions
from nnlab.gui.views.help import HelpWindow, key_rows


@pytest.fixture
def parent(shown):
    return shown(QWidget(), 100, 100)


def test_rows_are_shown_as_plain_text_and_nothing_is_blocked(parent):
    window = HelpWindow(parent, "About", [("Version", "0.1.0"), ("<b>Log</b>", "a/b.log")])
    window.show()
    assert [label.text() for label in window.findChildren(QLabel)] == ["Version", "0.1.0", "<b>Log</b>", "a/b.log"]
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in window.findChildren(QLabel))
    assert not window.isModal()
    window.close()


def test_values_can_be_selected_and_names_cannot(parent):
    window = HelpWindow(parent, "About", [("Version", "0.1.0")])
    name, value = window.findChildren(QLabel)
    assert not name.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByMouse
    assert value.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByMouse
    window.close()


def test_the_button_closes_it(qtbot, parent):
    window = HelpWindow(parent, "Keys", [("a", "b")])
    window.show()
    with qtbot.waitSignal(window.destroyed):
        qtbot.mouseClick(window.findChild(QPushButton), Qt.MouseButton.LeftButton)


def test_the_list_of_keys_says_what_each_does(qapp):
    owner = QObject()
    rows = dict(key_rows(Actions(owner).all()))
    assert rows["Start training"] == "Space"
    assert rows["Take one step"] == "."
    owner.deleteLater()
