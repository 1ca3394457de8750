"""The plane as a layer bends it."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from typing import Final

import numpy as np

from nnlab.data.dataset import Array, Labels, Raw
from nnlab.training.inside.components import finding
from nnlab.training.inside.grid import Grid, grid_over
from nnlab.training.inside.passing import passing
from nnlab.training.inside.plane_examples import PlaneExamples, plane_data
from nnlab.training.inside.twin import Twin

LINES: Final = 17
"""Of the grid, in each direction."""
INPUT: Final = -1
"""In place of a layer: what the first one is given."""


@dataclass(frozen=True)
class WarpPicture:
    """Lines of a square grid, and the examples, as a layer gives them.

    Attributes
    ----------
    grid : Grid
        The plane that the lines cover.
    units : int
        Of the layer.
    lines : (2 * LINES, points, 2)
        First those along which the second feature stays the same, from the lowest up; then the others.
    places : (n, 2)
        Of the examples.
    shares : (float, float) or None
        How much of the variance of the training examples' outputs lies along each axis, where the axes are main
        components. None where they are units: with one unit its output, and upwards the second feature.
    examples : PlaneExamples
    is_finite : bool
        Whether all outputs are finite numbers.
    """

    grid: Grid
    units: int
    lines: Array
    places: Array
    shares: tuple[float, float] | None
    examples: PlaneExamples
    is_finite: bool


@dataclass(frozen=True)
class WarpQuestion:
    """Where a layer puts the points of the plane.

    Attributes
    ----------
    layer : int
        From 0; INPUT for the preprocessed features themselves.
    resolution : int
        Points along each line.
    """

    layer: int
    resolution: int = 65

    def answering(self, twin: Twin) -> Generator[float, None, WarpPicture]:
        """Ask along the lines of a grid, and of the examples."""
        known = yield from plane_data(twin)
        grid = grid_over(known.ends, known.names, self.resolution)
        along = lines_of(grid)
        raw = np.concatenate([along.reshape(-1, 2), known.examples.x])
        outputs = yield from _outputs(twin, raw, self.layer)
        units, is_finite = outputs.shape[1], bool(np.isfinite(outputs).all())
        train = len(along.reshape(-1, 2)) + np.flatnonzero(known.examples.parts == 0)
        seen, shares = yield from _seen(outputs, raw, train, is_finite=is_finite)
        lines, places = np.split(seen, [len(along.reshape(-1, 2))])
        return WarpPicture(grid, units, lines.reshape(along.shape), places, shares, known.examples, is_finite)


def lines_of(grid: Grid) -> Array:
    """Return the lines of a square grid, (2 * LINES, resolution, 2)."""
    shares = np.linspace(0, 1, grid.resolution)
    xs, ys = (ends[0] + (ends[1] - ends[0]) * shares for ends in (grid.x, grid.y))
    some_xs, some_ys = (np.linspace(*ends, LINES) for ends in (grid.x, grid.y))
    across = np.stack(np.meshgrid(xs, some_ys), axis=-1)
    up = np.stack(np.meshgrid(some_xs, ys), axis=-1).swapaxes(0, 1)
    return np.concatenate([across, up])


def _outputs(twin: Twin, raw: Raw, layer: int) -> Generator[float, None, Array]:
    """Return the (n, units) outputs of one layer."""
    if layer == INPUT:
        return twin.prepared(raw).reshape(len(raw), -1).astype(np.float64)
    found: list[Array] = []
    yield from passing(twin, raw, lambda *_: found.append(twin.blocks[layer].output.astype(np.float64)))
    return np.concatenate(found)


@np.errstate(all="ignore")
def _seen(
    outputs: Array, raw: Raw, train: Labels, *, is_finite: bool
) -> Generator[float, None, tuple[Array, tuple[float, float] | None]]:
    """Return where (n, units) outputs are seen, (n, 2), and the shares of the variance of ``train`` among them."""
    if outputs.shape[1] == 2 or not is_finite:
        return outputs[:, :2] if outputs.shape[1] > 1 else np.repeat(outputs, 2, axis=1), None
    if outputs.shape[1] == 1:
        return np.column_stack([outputs[:, 0], raw[:, 1]]), None
    components = yield from finding(outputs[train], raw[train].astype(np.float64))
    return components.project(outputs), components.shares
