"""The pad on which an image is drawn."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from nnlab.gui import theme
from nnlab.gui.views.data.thumbnails import paint_image, to_image
from nnlab.gui.views.decision.examples.drawn import Drawn, Place
from nnlab.training.inside.ink import Ink, InkFrame

ERASER: Final = 1.2
"""How far the eraser reaches: times the radius of strokes."""
ARROWS: Final = {
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
}
INKS, ERASES, CLEARS = Qt.Key.Key_Space, Qt.Key.Key_Backspace, Qt.Key.Key_Delete
CLAIMED: Final = frozenset({*ARROWS, INKS, ERASES, CLEARS})
BUTTONS: Final = (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton)


class Pad(QWidget):
    """Draws with the left button and erases with the right one, or cell by cell with the keys.

    Signals
    -------
    edited
        The ink is another.

    Attributes
    ----------
    drawn : Drawn or None
        None while it is not known how ink lies in the data.
    erases : bool
        Whether the left button erases, too.
    cell : (int, int)
        Row and column that the keys have reached.
    """

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.drawn: Drawn | None = None
        self.erases = False
        self.cell = (0, 0)
        self._is_erasing: bool | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setAccessibleName(self.tr("Pad to draw on"))
        self.setAccessibleDescription(
            self.tr("Arrow keys move from cell to cell, Space inks a cell or takes its ink, Delete clears the pad.")
        )

    def set_frame(self, frame: InkFrame | None) -> None:
        """Take how ink lies in the data; other data empty the pad."""
        if frame is None:
            self.drawn = None
        elif self.drawn is None or self.drawn.frame != frame:
            self.drawn = Drawn(frame)
            self.updateGeometry()
            self.cell = (frame.height // 2, frame.width // 2)
        self.update()

    def set_cells(self, cells: Ink) -> None:
        """Show the ink of an example."""
        if self.drawn is not None:
            self.drawn.set_cells(cells)
            self.update()

    def clear(self) -> None:
        """Take all ink away."""
        if self.drawn is not None and not self.drawn.is_empty:
            self.drawn.clear()
            self._tell()

    def box(self) -> QRectF:
        """Return where the image is: as large as there is room, cells of whole pixels."""
        if self.drawn is None:
            return QRectF(self.rect())
        height, width = self.drawn.cells.shape
        side = max(int(min((self.width() - 2) / width, (self.height() - 2) / height)), 1)
        return QRectF((self.width() - side * width) // 2, 1, side * width, side * height)

    def side(self) -> float:
        """Return how long the side of a cell is, in pixels."""
        return self.box().width() / self.drawn.cells.shape[1] if self.drawn is not None else 1.0

    def place_at(self, position: QPointF) -> Place:
        """Return where a pixel is, in cells."""
        box, side = self.box(), self.side()
        return (position.x() - box.left()) / side, (position.y() - box.top()) / side

    def sizeHint(self) -> QSize:
        """Ask for a large square."""
        return QSize(320, 322)

    def minimumSizeHint(self) -> QSize:
        """Ask for enough to draw in."""
        return QSize(180, 182)

    def hasHeightForWidth(self) -> bool:
        """Return that a wide pad is a high one."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height at which no width is left over."""
        if self.drawn is None:
            return width
        frame = self.drawn.frame
        return (width - 2) // frame.width * frame.height + 2

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw cells, strokes, a faint grid, and where the keys are."""
        if self.drawn is None:
            return
        painter, box, side = QPainter(self), self.box(), self.side()
        frame = self.drawn.frame
        low, high = sorted((frame.ground, frame.ink))
        paint_image(painter, to_image(frame.pixels(self.drawn.cells), low, high), box)
        self._paint_strokes(painter, box, side, self.drawn)
        self._paint_grid(painter, box, side, self.drawn)
        if self.drawn.is_empty:
            painter.setPen(QColor(Qt.GlobalColor.lightGray if frame.ground <= frame.ink else Qt.GlobalColor.darkGray))
            words = self.tr("Draw here")
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
        if self.hasFocus():
            painter.setPen(QPen(QColor(theme.current().accent), 2))
            row, column = self.cell
            painter.drawRect(QRectF(box.left() + column * side, box.top() + row * side, side, side))
            painter.drawRect(box.adjusted(0, 0, -1, -1))

    def _paint_strokes(self, painter: QPainter, box: QRectF, side: float, drawn: Drawn) -> None:
        painter.save()
        painter.setClipRect(box)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = QColor(Qt.GlobalColor.white if drawn.frame.ink >= drawn.frame.ground else Qt.GlobalColor.black)
        pen = QPen(colour, 2 * drawn.pen_radius * side)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        for stroke in drawn.strokes:
            places = [QPointF(box.left() + x * side, box.top() + y * side) for x, y in stroke]
            if len(places) == 1:
                painter.drawPoint(places[0])
            else:
                painter.drawPolyline(QPolygonF(places))
        painter.restore()

    def _paint_grid(self, painter: QPainter, box: QRectF, side: float, drawn: Drawn) -> None:
        line = QColor(theme.current().outline)
        line.setAlphaF(0.4 if side >= 12 else 0.15)
        painter.setPen(line)
        for column in range(1, drawn.cells.shape[1]):
            x = box.left() + column * side
            painter.drawLine(QPointF(x, box.top()), QPointF(x, box.bottom()))
        for row in range(1, drawn.cells.shape[0]):
            y = box.top() + row * side
            painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y))
        painter.setPen(QColor(theme.current().outline))
        painter.drawRect(box.adjusted(0, 0, -1, -1))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a stroke."""
        if self.drawn is None or event.button() not in BUTTONS or self._is_erasing is not None:
            return
        self._is_erasing = self.erases or event.button() == BUTTONS[1]
        if not self._is_erasing:
            self.drawn.begin(self.place_at(event.position()))
            self._tell()
        else:
            self._erase(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with the stroke."""
        if self.drawn is None or self._is_erasing is None:
            return
        if self._is_erasing:
            self._erase(event.position())
        else:
            self.drawn.go_on(self.place_at(event.position()))
            self._tell()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the stroke."""
        if event.button() in BUTTONS:
            self._is_erasing = None

    def event(self, event: QEvent) -> bool:
        """Claim the keys that draw, which would be shortcuts of the window."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_meant(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from cell to cell, ink one or take its ink; or clear all."""
        if self.drawn is None or not _is_meant(event):
            super().keyPressEvent(event)
            return
        key = Qt.Key(event.key())
        if key in ARROWS:
            ends = self.drawn.cells.shape
            steps = zip(self.cell, ARROWS[key], ends, strict=True)
            row, column = (min(max(at + by, 0), end - 1) for at, by, end in steps)
            self.cell = (row, column)
            self.update()
        elif key == CLEARS:
            self.clear()
        else:
            self.drawn.set_cell(*self.cell, is_inked=key == INKS and not self.drawn.has_ink(*self.cell))
            self._tell()

    def _erase(self, position: QPointF) -> None:
        reach = ERASER * max(self.drawn.frame.radius, 0.5) if self.drawn is not None else 0.0
        if self.drawn is not None and self.drawn.erase(self.place_at(position), reach):
            self._tell()

    def _tell(self) -> None:
        self.update()
        self.edited.emit()


def _is_meant(event: QKeyEvent) -> bool:
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return event.key() in CLAIMED and modifiers == Qt.KeyboardModifier.NoModifier
