"""Where label, histogram and numbers stand in the rows of the histograms, and what the numbers are."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QRect
from PySide6.QtGui import QFont, QFontMetrics

from nnlab.gui import numbers
from nnlab.training.statistics import LayerStatistics

MARGIN = 8
LABEL_SHARE = 0.17
LEAST_LABEL = 88
NUMBER_WIDTH = "−0.00123"
"""The widest number that is shown."""


def cells(layer: LayerStatistics) -> list[tuple[str, str]]:
    """Return the numbers of a layer, each with its name."""
    tr = QCoreApplication.translate
    return [
        (tr("HistogramColumns", "mean"), numbers.significant(layer.mean)),
        (tr("HistogramColumns", "std"), numbers.significant(layer.std)),
        (tr("HistogramColumns", "zero"), numbers.percent(layer.zero_share)),
        (tr("HistogramColumns", "saturated"), numbers.percent(layer.saturated_share)),
        (tr("HistogramColumns", "dead"), numbers.percent(layer.dead_share)),
    ]


def headings() -> list[str]:
    """Return the names of the numbers."""
    tr = QCoreApplication.translate
    return [tr("HistogramColumns", name) for name in ("mean", "std", "zero", "saturated", "dead")]


class Columns:
    """The columns for a given width.

    Parameters
    ----------
    width : int
    font : QFont
    """

    def __init__(self, width: int, font: QFont) -> None:
        metrics = QFontMetrics(font)
        widths = [max(metrics.horizontalAdvance(text) for text in (name, NUMBER_WIDTH)) for name in headings()]
        self._number_widths = [number + MARGIN for number in widths]
        self._label_width = max(LEAST_LABEL, min(round(LABEL_SHARE * width), 2 * LEAST_LABEL))
        self._numbers_left = width - sum(self._number_widths) - MARGIN

    def label(self, row: QRect) -> QRect:
        """Return where the layer's name stands."""
        return QRect(MARGIN, row.top(), self._label_width - MARGIN, row.height())

    def histogram(self, row: QRect) -> QRect:
        """Return where the histogram is drawn."""
        left = self._label_width + MARGIN
        return QRect(left, row.top(), max(self._numbers_left - left - MARGIN, 10), row.height())

    def numbers(self, row: QRect) -> list[QRect]:
        """Return where each number stands."""
        rects, left = [], self._numbers_left
        for width in self._number_widths:
            rects.append(QRect(left, row.top(), width, row.height()))
            left += width
        return rects
