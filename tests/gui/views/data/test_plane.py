"""Examples of two features on the plane."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QKeySequence, QShortcut, QWheelEvent
from PySide6.QtWidgets import QApplication, QLabel

from nnlab.data.dataset import Dataset
from nnlab.gui import theme
from nnlab.gui.views.data.plane import MOST_POINTS, PlanePanel
from nnlab.gui.views.data.symbols import class_colour
from nnlab.gui.views.data.target_scale import TargetScale
from tests.gui.views.data.small_sets import colours_of, numbers_to_meet, table


@pytest.fixture
def panel(qtbot, shown):
    panel = shown(PlanePanel(), 700, 500)
    panel.activateWindow()
    qtbot.waitUntil(panel.isActiveWindow)
    return panel


@pytest.fixture
def square(panel):
    """Show four corners in three classes."""
    x = np.array([[0.0, 0.0], [2.0, 0.0], [2.0, 1.0], [0.0, 1.0]])
    panel.set_dataset(Dataset(x, np.array([0, 1, 2, 1]), ("a", "b", "c"), ("length", "width")))
    return panel.scatter


def place(scatter, point):
    return scatter.frame().place(*scatter.points[point].tolist())


def around(scatter, point):
    middle = place(scatter, point).toPoint()
    return scatter.rect().intersected(scatter.rect().__class__(middle - QPoint(4, 4), middle + QPoint(4, 4)))


def seen_range(scatter):
    frame = scatter.frame()
    return frame.box.width() / frame.unit


def wheel(scatter, position, steps):
    event = QWheelEvent(
        position,
        position,
        QPoint(),
        QPoint(0, 120 * steps),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(scatter, event)


def test_without_data_a_sentence_promises_them(panel):
    assert panel.promise() == "Examples of two features appear here once data are loaded."
    panel.set_dataset(numbers_to_meet())
    assert panel.is_content_shown()
    panel.set_dataset(None)
    assert not panel.is_content_shown()


def test_examples_of_other_than_two_features_are_not_drawn_but_told(panel):
    panel.set_dataset(table())
    assert not panel.is_content_shown()
    assert panel.promise() == "A plane shows two features; these examples have 3."


def test_no_examples_are_no_trouble(panel):
    panel.set_dataset(Dataset(np.empty((0, 2)), np.empty(0, np.intp), ("a", "b")))
    assert not panel.is_content_shown()


def test_each_class_has_its_colour(square):
    for point, label in enumerate((0, 1, 2, 1)):
        assert class_colour(label).name() in colours_of(square, around(square, point))


def test_both_axes_have_one_scale(square):
    across, up = place(square, 1) - place(square, 0), place(square, 3) - place(square, 0)
    assert across.x() == pytest.approx(-2 * up.y())


def test_the_point_under_the_mouse_is_told(qtbot, panel, square):
    assert panel.note.text() == "4 examples"
    qtbot.mouseMove(square, place(square, 2).toPoint())
    assert panel.note.text() == "example 3 · class c · length 2.00 · width 1.00"
    qtbot.mouseMove(square, square.frame().box.center().toPoint())
    assert panel.note.text() == "4 examples"


def test_of_very_many_examples_some_are_drawn_evenly(panel):
    x = np.random.default_rng(0).normal(size=(3 * MOST_POINTS, 2))
    panel.set_dataset(Dataset(x, np.arange(len(x)) % 2, ("a", "b")))
    assert panel.note.text() == "5,000 of 15,000 examples, taken evenly"
    assert len(panel.scatter.points) == MOST_POINTS
    assert panel.point_words(MOST_POINTS - 1).startswith("example 15,000 · ")


def test_a_class_can_be_made_to_stand_out(qtbot, panel, square):
    buttons = panel.legend.buttons
    assert [button.text() for button in buttons] == ["a", "b", "c"]
    qtbot.mouseClick(buttons[1], Qt.MouseButton.LeftButton)
    assert class_colour(1).name() in colours_of(square, around(square, 1))
    assert class_colour(0).name() not in colours_of(square, around(square, 0))
    qtbot.mouseClick(buttons[0], Qt.MouseButton.LeftButton)
    assert [button.isChecked() for button in buttons] == [True, False, False]
    qtbot.mouseClick(buttons[0], Qt.MouseButton.LeftButton)
    assert class_colour(2).name() in colours_of(square, around(square, 2))


def test_another_data_set_lets_no_class_stand_out(qtbot, panel, square):
    qtbot.mouseClick(panel.legend.buttons[1], Qt.MouseButton.LeftButton)
    panel.set_dataset(Dataset(np.eye(2), np.arange(2), ("a", "b")))
    assert class_colour(0).name() in colours_of(square, around(square, 0))


def test_too_many_classes_are_told_apart_by_the_mouse_alone(panel):
    x = np.random.default_rng(0).normal(size=(90, 2))
    panel.set_dataset(Dataset(x, np.arange(90) % 30, tuple(f"c{i}" for i in range(30))))
    assert panel.legend.buttons == []
    (label,) = panel.legend.findChildren(QLabel)
    assert label.text().startswith("30 classes, too many to tell apart")
    assert panel.point_words(31).startswith("example 32 · class c1 · ")


def test_numbers_to_be_met_have_a_scale(panel):
    panel.set_dataset(numbers_to_meet())
    (scale,) = panel.legend.findChildren(TargetScale)
    assert scale.accessibleName() == "height: −2.00 to 2.50"
    shown = theme.current()
    assert {shown.layers[0], shown.layers[-1]} <= colours_of(scale, scale.rect())
    assert panel.point_words(99).startswith("example 100 · height 2.50 · ")


def test_the_wheel_shows_less_around_the_mouse(square):
    whole, corner = seen_range(square), place(square, 2)
    wheel(square, corner, 3)
    assert seen_range(square) == pytest.approx(whole / 1.25**3)
    assert (place(square, 2) - corner).manhattanLength() < 1e-6
    wheel(square, corner, -9)
    assert seen_range(square) == pytest.approx(whole)


def test_dragging_moves_what_is_seen_and_a_double_click_shows_all(qtbot, square):
    start = place(square, 0)
    middle = square.frame().box.center().toPoint()
    qtbot.mousePress(square, Qt.MouseButton.LeftButton, pos=middle)
    qtbot.mouseMove(square, middle + QPoint(30, 20))
    qtbot.mouseRelease(square, Qt.MouseButton.LeftButton, pos=middle + QPoint(30, 20))
    assert (place(square, 0) - start - QPointF(30, 20)).manhattanLength() < 1e-6
    qtbot.mouseDClick(square, Qt.MouseButton.LeftButton, pos=middle)
    assert (place(square, 0) - start).manhattanLength() < 1e-6


def test_the_keys_do_what_the_mouse_does(qtbot, square):
    square.setFocus()
    whole, start = seen_range(square), place(square, 0)
    qtbot.keyClick(square, Qt.Key.Key_Plus)
    assert seen_range(square) == pytest.approx(whole / 1.25)
    qtbot.keyClick(square, Qt.Key.Key_Minus)
    assert seen_range(square) == pytest.approx(whole)
    qtbot.keyClick(square, Qt.Key.Key_Right)
    assert place(square, 0).x() < start.x()
    qtbot.keyClick(square, Qt.Key.Key_Up)
    assert place(square, 0).y() > start.y()
    qtbot.keyClick(square, Qt.Key.Key_0)
    assert (place(square, 0) - start).manhattanLength() < 1e-6


def test_its_keys_are_not_shortcuts_while_it_has_the_focus(qtbot, panel, square):
    pressed = []
    for key in ("0", "+", "."):
        QShortcut(QKeySequence(key), panel).activated.connect(lambda key=key: pressed.append(key))
    square.setFocus()
    for key in (Qt.Key.Key_0, Qt.Key.Key_Plus, Qt.Key.Key_Period):
        qtbot.keyClick(square, key)
    assert pressed == ["."]


def test_the_focus_is_seen_around_the_plane(square, panel):
    rim = square.frame().box.toRect()
    rim.setHeight(2)
    panel.legend.buttons[0].setFocus()
    assert theme.current().accent not in colours_of(square, rim)
    square.setFocus()
    assert theme.current().accent in colours_of(square, rim)


@pytest.mark.parametrize("x", [np.zeros((5, 2)), np.full((5, 2), 1e300), 1.7e308 * np.array([[-1.0, 1], [1, -1]])])
def test_points_in_one_place_and_far_apart_are_drawn_without_a_warning(panel, x):
    panel.set_dataset(Dataset(x, np.arange(len(x)) % 2, ("a", "b")))
    panel.grab()
    assert panel.scatter.point_at(place(panel.scatter, 0)) is not None
    panel.scatter.zoom(2)
    panel.grab()


def test_colours_follow_the_theme(square, panel, in_theme):
    for choice in ("dark", "light"):
        in_theme(choice)
        assert class_colour(2).name() in colours_of(square, around(square, 2))
        assert class_colour(0).name() in colours_of(panel.legend, panel.legend.buttons[0].geometry())
