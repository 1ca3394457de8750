"""The axes of a cloud: round numbers, names, and lines at zero, by which one sees what is centred."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen

from nnlab.gui import numbers, theme
from nnlab.gui.views.data.cloud_frame import TICK_DISTANCE, Frame

GAP: Final = 3
ROOM: Final = 8
WIDEST_NUMBER: Final = "−1500"
WIDEST_LABEL: Final = 80
GRID_SHARE: Final = 0.5
"""How much of the colour of a border a line of the grid has."""


def box_of(size: QSizeF, metrics: QFontMetrics) -> QRectF:
    """Return the room inside the axes."""
    left, line = metrics.horizontalAdvance(WIDEST_NUMBER) + GAP, metrics.height()
    top = line + GAP
    return QRectF(left, top, size.width() - left - 1, size.height() - top - 2 * line - GAP)


def paint_axes(painter: QPainter, frame: Frame, names: Sequence[str], size: QSizeF) -> None:
    """Draw grid, numbers and names.

    Parameters
    ----------
    painter : QPainter
        With the font for numbers and names.
    frame : Frame
    names : sequence of str
        Of the horizontal axis and, unless the cloud has only one, of the vertical one.
    size : QSizeF
        Of the whole picture.
    """
    painter.fillRect(frame.box, QColor(theme.current().base))
    xs, ys = _ticks(frame, painter.fontMetrics())
    _paint_grid(painter, frame, xs, ys if len(names) > 1 else [])
    painter.setPen(QColor(theme.current().muted))
    _write_numbers(painter, frame, xs, ys if len(names) > 1 else [])
    _write_names(painter, names, size)


def _ticks(frame: Frame, metrics: QFontMetrics) -> tuple[list[float], list[float]]:
    """Return ticks so far apart that their numbers do not touch."""
    xs, ys = frame.ticks()
    widest = max((metrics.horizontalAdvance(numbers.edge(x)) for x in xs), default=0)
    return (xs, ys) if widest + ROOM <= TICK_DISTANCE else frame.ticks(widest + ROOM)


def _paint_grid(painter: QPainter, frame: Frame, xs: Sequence[float], ys: Sequence[float]) -> None:
    box, at_zero = frame.box, frame.place(0, 0)
    for x in xs:
        place = round(frame.place(x, 0).x()) + 0.5
        painter.setPen(_grid_pen(x))
        painter.drawLine(QPointF(place, box.top()), QPointF(place, box.bottom()))
    for y in ys:
        place = round(frame.place(0, y).y()) + 0.5
        painter.setPen(_grid_pen(y))
        painter.drawLine(QPointF(box.left(), place), QPointF(box.right(), place))
    if not ys and box.top() < at_zero.y() < box.bottom():
        painter.setPen(_grid_pen(1))
        painter.drawLine(QPointF(box.left(), at_zero.y()), QPointF(box.right(), at_zero.y()))


def _grid_pen(value: float) -> QPen:
    shown = theme.current()
    colour = QColor(shown.outline) if value == 0 else theme.blend(shown.base, shown.border, GRID_SHARE)
    return theme.line_pen(colour)


def _write_numbers(painter: QPainter, frame: Frame, xs: Sequence[float], ys: Sequence[float]) -> None:
    box, line = frame.box, painter.fontMetrics().height()
    for x in xs:
        words = numbers.edge(x)
        half = painter.fontMetrics().horizontalAdvance(words) / 2
        middle = min(frame.place(x, 0).x(), box.right() - half)
        place = QRectF(middle - WIDEST_LABEL / 2, box.bottom() + 1, WIDEST_LABEL, line)
        painter.drawText(place, Qt.AlignmentFlag.AlignHCenter, words)
    for y in ys:
        place = QRectF(0, frame.place(0, y).y() - line / 2, box.left() - GAP, line)
        painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, numbers.edge(y))


def _write_names(painter: QPainter, names: Sequence[str], size: QSizeF) -> None:
    metrics, line = painter.fontMetrics(), painter.fontMetrics().height()
    painter.setPen(QColor(theme.current().text))
    places = (
        (f"{names[0]} →", size.height() - line, Qt.AlignmentFlag.AlignRight),
        *((f"↑ {name}", 0.0, Qt.AlignmentFlag.AlignLeft) for name in names[1:]),
    )
    for words, top, side in places:
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideMiddle, int(size.width()))
        painter.drawText(QRectF(0, top, size.width(), line), side | Qt.AlignmentFlag.AlignVCenter, shown)
