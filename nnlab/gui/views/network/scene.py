"""All that is drawn of a network, worked out once for many paints."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from PySide6.QtCore import QLineF
from PySide6.QtGui import QImage

from nnlab.gui import theme
from nnlab.gui.views.data.picture import signed_image
from nnlab.gui.views.data.thumbnails import rgb_image
from nnlab.gui.views.network.columns import Column, Names
from nnlab.gui.views.network.lines import Lines, scales_of, strongest
from nnlab.gui.views.network.places import HEADER, Places, Spot
from nnlab.training.inside.drawing import NetworkDrawing

MOST_OF_UNIT = 64
"""So many lines of one unit are drawn to each side."""
GREYS = 32
Segments = dict[tuple[int, bool], list[QLineF]]
"""Lines by their width, and by whether their weight is negative."""


@dataclass(frozen=True)
class Scene:
    """One drawing in one size.

    Attributes
    ----------
    columns : tuple of Column
    titles : tuple of str
        What stands before the lines above the columns; not yet translated.
    names : Names
    places : Places
    drawing : NetworkDrawing or None
        None as long as there are no weights.
    lines : tuple of Lines
        The connections below each layer; none without weights.
    shared : bool
        Whether one scale of thickness holds for all layers.
    """

    columns: tuple[Column, ...]
    titles: tuple[str, ...]
    names: Names
    places: Places
    drawing: NetworkDrawing | None
    lines: tuple[Lines, ...]
    shared: bool

    @cached_property
    def segments(self) -> Segments:
        """All connections that are drawn, the thinnest first."""
        return self._segments(enumerate(self.lines))

    def highlighted(self, spot: Spot) -> Segments:
        """Return the connections of what is pointed at."""
        if self.drawing is None or not 0 <= spot.column <= len(self.lines):
            return {}
        if spot.place == HEADER:
            below = spot.column - 1
            return self._segments([(below, self.lines[below])] if spot.column else [])
        return self._segments(self._of_unit(self.drawing, spot))

    def picture(self, spot: Spot | None) -> QImage | None:
        """Return the input as an image: the weights to the unit of the first layer that is pointed at, or of all.

        Without such a unit, the lighter a pixel the larger the root mean square of its weights.
        """
        shape = self.columns[0].picture
        if shape is None or self.drawing is None:
            return None
        weights = self.drawing.layers[0].weights.reshape(*shape, -1)
        if spot is not None and spot.column == 1 and spot.place != HEADER:
            chosen = weights[..., spot.place]
            return signed_image(chosen, float(np.abs(chosen).max()))
        largest = float(np.abs(weights).max()) or 1.0
        strength = np.sqrt(np.mean((weights / largest) ** 2, axis=(2, 3)))
        return _grey_image(strength / (float(strength.max()) or 1.0))

    def _of_unit(self, drawing: NetworkDrawing, spot: Spot) -> Iterable[tuple[int, Lines]]:
        scales = scales_of(drawing, shared=self.shared)
        if spot.column > 0:
            below = spot.column - 1
            lines = strongest(drawing.layers[below].weights[:, [spot.place]], scales[below], MOST_OF_UNIT)
            yield below, Lines(lines.below, lines.above + spot.place, lines.weights, lines.classes)
        if spot.column < len(drawing.layers):
            lines = strongest(drawing.layers[spot.column].weights[[spot.place]], scales[spot.column], MOST_OF_UNIT)
            yield spot.column, Lines(lines.below + spot.place, lines.above, lines.weights, lines.classes)

    def _segments(self, lines: Iterable[tuple[int, Lines]]) -> Segments:
        result: Segments = defaultdict(list)
        for below, some in lines:
            starts, points = self.places.port, self.places.points(below + 1)
            ends = zip(some.below.tolist(), some.above.tolist(), strict=True)
            kinds = zip(some.classes.tolist(), (some.weights < 0).tolist(), strict=True)
            for (start, end), kind in zip(ends, kinds, strict=True):
                result[kind].append(QLineF(starts(below, start), points[end]))
        return dict(sorted(result.items()))


def _grey_image(shares: np.ndarray) -> QImage:
    """Return a picture of (height, width) shares between the ground and quiet text."""
    shown = theme.current()
    tones = [theme.blend(shown.base, shown.muted, place / (GREYS - 1)) for place in range(GREYS)]
    colours = np.array([(tone.red(), tone.green(), tone.blue()) for tone in tones], np.uint8)
    return rgb_image(colours[np.rint((GREYS - 1) * np.clip(np.nan_to_num(shares), 0, 1)).astype(np.intp)])
