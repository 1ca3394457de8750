"""How a line of a plot looks, and what it is called."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pyqtgraph as pg
from PySide6.QtGui import QPen

FEW = 1000
"""Up to so many points a line is drawn two pixels wide and smooth; beyond, that would cost several times as much."""
DOT_SIZE = 6


@dataclass(frozen=True)
class LineStyle:
    """How one line of the metrics is drawn and named.

    Attributes
    ----------
    name : str
        In the metrics.
    word : str
        In the legend and the readout, translated.
    pen : callable
        In the present theme.
    marked : bool
        Whether each of its points is marked, since there are few.
    faint : bool
        Whether it stays behind the others: always thin.
    """

    name: str
    word: str
    pen: Callable[[], QPen]
    marked: bool = False
    faint: bool = False

    def draw(self, curve: pg.PlotDataItem, points: int) -> None:
        """Give ``curve`` the look for so many points."""
        bold = not self.faint and points <= FEW
        pen = self.pen()
        pen.setWidthF(2 if bold else 1)
        curve.opts["antialias"] = bold
        curve.setPen(pen)
        marked = self.marked or points == 1  # a line needs two
        if marked != (curve.opts["symbol"] is not None):
            curve.setSymbol("o" if marked else None)
            curve.setSymbolSize(DOT_SIZE)
            curve.setSymbolPen(None)
        if marked:
            curve.setSymbolBrush(pen.color())
