"""Views are made when they are first needed, and Tab finds them where they stand."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from nnlab.gui.views.tabs import Tab, Tabs


class Page(QWidget):
    """A view with two buttons."""

    def __init__(self):
        super().__init__()
        self.buttons = [QPushButton("one"), QPushButton("two")]
        layout = QVBoxLayout(self)
        for button in self.buttons:
            layout.addWidget(button)


@pytest.fixture
def window(qtbot):
    """Return a window of tabs, and of a button that was there before all but the first view."""
    window = QWidget()
    window.tabs, window.last = Tabs(), QPushButton("last")
    layout = QVBoxLayout(window)
    for key in ("first", "second", "third"):
        window.tabs.add(Tab(key, key.title(), Page))
    layout.addWidget(window.tabs)
    layout.addWidget(window.last)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: window.tabs.is_made("first"))
    return window


def made(tabs):
    return [key for key in tabs.keys if tabs.is_made(key)]


def test_the_first_view_is_made_after_its_empty_place_was_painted(qtbot):
    tabs = Tabs()
    qtbot.addWidget(tabs)
    for key in ("first", "second"):
        tabs.add(Tab(key, key.title(), Page))
    assert (made(tabs), tabs.front) == ([], None)
    with qtbot.waitSignals([tabs.view_made, tabs.view_shown]):
        tabs.show()
    assert tabs.front is tabs.view("first")


def test_only_what_is_in_front_is_made(window):
    assert made(window.tabs) == ["first"]
    window.tabs.show_view("third")
    assert made(window.tabs) == ["first", "third"]
    assert window.tabs.key == "third"


def test_a_view_that_is_asked_for_is_made_once_and_stays_behind(window):
    view = window.tabs.view("second")
    assert window.tabs.view("second") is view
    assert (window.tabs.key, view.isVisible()) == ("first", False)


def test_that_a_view_was_made_is_told_before_it_is_shown(window):
    told = []
    window.tabs.view_made.connect(lambda key, view: told.append(("made", key, view.isVisible())))
    window.tabs.view_shown.connect(lambda key: told.append(("shown", key)))
    window.tabs.show_view("second")
    window.tabs.show_view("first")
    window.tabs.show_view("second")
    assert told == [("made", "second", False), ("shown", "second"), ("shown", "first"), ("shown", "second")]
    assert window.tabs.view("second").isVisible()


def test_tab_goes_from_the_tabs_into_the_view_that_was_made_last(qtbot, window):
    window.activateWindow()
    window.tabs.show_view("second")
    window.tabs.tabBar().setFocus()
    passed = []
    for _ in range(3):
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        passed.append(window.focusWidget())
    assert passed == [*window.tabs.view("second").buttons, window.last]
