"""The loss of each example alone, where training only needs the mean of a batch."""

from __future__ import annotations

import numpy as np

from nnlab.data.dataset import Array, Labels
from nnlab.spec.losses import HingeSpec, LogisticSpec, LossSpec, SoftmaxSpec


@np.errstate(all="ignore")
def example_losses(loss: LossSpec, outputs: Array, targets: Labels | Array) -> Array:
    """Return (n,) losses whose mean is that of the batch.

    Parameters
    ----------
    loss : LossSpec
    outputs : (n, n_outputs) of float64
    targets : (n,) of intp, or (n, n_targets) of float64
        Class indices, or numbers to be met.
    """
    if targets.ndim == 2:
        return np.asarray(np.square(outputs - targets).mean(axis=1))
    labels = targets.astype(np.intp, copy=False)
    if isinstance(loss, SoftmaxSpec):
        return _cross_entropy(outputs, labels)
    if isinstance(loss, LogisticSpec):
        return np.asarray(np.logaddexp(0.0, np.where(labels == 1, -outputs[:, 0], outputs[:, 0])))
    if isinstance(loss, HingeSpec):
        excess = np.maximum(outputs - right_scores(outputs, labels)[:, np.newaxis] + 1, 0)
        return np.asarray(excess.sum(axis=1) - 1)  # the right class is 1 beyond its own margin
    return np.asarray(np.square(outputs - np.eye(outputs.shape[1])[labels]).mean(axis=1))


def right_scores(outputs: Array, labels: Labels) -> Array:
    """Return the (n,) outputs of the right classes among (n, classes)."""
    return np.asarray(np.take_along_axis(outputs, labels[:, np.newaxis], axis=1)[:, 0])


def _cross_entropy(outputs: Array, labels: Labels) -> Array:
    """Return log(sum_j exp(z_j)) - z_label of each row, worked out from its largest score."""
    scores = outputs - outputs.max(axis=1, keepdims=True)
    return np.asarray(np.log(np.exp(scores).sum(axis=1)) - right_scores(scores, labels))
