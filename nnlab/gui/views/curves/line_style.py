"""How a line of a plot looks, and what it is called."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import QPen

from nnlab.gui.views.curves.columns import Numbers
from nnlab.gui.views.curves.curve import Curve

MOST_DOTS = 100
"""Of more points none is marked: they would cover the line, and cost more than it."""


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
        Whether each of its points is marked, where there are few.
    faint : bool
        Whether it stays behind the others: always thin.
    """

    name: str
    word: str
    pen: Callable[[], QPen]
    marked: bool = False
    faint: bool = False

    def draw(self, curve: Curve, x: Numbers, y: Numbers) -> None:
        """Let ``curve`` show (n,) points in this style."""
        has_dots = x.size == 1 or (self.marked and x.size <= MOST_DOTS)  # a line needs two points
        curve.draw(x, y, self.pen(), is_faint=self.faint, has_dots=has_dots)
