"""Where steps are on an axis, even or logarithmic."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg

from nnlab.gui.views.curves.axes import MOST_POWER
from nnlab.gui.views.curves.columns import Columns, Numbers

FIRST = 1.0
"""A logarithmic axis of steps begins here: step 0 has no place on it."""


class StepScale:
    """The x axis of a box.

    Parameters
    ----------
    box : ViewBox

    Attributes
    ----------
    is_log : bool
    """

    def __init__(self, box: pg.ViewBox) -> None:
        self._box, self.is_log = box, False

    def limits(self) -> tuple[float, float]:
        """Return both ends of the axis."""
        low, high = self._box.viewRange()[0]
        return float(low), float(high)

    def part(self) -> tuple[float, float]:
        """Return the first and the last step that are shown."""
        low, high = self.limits()
        return self.step_at(low), self.step_at(high)

    def place(self, step: float) -> float:
        """Return where a step is on the axis."""
        return float(np.log10(max(step, FIRST))) if self.is_log else float(step)

    def places(self, steps: Numbers) -> Numbers:
        """Return where (n,) steps are on the axis; NaN, which is not drawn, for those that have no place."""
        return np.log10(np.where(steps >= FIRST, steps, np.nan)) if self.is_log else steps

    def step_at(self, place: float) -> float:
        """Return which step is at a place of the axis."""
        return float(10.0 ** min(max(place, -MOST_POWER), MOST_POWER)) if self.is_log else place

    def beside(self, step: float, share: float) -> float:
        """Return the step that is a share of what is shown further right than ``step``."""
        low, high = self.limits()
        return self.step_at(self.place(step) + share * (high - low))

    def columns(self) -> Columns:
        """Return the columns of pixels."""
        edges = np.linspace(*self.limits(), max(int(self._box.width()), 1) + 1)
        return Columns(10.0 ** edges.clip(-MOST_POWER, MOST_POWER) if self.is_log else edges)

    def pixels(self) -> float:
        """Return how many pixels wide one unit of the axis is."""
        low, high = self.limits()
        return float(self._box.width()) / max(high - low, 1e-12)
