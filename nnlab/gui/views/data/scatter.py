"""A large cloud of examples on the plane that two features span."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from nnlab.data.dataset import Array
from nnlab.gui import theme
from nnlab.gui.views.data.cloud_axes import box_of, paint_axes
from nnlab.gui.views.data.cloud_frame import Frame
from nnlab.gui.views.data.mark_painting import nearest, paint_marks
from nnlab.gui.views.data.marks import Marks

RING: Final = 7
LARGEST: Final = 1e300
"""Values beyond stand at the rim: no axis can be made of them."""
ZOOM: Final = 1.25
MOST_ZOOM: Final = 1000.0
STEP: Final = 0.1
"""Of what is seen: how far an arrow key moves it."""
ARROWS: Final = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Down: (0, -1),
    Qt.Key.Key_Up: (0, 1),
}
NEARER: Final = frozenset({Qt.Key.Key_Plus, Qt.Key.Key_Equal})


class Scatter(QWidget):
    """Draws points; wheel and mouse, or plus, minus and the arrows, choose what is seen, 0 shows all again.

    Signals
    -------
    pointed : object
        The point under the mouse; None where there is none.

    Attributes
    ----------
    points : (n, 2)
    """

    pointed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.points: Array = np.empty((0, 2))
        self._marks: Marks | None = None
        self._names: Sequence[str] = ("", "")
        self._emphasis: int | None = None
        self._pointed: int | None = None
        self._centre, self._half, self._zoom = np.zeros(2), np.ones(2), 1.0
        self._dragged: QPointF | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setToolTip(self.tr("Turn the wheel to see more or less, drag to move, double-click to see all"))

    def set_points(self, points: Array, marks: Marks, names: Sequence[str]) -> None:
        """Show (n, 2) points, n at least 1, drawn as ``marks`` say; ``names`` are those of the axes."""
        self.points, self._marks, self._names = np.clip(points, -LARGEST, LARGEST), marks, names
        self._emphasis = self._pointed = None
        self.setAccessibleName(self.tr("Cloud of points: {names}").format(names=", ".join(names)))
        self.show_all()

    def set_emphasis(self, kind: int | None) -> None:
        """Let the points of one kind stand out; None shows all alike."""
        self._emphasis = kind
        self.update()

    def show_all(self) -> None:
        """Show all points."""
        low, high = 0.5 * self.points.min(axis=0), 0.5 * self.points.max(axis=0)
        self._zoom, self._centre, self._half = 1.0, low + high, high - low
        if not self._half.any():  # a single place
            self._half = np.maximum(np.abs(self._centre), 1.0)
        self.update()

    def zoom(self, factor: float, fixed: QPointF | None = None) -> None:
        """Show things ``factor`` times as large; what is at ``fixed``, or in the middle, stays there."""
        middle = self.frame().box.center()
        away = (fixed or middle) - middle
        before = self._values_of(away)
        self._zoom = min(max(self._zoom * factor, 1.0), MOST_ZOOM)
        self._centre = self._centre + before - self._values_of(away)
        self.update()

    def frame(self) -> Frame:
        """Return where things stand."""
        box, half = box_of(QSizeF(self.size()), QFontMetrics(theme.small(self.font()))), self._half / self._zoom
        (left, bottom), (right, top) = (self._centre - half).tolist(), (self._centre + half).tolist()
        return Frame(box, (left, right), (bottom, top))

    def point_at(self, position: QPointF) -> int | None:
        """Return the point at ``position``; None where there is none."""
        frame = self.frame()
        return nearest(frame.places(self.points), position) if frame.box.contains(position) else None

    def sizeHint(self) -> QSize:
        """Ask for a large picture."""
        return QSize(480, 280)

    def minimumSizeHint(self) -> QSize:
        """Ask for enough to see a shape."""
        return QSize(200, 160)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the axes and the points."""
        painter, frame = QPainter(self), self.frame()
        painter.setFont(theme.tabular(theme.small(self.font())))
        paint_axes(painter, frame, self._names, QSizeF(self.size()))
        painter.setClipRect(frame.box)
        if self._marks is not None:
            self._paint_points(painter, frame, self._marks)
        if self._pointed is not None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(theme.current().text), 1.5))
            painter.drawEllipse(frame.place(*self.points[self._pointed].tolist()), RING, RING)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(theme.current().accent), 2))
            painter.drawRect(frame.box.adjusted(1, 1, -1, -1))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move what is seen, or say what is under the mouse."""
        if self._dragged is not None:
            self._centre = self._centre - self._values_of(event.position() - self._dragged)
            self._dragged = event.position()
            self.update()
        else:
            self._point_to(self.point_at(event.position()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to move what is seen."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._dragged = event.position()
            self._point_to(None)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Leave what is seen where it is now."""
        self._dragged = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Show all points."""
        self.show_all()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Show things larger or smaller around the mouse."""
        self.zoom(ZOOM ** (event.angleDelta().y() / 120), event.position())
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        """Say that the mouse is nowhere."""
        super().leaveEvent(event)
        self._point_to(None)

    def event(self, event: QEvent) -> bool:
        """Keep the keys that are used here from the shortcuts of the window."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and _uses(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do with keys what the mouse does."""
        if not _uses(event):
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_0:
            self.show_all()
        elif (way := ARROWS.get(Qt.Key(event.key()))) is not None:
            box = self.frame().box
            seen = [box.width() / self.frame().unit, box.height() / self.frame().unit]
            self._centre = self._centre + STEP * np.array(way) * seen
            self.update()
        else:
            self.zoom(ZOOM if event.key() in NEARER else 1 / ZOOM)

    def _paint_points(self, painter: QPainter, frame: Frame, marks: Marks) -> None:
        places, reach = frame.places(self.points), frame.box.adjusted(-RING, -RING, RING, RING)
        is_seen = (places >= [reach.left(), reach.top()]) & (places <= [reach.right(), reach.bottom()])
        paint_marks(painter, marks, places, np.all(is_seen, axis=1), self._emphasis, self.devicePixelRatioF())

    def _point_to(self, point: int | None) -> None:
        if point != self._pointed:
            self._pointed = point
            self.pointed.emit(point)
            self.update()

    def _values_of(self, away: QPointF) -> Array:
        """Return a distance in pixels as one of values; the screen's y points down."""
        return np.array([away.x(), -away.y()]) / self.frame().unit


def _uses(event: QKeyEvent) -> bool:
    """Return whether a key does something here."""
    is_plain = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
    keys = {*ARROWS, *NEARER, Qt.Key.Key_Minus, Qt.Key.Key_0}
    return is_plain == Qt.KeyboardModifier.NoModifier and event.key() in keys
