"""A line a layer over the steps."""

from math import nan

import numpy as np
import pytest
from PySide6.QtCore import QBuffer, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgGenerator

from nnlab.gui import theme
from nnlab.gui.views.gradients.scale import LogScale
from nnlab.gui.views.gradients.time_lines import Guide, Lines
from nnlab.gui.views.gradients.time_plot import TimePlot

STEPS = np.array([0.0, 10.0, 50.0, 100.0])


@pytest.fixture
def plot(shown):
    plot = shown(TimePlot("Ratios", "ratio", "0.0001", [Guide(1e-3, "healthy", (1e-4, 1e-2))]), 600, 400)
    plot.set_lines(Lines(STEPS, np.array([[1e-2, 1e-5]] * 4)), LogScale(-6, 0))
    plot.set_steps(50, 100)
    return plot


def at(plot, step, share):
    """Return the place of a step and a share of the vertical axis."""
    box = plot.box()
    return QPoint(round(plot.x_of(step)), round(box.bottom() - share * box.height()))


def column(plot, step):
    """Return the colours of a column of the picture."""
    image, x = plot.grab().toImage(), round(plot.x_of(step))
    return {QColor(image.pixel(x, y)).name() for y in range(round(plot.box().top()), round(plot.box().bottom()))}


def test_every_line_has_the_colour_of_its_layer(plot):
    assert {theme.current().layer_colour(layer, 2).name() for layer in range(2)} <= column(plot, 80)


def test_the_shown_step_is_marked(plot):
    image, place = plot.grab().toImage(), at(plot, 50, 0.9)
    colours = {QColor(image.pixel(place.x() + x, place.y())).name() for x in (-1, 0, 1)}
    assert theme.current().accent in colours
    assert plot.marked_step == 50


def test_the_band_of_healthy_values_is_shaded(plot):
    image = plot.grab().toImage()
    inside, outside = (QColor(image.pixel(at(plot, 80, share))).name() for share in (0.58, 0.9))
    assert inside != outside == theme.current().base
    assert plot.words_at(QPointF(at(plot, 80, 0.5))) == "healthy"
    assert plot.words_at(QPointF(at(plot, 80, 0.9))) == ""


def test_a_click_asks_for_the_nearest_recorded_step(plot, qtbot):
    with qtbot.waitSignal(plot.step_pointed) as asked:
        qtbot.mouseClick(plot, Qt.MouseButton.LeftButton, pos=at(plot, 58, 0.5))
    assert asked.args == [50]


def test_the_mouse_points_at_a_step(plot, qtbot):
    with qtbot.waitSignal(plot.pointed) as told:
        qtbot.mouseMove(plot, at(plot, 25, 0.5))
    assert told.args[0] == pytest.approx(25, abs=1)


def test_the_arrows_go_through_recorded_steps_and_return_asks_for_one(plot, qtbot):
    qtbot.keyClick(plot, Qt.Key.Key_Left)
    assert plot.pointed_step == 10
    qtbot.keyClick(plot, Qt.Key.Key_End)
    assert plot.pointed_step == 100
    qtbot.keyClick(plot, Qt.Key.Key_Right)
    assert plot.pointed_step == 100
    with qtbot.waitSignal(plot.step_pointed) as asked:
        qtbot.keyClick(plot, Qt.Key.Key_Return)
    assert asked.args == [100]
    qtbot.keyClick(plot, Qt.Key.Key_Home)
    assert plot.pointed_step == 0
    qtbot.keyClick(plot, Qt.Key.Key_Escape)
    assert plot.pointed_step is None


def test_gaps_zeros_and_single_points_can_be_painted(plot):
    values = np.array([[nan, 0.0], [1e-3, 0.0], [nan, nan], [5e3, 1e-9]])
    plot.set_lines(Lines(STEPS, values), LogScale(-6, 0))
    assert theme.current().layer_colour(0, 2).name() in column(plot, 10)


def test_one_layer_can_stand_out(plot):
    plot.set_emphasis(0)
    colours = column(plot, 80)
    assert theme.current().layer_colour(0, 2).name() in colours
    assert theme.current().layer_colour(1, 2).name() not in colours


def test_in_a_drawing_of_lines_they_stay_lines(plot):
    buffer = QBuffer()
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(plot.size())
    painter = QPainter(generator)
    plot.render(painter, QPoint())
    painter.end()
    drawn = bytes(buffer.data()).decode()
    assert "<polyline" in drawn
    assert "<image" not in drawn


def test_a_picture_at_three_times_the_size_is_as_sharp(plot):
    image = QImage(plot.size() * 3, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.scale(3, 3)
    plot.render(painter, QPoint())
    painter.end()
    x = round(3 * plot.x_of(80))
    colours = {QColor(image.pixel(x, y)).name() for y in range(image.height())}
    assert theme.current().layer_colour(0, 2).name() in colours


def test_the_spread_of_the_layer_that_stands_out_is_filled(plot):
    before = column(plot, 80)
    spread = np.stack([np.full((4, 2), 1e-4), np.full((4, 2), 0.5)], axis=2)
    plot.set_lines(Lines(STEPS, np.full((4, 2), 1e-2), spread), LogScale(-6, 0))
    plot.set_emphasis(1)
    assert len(column(plot, 80) - before) > 0


def test_without_lines_nothing_is_asked_for(shown, qtbot):
    plot = shown(TimePlot("Ratios", "ratio", "0.0001"))
    asked = []
    plot.step_pointed.connect(asked.append)
    qtbot.mouseClick(plot, Qt.MouseButton.LeftButton, pos=at(plot, 0, 0.5))
    qtbot.keyClick(plot, Qt.Key.Key_Return)
    assert asked == []


def test_another_theme_is_followed(plot, in_theme):
    in_theme("dark")
    assert theme.current().layer_colour(0, 2).name() in column(plot, 80)
