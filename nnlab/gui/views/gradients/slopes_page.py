"""The page of PReLU: the slope that each layer has learned for what lies below zero."""

from __future__ import annotations

from typing import Final

import numpy as np
from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from nnlab.gui import numbers, theme
from nnlab.gui.run_facts import RunFacts
from nnlab.gui.views.data.card import DataCard
from nnlab.gui.views.gradients.layer_list import LayerList, ListArea, Row
from nnlab.gui.views.gradients.scale import linear_scale_around
from nnlab.gui.views.gradients.series import Series, slope_ranges
from nnlab.gui.views.gradients.time_lines import Guide, Lines
from nnlab.gui.views.gradients.time_plot import TimePlot
from nnlab.gui.views.gradients.unit_bars import WIDEST, UnitBars
from nnlab.training.layer_picture import LayerPicture
from nnlab.training.moment import Moment

ALWAYS: Final = (-0.05, 0.3)
"""Slopes that are always on the axis: that of a ReLU, and where a PReLU usually starts."""


class SlopesPage(QWidget):
    """Shows the slopes over the steps, and those of one layer unit by unit.

    Signals
    -------
    step_pointed : int
        The person asks to see this step.
    """

    step_pointed = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.card = DataCard(
            self.tr("PReLU slopes"),
            self.tr("The slopes that the layers learn appear here once a network with PReLU trains."),
        )
        guides = [Guide(0.0, self.tr("0: a ReLU")), Guide(1.0, self.tr("1: a straight line"))]
        y_name = self.tr("slope below zero, mean of the units")
        self.plot = TimePlot(self.tr("PReLU slopes over the steps"), y_name, WIDEST, guides)
        columns = (self.tr("slope"), self.tr("units"))
        self.list = LayerList(self.tr("Slopes, by layer"), columns, ("−0.123", "−0.12 … 0.45"), must_choose=True)
        self.units = UnitBars(self.tr("Slopes of the units"), self.tr("slope of every unit"), 0.0)
        self.series = Series(slope_ranges)
        self._labels: tuple[str, ...] = ()
        self._sizes: tuple[int, ...] = ()
        self._picture: LayerPicture | None = None
        self._lay_out()
        self.plot.step_pointed.connect(self.step_pointed)
        self.list.layer_chosen.connect(self._on_list_layer_chosen)

    def changeEvent(self, event: QEvent) -> None:
        """Take the colours of a new theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._show_layer()

    def set_run(self, facts: RunFacts | None) -> None:
        """Show another run."""
        self._labels, self._picture = facts.labels if facts else (), None
        self._sizes = tuple(layer.units for layer in facts.spec.network.layers) if facts else ()
        self.series.clear()
        self.list.set_rows((), 0)
        self.card.show_content(False)

    def set_moment(self, moment: Moment) -> None:
        """Show the run at a moment."""
        picture = moment.picture
        if picture is None:
            return
        if all(layer.weights.slopes is None for layer in picture.layers):
            words = self.tr(
                "No layer of this network is a PReLU. Where one is, this page shows the slope that it learns for what "
                "lies below zero, over the steps and unit by unit."
            )
            self.card.show_content(False, words)
            return
        if self.series.follow(moment.pictures):
            values = self.series.values
            lines = Lines(self.series.steps, values[:, :, 0], values[:, :, 1:])
            self.plot.set_lines(lines, linear_scale_around(values, *ALWAYS))
        self.plot.set_steps(picture.step, moment.last_step)
        if picture is not self._picture:
            self._picture = picture
            self._show_picture(picture)

    def _show_picture(self, picture: LayerPicture) -> None:
        slopes = [(place, layer.weights.slopes) for place, layer in enumerate(picture.layers)]
        rows = [Row(place, self._labels[place], _cells(each)) for place, each in slopes if each is not None]
        self.list.set_rows(rows, len(picture.layers))
        self._show_layer()
        self.card.show_content(True)

    def _on_list_layer_chosen(self, layer: int | None) -> None:
        self.plot.set_emphasis(layer)
        self._show_layer()

    def _show_layer(self) -> None:
        """Show the units of the chosen layer; one that is shared by all units is told by its number."""
        layer = self.list.chosen
        slopes = None if self._picture is None or layer is None else self._picture.layers[layer].weights.slopes
        if self._picture is None or layer is None or slopes is None:
            return
        self.units.setVisible(slopes.size > 1)
        colour = theme.current().layer_colour(layer, len(self._picture.layers))
        self.units.set_values(some_units(self._sizes[layer], slopes.size), slopes, colour)

    def _lay_out(self) -> None:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GRID)
        column.addWidget(ListArea(self.list), 1)
        column.addWidget(self.units, 1)
        body = QWidget()
        across = QHBoxLayout(body)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(2 * theme.GRID)
        across.addWidget(self.plot, 1)
        across.addWidget(side, 0)
        self.card.set_content(body)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.card)


def some_units(units: int, told: int) -> list[int]:
    """Return which of so many units are told, evenly spread as the statistics take them."""
    places: list[int] = np.linspace(0, units - 1, told).round().astype(int).tolist()
    return places


def _cells(slopes: np.ndarray[tuple[int], np.dtype[np.float32]]) -> tuple[str, str]:
    """Return mean and range of the slopes of a layer."""
    mean = numbers.significant(float(slopes.mean()))
    if slopes.size == 1:
        return mean, "–"
    return mean, f"{_short(float(slopes.min()))} … {_short(float(slopes.max()))}"


def _short(value: float) -> str:
    return f"{value:.2f}".replace("-", "−")
