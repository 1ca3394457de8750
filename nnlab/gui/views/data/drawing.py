"""Points that are drawn by hand, and the stroke that is under way; knows no widget."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from nnlab.gui.views.data.cloud_frame import PADDING
from nnlab.gui.views.data.strokes import Eraser, Place, Point, Spray

MOST_POINTS: Final = 10_000
LARGEST: Final = 1000.0
EXTENTS: Final = (1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, LARGEST)
"""How far from zero the plane may be shown."""
SPACING, ERASER = 0.06, 0.08
"""Between sprayed points, and how far the eraser reaches: shares of the extent."""


class Drawing:
    """The points, which a stroke changes when it ends.

    Attributes
    ----------
    points : tuple of Point
    stroke : Spray, Eraser or None
        What is under way.
    at : (float, float)
        Where the stroke has come to.
    label : int
        The class of what is drawn.
    spread : float
        By how much sprayed points miss the way: a share of the extent.
    """

    def __init__(self) -> None:
        self.points: tuple[Point, ...] = ()
        self.stroke: Spray | Eraser | None = None
        self.at: Place = (0.0, 0.0)
        self.label, self.spread = 0, 0.0
        self._strokes = 0

    @property
    def extent(self) -> float:
        """How far from zero the plane is shown."""
        return extent_of(self.points)

    @property
    def eraser_reach(self) -> float:
        """How far from its middle the eraser takes points away."""
        return ERASER * self.extent

    @property
    def standing(self) -> tuple[Point, ...]:
        """The points without those that the stroke has erased so far."""
        return self.stroke.points if isinstance(self.stroke, Eraser) else self.points

    def set_points(self, points: Sequence[Point]) -> bool:
        """Take other points and give up the stroke; return whether they are others."""
        if tuple(points) == self.points:
            return False
        self.points, self.stroke = tuple(points), None
        return True

    def begin(self, at: Place, *, erases: bool) -> None:
        """Begin a stroke."""
        self._strokes += 1
        self.stroke = Eraser(self.points, self.eraser_reach) if erases else self._spray()
        self.go_on(at)

    def go_on(self, at: Place) -> bool:
        """Go on with the stroke; return whether it took points away. What is too many is not drawn."""
        self.at = at
        if isinstance(self.stroke, Eraser):
            return self.stroke.move_to(*at)
        if self.stroke is not None:
            self.stroke.move_to(*at)
            del self.stroke.points[max(MOST_POINTS - len(self.points), 0) :]
        return False

    def end(self) -> bool:
        """End the stroke; return whether it changed anything."""
        stroke, self.stroke = self.stroke, None
        if isinstance(stroke, Spray):
            return self.set_points((*self.points, *stroke.points))
        return stroke is not None and self.set_points(stroke.points)

    def clear_class(self) -> bool:
        """Take away all points of the present class; return whether there were any."""
        return self.set_points(tuple(point for point in self.points if point[2] != self.label))

    def _spray(self) -> Spray:
        extent = self.extent
        return Spray(self.label, SPACING * extent, self.spread * extent, reach_of(extent), self._strokes)


def extent_of(points: Sequence[Point]) -> float:
    """Return how far from zero the plane is shown: at least 1, and as far as there are points."""
    farthest = max((max(abs(x), abs(y)) for x, y, _ in points), default=0.0)
    return next((extent for extent in EXTENTS if farthest <= reach_of(extent)), LARGEST)


def reach_of(extent: float) -> float:
    """Return how far from zero can be drawn: to the edge of what is seen, but not farther than points may lie."""
    return min(extent / (1 - 2 * PADDING), LARGEST)
