"""The canvas under mouse and keys."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QColor, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QPushButton, QSlider

from nnlab.gui import theme
from nnlab.gui.views.data.canvas import PointCanvas
from nnlab.gui.views.data.drawing import EXTENTS, MOST_POINTS, extent_of, reach_of
from nnlab.gui.views.data.point_plane import PointPlane
from nnlab.gui.views.data.symbols import class_colour
from nnlab.spec.sources import PointsSpec

LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
SHIFT = Qt.KeyboardModifier.ShiftModifier
SOME = ((0.5, 0.5, 0), (-0.5, 0.5, 1), (0.5, -0.5, 1))


@pytest.fixture
def canvas(qtbot, shown):
    canvas = shown(PointCanvas(), 700, 620)
    canvas.activateWindow()
    qtbot.waitUntil(canvas.isActiveWindow)
    canvas.edits = []
    canvas.points_edited.connect(canvas.edits.append)
    return canvas


def pixel(canvas, x, y):
    return canvas.plane.frame().place(x, y).toPoint()


def click(qtbot, canvas, x, y, button=LEFT):
    qtbot.mouseClick(canvas.plane, button, pos=pixel(canvas, x, y))


def drag(qtbot, canvas, *places, button=LEFT):
    qtbot.mousePress(canvas.plane, button, pos=pixel(canvas, *places[0]))
    for place in places[1:]:
        qtbot.mouseMove(canvas.plane, pixel(canvas, *place))
    qtbot.mouseRelease(canvas.plane, button, pos=pixel(canvas, *places[-1]))


def press(qtbot, canvas, *keys, modifier=Qt.KeyboardModifier.NoModifier):
    for key in keys:
        qtbot.keyClick(canvas.plane, key, modifier)


def texts(canvas):
    return [label.text() for label in canvas.findChildren(QLabel)]


def one(canvas, kind, name):
    (found,) = [widget for widget in canvas.findChildren(kind) if name in (widget.accessibleName(), text_of(widget))]
    return found


def text_of(widget):
    return widget.text() if isinstance(widget, QAbstractButton) else ""


def test_a_click_adds_a_point_of_the_chosen_class(qtbot, canvas):
    click(qtbot, canvas, 0.5, -0.25)
    ((point,),) = canvas.edits
    assert point[:2] == pytest.approx((0.5, -0.25), abs=0.005)
    assert point[2] == 0
    assert [round(value, 4) for value in point] == list(point)


def test_a_drag_is_one_edit_with_many_points(qtbot, canvas):
    canvas.set_points(SOME, 3)
    qtbot.mouseClick(canvas.buttons()[2], LEFT)
    drag(qtbot, canvas, (-0.6, 0), (0, 0), (0.6, 0))
    (points,) = canvas.edits
    assert points[:3] == SOME
    assert 15 <= len(points) - 3 <= 25
    assert {label for _, _, label in points[3:]} == {2}


def test_until_the_button_is_released_nothing_is_told(qtbot, canvas):
    qtbot.mousePress(canvas.plane, LEFT, pos=pixel(canvas, 0, 0))
    qtbot.mouseMove(canvas.plane, pixel(canvas, 0.5, 0))
    assert canvas.edits == []
    assert canvas.plane.drawing.points == ()
    qtbot.mouseRelease(canvas.plane, LEFT, pos=pixel(canvas, 0.5, 0))
    assert len(canvas.edits) == 1


def test_a_stroke_shows_while_it_grows(qtbot, canvas):
    qtbot.mousePress(canvas.plane, LEFT, pos=pixel(canvas, 0.5, 0.5))
    place = pixel(canvas, 0.5, 0.5)
    assert QColor(canvas.plane.grab().toImage().pixel(place)) == class_colour(0)
    qtbot.mouseRelease(canvas.plane, LEFT, pos=place)


def test_the_right_button_erases_what_is_near(qtbot, canvas):
    canvas.set_points(SOME, 2)
    click(qtbot, canvas, 0.52, 0.5, RIGHT)
    assert canvas.edits == [SOME[1:]]
    drag(qtbot, canvas, (-0.9, 0.5), (0.9, 0.5), button=RIGHT)
    assert canvas.edits[1:] == [SOME[2:]]


def test_erasing_nothing_is_no_edit(qtbot, canvas):
    canvas.set_points(SOME, 2)
    click(qtbot, canvas, 0, 0, RIGHT)
    assert canvas.edits == []


def test_outside_the_square_no_stroke_begins(qtbot, canvas):
    qtbot.mouseClick(canvas.plane, LEFT, pos=QPoint(2, canvas.plane.height() // 2))
    assert canvas.edits == []


def test_a_stroke_that_leaves_the_square_leaves_no_points_there(qtbot, canvas):
    drag(qtbot, canvas, (0, 0), (3, 0))
    assert max(x for x, _, _ in canvas.edits[0]) <= reach_of(1)
    assert len(canvas.edits[0]) > 10


def test_two_quick_clicks_are_two_strokes(qtbot, canvas):
    click(qtbot, canvas, 0, 0)
    qtbot.mouseDClick(canvas.plane, LEFT, pos=pixel(canvas, 0.1, 0))  # without a release, of which there is one
    qtbot.mouseRelease(canvas.plane, LEFT, pos=pixel(canvas, 0.1, 0))
    assert [len(points) for points in canvas.edits] == [1, 2]


def test_escape_gives_up_a_stroke(qtbot, canvas):
    qtbot.mousePress(canvas.plane, LEFT, pos=pixel(canvas, 0, 0))
    press(qtbot, canvas, Qt.Key.Key_Escape)
    qtbot.mouseRelease(canvas.plane, LEFT, pos=pixel(canvas, 0, 0))
    assert canvas.edits == []


def test_other_points_give_up_a_stroke_and_the_same_ones_do_not(qtbot, canvas):
    canvas.set_points(SOME, 2)
    for points, edits in ((SOME, 1), (SOME[:2], 1)):
        qtbot.mousePress(canvas.plane, LEFT, pos=pixel(canvas, 0, 0))
        canvas.set_points(points, 2)
        qtbot.mouseRelease(canvas.plane, LEFT, pos=pixel(canvas, 0, 0))
        assert len(canvas.edits) == edits
        canvas.set_points(SOME, 2)


def test_the_spread_scatters_a_drag_but_not_its_first_point(qtbot, canvas):
    one(canvas, QSlider, "Spread").setValue(20)
    drag(qtbot, canvas, (-0.6, 0), (0.6, 0))
    off = [abs(y) for _, y, _ in canvas.edits[0]]
    assert off[0] < 0.005
    assert max(off) > 0.1
    assert "0.20" in texts(canvas)


def test_everything_works_from_the_keyboard(qtbot, canvas):
    canvas.plane.setFocus(Qt.FocusReason.TabFocusReason)
    press(qtbot, canvas, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Up, modifier=SHIFT)
    press(qtbot, canvas, Qt.Key.Key_Return)
    press(qtbot, canvas, Qt.Key.Key_Right)
    press(qtbot, canvas, Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Left, modifier=SHIFT)
    press(qtbot, canvas, Qt.Key.Key_Enter)
    assert canvas.edits[-1] == ((0.05, 0.1, 0), (-0.15, 0.1, 1))
    assert canvas.plane.accessibleDescription() == "x −0.15, y 0.1"
    press(qtbot, canvas, Qt.Key.Key_Backspace)
    assert canvas.edits[-1] == ((0.05, 0.1, 0),)


def test_the_crosshair_stays_in_the_square(qtbot, canvas):
    press(qtbot, canvas, *[Qt.Key.Key_Down] * 30, modifier=SHIFT)
    assert canvas.plane.crosshair == (0.0, -1.0)


def test_a_key_that_is_held_draws_once(qtbot, canvas):
    press(qtbot, canvas, Qt.Key.Key_Return)
    none = Qt.KeyboardModifier.NoModifier
    again = QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_Return, none, "\r", autorep=True)
    QApplication.sendEvent(canvas.plane, again)
    assert len(canvas.edits) == 1


def test_left_and_right_choose_the_class_up_to_the_last(qtbot, canvas):
    canvas.set_points((), 3)
    for key, chosen in ((Qt.Key.Key_Left, 0), (Qt.Key.Key_Right, 1), (Qt.Key.Key_Right, 2), (Qt.Key.Key_Right, 2)):
        press(qtbot, canvas, key)
        assert [button.isChecked() for button in canvas.buttons()] == [label == chosen for label in range(3)]
        assert canvas.plane.drawing.label == chosen


@pytest.mark.parametrize("way", ["key", "button"])
def test_a_class_is_cleared(qtbot, canvas, way):
    canvas.set_points(SOME, 2)
    press(qtbot, canvas, Qt.Key.Key_Right)
    if way == "key":
        press(qtbot, canvas, Qt.Key.Key_Delete)
    else:
        qtbot.mouseClick(one(canvas, QPushButton, "Clear class 1"), LEFT)
    assert canvas.edits == [SOME[:1]]
    assert not one(canvas, QPushButton, "Clear class 1").isEnabled()


def test_keys_that_draw_do_not_reach_the_window(qtbot, canvas):
    reached = []
    for keys in ("Return", "Delete", "Left", "Shift+Left", "1"):
        action = QAction(canvas)
        action.setShortcut(QKeySequence(keys))
        action.triggered.connect(lambda _=False, keys=keys: reached.append(keys))
        canvas.addAction(action)
    canvas.plane.setFocus()
    press(qtbot, canvas, Qt.Key.Key_Return, Qt.Key.Key_Delete, Qt.Key.Key_Left, Qt.Key.Key_1)
    press(qtbot, canvas, Qt.Key.Key_Left, modifier=SHIFT)
    assert reached == ["1"]


def test_the_range_grows_with_the_points_and_not_before_it_must(canvas):
    before = canvas.plane.frame().unit
    canvas.set_points([(reach_of(1.0) - 0.001, 0.0, 0)], 2)
    assert canvas.plane.frame().unit == before
    canvas.set_points([(1.9, 0.0, 0)], 2)
    assert canvas.plane.frame().unit == pytest.approx(before / 2)
    assert canvas.plane.frame().box.contains(canvas.plane.frame().place(1.9, 0))


def test_any_points_that_may_be_kept_are_seen():
    for value in (0.0, 1.1, 2.5, 60.0, 1000.0):
        extent = extent_of([(value, -value, 0)])
        assert extent in EXTENTS
        assert reach_of(extent) >= value


def test_the_plane_is_a_square_in_the_middle(canvas):
    box = canvas.plane.frame().box
    assert box.width() == pytest.approx(box.height())
    assert canvas.plane.place_at(box.center()) == (0, 0)
    x, y = canvas.plane.place_at(canvas.plane.frame().place(0.3, -0.7))
    assert (x, y) == pytest.approx((0.3, -0.7))


def test_classes_come_and_go(canvas):
    canvas.set_points(SOME, 5)
    assert [button.text() for button in canvas.buttons()] == ["0", "1", "2", "3", "4"]
    canvas.buttons()[4].click()
    canvas.set_points(SOME, 2)
    assert [button.isChecked() for button in canvas.buttons()] == [False, True]
    assert canvas.plane.drawing.label == 1


def test_points_are_counted_by_class(canvas):
    canvas.set_points(SOME, 3)
    assert "Points: 3 · class 0: 1 · class 1: 2" in texts(canvas)


def test_there_are_no_more_points_than_the_spec_takes(qtbot, canvas):
    full = tuple((0.0, 0.0, 0) for _ in range(MOST_POINTS - 2))
    canvas.set_points(full, 2)
    drag(qtbot, canvas, (-0.9, 0.5), (0.9, 0.5))
    assert len(canvas.edits[0]) == MOST_POINTS
    assert PointsSpec(points=canvas.edits[0]).points == canvas.edits[0]
    assert any("more cannot be drawn" in text for text in texts(canvas))
    click(qtbot, canvas, 0, -0.5)
    assert len(canvas.edits) == 1


def test_what_is_under_the_mouse_is_told(qtbot, canvas):
    qtbot.mouseMove(canvas.plane, pixel(canvas, 0.5, -0.5))
    (words,) = [text for text in texts(canvas) if text.startswith("x ")]
    x, y = (float(part.split()[1].replace("−", "-")) for part in words.split(", "))
    assert (x, y) == pytest.approx((0.5, -0.5), abs=0.005)


def test_an_empty_plane_says_what_can_be_done(canvas):
    upper = canvas.plane.frame().box.center() - QPointF(0, canvas.plane.frame().box.height() / 4)
    strip = canvas.plane.rect()
    strip.setTop(int(upper.y()) - 8)
    strip.setHeight(16)
    words = canvas.plane.grab(strip).toImage()
    canvas.set_points(((0.9, -0.9, 0),), 2)
    assert canvas.plane.grab(strip).toImage() != words


@pytest.mark.parametrize("choice", ["light", "dark"])
def test_points_have_the_colour_of_their_class_in_both_themes(canvas, in_theme, choice):
    canvas.set_points(SOME, 2)
    in_theme(choice)
    image = canvas.plane.grab().toImage()
    for x, y, label in SOME:
        assert QColor(image.pixel(pixel(canvas, x, y))) == class_colour(label)


def test_every_control_has_a_name_and_an_explanation(canvas):
    canvas.set_points((), 3)
    controls = [*canvas.findChildren(QAbstractButton), *canvas.findChildren(QSlider)]
    assert sum(control.isVisible() for control in controls) == 5
    assert all(control.accessibleName() or control.text() for control in controls)
    assert all(control.toolTip() for control in controls)
    assert canvas.plane.accessibleName()
    assert canvas.accessibleName()


def test_tab_goes_from_the_chosen_class_to_the_plane(qtbot, canvas):
    canvas.set_points(SOME, 3)
    canvas.buttons()[0].setFocus()
    visited = []
    for _ in range(3):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        visited.append(QApplication.focusWidget())
    assert [type(widget) for widget in visited] == [QSlider, QPushButton, PointPlane]


def test_the_chosen_class_stands_out_in_the_bar(canvas, in_theme):
    for choice in ("light", "dark"):
        in_theme(choice)
        chosen = canvas.buttons()[0].grab().toImage()
        assert QColor(chosen.pixel(chosen.width() - 4, chosen.height() // 2)) == QColor(theme.current().accent)
