"""Where the small pictures of the units are: a group of rows for every layer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPoint, QRect

GAP: Final = 6
EDGE: Final = 2
"""Room for the frame of a chosen picture."""

Unit = tuple[int, int]
"""Layer and unit, from 0."""


@dataclass(frozen=True)
class Group:
    """Where the pictures of a layer are.

    Attributes
    ----------
    top, bottom : int
        Of its heading, and below its last row.
    units : int
    """

    top: int
    bottom: int
    units: int


class NeuronPlaces:
    """Places pictures of one size in rows.

    Parameters
    ----------
    counts : sequence of int
        The units of each layer.
    side, width, heading : int
        Of a picture, of all, and of the words above a group: in pixels.

    Attributes
    ----------
    groups : list of Group
    columns : int
    """

    def __init__(self, counts: Sequence[int], side: int, width: int, heading: int) -> None:
        self._side, self._heading = side, heading + GAP
        self.columns = max((width - 2 * EDGE + GAP) // (side + GAP), 1)
        self.groups: list[Group] = []
        for units in counts:
            top = self.groups[-1].bottom + GAP if self.groups else 0
            rows = -(-units // self.columns)
            self.groups.append(Group(top, top + self._heading + rows * (side + GAP), units))

    @property
    def height(self) -> int:
        """Of all groups."""
        return self.groups[-1].bottom if self.groups else 0

    def heading_of(self, layer: int) -> QRect:
        """Return where the words above a group go."""
        return QRect(EDGE, self.groups[layer].top, 1, self._heading - GAP)

    def rect_of(self, unit: Unit) -> QRect:
        """Return where the picture of a unit is."""
        row, column = divmod(unit[1], self.columns)
        stride = self._side + GAP
        top = self.groups[unit[0]].top + self._heading + row * stride
        return QRect(EDGE + column * stride, top, self._side, self._side)

    def unit_at(self, point: QPoint) -> Unit | None:
        """Return the unit whose picture is at ``point``; None where there is none."""
        stride = self._side + GAP
        for layer, group in enumerate(self.groups):
            row, column = (point.y() - group.top - self._heading) // stride, (point.x() - EDGE) // stride
            unit = layer, row * self.columns + column
            if row >= 0 and 0 <= column < self.columns and unit[1] < group.units and self.rect_of(unit).contains(point):
                return unit
        return None

    def beside(self, unit: Unit, right: int, up: int) -> Unit:
        """Return the next unit: of the layer to the sides, of the row or the next layer up and down."""
        layer, index = unit
        units = self.groups[layer].units
        if right:
            return layer, min(max(index + right, 0), units - 1)
        row, column = index // self.columns - up, index % self.columns
        if 0 <= row <= (units - 1) // self.columns:
            return layer, min(row * self.columns + column, units - 1)
        other = layer - up
        if not 0 <= other < len(self.groups):
            return unit
        last = self.groups[other].units - 1
        row = last // self.columns if up > 0 else 0
        return other, min(row * self.columns + column, last)
