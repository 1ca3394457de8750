"""What is drawn on a plane over its ground: lines, rings and the crosshair."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QLineF, QPointF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap

from nnlab.data.dataset import Array
from nnlab.gui import theme
from nnlab.gui.views.decision.plane.plane_frame import PlaneFrame

RING: Final = 6.5
CROSS, GAP = 10, 4
"""Pixels from the middle of the crosshair to the ends of its lines."""


@dataclass(frozen=True)
class Line:
    """Straight pieces to be drawn over the ground.

    Attributes
    ----------
    pieces : (n, 2, 2)
        Their ends, in units of the features.
    width : float
        In pixels.
    is_dark : bool
        Whether it has the colour of text, for pale grounds; otherwise that of the base, for strong ones.
    """

    pieces: Array
    width: float = 2.0
    is_dark: bool = True


def paint_line(painter: QPainter, frame: PlaneFrame, line: Line) -> None:
    """Draw all pieces of a line."""
    shown = theme.current()
    colour = QColor(shown.text if line.is_dark else shown.base)
    painter.setPen(QPen(colour, line.width, c=Qt.PenCapStyle.SquareCap))  # round ones take ten times as long
    ends = frame.places(line.pieces).reshape(-1, 4).tolist()
    painter.drawLines([QLineF(*four) for four in ends])


def paint_rings(painter: QPainter, places: Array, ratio: float) -> None:
    """Draw rings at (n, 2) places, dark on a light halo, so that they stand out from any ground."""
    ring = _ring(ratio)
    half = ring.width() / ratio / 2
    for x, y in (places - half).tolist():
        painter.drawPixmap(QPointF(x, y), ring)


def _ring(ratio: float) -> QPixmap:
    side = 2 * (RING + 2)
    picture = QPixmap(QSize(round(side * ratio), round(side * ratio)))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for colour, width in ((theme.current().base, 3.0), (theme.current().text, 1.4)):
        painter.setPen(QPen(QColor(colour), width))
        painter.drawEllipse(QPointF(side / 2, side / 2), RING, RING)
    painter.end()
    return picture


def paint_crosshair(painter: QPainter, middle: QPointF) -> None:
    """Draw four short lines around a place, dark on light ones."""
    for colour, width in ((theme.current().base, 4.0), (theme.current().text, 1.6)):
        painter.setPen(QPen(QColor(colour), width))
        _paint_cross(painter, middle)


def _paint_cross(painter: QPainter, middle: QPointF) -> None:
    for way in (QPointF(1, 0), QPointF(-1, 0), QPointF(0, 1), QPointF(0, -1)):
        painter.drawLine(middle + way * GAP, middle + way * CROSS)
