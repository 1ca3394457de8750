"""The plane that two features span: a ground of colours, lines, and examples as marks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import floor
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetrics,
    QImage,
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
from nnlab.gui.views.data.mark_painting import nearest, paint_marks
from nnlab.gui.views.data.marks import Marks
from nnlab.gui.views.data.plane_keys import ARROWS
from nnlab.gui.views.decision.plane.plane_frame import PlaneFrame
from nnlab.gui.views.decision.plane.plane_painting import GAP, Line, paint_crosshair, paint_line, paint_rings
from nnlab.training.inside.grid import Grid

STEP: Final = 0.02
"""Of the width: how far an arrow key moves the crosshair."""

Place = tuple[float, float]


class PlaneArea(QWidget):
    """Draws a square plane; mouse and arrow keys point at a place in it.

    Signals
    -------
    pointed : (float, float) or None
        Where in the plane the mouse or the crosshair is.

    Attributes
    ----------
    place : (float, float) or None
        What was pointed at last.
    """

    pointed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.place: Place | None = None
        self._grid: Grid | None = None
        self._image, self._lines, self._names = QImage(), tuple[Line, ...](), ("", "")
        self._points: Array = np.empty((0, 2))
        self._marks: Marks | None = None
        self._is_seen = self._is_ringed = np.empty(0, np.bool_)
        self._emphasis: int | None = None
        self._ground_picture: QPixmap | None = None
        self._marks_picture: QPixmap | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def set_ground(self, grid: Grid, image: QImage, lines: Sequence[Line], names: tuple[str, str]) -> None:
        """Show other colours and lines; ``names`` are those of the axes."""
        if self._grid is None or (grid.x, grid.y) != (self._grid.x, self._grid.y):
            self._marks_picture = None
        self._grid, self._image, self._lines, self._names = grid, image, tuple(lines), names
        self._ground_picture = None
        self.update()

    def set_points(self, points: Array, marks: Marks, is_seen: NDArray[np.bool_], is_ringed: NDArray[np.bool_]) -> None:
        """Show (n, 2) examples where they ``are seen``, some of them ringed."""
        is_same = np.array_equal(points, self._points) and np.array_equal(is_seen, self._is_seen)
        if not is_same or self._marks is None or not np.array_equal(marks.kinds, self._marks.kinds):
            self._marks_picture = None
        self._points, self._marks, self._is_seen, self._is_ringed = points, marks, is_seen, is_ringed & is_seen
        self.update()

    def set_emphasis(self, kind: int | None) -> None:
        """Let the examples of one kind stand out; None shows all alike."""
        self._emphasis, self._marks_picture = kind, None
        self.update()

    def frame(self) -> PlaneFrame | None:
        """Return where things stand; None while there is nothing to show."""
        if self._grid is None:
            return None
        room = box_of(QSizeF(self.size()), QFontMetrics(theme.small(self.font())))
        side = max(floor(min(room.width(), room.height())), 1)
        left = floor(room.left() + (room.width() - side) / 2)
        return PlaneFrame(QRectF(left, floor(room.top()), side, side), self._grid)

    def example_at(self, place: Place) -> int | None:
        """Return the example that is seen at a place of the plane; None where there is none."""
        frame, seen = self.frame(), np.flatnonzero(self._is_seen)
        if frame is None or not len(seen):
            return None
        found = nearest(frame.places(self._points[seen]), frame.place(*place))
        return None if found is None else int(seen[found])

    def point_to(self, place: Place | None) -> None:
        """Point at a place of the plane, or nowhere."""
        if place != self.place:
            self.place = place
            self.pointed.emit(place)
            self.update()

    def sizeHint(self) -> QSize:
        """Ask for a large square."""
        return QSize(440, 440)

    def minimumSizeHint(self) -> QSize:
        """Ask for enough to see a shape."""
        return QSize(180, 180)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground, the examples over it, rings around some, and what is pointed at."""
        frame = self.frame()
        if frame is None:
            return
        painter = QPainter(self)
        self._ground_picture = self._ground_picture or self._picture(lambda p: self._paint_ground(p, frame))
        painter.drawPixmap(0, 0, self._ground_picture)
        self._marks_picture = self._marks_picture or self._picture(lambda p: self._paint_marks(p, frame))
        painter.drawPixmap(0, 0, self._marks_picture)
        painter.setClipRect(frame.box)
        if self._is_ringed.any():
            paint_rings(painter, frame.places(self._points[self._is_ringed]), self.devicePixelRatioF())
        if self.place is not None:
            paint_crosshair(painter, frame.place(*self.place))
        if self.hasFocus():
            painter.setPen(QPen(QColor(theme.current().accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(frame.box.adjusted(1, 1, -1, -1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw anew in another size."""
        super().resizeEvent(event)
        self._forget()

    def changeEvent(self, event: QEvent) -> None:
        """Draw anew in other colours or type."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.FontChange}:
            self._forget()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Point at what is under the mouse."""
        frame = self.frame()
        self.point_to(frame.values_at(event.position()) if frame else None)

    def leaveEvent(self, event: QEvent) -> None:
        """Point nowhere."""
        super().leaveEvent(event)
        self.point_to(None)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Point nowhere."""
        super().focusOutEvent(event)
        self.point_to(None)

    def event(self, event: QEvent) -> bool:
        """Keep the arrow keys from the shortcuts of the window."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and event.key() in ARROWS:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the crosshair, which begins in the middle."""
        way = ARROWS.get(Qt.Key(event.key()))
        if way is None or self._grid is None:
            super().keyPressEvent(event)
            return
        grid = self._grid
        ends = (grid.x, grid.y)
        now = self.place or tuple((low + high) / 2 for low, high in ends)
        moved = [at + STEP * by * (high - low) for at, by, (low, high) in zip(now, way, ends, strict=True)]
        x, y = (min(max(at, low), high) for at, (low, high) in zip(moved, ends, strict=True))
        self.point_to((x, y))

    def _forget(self) -> None:
        self._ground_picture = self._marks_picture = None
        self.update()

    def _picture(self, paint: Callable[[QPainter], None]) -> QPixmap:
        """Return what ``paint`` draws, to be shown again and again while the crosshair moves."""
        ratio = self.devicePixelRatioF()
        picture = QPixmap(self.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setFont(theme.tabular(theme.small(self.font())))
        paint(painter)
        painter.end()
        return picture

    def _paint_ground(self, painter: QPainter, frame: PlaneFrame) -> None:
        self._paint_axes(painter, frame)
        painter.setClipRect(frame.box.adjusted(0, 0, 1, 1))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(frame.box.adjusted(0, 0, 1, 1), self._image)  # over the ends of the axes
        painter.setPen(QColor(theme.current().border))
        painter.drawRect(frame.box)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for line in self._lines:
            paint_line(painter, frame, line)

    def _paint_axes(self, painter: QPainter, frame: PlaneFrame) -> None:
        """Draw the axes close around the square, wherever it is in the widget."""
        room, metrics = box_of(QSizeF(self.size()), painter.fontMetrics()), painter.fontMetrics()
        away = frame.box.left() - room.left()
        size = QSizeF(frame.box.right() - away + 1, frame.box.bottom() + 2 * metrics.height() + GAP)
        painter.save()
        painter.translate(away, 0)
        paint_axes(painter, frame.moved(-away), self._names, size)
        painter.restore()

    def _paint_marks(self, painter: QPainter, frame: PlaneFrame) -> None:
        if self._marks is not None:
            painter.setClipRect(frame.box)
            places = frame.places(self._points)
            paint_marks(painter, self._marks, places, self._is_seen, self._emphasis, self.devicePixelRatioF())
