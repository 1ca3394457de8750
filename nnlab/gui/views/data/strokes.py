"""What a stroke of the mouse does to points that are drawn by hand; knows no window."""

from __future__ import annotations

from collections.abc import Sequence
from math import hypot
from random import Random
from typing import Final

Point = tuple[float, float, int]
"""x, y and the class."""
Place = tuple[float, float]

DECIMALS: Final = 4
"""Of a coordinate."""


class Spray:
    """Leaves points along the way of the mouse: one where it begins, the others evenly far apart.

    Parameters
    ----------
    label : int
        The class of the points.
    spacing : float
        Between points along the way, > 0.
    spread : float
        The standard deviation by which points miss the way; the first one does not.
    reach : float
        No point is left farther than this from zero, along either axis.
    seed : int
        The same stroke with the same seed leaves the same points.
    """

    def __init__(self, label: int, spacing: float, spread: float, reach: float, seed: int) -> None:
        self._label, self._spacing, self._spread, self._reach = label, spacing, spread, reach
        self._random = Random(seed)
        self._last: Place | None = None
        self.points: list[Point] = []

    def move_to(self, x: float, y: float) -> None:
        """Go on to a place, and leave points on the way there."""
        if self._last is None:
            self._last = (x, y)
            self._leave(x, y)
        last_x, last_y = self._last
        way = hypot(x - last_x, y - last_y)
        for number in range(1, int(way / self._spacing) + 1):
            share = number * self._spacing / way
            self._last = (last_x + share * (x - last_x), last_y + share * (y - last_y))
            self._leave(*(at + self._random.gauss(0, self._spread) for at in self._last))

    def _leave(self, x: float, y: float) -> None:
        if max(abs(x), abs(y)) <= self._reach:
            self.points.append((rounded(x), rounded(y), self._label))


class Eraser:
    """Takes away the points near the way of the mouse.

    Parameters
    ----------
    points : sequence of Point
    radius : float

    Attributes
    ----------
    points : tuple of Point
        Those that are left.
    """

    def __init__(self, points: Sequence[Point], radius: float) -> None:
        self.points = tuple(points)
        self._radius = radius
        self._last: Place | None = None

    def move_to(self, x: float, y: float) -> bool:
        """Go on to a place; return whether points were taken away on the way there."""
        start, self._last = self._last or (x, y), (x, y)
        left = tuple(point for point in self.points if distance(point[:2], start, self._last) > self._radius)
        is_less, self.points = len(left) < len(self.points), left
        return is_less


def distance(place: Place, start: Place, end: Place) -> float:
    """Return how far ``place`` is from the straight way between two others."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length2 = dx * dx + dy * dy
    along = ((place[0] - start[0]) * dx + (place[1] - start[1]) * dy) / length2 if length2 else 0.0
    share = min(max(along, 0.0), 1.0)
    return hypot(place[0] - start[0] - share * dx, place[1] - start[1] - share * dy)


def rounded(value: float) -> float:
    """Return a coordinate as it is kept; zero has no sign."""
    return round(value, DECIMALS) + 0.0
