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
from nnlab.gui.views.data.drawing import Drawing
from nnlab.gui.views.data.strokes import Eraser, Place, Point, Spray, rounded
from nnlab.gui.views.ring import draw_ring

STEP: Final = 0.05
"""Of the crosshair: a share of the extent."""
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
    drawing : Drawing
    crosshair : (float, float)
        Where the keys draw.
    """

    points_edited = Signal(object)
    class_stepped = Signal(int)
    pointed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.drawing = Drawing()
        self.crosshair: Place = (0.0, 0.0)
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
        if self.drawing.set_points(points):
            self._redraw()

    def clear_class(self) -> None:
        """Take away all points of the present class."""
        self._tell(is_new=self.drawing.clear_class())

    def frame(self) -> Frame:
        """Return where values stand: in a square, however wide the window."""
        area = plane_picture.area_of(self.size(), self.font())
        return plane_picture.frame_of(area, self.font(), self.drawing.extent)

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
        points, stroke = self.drawing.standing, self.drawing.stroke
        if self._picture is None:
            self._picture = plane_picture.draw_plane(self.size(), ratio, self.font(), points, self.drawing.extent)
        painter.drawPixmap(0, 0, self._picture)
        if not points and stroke is None:
            words = self.tr("Click or drag to draw points; the right button erases.")
            plane_picture.paint_promise(painter, frame.box, words)
        painter.setClipRect(frame.box)
        if isinstance(stroke, Spray):
            plane_picture.paint_points(painter, frame, stroke.points, ratio)
        elif isinstance(stroke, Eraser):
            reach = self.drawing.eraser_reach * frame.unit
            plane_picture.paint_eraser(painter, frame.place(*self.drawing.at), reach)
        if self._is_by_keys and self.hasFocus():
            plane_picture.paint_crosshair(painter, frame.place(*self.crosshair))
        painter.end()  # before another begins
        if self.hasFocus():
            draw_ring(self, theme.current().accent, 4)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a stroke inside the square."""
        self._is_by_keys = False
        is_inside = self.frame().box.contains(event.position())
        if self.drawing.stroke is None and is_inside and event.button() in (LEFT, RIGHT):
            self.drawing.begin(self.place_at(event.position()), erases=event.button() == RIGHT)
            self._redraw()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Take the second of two quick clicks as another stroke."""
        self.mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with the stroke, and say where the mouse is."""
        at = self.place_at(event.position())
        if self.drawing.stroke is not None:
            self._go_on(at)
        self.pointed.emit(at if self.frame().box.contains(event.position()) else None)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the stroke with the button that began it."""
        if event.button() == (LEFT if isinstance(self.drawing.stroke, Spray) else RIGHT):
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
        if self.drawing.stroke is not None and event.key() == Qt.Key.Key_Escape:
            self.drawing.stroke = None
            self._redraw()
        elif self.drawing.stroke is None and plane_keys.is_used(event):
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
            self.drawing.begin(self.crosshair, erases=key not in plane_keys.DRAWS)
            self._end()

    def _move_crosshair(self, right: int, up: int) -> None:
        extent = self.drawing.extent
        moved = (at + STEP * extent * way for at, way in zip(self.crosshair, (right, up), strict=True))
        x, y = (rounded(min(max(at, -extent), extent)) for at in moved)
        self.crosshair = (x, y)
        self._show_crosshair()

    def _show_crosshair(self) -> None:
        self._is_by_keys = True
        self.pointed.emit(self.crosshair)
        self.setAccessibleDescription(plane_picture.place_words(self.crosshair))
        self.update()

    def _go_on(self, at: Place) -> None:
        if self.drawing.go_on(at):
            self._picture = None
        self.update()

    def _end(self) -> None:
        self._tell(is_new=self.drawing.end())

    def _tell(self, *, is_new: bool) -> None:
        """Tell what a stroke made of the points: once, and only if there is something to tell."""
        self._redraw()
        if is_new:
            self.points_edited.emit(self.drawing.points)

    def _redraw(self) -> None:
        self._picture = None
        self.update()
