"""Upright lines that say something about one step."""

from __future__ import annotations

import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from nnlab.gui import theme
from nnlab.gui.views.curves.scale import StepScale

LABEL_HEIGHT = 0.08
"""Where the words stand of where a run broke: near the bottom, below the accuracies of others."""
SHOWN_HEIGHT = 0.86
"""Where those of the step that is shown stand: below the words of changes."""


class StepMark(pg.InfiniteLine):
    """A line at a step.

    Parameters
    ----------
    scale : StepScale
    height : float
        Where its words stand, as a share of the plot.
    """

    def __init__(self, scale: StepScale, height: float) -> None:
        super().__init__(angle=90, movable=False, label="", labelOpts={"position": height})
        self._scale, self._words = scale, ""
        self.step: float = 0
        self.hide()

    def show_at(self, step: float, words: str) -> None:
        """Stand at ``step`` and say ``words``."""
        self.step, self._words = step, words
        self.restyle()
        self.stand()
        self.show()

    def stand(self) -> None:
        """Take the place that the step has on the axis by now."""
        self.label.setFormat(self._words)
        self.setValue(self._scale.place(self.step))

    def restyle(self) -> None:
        """Take the colours of the present theme."""
        self._dress(QColor(theme.current().text), Qt.PenStyle.SolidLine)

    def _dress(self, colour: QColor, style: Qt.PenStyle) -> None:
        self.setPen(theme.line_pen(colour, 1, style))
        self.label.setColor(colour)
        self.label.fill = pg.mkBrush(theme.current().raised)


class EndMark(StepMark):
    """A line where a run broke; where that lies beside what is shown, it stands at the edge and points there."""

    def stand(self) -> None:
        """Take the place of the step, or the edge that is nearest to it."""
        (low, high), place = self._scale.limits(), self._scale.place(self.step)
        self.label.setFormat(f"← {self._words}" if place < low else f"{self._words} →" if place > high else self._words)
        self.setValue(min(max(place, low), high))

    def restyle(self) -> None:
        """Take the colours of the present theme."""
        self._dress(QColor(theme.current().bad), Qt.PenStyle.SolidLine)
