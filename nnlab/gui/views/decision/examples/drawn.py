"""What is on the pad: strokes, and cells with ink of their own; knows no widget."""

from __future__ import annotations

from math import hypot
from typing import Final

import numpy as np

from nnlab.data.dataset import Array
from nnlab.training.inside.ink import Ink, InkFrame, fitted_into, inked

SPACING: Final = 0.2
"""Cells between points along a stroke."""
SMALLEST: Final = 0.25
"""Strokes that reach less far, as a share of the box that ink fills, are not made larger: a dot stays one."""
FINE: Final = 0.55
"""Of the width of the strokes in the data."""
Place = tuple[float, float]


class Drawn:
    """Ink; lengths are in cells.

    Parameters
    ----------
    frame : InkFrame
        How ink lies in the data.

    Attributes
    ----------
    strokes : list of list of (float, float)
        Points close together.
    cells : (height, width)
        The ink of an example, or of cells that were inked one at a time.
    is_fitted : bool
        Whether strokes are moved and scaled to fill the frame as in the data; never with inked cells.
    """

    def __init__(self, frame: InkFrame) -> None:
        self.frame = frame
        self.strokes: list[list[Place]] = []
        self.cells: Ink = np.zeros((frame.height, frame.width))
        self.is_fitted = True

    @property
    def is_empty(self) -> bool:
        """Whether there is no ink."""
        return not self.strokes and not self.cells.any()

    @property
    def pen_radius(self) -> float:
        """How wide strokes are on the pad: where they are fitted, the width is, too, and a fine pen draws better."""
        return FINE * self.frame.radius if self.is_fitted and not self.cells.any() else self.frame.radius

    def clear(self) -> None:
        """Take all ink away."""
        self.strokes, self.cells = [], np.zeros_like(self.cells)

    def set_cells(self, cells: Ink) -> None:
        """Take the ink of an example in place of all that is there."""
        self.strokes, self.cells = [], cells.copy()

    def begin(self, at: Place) -> None:
        """Begin a stroke."""
        self.strokes.append([at])

    def go_on(self, at: Place) -> None:
        """Draw on to a place."""
        if not self.strokes:
            self.begin(at)
        stroke = self.strokes[-1]
        (x, y), (to_x, to_y) = stroke[-1], at
        steps = int(hypot(to_x - x, to_y - y) / SPACING)
        stroke += [(x + (to_x - x) * k / steps, y + (to_y - y) * k / steps) for k in range(1, steps + 1)]

    def erase(self, at: Place, reach: float) -> bool:
        """Take the ink near a place away; return whether there was any."""
        before = (sum(map(len, self.strokes)), self.cells.sum())
        left: list[list[Place]] = []
        for stroke in self.strokes:
            left += _broken(stroke, at, reach)
        self.strokes = left
        y, x = np.indices(self.cells.shape) + 0.5
        self.cells[np.hypot(x - at[0], y - at[1]) <= reach] = 0
        return before != (sum(map(len, left)), self.cells.sum())

    def set_cell(self, row: int, column: int, *, is_inked: bool) -> None:
        """Ink one cell, or take its ink away."""
        self.cells[row, column] = float(is_inked)
        if not is_inked:
            self.erase((column + 0.5, row + 0.5), 0.5)

    def has_ink(self, row: int, column: int) -> bool:
        """Return whether a cell has ink of its own."""
        return bool(self.cells[row, column] > 0)

    def shares(self) -> Ink:
        """Return the (height, width) shares of ink as the network is shown them."""
        points = self.points()
        if not len(points):
            return self.cells
        radius = self.frame.radius
        if self.is_fitted and not self.cells.any() and self._is_large(points):
            points, radius = fitted_into(self.frame, points)
        return np.maximum(self.cells, inked(self.frame, points, radius))

    def pixels(self) -> Array:
        """Return (height, width, 1) raw values, as examples have them."""
        return self.frame.pixels(self.shares())

    def points(self) -> Array:
        """Return the points of all strokes, (n, 2)."""
        return np.array([point for stroke in self.strokes for point in stroke], np.float64).reshape(-1, 2)

    def _is_large(self, points: Array) -> bool:
        return float(np.ptp(points, axis=0).max()) >= SMALLEST * self.frame.box.height


def _broken(stroke: list[Place], at: Place, reach: float) -> list[list[Place]]:
    """Return the pieces of a stroke that are left where it is erased."""
    pieces: list[list[Place]] = [[]]
    for x, y in stroke:
        if hypot(x - at[0], y - at[1]) > reach:
            pieces[-1].append((x, y))
        elif pieces[-1]:
            pieces.append([])
    return [piece for piece in pieces if piece]
