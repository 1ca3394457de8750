"""Where the cells of a confusion matrix stand, and what is written beside them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QFontMetrics

WIDEST_NAME: Final = 120
LARGEST: Final = 120
GAP: Final = 6
SHARE_SAMPLE: Final = "precision"


class MatrixFrame:
    """Measures a matrix of classes.

    Parameters
    ----------
    size : QSize
        Of the widget.
    names : sequence of str
        Of the classes.
    metrics : QFontMetrics
        Of what is written.
    largest_sum : str
        The longest of the sums, as it is written.
    """

    def __init__(self, size: QSize, names: Sequence[str], metrics: QFontMetrics, largest_sum: str = "") -> None:
        self.line = metrics.height()
        self.count = len(names)
        widest = max((metrics.horizontalAdvance(name) for name in names), default=0)
        words = max(metrics.horizontalAdvance(SHARE_SAMPLE), min(widest, WIDEST_NAME))
        self.sum_width = max(metrics.horizontalAdvance(largest_sum), metrics.horizontalAdvance("sum")) + GAP
        self.share_width = metrics.horizontalAdvance("100 %") + 2 * GAP
        self.left = float(words + GAP)
        fitting = self._side(size, self.line)
        self.is_turned = widest + 2 > fitting and fitting >= self.line
        self.head = (min(widest, WIDEST_NAME) if self.is_turned else self.line) + GAP
        self.side = self._side(size, self.head - GAP)
        self.has_names = self.side >= self.line
        self.top = float(self.line + self.head)

    @property
    def box(self) -> QRectF:
        """All cells."""
        return QRectF(self.left, self.top, self.side * self.count, self.side * self.count)

    def cell(self, row: int, column: int) -> QRectF:
        """Return where a cell is."""
        return QRectF(self.left + column * self.side, self.top + row * self.side, self.side, self.side)

    def cell_at(self, position: QPointF) -> tuple[int, int] | None:
        """Return row and column at ``position``; None beside the cells."""
        if not self.box.contains(position):
            return None
        row, column = int((position.y() - self.top) / self.side), int((position.x() - self.left) / self.side)
        return min(row, self.count - 1), min(column, self.count - 1)

    def row_name(self, row: int) -> QRectF:
        """Return where the name of a true class is written."""
        return QRectF(0, self.top + row * self.side, self.left - GAP, self.side)

    def column_name(self, column: int) -> QRectF:
        """Return where the name of a named class is written."""
        return QRectF(self.left + column * self.side, self.line, self.side, self.head - GAP / 2)

    def row_end(self, row: int, place: int) -> QRectF:
        """Return where the sum of a row is written, or for place 1 its recall; row −1 is the heading."""
        left = self.box.right() + GAP + (self.sum_width if place else 0)
        width = self.share_width if place else self.sum_width
        if row < 0:
            return QRectF(left, self.top - self.line - GAP / 2, width, self.line)
        return QRectF(left, self.top + row * self.side, width, self.side)

    def column_end(self, column: int, place: int) -> QRectF:
        """Return where the sum of a column is written, or for place 1 its precision; column −1 is the heading."""
        top = self.box.bottom() + GAP / 2 + place * self.line
        if column < 0:
            return QRectF(0, top, self.left - GAP, self.line)
        return QRectF(self.left + column * self.side, top, self.side, self.line)

    def _side(self, size: QSize, head: float) -> float:
        """Return how long the sides of cells are, of whole pixels where they are large."""
        wide = size.width() - self.left - GAP - self.sum_width - self.share_width
        tall = size.height() - 3 * self.line - head - 2 * GAP
        side = min(max(min(wide, tall), 1) / max(self.count, 1), LARGEST)
        return float(int(side)) if side >= 4 else side
