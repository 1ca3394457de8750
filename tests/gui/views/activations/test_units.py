"""Silent units, told apart."""

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter

from nnlab.gui.views.activations.units import kinds, paint_units, parts_of, units_words
from nnlab.training.statistics import UnitShares

SHARES = UnitShares(zero=0.5, saturated=None, dead=0.05, dead_at_start=0.03, often_silent=0.1)
NONE = UnitShares(zero=0.5, saturated=0.1, dead=None, dead_at_start=None, often_silent=None)


def test_the_three_kinds_are_told_apart():
    assert parts_of(SHARES) == pytest.approx((0.03, 0.02, 0.1))
    assert units_words(SHARES) == "dead at start 3 %, died 2 %, often silent 10 %"


def test_where_units_cannot_die_there_is_nothing_to_say():
    assert parts_of(NONE) is None
    assert units_words(NONE) == ""


def test_the_kinds_differ_in_more_than_colour():
    assert len({kind.sign for kind in kinds()}) == 3
    assert len({kind.pattern for kind in kinds()}) == 3
    assert all(kind.name and kind.about for kind in kinds())


def painted(shares):
    image = QImage(200, 40, QImage.Format.Format_RGB32)
    image.fill(QColor("#ffffff"))
    painter = QPainter(image)
    paint_units(painter, shares, QRect(0, 0, 200, 40), kinds())
    painter.end()
    return image


def test_every_kind_has_its_part_of_the_bar(qapp):
    image = painted(UnitShares(0.9, None, 0.5, 0.2, 0.3))
    colours = [kind.colour() for kind in kinds()]
    for part, colour in zip(((0, 40), (40, 100), (100, 160)), colours, strict=True):
        found = [x for x in range(200) if any(image.pixelColor(x, y) == colour for y in range(8, 17))]
        inner = [x for x in found if part[0] < x < part[1]]
        assert len(inner) > 10, part


def test_a_single_dead_unit_can_be_seen(qapp):
    assert painted(UnitShares(0.5, None, 0.0005, 0.0005, 0.0)) != painted(UnitShares(0.5, None, 0.0, 0.0, 0.0))
    painted(NONE)
