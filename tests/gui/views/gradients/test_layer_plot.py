"""A point a layer on a logarithmic axis."""

from itertools import pairwise
from math import nan

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from nnlab.gui import theme
from nnlab.gui.views.gradients.layer_plot import LayerPlot, LayerPoints


def points(*rms, broken=(), earlier=()):
    labels = tuple(f"{place + 1} tanh 20" for place in range(len(rms)))
    is_broken = np.array([place in broken for place in range(len(rms))])
    return LayerPoints(labels, np.array(rms), is_broken, [np.array(each) for each in earlier])


@pytest.fixture
def plot(shown):
    return shown(LayerPlot(), 400, 420)


def test_an_even_fall_is_a_straight_line(plot):
    plot.set_points(points(1e-5, 1e-4, 1e-3, 1e-2))
    places = [plot.place(layer) for layer in range(4)]
    rises = [before.y() - after.y() for before, after in pairwise(places)]
    assert rises == pytest.approx([rises[0]] * 3)
    assert rises[0] > 20
    assert places[0].x() < places[3].x()


def test_every_point_has_the_colour_of_its_layer(plot):
    plot.set_points(points(1e-5, 1e-4, 1e-3))
    image = plot.grab().toImage()
    for layer in range(3):
        place = plot.place(layer).toPoint()
        assert QColor(image.pixel(place)).name() == theme.current().layer_colour(layer, 3).name()


def test_earlier_lines_are_on_the_axis_too(plot):
    plot.set_points(points(1e-2, 1e-2, 1e-2, earlier=[(1e-7, 1e-3, 1e-1)]))
    assert plot.decades == (-7, -1)


def test_an_exact_zero_stands_below_the_axis(plot):
    plot.set_points(points(0.0, 1e-3, 1e-2))
    assert plot.place(0).y() > plot.box().bottom()
    assert plot.place(0).y() < plot.height()
    plot.grab()


def test_what_is_no_number_stands_above_the_axis(plot):
    plot.set_points(points(nan, 1e-3, 1e-2, broken=(0, 1)))
    assert 0 < plot.place(0).y() < plot.box().top()
    image = plot.grab().toImage()
    assert QColor(image.pixel(plot.place(0).toPoint())) == QColor(theme.current().bad)


def test_nothing_but_zeros_can_be_painted(plot):
    plot.set_points(points(0.0, 0.0))
    plot.grab()


def test_the_mouse_points_at_a_layer(plot, qtbot):
    plot.set_points(points(1e-5, 1e-4, 1e-3))
    with qtbot.waitSignal(plot.pointed) as told:
        qtbot.mouseMove(plot, plot.place(1).toPoint())
    assert told.args == [1]


def test_the_arrows_go_from_layer_to_layer(plot, qtbot):
    plot.set_points(points(1e-5, 1e-4, 1e-3))
    seen = []
    plot.pointed.connect(seen.append)
    for name in ("Right", "Right", "End", "Left", "Home", "Escape"):
        qtbot.keyClick(plot, Qt.Key[f"Key_{name}"])
    assert seen == [0, 1, 2, 1, 0, None]


def test_a_smaller_network_is_not_pointed_at_beyond_its_end(plot):
    plot.set_points(points(1e-5, 1e-4, 1e-3))
    plot.point_at(2)
    plot.set_points(points(1e-5, 1e-4))
    assert plot.pointed_layer is None


def test_fifty_layers_can_be_painted(plot):
    plot.set_points(points(*np.logspace(-9, -1, 50)))
    plot.grab()
