"""The plane on which points are drawn with the mouse or the keys."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from nnlab.gui import theme
from nnlab.gui.views.data import plane_keys, plane_picture
from nnlab.gui.views.data.cloud_frame import Frame
from nnlab.gui.views.data.strokes import Eraser, Place, Point, Spray, rounded
from nnlab.gui.views.form.ring import draw_ring

MOST_POINTS: Final = 10_000
STEP, SPACING, ERASER = 0.05, 0.06, 0.08
"""Of the crosshair, between sprayed points, and how far the eraser reaches: shares of the extent."""
LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
BY_TAB: Final = frozenset({Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason})


class PointPlane(QWidget):
    """Shows the points, and follows the strokes of mouse and keys.

    Signals
    -------
    points_edited : tuple of Point
        All there are after a stroke.
    class_stepped : int
        The class before (-1) or after (1) the present one is asked for.
    pointed : object
        The place under the mouse, or of the crosshair; None when the mouse has left.

    Attributes
    ----------
    points : tuple of Point
    crosshair : (float, float)
        Where the keys draw.
    label : int
        The class of what is drawn.
    spread : float
        By how much sprayed points miss the way: a share of the extent.
    """

    points_edited = Signal(object)
    class_stepped = Signal(int)
    pointed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.points: tuple[Point, ...] = ()
        self.crosshair: Place = (0.0, 0.0)
        self.label, self.spread = 0, 0.0
        self._strokes = 0
        self._stroke: Spray | Eraser | None = None
        self._at: Place = (0.0, 0.0)
        self._is_by_keys = False
        self._picture: QPixmap | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)  # the right button erases
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Plane to draw points on"))

    def set_points(self, points: Sequence[Point]) -> None:
        """Show other points and give up a stroke that is under way; the same ones change nothing."""
        if tuple(points) != self.points:
            self.points, self._stroke = tuple(points), None
            self._redraw()

    def clear_class(self) -> None:
        """Take away all points of the present class."""
        self._finish(tuple(point for point in self.points if point[2] != self.label))

    def frame(self) -> Frame:
        """Return where values stand: in a square, however wide the window."""
        area = plane_picture.area_of(self.size(), self.font())
        return plane_picture.frame_of(area, self.font(), self._extent())

    def place_at(self, position: QPointF) -> Place:
        """Return what stands at a pixel."""
        frame = self.frame()
        away = position - frame.box.center()
        return away.x() / frame.unit, -away.y() / frame.unit

    def sizeHint(self) -> QSize:
        """Ask for a large square."""
        return QSize(560, 560)

    def minimumSizeHint(self) -> QSize:
        """Ask for enough to draw in."""
        return QSize(240, 240)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what is there, and over it the stroke."""
        painter, frame, ratio = QPainter(self), self.frame(), self.devicePixelRatioF()
        left = self._stroke.points if isinstance(self._stroke, Eraser) else self.points
        if self._picture is None:
            self._picture = plane_picture.draw_plane(self.size(), ratio, self.font(), left, self._extent())
        painter.drawPixmap(0, 0, self._picture)
        if not left and self._stroke is None:
            words = self.tr("Click or drag to draw points; the right button erases.")
            plane_picture.paint_promise(painter, frame.box, words)
        painter.setClipRect(frame.box)
        if isinstance(self._stroke, Spray):
            plane_picture.paint_points(painter, frame, self._stroke.points, ratio)
        elif isinstance(self._stroke, Eraser):
            plane_picture.paint_eraser(painter, frame.place(*self._at), ERASER * self._extent() * frame.unit)
        if self._is_by_keys and self.hasFocus():
            plane_picture.paint_crosshair(painter, frame.place(*self.crosshair))
        painter.end()  # before another begins
        if self.hasFocus():
            draw_ring(self, theme.current().accent, 4)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a stroke inside the square."""
        self._is_by_keys = False
        is_inside = self.frame().box.contains(event.position())
        if self._stroke is None and is_inside and event.button() in (LEFT, RIGHT):
            self._begin(self._spray() if event.button() == LEFT else self._eraser(), self.place_at(event.position()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Take the second of two quick clicks as another stroke."""
        self.mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with the stroke, and say where the mouse is."""
        at = self.place_at(event.position())
        if self._stroke is not None:
            self._go_on(at)
        self.pointed.emit(at if self.frame().box.contains(event.position()) else None)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the stroke with the button that began it."""
        if event.button() == (LEFT if isinstance(self._stroke, Spray) else RIGHT):
            self._end()

    def leaveEvent(self, event: QEvent) -> None:
        """Say that the mouse is nowhere."""
        super().leaveEvent(event)
        self.pointed.emit(None)

    def event(self, event: QEvent) -> bool:
        """Keep the keys that draw from the shortcuts of the window."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and plane_keys.is_used(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Draw with the keys, or give up the stroke of the mouse."""
        if self._stroke is not None and event.key() == Qt.Key.Key_Escape:
            self._stroke = None
            self._redraw()
        elif self._stroke is None and plane_keys.is_used(event):
            self._draw_with(Qt.Key(event.key()), event)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the crosshair to those who came with the keys."""
        super().focusInEvent(event)
        if event.reason() in BY_TAB:
            self._show_crosshair()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw all in the new size."""
        super().resizeEvent(event)
        self._redraw()

    def changeEvent(self, event: QEvent) -> None:
        """Draw all in the colours and the type of a new theme."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._redraw()

    def _draw_with(self, key: Qt.Key, event: QKeyEvent) -> None:
        if plane_keys.is_shifted(event):
            self._move_crosshair(*plane_keys.ARROWS[key])
        elif key in plane_keys.CHOOSES:
            self.class_stepped.emit(plane_keys.ARROWS[key][0])
        elif key in plane_keys.CLEARS:
            self.clear_class()
        elif not event.isAutoRepeat():
            self._show_crosshair()
            self._begin(self._spray() if key in plane_keys.DRAWS else self._eraser(), self.crosshair)
            self._end()

    def _move_crosshair(self, right: int, up: int) -> None:
        extent = self._extent()
        moved = (at + STEP * extent * way for at, way in zip(self.crosshair, (right, up), strict=True))
        x, y = (rounded(min(max(at, -extent), extent)) for at in moved)
        self.crosshair = (x, y)
        self._show_crosshair()

    def _show_crosshair(self) -> None:
        self._is_by_keys = True
        self.pointed.emit(self.crosshair)
        self.setAccessibleDescription(plane_picture.place_words(self.crosshair))
        self.update()

    def _spray(self) -> Spray:
        extent = self._extent()
        reach = plane_picture.reach_of(extent)
        return Spray(self.label, SPACING * extent, self.spread * extent, reach, self._strokes)

    def _eraser(self) -> Eraser:
        return Eraser(self.points, ERASER * self._extent())

    def _extent(self) -> float:
        return plane_picture.extent_of(self.points)

    def _begin(self, stroke: Spray | Eraser, at: Place) -> None:
        self._strokes += 1
        self._stroke = stroke
        self._go_on(at)

    def _go_on(self, at: Place) -> None:
        self._at = at
        if isinstance(self._stroke, Spray):
            self._stroke.move_to(*at)
            del self._stroke.points[max(MOST_POINTS - len(self.points), 0) :]
        elif self._stroke is not None and self._stroke.move_to(*at):
            self._picture = None
        self.update()

    def _end(self) -> None:
        stroke, self._stroke = self._stroke, None
        if isinstance(stroke, Spray):
            self._finish((*self.points, *stroke.points))
        elif stroke is not None:
            self._finish(stroke.points)

    def _finish(self, points: tuple[Point, ...]) -> None:
        """Take over what a stroke made of the points; tell it once, and only if there is something to tell."""
        is_new, self.points = points != self.points, points
        self._redraw()
        if is_new:
            self.points_edited.emit(points)

    def _redraw(self) -> None:
        self._picture = None
        self.update()
