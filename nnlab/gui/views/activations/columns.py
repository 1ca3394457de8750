"""Where things stand in a row of the activations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRect
from PySide6.QtGui import QFont, QFontMetrics

from nnlab.gui import theme
from nnlab.gui.views.activations.units import kinds

COLOUR_WIDTH: Final = 4
MARGIN: Final = 12
MOST_LABEL_SHARE: Final = 0.16
MOST_HISTOGRAM: Final = 340
STRIP_PARTS: Final = 1.6
"""How much wider a strip is than a histogram."""
WIDEST_NUMBER: Final = "−0.00123"
WIDEST_SHARE: Final = ">99 %"
WIDEST_END: Final = "−12.5"
LEAST: Final = 24


class Columns:
    """The columns for a given width.

    Parameters
    ----------
    width : int
    font : QFont
    labels : sequence of str
        The names of the layers; the longest decides, up to a share of the width.
    histograms : int
        How many of them stand side by side.
    names : sequence of str
        Of the two numbers and the two shares, which must fit above them.
    """

    def __init__(self, width: int, font: QFont, labels: Sequence[str], histograms: int, names: Sequence[str]) -> None:
        metrics, small = QFontMetrics(font), QFontMetrics(theme.small(font))
        label = min(max(map(metrics.horizontalAdvance, labels), default=0) + 2, round(MOST_LABEL_SHARE * width))
        self._label = QRect(COLOUR_WIDTH + 6, 0, label, 0)
        above = [small.horizontalAdvance(name) for name in names]
        self._numbers = max(metrics.horizontalAdvance(WIDEST_NUMBER), *above[:2])
        self._shares = max(metrics.horizontalAdvance(WIDEST_SHARE), *above[2:])
        self._units = len(kinds()) * (small.horizontalAdvance(f"✕ {WIDEST_SHARE}") + 4)
        self._units_left = width - self._units - 4
        self._ends = small.horizontalAdvance(WIDEST_END) + 4
        left = self._label.right() + MARGIN
        room = self._units_left - 3 * MARGIN - self._numbers - self._shares - left - histograms * MARGIN - self._ends
        self._histogram = max(min(int(room / (histograms + STRIP_PARTS)), MOST_HISTOGRAM), LEAST)
        self._histograms_left = left
        self._strip_left = left + histograms * (self._histogram + MARGIN) + self._ends
        self._strip = max(room - histograms * self._histogram, LEAST)

    def label(self, row: QRect) -> QRect:
        """Return where the layer's name stands."""
        return QRect(self._label.left(), row.top(), self._label.width(), row.height())

    def histogram(self, row: QRect, place: int) -> QRect:
        """Return where a histogram is drawn."""
        left = self._histograms_left + place * (self._histogram + MARGIN)
        return QRect(left, row.top(), self._histogram, row.height())

    def strip(self, row: QRect) -> QRect:
        """Return where the strip over the steps is drawn."""
        return QRect(self._strip_left, row.top(), self._strip, row.height())

    def strip_ends(self, row: QRect) -> QRect:
        """Return where the ends of its axis of values are written."""
        return QRect(self._strip_left - self._ends, row.top(), self._ends - 4, row.height())

    def numbers(self, row: QRect) -> QRect:
        """Return where mean and standard deviation stand, one below the other."""
        right = self._units_left - 2 * MARGIN - self._shares
        return QRect(right - self._numbers, row.top(), self._numbers, row.height())

    def shares(self, row: QRect) -> QRect:
        """Return where the shares of zero and saturated outputs stand, one below the other."""
        return QRect(self._units_left - MARGIN - self._shares, row.top(), self._shares, row.height())

    def units(self, row: QRect) -> QRect:
        """Return where silent units are told."""
        return QRect(self._units_left, row.top(), self._units, row.height())


def two_lines(place: QRect, line: int) -> tuple[QRect, QRect]:
    """Return where two lines of text stand in the middle of a place."""
    top = place.center().y() + 1 - line
    upper = QRect(place.left(), top, place.width(), line)
    return upper, upper.translated(0, line)
