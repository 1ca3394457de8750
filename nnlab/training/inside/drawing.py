"""What a picture of the whole network needs: the weights between some units of each layer, and sums over all."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from math import prod

import numpy as np

from nnlab.data.dataset import Labels
from nnlab.data.feature_names import FeatureNames
from nnlab.data.prepared import DataRecord
from nnlab.data.preprocessing import Projection
from nnlab.data.progress import within
from nnlab.training.inside.drawn_layer import DrawnLayer, drawing_layer, shown_units, weights_of
from nnlab.training.inside.twin import Twin

MOST_PIXELS = 16_384
"""So many numbers of an image are all looked at; of larger ones, as of rows, some."""


@dataclass(frozen=True)
class NetworkDrawing:
    """A network with its weights, as far as it is drawn.

    Attributes
    ----------
    inputs : (k,) of intp
        Which of the numbers of an example are drawn.
    names : FeatureNames or None
        Of the numbers of an example; None where they are principal components.
    output_names : tuple of str
        Of the outputs; empty where they have none.
    layers : tuple of DrawnLayer
        From the input up, the output last.
    """

    inputs: Labels
    names: FeatureNames | None
    output_names: tuple[str, ...]
    layers: tuple[DrawnLayer, ...]


@dataclass(frozen=True)
class DrawingQuestion:
    """Asks for the weights between at most ``most_units`` units of each layer; pixels are all drawn.

    Attributes
    ----------
    most_units : int
    """

    most_units: int

    def answering(self, twin: Twin) -> Generator[float, None, NetworkDrawing]:
        """Go through the layers; see Question."""
        record = twin.data
        below = inputs = shown_inputs(record.input_shape, self.most_units)
        sizes = np.cumsum([0, *(weights_of(parameters).size for parameters in twin.parameters)]) + 1
        layers: list[DrawnLayer] = []
        for place, parameters in enumerate(twin.parameters):
            start, end = sizes[place : place + 2] / sizes[-1]
            layer = drawing_layer(parameters, _units(twin, place), below, self.most_units)
            layers.append((yield from within(layer, float(start), float(end))))
            below = layers[-1].shown
        return NetworkDrawing(
            inputs=inputs,
            names=None if _are_components(record) else FeatureNames(record.shape.example_shape, record.feature_names),
            output_names=output_names(record, layers[-1].units),
            layers=tuple(layers),
        )


def shown_inputs(input_shape: tuple[int, ...], most: int) -> Labels:
    """Return which numbers of an example are drawn: of an image all, unless it is very large."""
    n = prod(input_shape)
    return np.arange(n) if is_picture(input_shape) else shown_units(n, most)


def is_picture(input_shape: tuple[int, ...]) -> bool:
    """Return whether examples of such a shape are drawn as an image."""
    return len(input_shape) == 3 and prod(input_shape) <= MOST_PIXELS


def output_names(record: DataRecord, units: int) -> tuple[str, ...]:
    """Return what the outputs are called; a single one for two classes tells of the second."""
    names = record.class_names or record.target_names
    if units == 1 and len(record.class_names) == 2:
        return names[1:]
    return names if len(names) == units else ()


def _are_components(record: DataRecord) -> bool:
    return any(isinstance(step, Projection) for step in record.fitted)


def _units(twin: Twin, place: int) -> int:
    return prod(twin.blocks[place].output_shape)
