"""A bar a class, made of its examples in each part, with the numbers beside it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication, QEvent, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from nnlab.data.looking.overview import PARTS, Overview
from nnlab.gui import numbers, theme
from nnlab.gui.views.data.alignment import LEFT, RIGHT
from nnlab.gui.views.data.parts import paint_part, part_word
from nnlab.gui.views.data.pointed import Pointed

NARROW = 420
"""Below this width the bar stands under name and numbers, not between them."""
GAP = 12
BAR_HEIGHT = 12
LOW_BAR = 8
RIGHT_MARGIN = 6
"""Between the numbers and a scroll bar."""
MOST_NAME_SHARE = 0.3


class ClassBars(Pointed):
    """Draws the classes below each other, in their order."""

    def __init__(self) -> None:
        super().__init__()
        self._names: tuple[str, ...] = ()
        self._counts: NDArray[np.intp] = np.zeros((0, len(PARTS)), np.intp)
        self._widest_name, self._number_width, self._largest = 0, 0, 1
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.setAccessibleName(self.tr("Examples of each class"))

    def set_overview(self, overview: Overview) -> None:
        """Show how many examples of each class there are."""
        self._names = overview.class_names
        self._counts = np.stack([overview.class_counts[part] for part in PARTS], axis=1)
        self.setAccessibleDescription("; ".join(self.row_words(row) for row in range(len(self._names))))
        self._fit()

    def row_words(self, row: int) -> str:
        """Return a row as a sentence: ``7: train 125, validation 27, test 27, together 179, 10 % of all``."""
        counts = self._counts[row].tolist()
        parts = [f"{part_word(part)} {numbers.count(count)}" for part, count in zip(PARTS, counts, strict=True)]
        template = QCoreApplication.translate("ClassBars", "together {count}, {share} of all")
        share = sum(counts) / max(int(self._counts.sum()), 1)
        parts.append(template.format(count=numbers.count(sum(counts)), share=numbers.percent(share)))
        return f"{self._names[row]}: {', '.join(parts)}"

    def row_rect(self, row: int) -> QRect:
        """Return where a row is drawn."""
        return QRect(0, row * self._row_height(), self.width() - RIGHT_MARGIN, self._row_height())

    def bar_box(self, row: int) -> QRect:
        """Return the room for a bar."""
        rect = self.row_rect(row)
        if self._is_narrow():
            return QRect(rect.left(), rect.bottom() - LOW_BAR - 5, rect.width(), LOW_BAR)
        left, right = self._name_width() + GAP, self._number_width * len(PARTS) + GAP
        return QRect(left, rect.center().y() - BAR_HEIGHT // 2 + 1, max(rect.width() - left - right, 1), BAR_HEIGHT)

    def sizeHint(self) -> QSize:
        """Ask for all rows."""
        return QSize(240, self._row_height() * len(self._names))

    def minimumSizeHint(self) -> QSize:
        """Ask for all rows, however narrow."""
        return QSize(160, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows to be seen."""
        painter = QPainter(self)
        height, seen = self._row_height(), event.rect()
        for row in range(max(0, seen.top() // height), min(len(self._names), seen.bottom() // height + 1)):
            self._paint_row(painter, row)

    def words_at(self, position: QPointF) -> str:
        """Return what is said of the row at ``position``."""
        row = int(position.y() // self._row_height())
        return self.row_words(row) if 0 <= row < len(self._names) else ""

    def resizeEvent(self, event: QEvent) -> None:
        """Ask for the height that the new width needs."""
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Make room for type of another size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _paint_row(self, painter: QPainter, row: int) -> None:
        line = self._text_line(row)
        metrics = painter.fontMetrics()
        painter.setFont(self.font())
        painter.setPen(QColor(theme.current().text))
        name = metrics.elidedText(self._names[row], Qt.TextElideMode.ElideRight, self._name_width())
        painter.drawText(QRect(0, line.top(), self._name_width(), line.height()), LEFT, name)
        painter.setFont(theme.tabular(self.font()))
        width = self._number_width
        for place, count in enumerate(self._counts[row].tolist()):
            right = line.right() - (len(PARTS) - 1 - place) * width
            painter.setPen(QColor(theme.current().text if count else theme.current().disabled))
            painter.drawText(QRect(right - width, line.top(), width, line.height()), RIGHT, numbers.count(count))
        self._paint_bar(painter, row)

    def _paint_bar(self, painter: QPainter, row: int) -> None:
        box = self.bar_box(row)
        ends = np.concatenate([[0], np.cumsum(self._counts[row])]) / self._largest * box.width()
        for part, start, end in zip(PARTS, ends[:-1].tolist(), ends[1:].tolist(), strict=True):
            if end > start:
                paint_part(painter, part, QRectF(box.left() + start, box.top(), max(end - start, 1.0), box.height()))

    def _text_line(self, row: int) -> QRect:
        rect = self.row_rect(row)
        return (
            QRect(rect.left(), rect.top(), rect.width(), self.fontMetrics().height() + 4) if self._is_narrow() else rect
        )

    def _is_narrow(self) -> bool:
        return self.width() < NARROW

    def _row_height(self) -> int:
        line = self.fontMetrics().height()
        return line + LOW_BAR + 12 if self._is_narrow() else line + 8

    def _name_width(self) -> int:
        if self._is_narrow():
            return max(self.width() - RIGHT_MARGIN - self._number_width * len(PARTS), 1)
        return min(self._widest_name, round(MOST_NAME_SHARE * self.width()))

    def _fit(self) -> None:
        """Measure what is to be written, and ask for the height that it needs."""
        metrics, numeric = self.fontMetrics(), QFontMetrics(theme.tabular(self.font()))
        self._widest_name = max((metrics.horizontalAdvance(name) for name in self._names), default=0) + 2
        self._number_width = numeric.horizontalAdvance(numbers.count(int(self._counts.max(initial=0)))) + GAP
        self._largest = max(int(self._counts.sum(axis=1).max(initial=0)), 1)
        self.setMinimumHeight(self._row_height() * len(self._names))
        self.updateGeometry()
        self.update()
