"""Every control says its name to a screen reader, and every action has a key."""

import pytest
from PySide6.QtGui import QAccessible, QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QScrollBar,
    QWidget,
)

from nnlab.gui.views.data.page_bar import PageBar
from nnlab.gui.views.plot import Plot
from nnlab.training.runner import RunState

CONTROLS = (QAbstractButton, QAbstractSlider, QAbstractSpinBox, QComboBox, QLineEdit)


@pytest.fixture
def window(open_window):
    bench = open_window()
    bench.draft.edit("data.source", {"kind": "spirals"})
    bench.draft.edit("network.layers.0.init", {"kind": "normal"})
    return bench.window


def controls(window: QWidget) -> list[QWidget]:
    found = [w for kind in CONTROLS for w in window.findChildren(kind) if not isinstance(w, QScrollBar)]
    return [w for w in found if not w.objectName().startswith("qt_") and not in_plot(w)]


def in_plot(widget: QWidget | None) -> bool:
    """Return whether a widget is one of pyqtgraph's own, in a menu that nobody can open."""
    while widget is not None and not isinstance(widget, Plot):
        widget = widget.parentWidget()
    return widget is not None


def spoken_name(widget: QWidget) -> str:
    if isinstance(widget, QComboBox):  # on Linux Qt speaks its value first, and its name through the label
        return widget.accessibleName()
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def test_every_control_has_an_accessible_name(window):
    assert len(controls(window)) > 40
    assert [repr(w) for w in controls(window) if not spoken_name(w).strip()] == []


def test_no_two_fields_of_the_form_have_the_same_name(window):
    names = [spoken_name(w) for w in controls(window.form) if isinstance(w, QLineEdit | QComboBox)]
    assert sorted(names) == sorted(set(names))


def test_every_action_has_a_key_and_no_two_the_same(window):
    actions = [a for a in window.actions() if a.text() and not a.isSeparator()]
    assert len(actions) > 15
    assert [a.text() for a in actions if a.shortcut().isEmpty()] == []
    keys = [key.toString() for a in actions for key in a.shortcuts()]
    assert sorted(keys) == sorted(set(keys))


def test_every_action_of_the_menus_is_among_them(window):
    for menu in window.menuBar().actions():
        others = [action for action in every_action(menu) if action not in window.actions()]
        assert [action.text() for action in others if action.data() is None] == []  # documents have no keys


def every_action(entry: QAction) -> list[QAction]:
    menu = entry.menu()
    if menu is None:
        return [] if entry.isSeparator() else [entry]
    if not entry.isEnabled() or not menu.isEnabled():
        return []
    return [action for inner in menu.actions() for action in every_action(inner)]


def test_every_control_of_the_form_can_be_reached_with_tab(window):
    seen: set[QWidget] = set()
    for _ in range(300):
        window.focusNextChild()
        focus = QApplication.focusWidget()
        if focus in seen:
            break
        seen.add(focus)
    fields = [w for w in controls(window) if w.isVisible() and w.isEnabled() and isinstance(w, QLineEdit | QComboBox)]
    assert [spoken_name(w) for w in fields if w not in seen] == []


def test_plots_and_histograms_have_names(window):
    assert all(spoken_name(plot) for plot in window.findChildren(Plot))
    assert spoken_name(window.live.histograms.rows)


@pytest.mark.parametrize("example", ["digits", "spirals", "hills"])
def test_every_control_of_every_view_of_a_run_has_a_name(open_window, qtbot, example):
    bench = open_window()
    bench.files.open_example(example)
    bench.draft.edit("training.epochs", 2)
    bench.window.actions_.start.trigger()
    qtbot.waitUntil(lambda: bench.runs.state is RunState.FINISHED, timeout=20_000)
    for key in bench.window.tabs.keys:
        bench.window.tabs.show_view(key)
        view = bench.window.tabs.view(key)
        for page in pages_of(view):
            page.click()
            assert [repr(w) for w in controls(view) if not spoken_name(w).strip()] == [], (key, page.text())


def pages_of(view: QWidget) -> list[QAbstractButton]:
    """Return the buttons that lead to the pages of a view."""
    return [button for bar in view.findChildren(PageBar) for button in bar.findChildren(QAbstractButton)]
