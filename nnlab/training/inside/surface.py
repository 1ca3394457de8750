"""Which number a network gives at every point of the plane."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from typing import Final

import numpy as np

from nnlab.data.dataset import Array
from nnlab.training.inside.grid import Grid, grid_over
from nnlab.training.inside.levels import levels_between
from nnlab.training.inside.passing import outputs_of
from nnlab.training.inside.plane_examples import PlaneExamples, plane_data
from nnlab.training.inside.twin import Twin

LINES: Final = 12
"""Contour lines are at least so many times closer to each other than the ends."""


@dataclass(frozen=True)
class SurfacePicture:
    """One number over the plane.

    Attributes
    ----------
    grid : Grid
    values : (resolution, resolution)
        In rows from the lowest up.
    low, high : float
        The range of the numbers to be met, in which colours differ.
    lines : tuple of (float, (pieces, 2, 2))
        Round values in that range, and along which straight pieces the surface has them.
    examples : PlaneExamples
    truth, predicted : (n,)
        Of the examples.
    """

    grid: Grid
    values: Array
    low: float
    high: float
    lines: tuple[tuple[float, Array], ...]
    examples: PlaneExamples
    truth: Array
    predicted: Array


@dataclass(frozen=True)
class SurfaceQuestion:
    """Which number the network gives at every point of the plane.

    Attributes
    ----------
    resolution : int
        Points along each axis.
    target : int
        Which of the numbers to be met.
    """

    resolution: int
    target: int = 0

    def answering(self, twin: Twin) -> Generator[float, None, SurfacePicture]:
        """Ask at the points of a grid, and of the examples."""
        known = yield from plane_data(twin)
        grid = grid_over(known.ends, known.names, self.resolution)
        points = grid.points()
        outputs = yield from outputs_of(twin, np.concatenate([points, known.examples.x]))
        chosen = outputs[:, self.target].astype(np.float64)
        values = chosen[: len(points)].reshape(grid.resolution, grid.resolution)
        truth = known.examples.targets[:, self.target].astype(np.float64)
        low, high = float(truth.min()), float(truth.max())
        return SurfacePicture(
            grid=grid,
            values=values,
            low=low,
            high=high,
            lines=tuple((level, grid.contour(values, level)) for level in levels_between(low, high, LINES)),
            examples=known.examples,
            truth=truth,
            predicted=chosen[len(points) :],
        )
