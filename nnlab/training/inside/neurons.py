"""Every unit of a network as a function of the plane."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from math import prod

import numpy as np
from numpy.typing import NDArray

from nnlab.data.dataset import Array
from nnlab.training.inside.grid import Grid, grid_over
from nnlab.training.inside.passing import passing
from nnlab.training.inside.plane_examples import plane_data
from nnlab.training.inside.twin import Twin

SAME = 1e-6
"""Outputs that differ by less than this share of their size are one."""


@dataclass(frozen=True)
class LayerFunctions:
    """The first units of one layer over the plane.

    Attributes
    ----------
    total : int
        How many units the layer has.
    values : (units, resolution, resolution)
        Their outputs, in rows from the lowest up.
    low, high : (units,)
        The least and the largest finite output of each over the plane.
    is_finite : (units,) of bool
    incoming : (units, pieces, fan_in)
        Their weights from below; only units with several affine pieces have more than one.
    outgoing : (units, n)
        Their weights to the layer above, all pieces in a row; (units, 0) of outputs.
    """

    total: int
    values: Array
    low: Array
    high: Array
    is_finite: NDArray[np.bool_]
    incoming: Array
    outgoing: Array

    def __len__(self) -> int:
        return len(self.values)

    @property
    def largest(self) -> Array:
        """(units,) The size of the finite output that is farthest from 0; what is not finite has none."""
        size = np.maximum(np.abs(self.low), np.abs(self.high))
        return np.where(np.isfinite(size), size, 0.0)

    @property
    def is_dead(self) -> NDArray[np.bool_]:
        """(units,) Whether a unit gives 0 everywhere on the plane."""
        return np.asarray(self.is_finite & (self.low == 0) & (self.high == 0))

    @property
    def is_constant(self) -> NDArray[np.bool_]:
        """(units,) Whether a unit gives the same everywhere on the plane."""
        return np.asarray(self.is_finite & (self.high - self.low <= SAME * self.largest))


@dataclass(frozen=True)
class NeuronPictures:
    """The units of all layers over the plane, the output last."""

    grid: Grid
    layers: tuple[LayerFunctions, ...]


@dataclass(frozen=True)
class NeuronsQuestion:
    """What every unit makes of the plane.

    Attributes
    ----------
    resolution : int
        Points along each axis.
    most_units : int
        Of each layer.
    """

    resolution: int
    most_units: int

    def answering(self, twin: Twin) -> Generator[float, None, NeuronPictures]:
        """Ask every unit at the points of a grid."""
        known = yield from plane_data(twin)
        grid = grid_over(known.ends, known.names, self.resolution)
        points = grid.points()
        counts = [min(prod(block.output_shape), self.most_units) for block in twin.blocks]
        values = [np.empty((count, len(points)), np.float32) for count in counts]

        def take(stretch: slice, _: Array) -> None:
            for kept, block in zip(values, twin.blocks, strict=True):
                kept[:, stretch] = block.output[:, : len(kept)].T

        yield from passing(twin, points, take)
        return NeuronPictures(grid, tuple(_layer(twin, index, kept, grid) for index, kept in enumerate(values)))


def _layer(twin: Twin, index: int, values: Array, grid: Grid) -> LayerFunctions:
    finite = np.isfinite(values)
    total = prod(twin.blocks[index].output_shape)
    return LayerFunctions(
        total=total,
        values=values.reshape(-1, grid.resolution, grid.resolution),
        low=np.where(finite, values, np.inf).min(axis=1),
        high=np.where(finite, values, -np.inf).max(axis=1),
        is_finite=np.asarray(finite.all(axis=1)),
        incoming=_incoming(twin, index, total)[: len(values)].copy(),
        outgoing=_outgoing(twin, index)[: len(values)].copy(),
    )


def _incoming(twin: Twin, index: int, total: int) -> Array:
    """Return the (units, pieces, fan_in) weights of a layer: the first pieces of all units come first."""
    w = twin.blocks[index].affine.w
    return w.reshape(len(w), -1, total).transpose(2, 1, 0)


def _outgoing(twin: Twin, index: int) -> Array:
    """Return the (units, n) weights of the layer above."""
    if index + 1 < len(twin.blocks):
        return twin.blocks[index + 1].affine.w
    return np.empty((twin.blocks[index].affine.units, 0))
