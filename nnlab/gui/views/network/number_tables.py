"""The numbers behind the drawing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from nnlab.gui.number_table import Cell, NumberTable
from nnlab.gui.run_facts import RunFacts
from nnlab.gui.views.network.columns import Column, Names
from nnlab.training.inside.drawing import NetworkDrawing

LAYERS = ("layer", "name", "shape", "inputs", "outputs", "parameters")
SUMS = ("weights_rms", "largest_weight", "near_zero_share")
WEIGHTS = ("layer", "from", "from_name", "to", "to_name", "weight")


def network_tables(
    facts: RunFacts, columns: Sequence[Column], names: Names, drawing: NetworkDrawing | None
) -> tuple[NumberTable, ...]:
    """Return a table of the layers, and with weights one of those between the drawn units; all counted from 1."""
    layers = NumberTable("layers", (*LAYERS, *(SUMS if drawing else ())), list(_layers(facts, columns, drawing)))
    if drawing is None:
        return (layers,)
    return layers, NumberTable("weights", WEIGHTS, _weights(drawing, columns, names))


def _layers(facts: RunFacts, columns: Sequence[Column], drawing: NetworkDrawing | None) -> Iterator[list[Cell]]:
    for place, (size, column) in enumerate(zip(facts.sizes.layers, columns[1:], strict=True)):
        shape = " x ".join(map(str, size.output_shape))
        row: list[Cell] = [place + 1, column.title[0], shape, *size.product, size.parameters]
        if drawing is not None:
            sums = drawing.layers[place].sums
            row += [sums.rms, sums.largest, sums.near_zero]
        yield row


def _weights(drawing: NetworkDrawing, columns: Sequence[Column], names: Names) -> Iterator[list[Cell]]:
    for place, layer in enumerate(drawing.layers):
        below = columns[place].shown.tolist()
        for (start, end), weight in np.ndenumerate(layer.weights):
            source, target = below[start], int(layer.shown[end])
            ends = (source + 1, names.of(place, source), target + 1, names.of(place + 1, target))
            yield [place + 1, *ends, float(weight)]
