"""What the colours of signed numbers mean."""

from __future__ import annotations

from typing import Final

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QLinearGradient, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from nnlab.gui import numbers, theme
from nnlab.gui.views.data.heat_map import signed_colour

BAR_WIDTH, BAR_HEIGHT = 72, 8
GAP: Final = 5
SAMPLE: Final = "−0.000"


class SignedScale(QWidget):
    """A bar from negative, orange, over zero to positive, blue, with numbers at its ends."""

    def __init__(self) -> None:
        super().__init__()
        self._largest: float | None = None
        self._is_grey = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_largest(None)

    def set_largest(self, largest: float | None, *, is_grey: bool = False) -> None:
        """Show which number has the full colour, None where each has its own.

        Parameters
        ----------
        largest : float or None
        is_grey : bool
            Whether numbers are tones from black to white, each of red, green and blue.
        """
        self._largest, self._is_grey = largest, is_grey
        low, high = self.ends()
        words = (
            self.tr("Tones: black {low}, white {high}") if is_grey else self.tr("Colours: orange {low}, blue {high}")
        )
        self.setAccessibleName(words.format(low=low, high=high))
        self.update()

    def ends(self) -> tuple[str, str]:
        """Return what is written at the ends."""
        if self._largest is None:
            return "−", "+"
        return numbers.significant(-self._largest), numbers.significant(self._largest)

    def sizeHint(self) -> QSize:
        """Ask for a bar and two numbers."""
        metrics = QFontMetrics(theme.tabular(theme.small(self.font())))
        return QSize(BAR_WIDTH + 2 * (GAP + metrics.horizontalAdvance(SAMPLE)), metrics.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the bar between its ends."""
        painter = QPainter(self)
        painter.setFont(theme.tabular(theme.small(self.font())))
        low, high = self.ends()
        room = (self.width() - BAR_WIDTH - 2 * GAP) / 2
        bar = QRectF(room + GAP, (self.height() - BAR_HEIGHT) / 2, BAR_WIDTH, BAR_HEIGHT)
        colours = QLinearGradient(bar.topLeft(), bar.topRight())
        for place in np.linspace(0, 1, 9).tolist():
            tone = QColor.fromRgbF(place, place, place)
            colours.setColorAt(place, tone if self._is_grey else signed_colour(2 * place - 1))
        painter.fillRect(bar, colours)
        painter.setPen(QColor(theme.current().muted))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(0, 0, room, self.height()), right, low)
        painter.drawText(QRectF(bar.right() + GAP, 0, room, self.height()), Qt.AlignmentFlag.AlignVCenter, high)
