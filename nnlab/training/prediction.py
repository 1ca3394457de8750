"""A trained network applied to examples that it has not seen."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from math import isfinite

import numpy as np
from numpy.typing import NDArray

from nnlab.data import preprocessing
from nnlab.data.dataset import Array, Labels, Raw
from nnlab.training.build import build_loss, build_network, encoded_targets
from nnlab.training.checkpoint import RunRecord
from nnlab.training.evaluation import Result
from nnlab.training.outline import EVALUATION_BATCH


@dataclass(frozen=True)
class Prediction:
    """What a network says of examples.

    Attributes
    ----------
    outputs : (n, n_outputs)
        As the network gives them: scores of the classes, or the numbers predicted.
    labels : (n,) or None
        The class of each; None where numbers are predicted.
    probabilities : (n, classes) or None
        None where the loss has none: hinge, squared error.
    truth : (n,) or (n, n_targets) or None
        The classes or numbers, where they are known.
    result : Result or None
        How good it is, where the truth is known.
    class_names, target_names : tuple of str
        See Dataset.
    """

    outputs: Array
    labels: Labels | None
    probabilities: Array | None
    truth: Labels | Array | None
    result: Result | None
    class_names: tuple[str, ...]
    target_names: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.outputs)

    @property
    def counts(self) -> Labels:
        """How many examples are said to be of each class, (classes,)."""
        labels = self.labels if self.labels is not None else np.empty(0, np.intp)
        return np.bincount(labels, minlength=len(self.class_names))

    @property
    def certainty(self) -> Array | None:
        """The probability of the class that each example is said to be of, (n,); None where there is none."""
        if self.labels is None or self.probabilities is None:
            return None
        return np.take_along_axis(self.probabilities, self.labels[:, np.newaxis], axis=1)[:, 0]

    @property
    def is_right(self) -> NDArray[np.bool_] | None:
        """Whether the class of each example is the true one, (n,); None where that is not known."""
        if self.labels is None or self.truth is None:
            return None
        return np.asarray(self.labels == self.truth)


def predicting(record: RunRecord, x: Raw, targets: Labels | Array | None = None) -> Generator[float, None, Prediction]:
    """Apply the network of a run, its preprocessing included, yielding the share that is done.

    Parameters
    ----------
    record : RunRecord
    x : (n, *example_shape)
        Raw, as the run's own examples were.
    targets : (n,) or (n, n_targets), optional
        The truth.
    """
    predictor = _Predictor(record)
    outputs = np.empty((len(x), predictor.n_outputs), record.spec.precision)
    total = 0.0
    for start in range(0, len(x), EVALUATION_BATCH):
        stretch = slice(start, start + EVALUATION_BATCH)
        outputs[stretch] = predictor.outputs(x[stretch])
        if targets is not None:
            total += predictor.loss(outputs[stretch], targets[stretch]) * len(targets[stretch])
        yield min(1.0, (start + EVALUATION_BATCH) / len(x))
    return predictor.prediction(outputs, targets, total)


class _Predictor:
    """The network of a run, in evaluation mode.

    Parameters
    ----------
    record : RunRecord
    """

    def __init__(self, record: RunRecord) -> None:
        spec, data = record.spec, record.checkpoint.data
        self.n_outputs = record.n_outputs
        self._spec, self._data = spec, data
        self._network = build_network(spec, data.input_shape, self.n_outputs, EVALUATION_BATCH)
        self._network.parameters.values[...] = record.checkpoint.parameters
        self._network.parameters.running[...] = record.checkpoint.running
        self._loss = build_loss(spec, EVALUATION_BATCH, self.n_outputs)

    def outputs(self, x: Raw) -> Array:
        """Return the (n, n_outputs) outputs of at most one batch of raw examples; the next one overwrites them."""
        prepared = preprocessing.transform(self._data.fitted, x, None, self._spec.precision)
        with np.errstate(all="ignore"):
            return self._network.forward(prepared, training=False)

    def loss(self, outputs: Array, targets: Labels | Array) -> float:
        """Return the mean loss of at most one batch of outputs."""
        with np.errstate(all="ignore"):
            return self._loss.forward(outputs, encoded_targets(self._spec, targets, self._data.shape.classes))

    def prediction(self, outputs: Array, truth: Labels | Array | None, total_loss: float) -> Prediction:
        """Return what (n, n_outputs) outputs say; ``total_loss`` is the sum over all examples."""
        has_classes = self._data.shape.classes > 0
        labels = self._loss.predict(outputs) if has_classes else None
        with np.errstate(all="ignore"):
            probabilities = self._loss.probabilities(outputs) if has_classes else None
        return Prediction(
            outputs,
            labels,
            probabilities,
            truth,
            _result(labels, truth, total_loss),
            self._data.class_names,
            self._data.target_names,
        )


def _result(labels: Labels | None, truth: Labels | Array | None, total_loss: float) -> Result | None:
    """Return how good it is, as an Evaluator would; None where there is nothing to compare with."""
    if truth is None or not len(truth):
        return None
    loss = total_loss / len(truth)
    if labels is None or not isfinite(loss):
        return Result(loss, None)
    return Result(loss, int(np.count_nonzero(labels == truth)) / len(truth))
