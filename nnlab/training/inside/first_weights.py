"""The weights of the first layer in the shape of the images that it sees."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from math import prod
from typing import Final, Literal

import numpy as np

from nnlab.data.dataset import Array, Labels
from nnlab.data.preprocessing import FittedStep, Projection
from nnlab.training.inside.twin import Twin

MOST_UNITS: Final = 200
MOST_NUMBERS: Final = 2_000_000
"""Of large images fewer units are shown."""
Order = Literal["unit", "norm"]


@dataclass(frozen=True)
class FirstWeights:
    """Some columns of the first layer's weights.

    Attributes
    ----------
    total : int
        How many columns there are: a unit each, and with maxout a piece of a unit.
    units, pieces : (n,)
        Whose weights they are.
    n_pieces : int
        Of each unit; 1 but with maxout.
    pixels : (n, height, width, channels) of float32
        By how much each pixel counts. Where the preprocessing turns images into components, mapped back through it.
    is_mapped_back : bool
    norms : (n,)
        Of the weights as the layer has them.
    biases : (n,) or None
        None where the layer has none.
    """

    total: int
    units: Labels
    pieces: Labels
    n_pieces: int
    pixels: Array
    is_mapped_back: bool
    norms: Array
    biases: Array | None

    def __len__(self) -> int:
        return len(self.units)


@dataclass(frozen=True)
class FirstWeightsQuestion:
    """What the units of the first layer look for, in the order of the units or the largest norm first."""

    order: Order = "unit"

    def answering(self, twin: Twin) -> Generator[float, None, FirstWeights]:
        """Map the weights back to pixels."""
        block, shape = twin.blocks[0], twin.data.shape.example_shape
        parameters = {parameter.name: parameter.value for parameter in twin.parameters[0]}
        w = parameters["w"].astype(np.float64)
        n_units = prod(block.output_shape)
        norms = np.sqrt(np.square(w).sum(axis=0))
        columns = _columns(self.order, norms, n_units)[: max(1, min(MOST_UNITS, MOST_NUMBERS // prod(shape)))]
        yield 0.5
        pixels = mapped_back(twin.data.fitted, w[:, columns]).T.reshape(-1, *shape)
        yield 1.0
        return FirstWeights(
            total=w.shape[1],
            units=columns % n_units,
            pieces=columns // n_units,
            n_pieces=w.shape[1] // n_units,
            pixels=pixels.astype(np.float32),
            is_mapped_back=any(isinstance(step, Projection) for step in twin.data.fitted),
            norms=norms[columns],
            biases=parameters["b"].reshape(-1)[columns].astype(np.float64) if "b" in parameters else None,
        )


def mapped_back(fitted: Sequence[FittedStep], w: Array) -> Array:
    """Return (features, n) weights of what goes into the first projection; without one, ``w`` as they are.

    With y = (x - mean) @ matrix, y @ w = (x - mean) @ (matrix @ w); with y = (x - shift) / scale, y @ w =
    (x - shift) @ (w / scale).

    Parameters
    ----------
    fitted : sequence of FittedStep
    w : (inputs, n)
    """
    first = next((place for place, step in enumerate(fitted) if isinstance(step, Projection)), len(fitted))
    for step in reversed(fitted[first:]):
        w = (
            step.matrix @ w
            if isinstance(step, Projection)
            else w / np.broadcast_to(step.scale, (len(w),))[:, np.newaxis]
        )
    return w


def _columns(order: Order, norms: Array, n_units: int) -> Labels:
    """Return the columns in their order; the pieces of a unit stand beside each other."""
    if order == "norm":
        return np.argsort(-norms, kind="stable")
    return np.arange(len(norms)).reshape(-1, n_units).T.ravel()
