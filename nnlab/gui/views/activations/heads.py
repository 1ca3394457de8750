"""The names of the columns above the rows of the activations, and the axis of steps."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPolygon

from nnlab.gui import numbers, theme
from nnlab.gui.views.activations.columns import two_lines
from nnlab.gui.views.activations.layer_rows import LayerRows
from nnlab.gui.views.activations.shown import name_of
from nnlab.gui.views.activations.units import kinds
from nnlab.gui.views.data.pointed import Pointed
from nnlab.gui.views.histogram_columns import number_columns
from nnlab.gui.views.histogram_painting import CENTRE, LEFT, RIGHT

MARKER = 4


class Heads(Pointed):
    """Two lines of names over the columns of the rows.

    Parameters
    ----------
    rows : LayerRows
    """

    def __init__(self, rows: LayerRows) -> None:
        super().__init__()
        self._rows = rows
        self._kinds = kinds()
        self._numbers = number_columns()[:4]
        self._restyle()
        rows.installEventFilter(self)

    def sizeHint(self) -> QSize:
        """Ask for two lines."""
        return QSize(100, 2 * QFontMetrics(self._font).height() + MARKER + 2)

    def minimumSizeHint(self) -> QSize:
        """Ask for the height, whatever the width."""
        return QSize(0, self.sizeHint().height())

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Follow the width of the rows."""
        if event.type() == QEvent.Type.Resize:
            self.update()
        return False

    def changeEvent(self, event: QEvent) -> None:
        """Take another font."""
        if event.type() == QEvent.Type.FontChange:
            self._restyle()
        super().changeEvent(event)

    def _restyle(self) -> None:
        self._font = theme.tabular(theme.small(self.font()))
        self.updateGeometry()

    def words_at(self, position: QPointF) -> str:
        """Return what the column at ``position`` says."""
        columns, place = self._rows.columns(), self._place()
        for column, about in ((columns.numbers(place), self._numbers[:2]), (columns.shares(place), self._numbers[2:])):
            if column.left() <= position.x() <= column.right():
                return "\n".join(f"{one.name}: {one.about}" for one in about)
        if position.x() >= columns.units(place).left():
            return "\n".join(f"{kind.sign} {kind.name}: {kind.about}" for kind in self._kinds)
        strip = columns.strip(place)
        return self._strip_words() if strip.left() <= position.x() <= strip.right() else ""

    def _strip_words(self) -> str:
        return self.tr(
            "Each column of the picture is the histogram at one recorded step, the darker the more values. "
            "Grey at its upper or lower edge: values beyond the axis. Striped: values that are not finite. "
            "Click or drag to look back to a step."
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw each name over its column."""
        painter, columns, place = QPainter(self), self._rows.columns(), self._place()
        painter.setFont(self._font)
        painter.setPen(QColor(theme.current().muted))
        line = painter.fontMetrics().height()
        for index, what in enumerate(self._rows.shown.histograms):
            _, lower = two_lines(columns.histogram(place, index), line)
            painter.drawText(lower.adjusted(8, 0, 0, 0), LEFT, name_of(what))
        names = [column.name for column in self._numbers]
        for column, pair in ((columns.numbers(place), names[:2]), (columns.shares(place), names[2:])):
            for where, name in zip(two_lines(column, line), pair, strict=True):
                painter.drawText(where, RIGHT, name)
        self._paint_kinds(painter, columns.units(place), line)
        self._paint_steps(painter, columns.strip(place), line)

    def _paint_kinds(self, painter: QPainter, place: QRect, line: int) -> None:
        """Write the signs of silent units, two in the first line and one in the second."""
        upper, lower = two_lines(place, line)
        texts = [f"{kind.sign} {kind.name}" for kind in self._kinds]
        painter.drawText(upper, LEFT, f"{texts[0]}   {texts[1]}")
        painter.drawText(lower, LEFT, self.tr("{kind}, of all units").format(kind=texts[2]))

    def _paint_steps(self, painter: QPainter, place: QRect, line: int) -> None:
        """Write which strips these are, the steps below that, and a mark at the step that is shown."""
        upper, lower = two_lines(place, line)
        name = self.tr("{what} over the steps").format(what=name_of(self._rows.shown.strips))
        painter.drawText(
            upper, LEFT, painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, upper.width())
        )
        if not self._rows.layers:
            return
        axis = self._rows.steps_axis()
        for step in axis.ticks():
            self._paint_tick(painter, numbers.count(step), axis.place(step), lower)
        x, bottom = axis.place(self._rows.step), self.height() - 1
        painter.setBrush(QColor(theme.current().text))
        corners = [QPoint(x - MARKER, bottom - MARKER), QPoint(x + MARKER, bottom - MARKER), QPoint(x, bottom)]
        painter.drawPolygon(QPolygon(corners))

    def _paint_tick(self, painter: QPainter, text: str, x: int, line: QRect) -> None:
        width = painter.fontMetrics().horizontalAdvance(text) + 2
        left = min(max(x - width // 2, line.left()), line.right() - width)
        painter.drawText(QRect(left, line.top(), width, line.height()), CENTRE, text)

    def _place(self) -> QRect:
        return QRect(0, 0, self._rows.width(), self.height() - MARKER)
