"""The pictures of all strips, made where they are looked at, and made again only where something changed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from nnlab.gui import theme
from nnlab.gui.views.activations.shown import What, distribution_of
from nnlab.training.inside.strip_axis import ValueAxis
from nnlab.training.inside.strips import BEYOND, BROKEN, LEVELS, Strip, columns_at
from nnlab.training.layer_picture import LayerPicture

FEW = 64
"""So many columns of a strip are worked out at once even in haste."""
RECENT = 0.99
"""A picture of so large a part of the steps so far will do for the moment."""
Patience = Literal["exact", "recent", "any"]
LAST_WIDTH = 4
"""Pixels at the right end of a strip that all show the last step, at which a run may have broken."""


@dataclass(frozen=True)
class Shape:
    """How a strip is drawn.

    Attributes
    ----------
    columns, rows : int
        Of the picture.
    last_step : int
        At its right end.
    is_log : bool
        Whether steps are spread as their logarithms.
    has_shared_axis : bool
        Whether all layers have one axis of values.
    """

    columns: int
    rows: int
    last_step: int
    is_log: bool
    has_shared_axis: bool


@dataclass(frozen=True)
class StripPicture:
    """A strip as it was drawn.

    Attributes
    ----------
    image : QImage
    axis : ValueAxis
    shape : Shape
    count : int
        Of recorded steps.
    theme : str
    pixels : (rows, columns) of uint32
        Which the image only borrows.
    """

    image: QImage
    axis: ValueAxis
    shape: Shape
    count: int
    theme: str
    pixels: NDArray[np.uint32]

    def is_recent(self, shape: Shape) -> bool:
        """Return whether hardly a pixel of a picture of this shape would be another."""
        now = shape.last_step
        is_alike = self.theme == theme.current().name and self.shape == replace(shape, last_step=self.shape.last_step)
        return is_alike and RECENT * now <= self.shape.last_step <= now


class StripPictures:
    """The strips of all layers of a run.

    Attributes
    ----------
    pictures : tuple of LayerPicture
        All that are recorded so far.
    made : int
        How many times a strip was drawn.
    """

    def __init__(self) -> None:
        self.pictures: tuple[LayerPicture, ...] = ()
        self.made = 0
        self._steps = np.zeros(0, np.int64)
        self._strips: dict[tuple[int, What], Strip] = {}
        self._drawn: dict[tuple[int, What], StripPicture] = {}
        self._shared_axis: tuple[object, ValueAxis] = (None, ValueAxis(-1.0, 1.0))
        self._colours: dict[tuple[int, str], NDArray[np.uint32]] = {}
        self._columns: tuple[object, NDArray[np.intp]] = (None, np.zeros(0, np.intp))

    def set_pictures(self, pictures: tuple[LayerPicture, ...]) -> None:
        """Take what is recorded by now; what was known is kept where it goes on from that."""
        known = len(self.pictures)
        if len(pictures) < known or (known and pictures[known - 1] is not self.pictures[known - 1]):
            self._strips.clear()
            self._drawn.clear()
            self._shared_axis = (None, self._shared_axis[1])
            known = 0
        if len(pictures) != known or not known:
            new = [picture.step for picture in pictures[known:]]
            self._steps = np.concatenate([self._steps[:known], np.array(new, np.int64)])
        self.pictures = pictures

    def place_at(self, step: float) -> int | None:
        """Return which picture a step shows: the nearest at or before it."""
        place = int(np.searchsorted(self._steps, step, side="right")) - 1
        return place if place >= 0 else None

    def strip(self, layer: int, what: What) -> Strip:
        """Return a strip with all that is recorded."""
        key = (layer, what)
        if key not in self._strips:
            first = self.pictures[0].layers[layer] if self.pictures else None
            has_bounds = what == "output" and first is not None and first.shares.saturated is not None
            self._strips[key] = Strip(has_bounds=has_bounds)
        strip = self._strips[key]
        missing = self.pictures[len(strip) :]
        strip.extend([distribution_of(picture.layers[layer], what).histogram for picture in missing])
        return strip

    def axis(self, layer: int, what: What, *, shared: bool) -> ValueAxis:
        """Return the axis of values of a strip: its own, or one that is wide enough for all layers."""
        if not shared:
            return self.strip(layer, what).axis
        key = (what, len(self.pictures))
        if self._shared_axis[0] != key:
            axes = [self.strip(each, what).axis for each in range(self._count())]
            self._shared_axis = (key, ValueAxis(min(axis.low for axis in axes), max(axis.high for axis in axes)))
        return self._shared_axis[1]

    def picture(self, layer: int, what: What, shape: Shape, patience: Patience) -> StripPicture | None:
        """Return the picture of a strip.

        Parameters
        ----------
        layer : int
        what : What
        shape : Shape
        patience : Patience
            A ``recent`` one may do; or else ``any`` there is, also none, where there is much to do.
        """
        known = self._drawn.get((layer, what))
        if known and (self.is_current(known, shape) or (patience != "exact" and known.is_recent(shape))):
            return known
        if patience == "any" and self._missing(layer, what, shape) > FEW:
            return known
        axis = self.axis(layer, what, shared=shape.has_shared_axis)
        levels = self.strip(layer, what).levels(shape.rows, axis)
        pixels = self._colours_of(layer).take(levels.take(self._columns_for(shape), axis=1))
        image = QImage(pixels.data, shape.columns, shape.rows, 4 * shape.columns, QImage.Format.Format_RGB32)
        drawn = StripPicture(image, axis, shape, len(self.pictures), theme.current().name, pixels)
        self._drawn[layer, what] = drawn
        self.made += 1
        return drawn

    def is_current(self, drawn: StripPicture | None, shape: Shape) -> bool:
        """Return whether a picture is just as it would be drawn now."""
        if drawn is None or drawn.shape != shape:
            return False
        return (drawn.count, drawn.theme) == (len(self.pictures), theme.current().name)

    def _missing(self, layer: int, what: What, shape: Shape) -> int:
        strip = self._strips.get((layer, what))
        if strip is None or len(self.pictures) - len(strip) > FEW:
            return len(self.pictures)
        return strip.missing(shape.rows, self.axis(layer, what, shared=shape.has_shared_axis))

    def _colours_of(self, layer: int) -> NDArray[np.uint32]:
        key = (layer, theme.current().name)
        if key not in self._colours:
            self._colours[key] = colours(layer, self._count())
        return self._colours[key]

    def _columns_for(self, shape: Shape) -> NDArray[np.intp]:
        key = (len(self.pictures), shape.columns, shape.last_step, shape.is_log)
        if self._columns[0] != key:
            places = columns_at(self._steps, shape.last_step, shape.columns - LAST_WIDTH, is_log=shape.is_log)
            self._columns = (key, np.pad(np.maximum(places, 0), (0, LAST_WIDTH), mode="edge"))
        return self._columns[1]

    def _count(self) -> int:
        return len(self.pictures[0].layers) if self.pictures else 0


def colours(layer: int, count: int) -> NDArray[np.uint32]:
    """Return the colour of each level: from the ground to the layer's, and those of the marks."""
    shown = theme.current()
    ground, full = shown.base, shown.layer_colour(layer, count).name()
    shares = np.minimum(np.arange(256) / LEVELS, 1)
    result = np.full(256, 0xFF, np.uint32)
    for shift in (1, 3, 5):
        low, high = int(ground[shift : shift + 2], 16), int(full[shift : shift + 2], 16)
        result = (result << np.uint32(8)) | np.round(low + shares * (high - low)).astype(np.uint32)
    for level, colour in ((BEYOND, shown.muted), (BROKEN, shown.bad)):
        result[level] = 0xFF000000 | int(colour[1:], 16)
    return result
