"""Points whose height is what was predicted and whose place is what is true."""

from __future__ import annotations

from typing import Final

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from nnlab.data.dataset import Array
from nnlab.gui import theme
from nnlab.gui.views.data.cloud_axes import box_of, paint_axes
from nnlab.gui.views.data.cloud_frame import Frame
from nnlab.gui.views.data.mark_painting import nearest
from nnlab.gui.views.ring import draw_ring

RADIUS: Final = 3.0
RING: Final = 6.5


class PredictedPlot(QWidget):
    """Draws the points and the diagonal; the mouse, or Left and Right from the least to the largest, points at one.

    Signals
    -------
    pointed : int or None
        A point.
    """

    pointed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._points: Array = np.empty((0, 2))
        self._name = ""
        self._row: int | None = None
        self._picture: QPixmap | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Predicted against true values"))

    def set_values(self, truth: Array, predicted: Array, name: str) -> None:
        """Show (n,) finite numbers to be met, and as many predicted ones."""
        self._points, self._name = np.column_stack([truth, predicted]), name
        self._redraw()
        self._point(None)

    def sizeHint(self) -> QSize:
        """Ask for a large square."""
        return QSize(520, 480)

    def minimumSizeHint(self) -> QSize:
        """Ask for enough to see a pattern."""
        return QSize(240, 200)

    def frame(self) -> Frame:
        """Return where values stand: on both axes the same range, so that the diagonal is one."""
        room = box_of(QSizeF(self.size()), QFontMetrics(theme.small(self.font())))
        side = max(min(room.width(), room.height()), 1.0)
        low, high = (float(self._points.min()), float(self._points.max())) if len(self._points) else (0.0, 1.0)
        return Frame(QRectF(room.left(), room.top(), side, side), (low, high), (low, high))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the points, and a ring around the one that is pointed at."""
        self._picture = self._picture or self._drawn()
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._picture)
        if self._row is not None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(theme.current().text), 2))
            x, y = self._points[self._row].tolist()
            painter.drawEllipse(self.frame().place(x, y), RING, RING)
        painter.end()
        if self.hasFocus():
            draw_ring(self, theme.current().accent, 4)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Point at the nearest point."""
        if len(self._points):
            self._point(nearest(self.frame().places(self._points), event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        """Point at nothing."""
        super().leaveEvent(event)
        self._point(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go through the points in the order of their true values."""
        way = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if way is None or not len(self._points):
            super().keyPressEvent(event)
            return
        order = np.argsort(self._points[:, 0], kind="stable")
        place = -1 if self._row is None else int(np.flatnonzero(order == self._row)[0])
        self._point(int(order[min(max(place + way, 0), len(order) - 1)]))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw anew in another size."""
        super().resizeEvent(event)
        self._redraw()

    def changeEvent(self, event: QEvent) -> None:
        """Draw anew in other colours or other type."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.FontChange}:
            self._redraw()

    def _redraw(self) -> None:
        self._picture = None
        self.update()

    def _point(self, row: int | None) -> None:
        if row != self._row:
            self._row = row
            self.update()
        self.pointed.emit(row)

    def _drawn(self) -> QPixmap:
        ratio, frame, shown = self.devicePixelRatioF(), self.frame(), theme.current()
        picture = QPixmap(self.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setFont(theme.tabular(theme.small(self.font())))
        true, predicted = self.tr("true {name}"), self.tr("predicted {name}")
        names = [words.format(name=self._name).strip() for words in (true, predicted)]
        paint_axes(painter, frame, names, QSizeF(frame.box.right() + 1, self.height()))
        painter.setClipRect(frame.box)
        low, high = (float(self._points.min()), float(self._points.max())) if len(self._points) else (0.0, 1.0)
        far = high - low or 1.0
        painter.setPen(QPen(QColor(shown.text), 1, Qt.PenStyle.DashLine))
        painter.drawLine(frame.place(low - far, low - far), frame.place(high + far, high + far))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = QColor(shown.accent)
        colour.setAlphaF(0.55)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        for x, y in frame.places(self._points).tolist():
            painter.drawEllipse(QPointF(x, y), RADIUS, RADIUS)
        painter.end()
        return picture
