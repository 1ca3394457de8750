"""Ten small symbols in ten colours, so that classes are told apart by both."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, pi, sin
from typing import Final

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap, QPolygonF

from nnlab.gui import theme

CLASS_COLOURS: Final = {
    "light": (
        *("#0a62c2", "#b34700", "#1ea596", "#691e5a", "#c38700"),
        *("#8787f0", "#4b3c00", "#a53c78", "#4b87b4", "#2d2d96"),
    ),
    "dark": (
        *("#6cb2ff", "#ff9d57", "#58e0c6", "#c35a87", "#ffe14b"),
        *("#4b78e1", "#b47800", "#d9c2ff", "#3c8778", "#b4e1a5"),
    ),
}
"""The first ones are far apart for all eyes, those without red or green cones among them."""

MOST_CLASSES: Final = 10
"""Beyond these neither colours nor symbols could be told apart."""

RADIUS: Final = 3.5
"""Of a mark, in pixels."""
OUTLINE: Final = 1.2
ARM = 0.34
"""Half the width of the arms of a cross."""

Corners = tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Symbol:
    """A shape of about one unit around (0, 0).

    Attributes
    ----------
    corners : tuple of (float, float)
        Of a polygon; a circle has none.
    is_filled : bool
    """

    corners: Corners = ()
    is_filled: bool = True

    def path(self, radius: float) -> QPainterPath:
        """Return the outline, ``radius`` times as large."""
        path = QPainterPath()
        if self.corners:
            path.addPolygon(QPolygonF([QPointF(radius * x, radius * y) for x, y in self.corners]))
            path.closeSubpath()
        else:
            path.addEllipse(QPointF(0, 0), 0.9 * radius, 0.9 * radius)
        return path


def _turned(corners: Corners, angle: float) -> Corners:
    return tuple((x * cos(angle) - y * sin(angle), x * sin(angle) + y * cos(angle)) for x, y in corners)


TRIANGLE: Final = ((0, -1.1), (1.05, 0.75), (-1.05, 0.75))
SQUARE: Final = ((-0.82, -0.82), (0.82, -0.82), (0.82, 0.82), (-0.82, 0.82))
PLUS: Final = (
    *((-ARM, -1.1), (ARM, -1.1), (ARM, -ARM), (1.1, -ARM), (1.1, ARM), (ARM, ARM)),
    *((ARM, 1.1), (-ARM, 1.1), (-ARM, ARM), (-1.1, ARM), (-1.1, -ARM), (-ARM, -ARM)),
)
SYMBOLS: Final = (
    Symbol(),
    Symbol(TRIANGLE),
    Symbol(SQUARE),
    Symbol(_turned(TRIANGLE, pi)),
    Symbol(_turned(SQUARE, pi / 4)),
    Symbol(PLUS),
    Symbol(_turned(PLUS, pi / 4)),
    Symbol(is_filled=False),
    Symbol(SQUARE, is_filled=False),
    Symbol(TRIANGLE, is_filled=False),
)


def class_colour(index: int) -> QColor:
    """Return the colour of a class in the present theme."""
    return QColor(CLASS_COLOURS[theme.current().name][index % MOST_CLASSES])


def stamp(symbol: Symbol, colour: QColor, ratio: float, radius: float = RADIUS) -> QPixmap:
    """Return ``symbol`` as a picture, which is drawn many times quicker than a path.

    Parameters
    ----------
    symbol : Symbol
    colour : QColor
    ratio : float
        Pixels of the screen per pixel of the window.
    radius : float
    """
    side = 2 * (int(radius * 1.1 + OUTLINE) + 1)
    pixmap = QPixmap(round(side * ratio), round(side * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(side / 2, side / 2)
    ground = QColor(theme.current().raised)
    painter.setPen(QPen(ground, 1) if symbol.is_filled else QPen(colour, OUTLINE))
    painter.setBrush(colour if symbol.is_filled else Qt.BrushStyle.NoBrush)
    painter.drawPath(symbol.path(radius))
    painter.end()
    return pixmap
