"""What the examples of a run look like to its network."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from nnlab.data.dataset import Array
from nnlab.data.prepared import PreparedData
from nnlab.data.preprocessing.fitted import Affine, FittedStep, Projection
from nnlab.training.outline import EVALUATION_BATCH


@dataclass(frozen=True, eq=False)
class DataFacts:
    """The training part, after preprocessing.

    Attributes
    ----------
    examples : int
    feature_means, feature_stds : (features,) of float64
        Over the first 1,000 examples; NaN where a number is not finite.
    low, high : float
        The ends of all their finite numbers; 0 where there is none.
    non_finite : int
        How many of their numbers are NaN or infinite.
    class_counts : tuple of int
        Over all examples, by class; empty where numbers are to be met.
    target_std : float or None
        Over the first 1,000 examples, the largest of the numbers to be met; infinite where their squares are beyond all
        floats, None where there are classes.
    component_variances : (k,) of float64
        Of the principal components that a PCA keeps, before they are scaled; empty without one.
    """

    examples: int
    feature_means: Array
    feature_stds: Array
    low: float
    high: float
    non_finite: int
    class_counts: tuple[int, ...]
    target_std: float | None
    component_variances: Array


def data_facts(data: PreparedData) -> DataFacts:
    """Look over the training part of ``data``."""
    train, classes = data.train, data.record.shape.classes
    rows = train.x[:EVALUATION_BATCH].reshape(min(len(train), EVALUATION_BATCH), -1).astype(np.float64)
    finite = rows[np.isfinite(rows)]
    with np.errstate(all="ignore"):
        means, variances = rows.mean(axis=0), rows.var(axis=0)
        target_std = None if classes else float(train.targets[:EVALUATION_BATCH].std(axis=0).max(initial=0.0))
    return DataFacts(
        examples=len(train),
        feature_means=means,
        feature_stds=np.sqrt(variances),
        low=float(finite.min()) if finite.size else 0.0,
        high=float(finite.max()) if finite.size else 0.0,
        non_finite=rows.size - finite.size,
        class_counts=tuple(np.bincount(train.targets, minlength=classes).tolist()) if classes else (),
        target_std=target_std,
        component_variances=_component_variances(data.record.fitted, variances),
    )


def _component_variances(fitted: Sequence[FittedStep], variances: Array) -> Array:
    """Return the variances of the components that the last PCA kept: as they are, or as the step after it found them.

    Parameters
    ----------
    fitted : sequence of FittedStep
    variances : (features,)
        After all steps.
    """
    places = [place for place, step in enumerate(fitted) if isinstance(step, Projection)]
    if not places:
        return np.empty(0)
    scales = [step.scale for step in fitted[places[-1] + 1 :] if isinstance(step, Affine) and step.scale.ndim == 1]
    found: Array = variances if not scales else scales[0] ** 2
    return found
