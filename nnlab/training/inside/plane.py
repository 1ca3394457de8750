"""Which class a network names at every point of the plane, and how sure it is."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nnlab.data.dataset import Array, Labels
from nnlab.training.inside.grid import Grid, grid_over
from nnlab.training.inside.passing import outputs_of
from nnlab.training.inside.plane_examples import PlaneExamples, plane_data
from nnlab.training.inside.twin import Twin


@dataclass(frozen=True)
class Verdict:
    """What is said of some points.

    Attributes
    ----------
    labels : (n,)
        The class of each.
    confidence : (n,)
        From 0, where another class is as likely, to 1. Of probabilities it is how far the largest is above the
        share of one among all classes; of scores how far the largest is above the next, 1 and more being sure.
    sayings : (n, classes)
        Probabilities of the classes or, where the loss has none, their scores.
    """

    labels: Labels
    confidence: Array
    sayings: Array

    @property
    def is_finite(self) -> NDArray[np.bool_]:
        """(n,) Whether all that is said of a point are numbers."""
        return np.asarray(np.isfinite(self.sayings).all(axis=1))

    def part(self, stretch: slice) -> Verdict:
        """Return the verdict on some of the points."""
        return Verdict(self.labels[stretch], self.confidence[stretch], self.sayings[stretch])


@dataclass(frozen=True)
class PlanePicture:
    """The classes over the plane.

    Attributes
    ----------
    grid : Grid
    ground : Verdict
        On the points of the grid.
    boundary : (pieces, 2, 2)
        Where the class changes: the ends of straight pieces, in units of the features.
    examples : PlaneExamples
    verdict : Verdict
        On the examples.
    has_probabilities : bool
        Whether what is said are probabilities.
    is_finite : bool
        Whether all outputs are finite numbers.
    """

    grid: Grid
    ground: Verdict
    boundary: Array
    examples: PlaneExamples
    verdict: Verdict
    has_probabilities: bool
    is_finite: bool

    @property
    def is_wrong(self) -> NDArray[np.bool_]:
        """(n,) Whether another class is named than that of the example."""
        return np.asarray(self.verdict.labels != self.examples.targets)


@dataclass(frozen=True)
class PlaneQuestion:
    """What the network says of every point of the plane.

    Attributes
    ----------
    resolution : int
        Points along each axis.
    """

    resolution: int

    def answering(self, twin: Twin) -> Generator[float, None, PlanePicture]:
        """Ask at the points of a grid, and of the examples."""
        known = yield from plane_data(twin)
        grid = grid_over(known.ends, known.names, self.resolution)
        points = grid.points()
        outputs = yield from outputs_of(twin, np.concatenate([points, known.examples.x]))
        verdict = _verdict(twin, outputs)
        boundary = yield from _boundary(grid, outputs[: len(points)])
        return PlanePicture(
            grid=grid,
            ground=verdict.part(slice(0, len(points))),
            boundary=boundary,
            examples=known.examples,
            verdict=verdict.part(slice(len(points), None)),
            has_probabilities=twin.probabilities(outputs[:1]) is not None,
            is_finite=bool(np.isfinite(outputs).all()),
        )


@np.errstate(all="ignore")
def _verdict(twin: Twin, outputs: Array) -> Verdict:
    labels, probabilities = twin.labels(outputs), twin.probabilities(outputs)
    assert labels is not None  # asked of classes only
    sayings = outputs if probabilities is None else probabilities
    ranked = np.sort(sayings, axis=1)
    if probabilities is None:
        confidence = ranked[:, -1] - ranked[:, -2]
    else:
        chance = 1 / sayings.shape[1]
        confidence = (ranked[:, -1] - chance) / (1 - chance)
    return Verdict(labels, np.clip(np.nan_to_num(confidence, nan=0.0), 0.0, 1.0), sayings)


def _boundary(grid: Grid, outputs: Array) -> Generator[float, None, Array]:
    """Return where (resolution², n_outputs) outputs change from one class to another.

    Outputs, not probabilities, since these hardly change where they are near 0 and 1.
    """
    scores = outputs.reshape(grid.resolution, grid.resolution, -1)
    if scores.shape[2] == 1:  # the logarithm of the odds
        return grid.contour(scores[..., 0])
    found = []
    for label in range(scores.shape[2] if scores.shape[2] > 2 else 1):
        found.append(grid.contour(_lead(scores, label)))
        yield 1.0
    return np.concatenate(found)


@np.errstate(all="ignore")
def _lead(scores: Array, label: int) -> Array:
    """Return how far a class is above the best of the others, (resolution, resolution)."""
    lead: Array = scores[..., label] - np.delete(scores, label, axis=2).max(axis=2)
    return lead
