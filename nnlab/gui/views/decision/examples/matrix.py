"""The confusion matrix."""

from __future__ import annotations

from math import isfinite
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy

from nnlab.gui import numbers, theme
from nnlab.gui.views.data.pointed import Pointed
from nnlab.gui.views.decision.examples.matrix_cells import paint_cells
from nnlab.gui.views.decision.examples.matrix_frame import MatrixFrame
from nnlab.training.inside.confusion import Confusion

ARROWS: Final = {
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
}
CHOOSES: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
MIDDLE: Final = Qt.AlignmentFlag.AlignCenter
Cell = tuple[int, int]


class ConfusionMatrix(Pointed):
    """Draws true classes as rows and named ones as columns; right ones are blue, mistakes orange.

    Signals
    -------
    cell_chosen : (int, int)
        True and named class of a cell that was clicked, or entered.
    pointed : str
        What is under the mouse or the keys.
    """

    cell_chosen = Signal(object)
    pointed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._confusion: Confusion | None = None
        self._picture: QPixmap | None = None
        self._frame: MatrixFrame | None = None
        self.cell: Cell = (0, 0)
        self.chosen: Cell | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Confusion matrix"))

    def set_confusion(self, confusion: Confusion | None) -> None:
        """Show other counts; what was chosen stays chosen."""
        is_other = confusion is None or self._confusion is None or confusion.class_names != self._confusion.class_names
        self._confusion = confusion
        if is_other:
            self.cell, self.chosen = (0, 0), None
        self._redraw()
        self.setAccessibleDescription(self._description())

    def choose(self, cell: Cell) -> None:
        """Choose a cell."""
        self.cell = self.chosen = cell
        self.pointed.emit(self.words(cell))
        self.cell_chosen.emit(cell)
        self.update()

    def words(self, cell: Cell) -> str:
        """Return what is said of a cell."""
        if self._confusion is None:
            return ""
        (row, column), names = cell, self._confusion.class_names
        count, all_of = int(self._confusion.counts[row, column]), int(self._confusion.counts[row].sum())
        share = numbers.percent(count / max(all_of, 1))
        template = (
            self.tr("{count} × {truth} rightly named, {share} of them")
            if row == column
            else self.tr("{count} × {truth} taken for {said}, {share} of all {truth}")
        )
        return template.format(count=numbers.count(count), truth=names[row], said=names[column], share=share)

    def frame(self) -> MatrixFrame:
        """Return where things stand."""
        if self._frame is None:
            names = self._confusion.class_names if self._confusion is not None else ()
            largest = int(self._confusion.counts.sum(axis=1).max(initial=0)) if self._confusion is not None else 0
            self._frame = MatrixFrame(self.size(), names, QFontMetrics(self._font()), numbers.count(largest))
        return self._frame

    def words_at(self, position: QPointF) -> str:
        """Return what lies at ``position``; nothing beside the cells."""
        cell = self.frame().cell_at(position)
        return self.words(cell) if cell is not None else ""

    def sizeHint(self) -> QSize:
        """Ask for a large square."""
        return QSize(540, 500)

    def minimumSizeHint(self) -> QSize:
        """Ask for enough to see a pattern."""
        return QSize(240, 200)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the cells, and frames around the chosen one and the one that the keys have reached."""
        if self._confusion is None:
            return
        self._picture = self._picture or self._drawn(self._confusion)
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._picture)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self.chosen is not None:
            painter.setPen(QPen(QColor(theme.current().text), 2))
            painter.drawRect(_inner(self.frame().cell(*self.chosen), 1))
        if self.hasFocus():
            painter.setPen(QPen(QColor(theme.current().accent), 2, Qt.PenStyle.DashLine))
            painter.drawRect(_inner(self.frame().cell(*self.cell), -1))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say what is under the mouse."""
        self.pointed.emit(self.words_at(event.position()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose a cell."""
        cell = self.frame().cell_at(event.position())
        if cell is not None and self._confusion is not None and event.button() == Qt.MouseButton.LeftButton:
            self.choose(cell)

    def leaveEvent(self, event: QEvent) -> None:
        """Say what the keys have reached, or nothing."""
        super().leaveEvent(event)
        self.pointed.emit(self.words(self.cell) if self.hasFocus() else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from cell to cell, and choose one."""
        way, count = ARROWS.get(Qt.Key(event.key())), self.frame().count
        if way is not None and count:
            row, column = (min(max(at + by, 0), count - 1) for at, by in zip(self.cell, way, strict=True))
            self.cell = (row, column)
            self.pointed.emit(self.words(self.cell))
            self.update()
        elif event.key() in CHOOSES and count:
            self.choose(self.cell)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Say where the keys are."""
        super().focusInEvent(event)
        self.pointed.emit(self.words(self.cell))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw anew in another size."""
        super().resizeEvent(event)
        self._redraw()

    def changeEvent(self, event: QEvent) -> None:
        """Draw anew in other colours or other type."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.FontChange}:
            self._redraw()

    def _font(self) -> QFont:
        return theme.tabular(theme.small(self.font()))

    def _redraw(self) -> None:
        self._picture = self._frame = None
        self.update()

    def _description(self) -> str:
        if self._confusion is None:
            return ""
        names = self._confusion.class_names
        template = self.tr("{count} × {truth} taken for {said}")
        pairs = [
            template.format(count=numbers.count(count), truth=names[truth], said=names[said])
            for truth, said, count in self._confusion.worst_pairs(3)
        ]
        return "; ".join(pairs) if pairs else self.tr("no mistakes")

    def _drawn(self, confusion: Confusion) -> QPixmap:
        ratio = self.devicePixelRatioF()
        picture = QPixmap(self.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setFont(self._font())
        frame = self.frame()
        paint_cells(painter, frame, confusion)
        painter.setPen(QColor(theme.current().muted))
        painter.drawText(QRectF(frame.left, 0, self.width(), frame.line), self.tr("named class →"))
        painter.drawText(QRectF(0, frame.top - frame.line, frame.left, frame.line), self.tr("true ↓"))
        if frame.has_names:
            _paint_names(painter, frame, confusion)
            self._paint_ends(painter, frame, confusion)
        painter.end()
        return picture

    def _paint_ends(self, painter: QPainter, frame: MatrixFrame, confusion: Confusion) -> None:
        """Write sums, recall and precision."""
        painter.setPen(QColor(theme.current().muted))
        for place, words in enumerate((self.tr("sum"), self.tr("recall"))):
            painter.drawText(frame.row_end(-1, place), RIGHT, words)
        for place, words in enumerate((self.tr("sum"), self.tr("precision"))):
            painter.drawText(frame.column_end(-1, place), RIGHT, words)
        painter.setPen(QColor(theme.current().text))
        sums = confusion.counts.sum(axis=1).tolist(), confusion.counts.sum(axis=0).tolist()
        shares = confusion.recall.tolist(), confusion.precision.tolist()
        for index in range(frame.count):
            painter.drawText(frame.row_end(index, 0), RIGHT, numbers.count(sums[0][index]))
            painter.drawText(frame.row_end(index, 1), RIGHT, _percent(shares[0][index]))
            painter.drawText(frame.column_end(index, 0), MIDDLE, numbers.count(sums[1][index]))
            painter.drawText(frame.column_end(index, 1), MIDDLE, _percent(shares[1][index], painter, frame.side))


def _paint_names(painter: QPainter, frame: MatrixFrame, confusion: Confusion) -> None:
    painter.setPen(QColor(theme.current().text))
    metrics, elide = painter.fontMetrics(), Qt.TextElideMode.ElideRight
    for index, name in enumerate(confusion.class_names):
        box = frame.row_name(index)
        painter.drawText(box, RIGHT, metrics.elidedText(name, elide, int(box.width())))
        box = frame.column_name(index)
        if not frame.is_turned:
            painter.drawText(box, MIDDLE, metrics.elidedText(name, elide, int(box.width())))
            continue
        painter.save()
        painter.translate(box.center().x(), box.bottom())
        painter.rotate(-90)
        turned = QRectF(0, -box.width() / 2, box.height(), box.width())
        words = metrics.elidedText(name, elide, int(box.height()))
        painter.drawText(turned, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
        painter.restore()


def _percent(share: float, painter: QPainter | None = None, room: float = 0) -> str:
    """Return a share in percent, without the sign where there is no room for it; a dash where there is none."""
    words = numbers.percent(share) if isfinite(share) else "–"
    if painter is not None and painter.fontMetrics().horizontalAdvance(words) > room:
        return words.removesuffix(" %")
    return words


def _inner(box: QRectF, by: float) -> QRectF:
    return box.adjusted(by, by, -by, -by)
