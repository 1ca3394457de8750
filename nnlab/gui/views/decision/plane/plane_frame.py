"""Where points of a grid stand in a square."""

from __future__ import annotations

from typing import Final

import numpy as np
from PySide6.QtCore import QPointF, QRectF

from nnlab.data.dataset import Array
from nnlab.gui.views.data.cloud_frame import TICK_DISTANCE, Frame
from nnlab.training.inside.grid import Grid
from nnlab.training.inside.levels import levels_between

MOST_TICKS: Final = 12


class PlaneFrame(Frame):
    """Maps values to places; unlike in a cloud each axis may have a scale of its own.

    Parameters
    ----------
    box : QRectF
        In pixels, filled by the grid.
    grid : Grid
    """

    def __init__(self, box: QRectF, grid: Grid) -> None:
        super().__init__(box, grid.x, grid.y)
        self._grid = grid
        self._units = box.width() / (grid.x[1] - grid.x[0]), box.height() / (grid.y[1] - grid.y[0])

    def moved(self, by: float) -> PlaneFrame:
        """Return the same, so many pixels farther right."""
        return PlaneFrame(self.box.translated(by, 0), self._grid)

    def place(self, x: float, y: float) -> QPointF:
        """Return where a point stands."""
        box, (right, up) = self.box, self._units
        return QPointF(box.left() + (x - self._grid.x[0]) * right, box.bottom() - (y - self._grid.y[0]) * up)

    def places(self, points: Array) -> Array:
        """Return (…, 2) places of (…, 2) points."""
        right, up = self._units
        origin = np.array([self.box.left(), self.box.bottom()])
        return origin + (points - [self._grid.x[0], self._grid.y[0]]) * [right, -up]

    def values_at(self, position: QPointF) -> tuple[float, float] | None:
        """Return which point stands at ``position``; None beside the grid."""
        if not self.box.contains(position):
            return None
        right, up = self._units
        x = self._grid.x[0] + (position.x() - self.box.left()) / right
        return x, self._grid.y[0] + (self.box.bottom() - position.y()) / up

    def ticks(self, distance: float = TICK_DISTANCE) -> tuple[list[float], list[float]]:
        """Return round values along both axes, at least so many pixels apart."""
        box = self.box
        xs = levels_between(*self._grid.x, min(box.width() / distance, MOST_TICKS))
        return xs, levels_between(*self._grid.y, min(box.height() / distance, MOST_TICKS))
