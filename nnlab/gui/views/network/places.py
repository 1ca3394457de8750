"""Where things stand in the drawing of a network."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSizeF

from nnlab.gui import theme
from nnlab.gui.views.network.columns import Column

HEADER: Final = -1
"""The place of what stands above a column."""
LEAST_COLUMN: Final = 28
"""Pixels from one column to the next; where not all fit so, the drawing is scrolled."""
LEAST_ROW: Final = 19
"""Pixels from one unit to the next, while there is a choice of how many are drawn."""
MOST_ROW: Final = 44
LARGEST_RADIUS, SMALLEST_RADIUS = 11.0, 2.5
PICTURE_SHARE: Final = 0.28
"""Of the width, at most, for an input that is drawn as an image."""
MOST_UNITS: Final = (6, 8, 12, 16, 24, 32, 48, 64)
"""So many units of a layer are drawn at most, depending on the height."""


@dataclass(frozen=True)
class Spot:
    """Something that can be pointed at.

    Attributes
    ----------
    column : int
        The input is 0.
    place : int
        Among the drawn units from the top, or HEADER.
    """

    column: int
    place: int


@dataclass(frozen=True)
class Margins:
    """Pixels around the columns: to the left for titles and names of inputs, to the right for names of outputs."""

    left: float
    top: float
    right: float
    bottom: float


class Places:
    """The geometry of one drawing.

    Parameters
    ----------
    size : QSizeF
        Of the whole drawing.
    columns : sequence of Column
    margins : Margins
    """

    def __init__(self, size: QSizeF, columns: Sequence[Column], margins: Margins) -> None:
        self._columns, self._margins = columns, margins
        self._points: dict[int, list[QPointF]] = {}
        self.width = size.width()
        self.top, self.bottom = margins.top, size.height() - margins.bottom
        width = max(size.width() - margins.left - margins.right, 1.0)
        self._first = width / len(columns)
        if columns[0].picture is not None:
            self._first = max(min(PICTURE_SHARE * width, 0.8 * (self.bottom - self.top)), self._first)
        self.pitch = (width - self._first) / max(len(columns) - 1, 1)
        rows = max((len(column.shown) for column in columns if column.picture is None), default=1)
        self.radius = max(min(0.36 * self._row_of(rows), 0.3 * self.pitch, LARGEST_RADIUS), SMALLEST_RADIUS)

    def x(self, column: int) -> float:
        """Return the middle of a column."""
        if column == 0:
            return self._margins.left + self._first / 2
        return self._margins.left + self._first + (column - 0.5) * self.pitch

    def row(self, column: int) -> float:
        """Return the way from one unit of a column to the next."""
        return self._row_of(len(self._columns[column].shown))

    def _row_of(self, units: int) -> float:
        height = self.bottom - self.top
        return min(height / max(units, 1), max(MOST_ROW, height / 12))

    def points(self, column: int) -> list[QPointF]:
        """Return the middle of every drawn unit of a column that is no image."""
        if column not in self._points:
            x, row, count = self.x(column), self.row(column), len(self._columns[column].shown)
            first = (self.top + self.bottom - (count - 1) * row) / 2
            self._points[column] = [QPointF(x, first + place * row) for place in range(count)]
        return self._points[column]

    def point(self, column: int, place: int) -> QPointF:
        """Return the middle of a unit, or of a pixel."""
        picture = self._columns[column].picture
        if picture is None:
            return self.points(column)[place]
        height, width, channels = picture
        row, across = divmod(place // channels, width)
        box = self.picture()
        return QPointF(
            box.left() + (across + 0.5) * box.width() / width, box.top() + (row + 0.5) * box.height() / height
        )

    def port(self, column: int, place: int) -> QPointF:
        """Return where the connections of a unit begin: those of a pixel at the edge of the image, in its row."""
        picture = self._columns[column].picture
        if picture is None:
            return self.point(column, place)
        height, width, channels = picture
        box = self.picture()
        return QPointF(box.right(), box.top() + (place + 0.5) / (width * channels) * box.height() / height)

    def picture(self) -> QRectF:
        """Return where an input that is an image is drawn; empty where it is none."""
        shape = self._columns[0].picture
        if shape is None:
            return QRectF()
        cell = min((self._first - 2 * theme.GRID) / shape[1], (self.bottom - self.top) / shape[0])
        size = QSizeF(cell * shape[1], cell * shape[0])
        corner = QPointF(self.x(0) - size.width() / 2, (self.top + self.bottom - size.height()) / 2)
        return QRectF(corner, size)

    def header(self, column: int) -> QRectF:
        """Return the room above a column."""
        width = self._first if column == 0 else self.pitch
        return QRectF(self.x(column) - width / 2, 0, width, self.top - theme.GRID)

    def at(self, position: QPointF) -> Spot | None:
        """Return what lies at ``position``."""
        for column, drawn in enumerate(self._columns):
            if self.header(column).contains(position):
                return Spot(column, HEADER)
            if column == 0 and drawn.picture is not None:
                if self.picture().contains(position):
                    return Spot(0, self._pixel(position))
            elif abs(position.x() - self.x(column)) <= max(self.radius + 2, 6):
                place = round((position.y() - self.point(column, 0).y()) / self.row(column))
                if 0 <= place < len(drawn.shown):
                    return Spot(column, place)
        return None

    def moved(self, spot: Spot | None, across: int, down: int) -> Spot:
        """Return what lies beside ``spot``; from nowhere, what stands above the first layer."""
        if spot is None:
            return Spot(1, HEADER)
        if self._stays_in_picture(spot, across):
            return Spot(0, spot.place + across)
        column = min(max(spot.column + across, 0), len(self._columns) - 1)
        if spot.place == HEADER:
            return Spot(column, 0 if down > 0 else HEADER)
        if across:
            return Spot(column, self._nearest(column, self.point(spot.column, spot.place).y()))
        picture = self._columns[column].picture
        place = spot.place + down * (picture[1] * picture[2] if picture else 1)
        return Spot(column, max(place, HEADER)) if place < len(self._columns[column].shown) else spot

    def _stays_in_picture(self, spot: Spot, across: int) -> bool:
        """Return whether there is another pixel, or another channel of it, to one side."""
        picture = self._columns[0].picture
        if picture is None or not across or spot.column or spot.place == HEADER:
            return False
        _, width, channels = picture
        return 0 <= spot.place % (width * channels) + across < width * channels

    def _nearest(self, column: int, y: float) -> int:
        """Return the place in a column that is at a height; of an image its last there."""
        picture, count = self._columns[column].picture, len(self._columns[column].shown)
        if picture is None:
            return min(max(round((y - self.point(column, 0).y()) / self.row(column)), 0), count - 1)
        height, width, channels = picture
        box = self.picture()
        row = min(max(int((y - box.top()) / box.height() * height), 0), height - 1)
        return (row + 1) * width * channels - 1

    def _pixel(self, position: QPointF) -> int:
        """Return the number of an image at ``position``: the channels of a pixel lie side by side."""
        height, width, channels = self._columns[0].picture or (1, 1, 1)
        box = self.picture()
        row = min(int((position.y() - box.top()) / box.height() * height), height - 1)
        across = min(int((position.x() - box.left()) / box.width() * width * channels), width * channels - 1)
        return row * width * channels + across


def most_units(height: float) -> int:
    """Return how many units of a layer are drawn in so many pixels."""
    return max((count for count in MOST_UNITS if count * LEAST_ROW <= height), default=MOST_UNITS[0])
