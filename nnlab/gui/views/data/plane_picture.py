"""How points that are drawn by hand look on their plane, and how much of it is shown."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QPixmap

from nnlab.gui import numbers, theme
from nnlab.gui.views.data.cloud_axes import box_of, paint_axes
from nnlab.gui.views.data.cloud_frame import Frame
from nnlab.gui.views.data.strokes import Place, Point, rounded
from nnlab.gui.views.data.symbols import RADIUS, SYMBOLS, class_colour, stamp

AXES: Final = ("x", "y")
CROSS, GAP = 9, 3
"""Pixels from the middle of the crosshair to the ends of its lines."""
LARGER: Final = RADIUS + 1
"""Than in clouds, whose points nobody has to hit."""


def area_of(size: QSize, font: QFont) -> QRectF:
    """Return the room for a square with its axes in the middle of a widget."""
    box = _box(QSizeF(size), font)
    side = max(min(box.width(), box.height()), 1.0)
    width, height = size.width() - box.width() + side, size.height() - box.height() + side
    return QRectF(floor((size.width() - width) / 2), floor((size.height() - height) / 2), width, height)


def frame_of(area: QRectF, font: QFont, extent: float, *, inside: bool = False) -> Frame:
    """Return where values stand, in the widget or ``inside`` the area alone."""
    box = _box(area.size(), font)
    ends = (-extent, extent)
    return Frame(box if inside else box.translated(area.topLeft()), ends, ends)


def draw_plane(size: QSize, ratio: float, font: QFont, points: Sequence[Point], extent: float) -> QPixmap:
    """Return axes and points as one picture, which is painted again and again while a stroke grows."""
    picture = QPixmap(size * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    area = area_of(size, font)
    painter = QPainter(picture)
    painter.setFont(theme.tabular(theme.small(font)))
    painter.translate(area.topLeft())
    frame = frame_of(area, font, extent, inside=True)
    paint_axes(painter, frame, AXES, area.size())
    paint_points(painter, frame, points, ratio)
    painter.end()
    return picture


def paint_points(painter: QPainter, frame: Frame, points: Sequence[Point], ratio: float) -> None:
    """Draw each point as the symbol of its class."""
    labels = {label for _, _, label in points}
    stamps = {label: stamp(SYMBOLS[label], class_colour(label), ratio, LARGER) for label in labels}
    halves = {label: picture.width() / ratio / 2 for label, picture in stamps.items()}
    middle, unit = frame.box.center(), frame.unit
    left, top = middle.x(), middle.y()
    for x, y, label in points:
        half = halves[label]
        painter.drawPixmap(QPointF(left + x * unit - half, top - y * unit - half), stamps[label])


def paint_promise(painter: QPainter, box: QRectF, words: str) -> None:
    """Say in the upper half of an empty plane what can be done there."""
    painter.setPen(QColor(theme.current().muted))
    upper = box.adjusted(theme.GRID, 0, -theme.GRID, -box.height() / 2)
    painter.drawText(upper, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, words)


def paint_crosshair(painter: QPainter, middle: QPointF) -> None:
    """Draw where the keys draw."""
    painter.setPen(QPen(QColor(theme.current().accent), 2))
    for way in (QPointF(1, 0), QPointF(-1, 0), QPointF(0, 1), QPointF(0, -1)):
        painter.drawLine(middle + way * GAP, middle + way * CROSS)


def paint_eraser(painter: QPainter, middle: QPointF, radius: float) -> None:
    """Draw how far the eraser reaches."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(theme.current().text), 1, Qt.PenStyle.DashLine))
    painter.drawEllipse(middle, radius, radius)


def place_words(place: Place) -> str:
    """Return ``x 0.25, y −0.5``."""
    return ", ".join(f"{axis} {numbers.edge(rounded(value))}" for axis, value in zip(AXES, place, strict=True))


def _box(size: QSizeF, font: QFont) -> QRectF:
    return box_of(size, QFontMetrics(theme.small(font)))
