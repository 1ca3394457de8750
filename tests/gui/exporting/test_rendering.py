"""Pictures are drawn at their scale, and SVG files hold lines and text."""

from xml.etree import ElementTree as ET

import numpy as np
import pyqtgraph as pg
import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from nnlab.errors import NnlabError
from nnlab.gui import theme
from nnlab.gui.exporting.rendering import in_light, is_too_large, pixel_size, png_bytes, svg_bytes, to_image
from nnlab.gui.views.network.network_view import NetworkView
from tests.gui.views.network.networks import Made

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(autouse=True)
def light(in_theme):
    in_theme("light")


@pytest.fixture
def view(shown):
    view = shown(NetworkView(), 640, 480)
    Made().show_in(view)
    return view


@pytest.fixture
def plot(shown):
    page = QWidget()
    layout = QVBoxLayout(page)
    layout.addWidget(QLabel("loss"))
    page.plot = pg.PlotWidget(enableMenu=False, background="w")
    menu = page.plot.getPlotItem().ctrlMenu
    menu.setParent(page.plot, menu.windowFlags())  # it is made even so, and would outlive the plot
    page.plot.plot([0, 1], [0, 0], pen=theme.line_pen(QColor("#ff0000")), antialias=False)
    page.plot.plot(np.arange(3), [1, 2, 3], pen=None, symbol="o")
    layout.addWidget(page.plot)
    return shown(page, 400, 300)


@pytest.mark.parametrize("scale", [0.5, 1.0, 2.5, 4.0])
def test_a_picture_is_as_large_as_the_view_times_the_scale(view, scale):
    image = QImage.fromData(png_bytes(to_image(view, scale, "Digits — Network")))
    assert image.size() == QSize(round(640 * scale), round(480 * scale))
    assert image.text("Title") == "Digits — Network"


def test_a_larger_picture_is_drawn_and_not_blown_up(view):
    small, large = to_image(view, 1.0, ""), to_image(view, 4.0, "")
    blown_up = small.scaled(large.size())
    assert different(large, blown_up) > 0.02


def different(one: QImage, other: QImage) -> float:
    """Return the share of pixels that differ."""
    pixels = [np.array(image.convertToFormat(QImage.Format.Format_RGB32).constBits()) for image in (one, other)]
    return float(np.mean(np.any((pixels[0] != pixels[1]).reshape(-1, 4), axis=1)))


def test_the_ground_of_the_window_is_in_the_picture(view):
    assert to_image(view, 1.0, "").pixelColor(1, 1).name() == theme.current().window


def test_lines_of_a_plot_grow_with_the_scale(plot):
    def thickness(scale):
        image = to_image(plot, scale, "")
        x = round(image.width() * 0.4)
        colours = [image.pixelColor(x, y) for y in range(image.height())]
        return sum(colour.red() > 200 and colour.green() < 180 for colour in colours)

    assert thickness(1.0) >= 1
    assert thickness(6.0) >= 5


def test_a_plot_looks_on_the_screen_as_it_did_before_its_picture_was_made(plot):
    before = plot.grab().toImage()
    to_image(plot, 3.0, "")
    svg_bytes(plot, "")
    assert plot.grab().toImage() == before


def test_an_svg_file_holds_lines_and_words_and_not_one_bitmap(view):
    root = ET.fromstring(svg_bytes(view, "Digits — Network"))
    kinds = [element.tag.removeprefix(SVG) for element in root.iter()]
    words = " ".join("".join(element.itertext()) for element in root.iter(f"{SVG}text"))
    assert root.get("viewBox") == "0 0 640 480"
    assert root.find(f"{SVG}title").text == "Digits — Network"
    assert sum(kind in {"path", "polyline", "polygon", "circle", "ellipse"} for kind in kinds) > 100
    assert "Parameters" in words
    assert kinds.count("image") == 0


def test_an_svg_file_of_a_plot_holds_its_curve_and_its_numbers(plot):
    root = ET.fromstring(svg_bytes(plot, ""))
    kinds = [element.tag.removeprefix(SVG) for element in root.iter()]
    assert kinds.count("path") + kinds.count("polyline") > 4
    assert kinds.count("text") > 4


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        (QSize(10_000, 20_000), False),
        (QSize(10_001, 20_000), True),
        (QSize(40_000, 10), True),
    ],
)
def test_too_large_is_what_memory_or_qt_cannot_hold(size, expected):
    assert is_too_large(size) is expected


def test_a_picture_that_is_too_large_is_refused_in_a_sentence(view):
    view.resize(4000, 4000)
    assert pixel_size(view.size(), 10.0) == QSize(40_000, 40_000)
    with pytest.raises(NnlabError, match="40,000 × 40,000 pixels is too large"):
        to_image(view, 10.0, "")


def test_a_light_picture_of_a_dark_window_leaves_it_dark(view, in_theme):
    in_theme("dark")
    before = view.grab().toImage()
    with in_light(view, "dark"):
        picture = to_image(view, 1.0, "")
    assert picture.pixelColor(1, 1).name() == theme.LIGHT.window
    assert theme.current() is theme.DARK
    assert view.grab().toImage() == before
