"""The picture of the covariance, and the bars of the means over it."""

import numpy as np
import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor

from nnlab.gui import theme
from nnlab.gui.views.data.heat_map import HeatMap, signed_colour
from nnlab.gui.views.data.mean_bars import MeanBars
from nnlab.spec.preprocessing import CenterSpec
from tests.gui.views.data.benches import NAMES, bench_of, images, rows


def named(name):
    return QColor(name).name()


def colour_at(widget, place):
    return widget.grab().toImage().pixelColor(place.toPoint()).name()


@pytest.fixture
def stages():
    return bench_of(rows()).stages


@pytest.fixture
def heat_map(shown, stages):
    return shown(HeatMap(stages[0]), 300, 200)


def bars_over(shown, stage):
    """Show bars as a card does, over a picture of the same width."""
    below = HeatMap(stage)
    bars = shown(MeanBars(stage, below), 300, 32)
    shown(below, 300, 200)
    return bars, below


def test_blue_is_above_zero_and_orange_below(in_theme):
    for choice in ("light", "dark"):
        colours = in_theme(choice)
        assert signed_colour(1.0).name() == named(colours.positive)
        assert signed_colour(-1.0).name() == named(colours.negative)
        assert signed_colour(0.0).name() == named(colours.base)
        assert signed_colour(float("nan")).name() == named(colours.muted)


def test_cells_have_the_colour_of_their_share_of_the_largest(heat_map, stages):
    covariance = stages[0].covariance
    for row, column in ((0, 0), (0, 1), (3, 2)):
        cell = heat_map.cell_rect(row, column)
        expected = signed_colour(covariance[row, column] / np.abs(covariance).max())
        assert colour_at(heat_map, cell.topLeft() + QPointF(2, 2)) == expected.name()


def test_the_scale_ends_in_the_colours_of_the_largest(heat_map):
    matrix = heat_map.matrix_rect()
    at = matrix.right() + 9
    assert nearly(colour_at(heat_map, QPointF(at, matrix.top() + 1)), theme.current().positive)
    assert nearly(colour_at(heat_map, QPointF(at, matrix.bottom() - 2)), theme.current().negative)


def nearly(first, second):
    pairs = zip(QColor(first).getRgb()[:3], QColor(second).getRgb()[:3], strict=True)
    return max(abs(a - b) for a, b in pairs) < 12


def test_under_the_mouse_are_both_features_and_their_covariance(heat_map, stages):
    names = [str(name) for name in stages[0].names]
    value = f"{stages[0].covariance[1, 2]:.3g}".replace("-", "−")
    assert heat_map.words_at(heat_map.cell_rect(1, 2).center()).startswith(f"{names[1]} with {names[2]}: covariance ")
    assert value[:4] in heat_map.words_at(heat_map.cell_rect(1, 2).center())
    assert heat_map.words_at(heat_map.cell_rect(3, 3).center()).startswith(f"{names[3]}: variance ")
    assert heat_map.words_at(QPointF(heat_map.matrix_rect().right() + 20, 5)) == ""


def test_numbers_are_written_where_there_is_room_for_all_of_them(shown, stages):
    assert shown(HeatMap(stages[4]), 400, 300).written()[0][:2] == ["1.00", "0"]
    heat_map, first = shown(HeatMap(stages[0]), 600, 50), []
    for height in range(50, 500, 10):
        heat_map.resize(600, height)
        first.append((heat_map.written() or [[""]])[0][0])
    variance = stages[0].covariance[0, 0]
    assert list(dict.fromkeys(first)) == ["", f"{variance:.1f}", f"{variance:.2f}"]
    many = shown(HeatMap(bench_of(images()).stages[0]), 300, 200)
    assert len(many.values) == 12
    assert many.written() == []


def test_small_cells_below_zero_have_a_dash(shown, stages):
    small = shown(HeatMap(stages[0]), 130, 84)
    assert small.written() == []
    row, column = np.argwhere(stages[0].covariance < -0.1 * np.abs(stages[0].covariance).max())[0]
    above = np.argwhere(stages[0].covariance > 0.1 * np.abs(stages[0].covariance).max())[0]
    assert len(cell_colours(small, row, column)) > 1
    assert len(cell_colours(small, *above)) == 1


def cell_colours(heat_map, row, column):
    cell = heat_map.cell_rect(int(row), int(column)).toRect().adjusted(2, 2, -2, -2)
    image = heat_map.grab(cell).toImage()
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}


def test_it_is_told_in_words(heat_map):
    assert set(NAMES) <= set(heat_map.accessibleName().replace("Covariance of ", "").split(", "))
    assert heat_map.accessibleDescription().count("variance") == 3


def test_bars_stand_over_their_columns_and_say_their_mean(shown, stages):
    bars, below = bars_over(shown, stages[0])
    for index in range(4):
        middle = below.cell_rect(0, index).center().x()
        mean = f"{stages[0].mean[index]:.2f}".replace("-", "−")
        assert bars.words_at(QPointF(middle, 10)).startswith(f"{stages[0].names[index]}: mean {mean}")
    assert bars.words_at(QPointF(290, 10)) == ""


def test_means_above_zero_are_blue_and_below_orange_and_none_have_no_bar(shown):
    dataset = rows()
    shifted = type(dataset)(dataset.x * [1, -1, 1, 1], dataset.targets, dataset.class_names)
    raw, centred = bench_of(shifted, (CenterSpec(),)).stages
    places = {str(name): index for index, name in enumerate(raw.names)}
    over_raw = bars_over(shown, raw)
    assert bar_colours(*over_raw, places["feature 1"]) >= {named(theme.current().positive)}
    assert bar_colours(*over_raw, places["feature 2"]) >= {named(theme.current().negative)}
    over_centred = bars_over(shown, centred)
    assert not bar_colours(*over_centred, 0) & {
        named(theme.current().positive),
        named(theme.current().negative),
    }


def bar_colours(bars, below, index):
    image, x = bars.grab().toImage(), round(below.cell_rect(0, index).center().x())
    return {image.pixelColor(x, y).name() for y in range(image.height())}


def test_a_mean_that_is_small_beside_the_deviations_has_a_small_bar(shown):
    dataset = rows()
    x = dataset.x - dataset.x[:100].mean(axis=0) + 0.05
    (raw,) = bench_of(type(dataset)(x, dataset.targets, dataset.class_names), ()).stages
    bars, below = bars_over(shown, raw)
    image, at = bars.grab().toImage(), round(below.cell_rect(0, 0).center().x())
    blue = [y for y in range(image.height()) if image.pixelColor(at, y).name() == named(theme.current().positive)]
    assert len(blue) < image.height() / 4


@pytest.mark.parametrize("size", [0.0, 1e-200, 1e200])
def test_numbers_of_any_size_are_drawn_without_a_warning(shown, size):
    dataset = rows()
    (raw,) = bench_of(type(dataset)(size * dataset.x, dataset.targets, dataset.class_names), ()).stages
    bars, below = bars_over(shown, raw)
    bars.grab()
    below.grab()
    assert below.words_at(QPointF(5, 5)) != ""
