"""Classes are told apart by symbol and by colour, also by eyes without red or green cones."""

from itertools import combinations

import numpy as np
import pytest
from PySide6.QtGui import QColor

from nnlab.gui.colours import DARK, LIGHT
from nnlab.gui.views.data.symbols import CLASS_COLOURS, MOST_CLASSES, SYMBOLS, class_colour, stamp

BOTH = pytest.mark.parametrize("shown", [LIGHT, DARK], ids=["light", "dark"])
# Machado, Oliveira and Fernandes (2009), severity 1, for linear RGB.
PROTAN = [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
DEUTAN = [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]


def linear(colour):
    channels = np.array(QColor(colour).getRgbF()[:3])
    return np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)


def luminance(colour):
    return float(linear(colour) @ [0.2126, 0.7152, 0.0722])


def contrast(first, second):
    high, low = sorted((luminance(first), luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def oklab(rgb):
    """Return the coordinates of linear RGB, from Ottosson's definition."""
    cones = np.array([[0.4122214708, 0.5363325363, 0.0514459929], [0.2119034982, 0.6806995451, 0.1073969566]])
    cones = np.vstack([cones, [0.0883024619, 0.2817188376, 0.6299787005]])
    axes = np.array([[0.2104542553, 0.7936177850, -0.0040720468], [1.9779984951, -2.4285922050, 0.4505937099]])
    axes = np.vstack([axes, [0.0259040371, 0.7827717662, -0.8086757660]])
    return axes @ np.cbrt(cones @ np.clip(rgb, 0, 1))


def distances(colours, seen):
    return [
        np.linalg.norm(oklab(seen @ linear(first)) - oklab(seen @ linear(second)))
        for first, second in combinations(colours, 2)
    ]


@BOTH
def test_marks_stand_out_from_the_ground_of_a_cloud(shown):
    assert min(contrast(colour, shown.base) for colour in CLASS_COLOURS[shown.name]) >= 3


@BOTH
@pytest.mark.parametrize("seen", [np.eye(3), np.array(PROTAN), np.array(DEUTAN)], ids=["all", "no red", "no green"])
def test_the_colours_of_few_classes_are_far_apart_for_all_eyes(shown, seen):
    assert min(distances(CLASS_COLOURS[shown.name][:6], seen)) > 0.1
    assert min(distances(CLASS_COLOURS[shown.name], seen)) > 0.04


def test_no_two_of_ten_classes_look_alike_even_without_colour(qapp):
    pictures = [stamp(symbol, QColor("#000000"), 2.0).toImage() for symbol in SYMBOLS]
    assert len(pictures) == MOST_CLASSES
    inked = [
        np.array([[image.pixelColor(x, y).alpha() for x in range(image.width())] for y in range(image.height())])
        for image in pictures
    ]
    assert min(np.abs(first - second).sum() for first, second in combinations(inked, 2)) > 1000


def test_a_stamp_has_the_colour_of_its_class_in_every_theme(in_theme):
    for choice in ("light", "dark"):
        in_theme(choice)
        image = stamp(SYMBOLS[0], class_colour(3), 1.0, 5).toImage()
        middle = image.pixelColor(image.width() // 2, image.height() // 2)
        assert middle.name() == CLASS_COLOURS[choice][3]


def test_on_a_fine_screen_a_stamp_has_more_pixels_and_the_same_size(qapp):
    one, two = (stamp(SYMBOLS[0], class_colour(0), ratio) for ratio in (1.0, 2.0))
    assert two.width() == 2 * one.width()
    assert two.deviceIndependentSize() == one.deviceIndependentSize()
