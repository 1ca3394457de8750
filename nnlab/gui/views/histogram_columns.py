"""Where label, histogram and numbers stand in the rows of the histograms, and what the numbers are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QRect
from PySide6.QtGui import QFont, QFontMetrics

from nnlab.gui import numbers
from nnlab.training.statistics import LayerStatistics

MARGIN = 16
ROOMY = 100
"""Below this width, in characters, the numbers stand closer together, so that the histograms keep some room."""
RIGHT_MARGIN = 4
COLOUR_WIDTH = 4
MOST_LABEL_SHARE = 0.25
LEAST_HISTOGRAM = 10
WIDEST_NUMBER = "−0.00123"
WIDEST_SHARE = ">99 %"


@dataclass(frozen=True)
class Column:
    """A number of every layer.

    Attributes
    ----------
    name, about : str
        Translated.
    widest : str
        The longest text to make room for.
    """

    name: str
    about: str
    widest: str


def number_columns() -> list[Column]:
    """Return the numbers of a layer, in the order of `cells`."""
    tr = QCoreApplication.translate
    return [
        Column(tr("HistogramColumns", "mean"), tr("HistogramColumns", "The mean of all outputs"), WIDEST_NUMBER),
        Column(
            tr("HistogramColumns", "std"),
            tr("HistogramColumns", "The standard deviation of all outputs: how far they spread around their mean"),
            WIDEST_NUMBER,
        ),
        Column(
            tr("HistogramColumns", "zero"),
            tr(
                "HistogramColumns",
                "The share of outputs that are exactly zero, drawn as a grey bar beside the others. "
                "About half is healthy for ReLU.",
            ),
            WIDEST_SHARE,
        ),
        Column(
            tr("HistogramColumns", "saturated"),
            tr(
                "HistogramColumns",
                "The share of outputs within 1 % of the bounds of the activation, where it lets almost no gradient "
                "through. A dash where the activation has no bounds.",
            ),
            WIDEST_SHARE,
        ),
        Column(
            tr("HistogramColumns", "dead"),
            tr(
                "HistogramColumns",
                "The share of units that let no gradient through on any of these examples, and so do not learn from "
                "them. A dash where that cannot be.",
            ),
            WIDEST_SHARE,
        ),
    ]


def cells(layer: LayerStatistics, names: Sequence[str]) -> list[tuple[str, str]]:
    """Return the numbers of a layer, each with its name, which are those of `number_columns`."""
    values = (
        numbers.significant(layer.output.mean),
        numbers.significant(layer.output.std),
        numbers.percent(layer.shares.zero),
        numbers.percent(layer.shares.saturated),
        numbers.percent(layer.shares.dead),
    )
    return list(zip(names, values, strict=True))


def headings() -> list[str]:
    """Return the names of the numbers."""
    return [column.name for column in number_columns()]


class Columns:
    """The columns for a given width.

    Parameters
    ----------
    width : int
    font : QFont
    labels : sequence of str
        The names of the layers; the longest decides, up to a quarter of the width.
    """

    def __init__(self, width: int, font: QFont, labels: Sequence[str] = ()) -> None:
        metrics = QFontMetrics(font)
        wanted = max((metrics.horizontalAdvance(label) for label in labels), default=0)
        self._line_height = metrics.height()
        self._label = QRect(COLOUR_WIDTH + 8, 0, min(wanted + 2, round(MOST_LABEL_SHARE * width)), 0)
        margin = MARGIN if width >= ROOMY * metrics.averageCharWidth() else MARGIN // 2
        self._number_widths = [
            margin + max(metrics.horizontalAdvance(text) for text in (column.name, column.widest))
            for column in number_columns()
        ]
        self._numbers_left = width - sum(self._number_widths) - RIGHT_MARGIN

    def colour(self, row: QRect) -> QRect:
        """Return where the layer's colour stands."""
        return QRect(0, row.center().y() - self._line_height // 2, COLOUR_WIDTH, self._line_height)

    def label(self, row: QRect) -> QRect:
        """Return where the layer's name stands."""
        return QRect(self._label.left(), row.top(), self._label.width(), row.height())

    def histogram(self, row: QRect) -> QRect:
        """Return where the histogram is drawn."""
        left = self._label.right() + MARGIN
        return QRect(left, row.top(), max(self._numbers_left - left, LEAST_HISTOGRAM), row.height())

    def numbers(self, row: QRect) -> list[QRect]:
        """Return where each number stands."""
        rects, left = [], self._numbers_left
        for width in self._number_widths:
            rects.append(QRect(left, row.top(), width, row.height()))
            left += width
        return rects
