"""What a network says of every example of a part."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nnlab.data.dataset import Array, Labels
from nnlab.training.inside.cases import Cases
from nnlab.training.inside.example_losses import example_losses, right_scores
from nnlab.training.inside.part_examples import PartExamples
from nnlab.training.inside.passing import rows_at_a_time
from nnlab.training.inside.twin import Twin

NO_CLASS: Final = -1
"""Predicted where an output is not finite."""


@dataclass(frozen=True)
class Verdicts:
    """A class for each example.

    Attributes
    ----------
    examples : PartExamples
    predicted : (n,)
        NO_CLASS where an output is not finite.
    certainty : (n,) or None
        The probability of that class; None where there are no probabilities.
    margin : (n,)
        By how much the score of the true class is above the best other one; below zero for a mistake.
    loss : (n,)
    """

    examples: PartExamples
    predicted: Labels
    certainty: Array | None
    margin: Array
    loss: Array

    @property
    def is_judged(self) -> NDArray[np.bool_]:
        """(n,) Whether a class is named."""
        return np.asarray(self.predicted != NO_CLASS)

    @property
    def severity(self) -> Array:
        """(n,) How bad each example is: its loss, or what it lacks where the loss has no probabilities."""
        return -self.margin if self.certainty is None else self.loss

    @property
    def mean_loss(self) -> float:
        """Return the loss of the part; NaN where there are no examples."""
        return float(self.loss.mean()) if len(self.loss) else float("nan")

    @property
    def accuracy(self) -> float | None:
        """Return the share of examples whose class is named; None where the loss is not finite."""
        if not np.isfinite(self.mean_loss):
            return None
        return int(np.count_nonzero(self.predicted == self.examples.targets)) / len(self.examples)

    def cases(self, rows: Labels) -> Cases:
        """Return the examples in these rows."""
        return Cases(
            dataset=self.examples.dataset,
            index=self.examples.index[rows],
            truth=self.examples.targets[rows].astype(np.intp, copy=False),
            predicted=self.predicted[rows],
            certainty=None if self.certainty is None else self.certainty[rows].astype(np.float32),
            loss=self.loss[rows].astype(np.float32),
        )


def judging(twin: Twin, examples: PartExamples) -> Generator[float, None, Verdicts]:
    """Ask a network for the class of each example; yield the share that is done."""
    n, rows = len(examples), rows_at_a_time(twin)
    predicted = np.empty(n, np.intp)
    certainty, margin, loss = np.empty((3, n))
    has_probabilities = True
    for start in range(0, n, rows):
        stretch = slice(start, min(start + rows, n))
        targets = examples.targets[stretch].astype(np.intp, copy=False)
        outputs = twin.forward(examples.x[stretch]).astype(np.float64)
        predicted[stretch] = _named(twin, outputs)
        loss[stretch] = example_losses(twin.spec.training.loss, outputs, targets)
        margin[stretch] = margins(outputs, targets)
        probabilities = twin.probabilities(outputs)
        has_probabilities = probabilities is not None
        certainty[stretch] = np.nan if probabilities is None else probabilities.max(axis=1)
        yield stretch.stop / n
    return Verdicts(examples, predicted, certainty if has_probabilities else None, margin, loss)


def _named(twin: Twin, outputs: Array) -> Labels:
    """Return the (n,) classes that are named; none where an output is not finite."""
    labels = twin.labels(outputs)
    return np.where(np.isfinite(outputs).all(axis=1), NO_CLASS if labels is None else labels, NO_CLASS)


@np.errstate(all="ignore")
def margins(outputs: Array, labels: Labels) -> Array:
    """Return by how much the scores of the true classes are above the best others, (n,).

    Parameters
    ----------
    outputs : (n, classes), or (n, 1) of the logarithm of the odds of class 1
    labels : (n,)
    """
    if outputs.shape[1] == 1:
        return np.where(labels == 1, outputs[:, 0], -outputs[:, 0])
    others = outputs.copy()
    np.put_along_axis(others, labels[:, np.newaxis], -np.inf, axis=1)
    return np.asarray(right_scores(outputs, labels) - others.max(axis=1))
