"""Where the points of a cloud stand: one scale for both axes, so that a circle is round."""

from __future__ import annotations

from math import ceil, floor, log10
from typing import Final

import numpy as np
from PySide6.QtCore import QPointF, QRectF

from nnlab.data.dataset import Array

ELLIPSE: Final = 2.0
"""Standard deviations from the middle of the ellipse to its rim."""
FAR: Final = 2.0
"""A cloud farther from zero than so many times its width is shown without the zero."""
PADDING: Final = 0.06
TICK_DISTANCE: Final = 32
"""Pixels between ticks, at least."""
TINY: Final = 1e-300

Range = tuple[float, float]


def range_of(values: Array, mean: float, std: float) -> Range:
    """Return the range to show: all values, the ellipse, and zero unless it is far away.

    Parameters
    ----------
    values : (points,)
        Those that are not finite do not count.
    mean, std : float
    """
    finite = values[np.isfinite(values)]
    ends = [*(finite.min(), finite.max())] if finite.size else [0.0]
    ends += [mean - ELLIPSE * std, mean + ELLIPSE * std] if np.isfinite([mean, std]).all() else []
    low, high = float(min(ends)), float(max(ends))
    if 0 < low <= FAR * (high - low):
        low = 0.0
    elif 0 > high >= -FAR * (high - low):
        high = 0.0
    return low, high


class Frame:
    """Maps values to places in a box.

    Parameters
    ----------
    box : QRectF
        In pixels.
    x, y : (float, float)
        The ranges to show; the axis with more room than it needs shows more.
    """

    def __init__(self, box: QRectF, x: Range, y: Range) -> None:
        self.box = box
        self._x, self._y = 0.5 * x[0] + 0.5 * x[1], 0.5 * y[0] + 0.5 * y[1]
        wide, high = (max(0.5 * ends[1] - 0.5 * ends[0], TINY) for ends in (x, y))
        if max(wide, high) <= 1e-9 * max(abs(self._x), abs(self._y)):  # a single place
            wide = high = max(abs(self._x), abs(self._y))
        room = 1 - 2 * PADDING
        self._unit = min(room * box.width() / 2 / wide, room * box.height() / 2 / high)

    def place(self, x: float, y: float) -> QPointF:
        """Return where a point stands."""
        middle = self.box.center()
        return QPointF(middle.x() + (x - self._x) * self._unit, middle.y() - (y - self._y) * self._unit)

    def places(self, points: Array) -> Array:
        """Return (n, 2) places of (n, 2) points."""
        middle = np.array([self.box.center().x(), self.box.center().y()])
        return middle + (points - [self._x, self._y]) * [self._unit, -self._unit]

    @property
    def unit(self) -> float:
        """Pixels per unit of value."""
        return self._unit

    def ticks(self, distance: float = TICK_DISTANCE) -> tuple[list[float], list[float]]:
        """Return round values along both axes, equally far apart on both: at least so many pixels."""
        step = _round_step(distance / self._unit)
        half_width, half_height = self.box.width() / 2 / self._unit, self.box.height() / 2 / self._unit
        return _multiples(step, self._x, half_width), _multiples(step, self._y, half_height)


def _round_step(least: float) -> float:
    """Return the smallest of 1, 2 and 5 times a power of ten that is not below ``least``."""
    power = 10.0 ** floor(log10(least))
    return next(digit * power for digit in (1, 2, 5, 10) if digit * power >= least * (1 - 1e-9))


def _multiples(step: float, middle: float, half: float) -> list[float]:
    first, last = ceil((middle - half) / step), floor((middle + half) / step)
    return [place * step for place in range(first, last + 1)]
