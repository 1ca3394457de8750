"""What all drawings of this tab share: their type, their room, the numbers at their axes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray
from pyqtgraph import functions
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPolygonF
from PySide6.QtWidgets import QSizePolicy

from nnlab.gui import theme
from nnlab.gui.views.data.pointed import Pointed
from nnlab.gui.views.gradients.scale import Scale

GAP: Final = 4
GRID_SHARE: Final = 0.5
"""How much of the colour of a border a line of the grid has."""
LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTRE: Final = Qt.AlignmentFlag.AlignCenter
PLAIN: Final = ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)


class Chart(Pointed):
    """A pair of axes.

    Parameters
    ----------
    name : str
        For a screen reader, translated.
    x_name, y_name : str
        What stands at the axes, translated.
    """

    def __init__(self, name: str, x_name: str, y_name: str) -> None:
        super().__init__()
        self._names = x_name, y_name
        self._type: QFont | None = None
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def small_type(self) -> QFont:
        """Return the font of numbers and words."""
        if self._type is None:
            self._type = theme.tabular(theme.small(self.font()))
        return self._type

    def line(self) -> int:
        """Return the height of a line of text."""
        return QFontMetrics(self.small_type()).height()

    def changeEvent(self, event: QEvent) -> None:
        """Take type of another size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._type = None

    def box_for(self, widest: str) -> QRectF:
        """Return the room inside the axes, where the numbers of the vertical one are at most as wide as ``widest``."""
        metrics = QFontMetrics(self.small_type())
        left, top, below = metrics.horizontalAdvance(widest) + GAP, metrics.height() + GAP, 2 * metrics.height() + 2
        return QRectF(left, top, max(self.width() - left - GAP, 10.0), max(self.height() - top - below, 10.0))

    def sizeHint(self) -> QSize:
        """Ask for a comfortable picture."""
        return QSize(320, 240)

    def minimumSizeHint(self) -> QSize:
        """Ask for enough to see a shape."""
        return QSize(140, 96)

    def paint_names(self, painter: QPainter) -> None:
        """Write the names of the axes."""
        line, metrics = self.line(), painter.fontMetrics()
        painter.setPen(QColor(theme.current().text))
        x_name, y_name = self._names
        places = ((x_name + " →", self.height() - line, RIGHT), ("↑ " + y_name, 0, LEFT))
        for words, top, side in places:
            shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, self.width())
            painter.drawText(QRectF(0, top, self.width() - 1, line), side, shown)

    def paint_y_axis(self, painter: QPainter, box: QRectF, scale: Scale) -> None:
        """Draw ground, lines and numbers of the vertical axis."""
        line = self.line()
        painter.fillRect(box, QColor(theme.current().base))
        for value, words in scale.ticks(int(box.height() // (2 * line))):
            share = float(scale.shares(np.array([value]))[0])
            if not -1e-9 <= share <= 1 + 1e-9:
                continue
            y = round(box.bottom() - share * box.height()) + 0.5
            painter.setPen(grid_colour())
            painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y))
            painter.setPen(QColor(theme.current().muted))
            painter.drawText(QRectF(0, y - line / 2, box.left() - GAP, line), RIGHT, words)

    def paint_focus(self, painter: QPainter) -> None:
        """Show that keys act here."""
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QColor(theme.current().accent))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)


def grid_colour() -> QColor:
    """Return the colour of quiet lines."""
    return theme.blend(theme.current().base, theme.current().border, GRID_SHARE)


def polygon(xs: NDArray[np.float64], ys: NDArray[np.float64]) -> QPolygonF:
    """Return (n,) places as a line, without a Python object for each."""
    line: QPolygonF = functions.create_qpolygonf(xs.size)
    places = functions.ndarray_from_qpolygonf(line)
    places[:, 0], places[:, 1] = xs, ys
    return line


def pieces(ys: NDArray[np.float64]) -> list[slice]:
    """Return the parts of (n,) values without a NaN."""
    there = np.concatenate([[0], np.isfinite(ys).astype(np.int8), [0]])
    edges = np.flatnonzero(np.diff(there))
    return [slice(first, last) for first, last in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)]


def uses(event: QKeyEvent, keys: Sequence[Qt.Key]) -> bool:
    """Return whether a key does something here."""
    return event.modifiers() & PLAIN == Qt.KeyboardModifier.NoModifier and event.key() in keys
