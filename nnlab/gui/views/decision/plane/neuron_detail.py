"""One unit, enlarged: its function of the plane, and its strongest weights."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from nnlab.gui import numbers, theme
from nnlab.gui.views.decision.plane.ground import signed_tones, toned_image, tones_of
from nnlab.gui.views.decision.plane.neuron_places import Unit
from nnlab.gui.views.decision.plane.plane_area import Place, PlaneArea
from nnlab.gui.views.decision.plane.plane_page import axis_names
from nnlab.gui.views.decision.plane.plane_painting import Line
from nnlab.gui.views.decision.plane.weight_bars import WeightBars
from nnlab.gui.views.elided import ElidedLabel
from nnlab.training.inside.neurons import LayerFunctions, NeuronPictures


class NeuronDetail(QWidget):
    """Shows a unit with axes, and the value under the mouse.

    Attributes
    ----------
    plane : PlaneArea
    heading, reading : ElidedLabel
    incoming, outgoing : WeightBars
    """

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Enlarged neuron"))
        self.plane, self.heading, self.reading = PlaneArea(), ElidedLabel(), ElidedLabel("muted")
        self.incoming = WeightBars(self.tr("strongest from below"))
        self.outgoing = WeightBars(self.tr("strongest to above"))
        self.plane.setAccessibleName(self.tr("Output over the plane"))
        theme.mark(self.heading, "role", "title")
        self._functions: LayerFunctions | None = None
        self._pictures: NeuronPictures | None = None
        self._unit: Unit = (0, 0)
        self.plane.pointed.connect(self._on_plane_pointed)
        self._lay_out()

    def set_unit(self, pictures: NeuronPictures, unit: Unit, words: str) -> None:
        """Show one unit; ``words`` say which."""
        self._pictures, self._unit = pictures, unit
        self._functions = functions = pictures.layers[unit[0]]
        values = functions.values[unit[1]]
        tones = tones_of(values, functions.largest[unit[1]])
        lines = [Line(pictures.grid.contour(values), 1.5)] if self._crosses_zero() else []
        image = toned_image(tones[::-1], signed_tones())
        self.plane.set_ground(pictures.grid, image, lines, axis_names(pictures.grid.names))
        self.heading.setText(words)
        self._show_weights(functions)
        self._on_plane_pointed(self.plane.place)

    def range_words(self) -> str:
        """Return the least and the largest output."""
        if self._functions is None:
            return ""
        low, high = self._range()
        if not np.isfinite([low, high]).all():
            return self.tr("no finite output")
        template = self.tr("outputs from {low} to {high}; the line is 0")
        if not self._crosses_zero():
            template = self.tr("outputs from {low} to {high}")
        return template.format(low=numbers.significant(low), high=numbers.significant(high))

    def value_words(self, place: Place) -> str:
        """Return the output at a place of the plane."""
        pictures, cell = self._pictures, self._pictures.grid.cell_at(*place) if self._pictures else None
        if pictures is None or self._functions is None or cell is None:
            return ""
        names = axis_names(pictures.grid.names)
        where = ", ".join(f"{name} {numbers.significant(value)}" for name, value in zip(names, place, strict=True))
        value = numbers.significant(float(self._functions.values[self._unit[1]][cell]))
        return self.tr("{place}: output {value}").format(place=where, value=value)

    def _range(self) -> tuple[float, float]:
        assert self._functions is not None
        return float(self._functions.low[self._unit[1]]), float(self._functions.high[self._unit[1]])

    def _crosses_zero(self) -> bool:
        low, high = self._range()
        return low < 0 < high

    def _show_weights(self, functions: LayerFunctions) -> None:
        incoming, outgoing = functions.incoming[self._unit[1]], functions.outgoing[self._unit[1]]
        pieces, fan_in = incoming.shape
        below = self._names(fan_in, self._unit[0] == 0)
        if pieces > 1:
            template = self.tr("{name}, piece {piece}")
            below = [template.format(name=name, piece=piece + 1) for piece in range(pieces) for name in below]
        self.incoming.set_weights(incoming.ravel(), below)
        self.outgoing.set_weights(outgoing, self._names(len(outgoing), False), self.tr("none, an output"))

    def _names(self, count: int, are_inputs: bool) -> Sequence[str]:
        template = self.tr("input {number}") if are_inputs else self.tr("unit {number}")
        return [template.format(number=numbers.count(index + 1)) for index in range(count)]

    def _on_plane_pointed(self, place: Place | None) -> None:
        self.reading.setText((self.value_words(place) if place else "") or self.range_words())
        self.plane.setAccessibleDescription(self.reading.text())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the weights the room that a square leaves."""
        super().resizeEvent(event)
        self.plane.setMaximumHeight(max(self.width(), self.plane.minimumSizeHint().height()))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GRID // 2)
        column.addWidget(self.heading)
        column.addWidget(self.reading)
        column.addWidget(self.plane, 1000)  # as high as it may be
        weights = QHBoxLayout()
        weights.setSpacing(2 * theme.GRID)
        weights.addWidget(self.incoming, 1)
        weights.addWidget(self.outgoing, 1)
        column.addLayout(weights, 1)
