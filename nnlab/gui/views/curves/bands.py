"""Epochs as faint bands behind the curves."""

from __future__ import annotations

from itertools import count, pairwise
from math import ceil, floor

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from nnlab.gui import theme
from nnlab.gui.views.curves.columns import Numbers
from nnlab.gui.views.curves.scale import StepScale
from nnlab.gui.views.curves.times import Times

NARROWEST = 16
"""Pixels; a band is of as many epochs as it takes to be no narrower."""
GROUND = 0.05
"""How much of the text's colour the shade has."""
MOST = 1000
ROUND = (1, 2, 5)


class EpochBands(pg.GraphicsObject):
    """Shades every other epoch, or every other 2, 5, 10 ... of them.

    Attributes
    ----------
    epochs : int
        In a band; 0 where nothing is shaded.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setZValue(-20)
        self.epochs = 0
        self._edges: tuple[tuple[float, float], ...] = ()

    def show_epochs(self, times: Times, last_step: int, scale: StepScale) -> None:
        """Shade what is shown of the epochs up to ``last_step``."""
        low, high = scale.part()
        first, last = (times.at(step) for step in (max(low, 0.0), min(high, float(last_step))))
        self.epochs, edges = 0, np.empty(0)
        if last > first:
            self.epochs, edges = _grouped(first, last, times, scale)
        shaded = tuple(pairwise(edges.tolist()))[1::2]
        self.epochs *= bool(shaded)
        if shaded != self._edges:
            self._edges = shaded
            self.update()

    def boundingRect(self) -> QRectF:
        """Return all that is shown."""
        view: QRectF = self.viewRect()
        return view

    def viewRangeChanged(self) -> None:  # noqa: N802 - as pyqtgraph calls it
        """Take in that another part is shown."""
        self.prepareGeometryChange()

    def paint(self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None) -> None:
        """Fill the bands from bottom to top."""
        shown = theme.current()
        colour: QColor = theme.blend(shown.raised, shown.text, GROUND)
        view = self.viewRect()
        for low, high in self._edges:
            painter.fillRect(QRectF(low, view.top(), high - low, view.height()), colour)


def _grouped(first: float, last: float, times: Times, scale: StepScale) -> tuple[int, Numbers]:
    """Return how many epochs a band is, and where bands end, the first of them an even one."""
    least = (last - first) / MOST
    for epochs in (digit * 10**power for power in count() for digit in ROUND):
        if epochs < least:
            continue
        numbers = np.arange(2 * floor(first / (2 * epochs)), ceil(last / epochs) + 1)
        edges = scale.places(times.steps_of(np.minimum(numbers * float(epochs), last)))
        whole = edges[(numbers * epochs <= last) & np.isfinite(edges)]
        if np.diff(whole).min(initial=np.inf) * scale.pixels() >= NARROWEST:
            break
    return epochs, edges
