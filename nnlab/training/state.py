"""Whether a state is one that a run of an experiment can have had."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from nnlab.spec.experiment import ExperimentSpec
from nnlab.training.keyframe import Keyframe, Weights
from nnlab.training.outline import Outline


def is_state_of(frame: Keyframe, spec: ExperimentSpec, shape: Outline, remembered: Collection[str]) -> bool:
    """Return whether ``frame`` has the shapes of ``spec``, whose optimiser remembers vectors of these names."""
    vectors = (frame.parameters, *frame.optimizer.values())
    return (
        all(vector.shape == (shape.parameters,) for vector in vectors)
        and frame.running.shape == (shape.running,)
        and is_finite(frame)
        and frame.optimizer.keys() == set(remembered)
        and len(frame.dropout) == len(spec.network.layers)
        and np.array_equal(np.sort(frame.place.order), np.arange(shape.train))
        and 0 <= frame.place.position <= shape.train
    )


def is_finite(weights: Weights) -> bool:
    """Return whether parameters and running statistics are; what an optimiser remembers, squares, may overflow."""
    return bool(np.isfinite(weights.parameters).all() and np.isfinite(weights.running).all())
