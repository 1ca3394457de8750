"""Where the columns of the starts stand, the same over their heads and their histograms."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont, QFontMetrics

GAP: Final = 12.0
MOST_LABEL: Final = 0.2
"""Of the width, for the names of the layers."""


class Places:
    """Shares out a width: the names of the layers, then a column a start.

    Parameters
    ----------
    width : float
    font : QFont
    labels : sequence of str
        Of the layers.
    count : int
        Columns.
    """

    def __init__(self, width: float, font: QFont, labels: Sequence[str], count: int) -> None:
        metrics = QFontMetrics(font)
        wanted = max((metrics.horizontalAdvance(label) for label in labels), default=0) + GAP
        self.label_width = min(wanted, MOST_LABEL * width)
        self._column = (width - self.label_width) / max(count, 1)
        self._count = count

    def column(self, index: int, top: float, height: float) -> QRectF:
        """Return the room of column ``index`` between ``top`` and ``top + height``."""
        return QRectF(self.label_width + index * self._column + GAP / 2, top, self._column - GAP, height)

    def at(self, x: float) -> int | None:
        """Return the column under ``x``; None for the names."""
        index = int((x - self.label_width) // self._column)
        return index if 0 <= index < self._count else None
