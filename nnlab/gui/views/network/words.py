"""What the drawing says in words about a unit, a layer, and the whole."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from nnlab.data.dataset import Array, Labels
from nnlab.gui import numbers
from nnlab.gui.run_facts import RunFacts
from nnlab.gui.views.network.columns import NOTHING, TITLES, Column, Names, translate, worded
from nnlab.gui.views.network.places import HEADER, Spot
from nnlab.text import QT_TRANSLATE_NOOP
from nnlab.training.inside.drawing import NetworkDrawing
from nnlab.training.inside.drawn_layer import LISTED, DrawnLayer

QUANTITIES = {
    "b": QT_TRANSLATE_NOOP("Network", "bias {value}"),
    "gamma": QT_TRANSLATE_NOOP("Network", "gamma {value}"),
    "beta": QT_TRANSLATE_NOOP("Network", "beta {value}"),
    "slope": QT_TRANSLATE_NOOP("Network", "slope {value}"),
}
SEPARATOR = " · "
Words = tuple[str, str, str]
"""A heading, and what leads to a thing and from it; each may be empty."""


class Teller:
    """Tells of what is drawn.

    Parameters
    ----------
    facts : RunFacts
    columns : tuple of Column
    names : Names
    drawing : NetworkDrawing or None
    """

    def __init__(
        self, facts: RunFacts, columns: tuple[Column, ...], names: Names, drawing: NetworkDrawing | None
    ) -> None:
        self._facts, self._columns, self._names, self._drawing = facts, columns, names, drawing

    def words(self, spot: Spot | None) -> Words:
        """Return what there is to say about a spot; about the whole network where there is none."""
        if spot is None:
            return self._whole(), "", ""
        if spot.place != HEADER:
            return self._unit(spot)
        return self._input() if spot.column == 0 else self._layer(spot.column - 1)

    def _whole(self) -> str:
        sizes = self._facts.sizes
        template = translate("Network", "{parameters} parameters in {layers} layers, {memory}: {columns}")
        return template.format(
            parameters=numbers.count(sizes.parameters),
            layers=len(sizes.layers),
            memory=numbers.size(sizes.parameters * self._item()),
            columns=" → ".join(numbers.count(column.units) for column in self._columns),
        )

    def _input(self) -> Words:
        return self._titled(self._columns[0]), "", ""

    def _layer(self, place: int) -> Words:
        column, size = self._columns[place + 1], self._facts.sizes.layers[place]
        template = translate("Network", "{inputs} × {outputs} weights; all its parameters take {memory}")
        inputs, outputs = map(numbers.count, size.product)
        memory = numbers.size(size.parameters * self._item())
        return self._titled(column), template.format(inputs=inputs, outputs=outputs, memory=memory), self._sums(place)

    def _titled(self, column: Column) -> str:
        """Return what a column is called, and what stands above it."""
        said = [(title, column.lines.get(title, (NOTHING,))[0]) for title in TITLES]
        lines = SEPARATOR.join(f"{worded(title)} {value}" for title, value in said if value != NOTHING)
        return translate("Network", "{title}: {lines}").format(title=column.title[0], lines=lines)

    def _sums(self, place: int) -> str:
        if self._drawing is None:
            return ""
        sums = self._drawing.layers[place].sums
        template = translate("Network", "weights: rms {rms}, largest {largest}, {share} below a hundredth of that")
        return template.format(
            rms=numbers.significant(sums.rms),
            largest=numbers.significant(sums.largest),
            share=numbers.percent(sums.near_zero),
        )

    def _unit(self, spot: Spot) -> Words:
        unit = int(self._columns[spot.column].shown[spot.place])
        name = translate("Network", "{column}, {unit}").format(
            column=self._columns[spot.column].title[0], unit=self._names.of(spot.column, unit)
        )
        if self._drawing is None:
            return name, "", ""
        layer = self._drawing.layers[spot.column - 1] if spot.column else None
        heading = SEPARATOR.join([name, *_quantities(layer, spot.place)]) if layer else name
        return heading, self._from(spot), self._to(spot)

    def _from(self, spot: Spot) -> str:
        if self._drawing is None or spot.column == 0:
            return ""
        strongest = self._drawing.layers[spot.column - 1].incoming
        ends = zip(strongest.units[spot.place].tolist(), strongest.weights[spot.place].tolist(), strict=True)
        return translate("Network", "strongest from: {ends}").format(ends=self._ends(spot.column - 1, ends))

    def _to(self, spot: Spot) -> str:
        if self._drawing is None or spot.column == len(self._drawing.layers):
            return ""
        layer = self._drawing.layers[spot.column]
        if layer.outgoing is not None:
            units, weights = layer.outgoing.units[spot.place], layer.outgoing.weights[spot.place]
            template = translate("Network", "strongest to: {ends}")
        else:
            units, weights = _strongest(layer.weights[spot.place], layer.shown)
            template = translate("Network", "strongest to those drawn: {ends}")
        return template.format(ends=self._ends(spot.column + 1, zip(units.tolist(), weights.tolist(), strict=True)))

    def _ends(self, column: int, ends: Iterable[tuple[int, float]]) -> str:
        return SEPARATOR.join(f"{self._names.of(column, unit)} {_signed(weight)}" for unit, weight in ends)

    def _item(self) -> int:
        return np.dtype(self._facts.spec.precision).itemsize


def _quantities(layer: DrawnLayer, place: int) -> list[str]:
    """Return what a unit has learned beside its weights."""
    return [
        worded(QUANTITIES.get(name, f"{name} {{value}}")).format(value=numbers.significant(float(values[place])))
        for name, values in layer.numbers.items()
    ]


def _strongest(weights: Array, units: Labels) -> tuple[Labels, Array]:
    order = np.argsort(-np.abs(weights), kind="stable")[:LISTED]
    return units[order], weights[order]


def _signed(weight: float) -> str:
    return f"+{numbers.significant(weight)}" if weight > 0 else numbers.significant(weight)
