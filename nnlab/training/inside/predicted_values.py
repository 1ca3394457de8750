"""Numbers that a network predicts, against those to be met."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from typing import Final

import numpy as np

from nnlab.data.dataset import Array, Dataset, Labels
from nnlab.data.looking.pushing import evenly
from nnlab.training.inside.part_examples import PartExamples, part_examples
from nnlab.training.inside.passing import rows_at_a_time
from nnlab.training.inside.twin import Twin
from nnlab.training.snapshot import Part

MOST_SHOWN: Final = 2000
MOST_KEPT: Final = 200


@dataclass(frozen=True)
class Misses:
    """Some examples with what is predicted of them.

    Attributes
    ----------
    dataset : Dataset
        All examples as they came.
    index : (n,)
        Which of them these are.
    truth, predicted : (n, n_targets)
    """

    dataset: Dataset
    index: Labels
    truth: Array
    predicted: Array

    def __len__(self) -> int:
        return len(self.index)

    @property
    def squared_error(self) -> Array:
        """(n,) The mean over the numbers of an example."""
        return squared_errors(self.truth, self.predicted)


@dataclass(frozen=True)
class PredictedValues:
    """The predictions for a part.

    Attributes
    ----------
    part : Part
    total, broken : int
        How many examples there are, and for how many a prediction is not finite.
    shown : Misses
        At most MOST_SHOWN whose predictions are finite, taken evenly.
    worst : Misses
        At most MOST_KEPT of these, those with the largest squared error first.
    loss : float
        The mean squared error.
    explained : (n_targets,)
        R²: the share of the variance that the predictions explain; below zero where the mean would be better.
    """

    part: Part
    total: int
    broken: int
    shown: Misses
    worst: Misses
    loss: float
    explained: Array


@dataclass(frozen=True)
class PredictedValuesQuestion:
    """What is predicted for one part of the data."""

    part: Part = "validation"

    def answering(self, twin: Twin) -> Generator[float, None, PredictedValues]:
        """Ask for the numbers of every example."""
        examples = yield from part_examples(twin, self.part)
        predicted = yield from _predicting(twin, examples)
        truth = np.asarray(examples.targets, np.float64)
        good = np.flatnonzero(np.isfinite(predicted).all(axis=1))
        errors = squared_errors(truth, predicted)
        worst = good[np.argsort(-errors[good], kind="stable")[:MOST_KEPT]]

        def misses(rows: Labels) -> Misses:
            return Misses(examples.dataset, examples.index[rows], truth[rows], predicted[rows])

        return PredictedValues(
            part=self.part,
            total=len(examples),
            broken=len(examples) - len(good),
            shown=misses(evenly(good, MOST_SHOWN)),
            worst=misses(worst),
            loss=float(errors.mean()) if len(errors) else float("nan"),
            explained=_explained(truth, predicted),
        )


@np.errstate(all="ignore")
def squared_errors(truth: Array, predicted: Array) -> Array:
    """Return the (n,) mean squared errors of (n, n_targets) predictions."""
    return np.asarray(np.square(predicted - truth).mean(axis=1))


def _predicting(twin: Twin, examples: PartExamples) -> Generator[float, None, Array]:
    """Return the (n, n_targets) predictions; yield the share that is done."""
    predicted = np.empty(examples.targets.shape)
    rows = rows_at_a_time(twin)
    for start in range(0, len(examples), rows):
        stretch = slice(start, min(start + rows, len(examples)))
        predicted[stretch] = twin.forward(examples.x[stretch])
        yield stretch.stop / len(examples)
    return predicted


@np.errstate(all="ignore")
def _explained(truth: Array, predicted: Array) -> Array:
    """Return R² of each number: 1 - sum (truth - predicted)² / sum (truth - mean)²."""
    if not len(truth):
        return np.full(truth.shape[1], np.nan)
    left = np.square(truth - predicted).sum(axis=0)
    return np.asarray(1 - left / np.square(truth - truth.mean(axis=0)).sum(axis=0))
