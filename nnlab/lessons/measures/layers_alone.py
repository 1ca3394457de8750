"""Measures that need no experiment: what an activation costs, and how two weights find their way."""

from __future__ import annotations

from time import perf_counter
from typing import ClassVar, Final, Literal

import numpy as np

from nnlab.engine.activations import Activation
from nnlab.engine.array import Array
from nnlab.lessons.bench import Bench
from nnlab.lessons.measures.base import Measure, Unit
from nnlab.spec.network import DenseSpec
from nnlab.training.build import build_activation

ELEMENTS: Final = (1000, 1000)
ROUNDS: Final = 7
EXAMPLES: Final = 200
TARGET: Final = (1.0, -1.0)
NEAR: Final = 0.05
"""Of the way: so close the weights count as there."""
MOST_STEPS: Final = 100_000


class ActivationTime(Measure):
    """How long an activation takes for a million values, forward and back.

    Attributes
    ----------
    activation : str
        Its kind, with the usual options.
    """

    kind: Literal["activation_seconds"]
    activation: Literal["linear", "sigmoid", "tanh", "relu", "leaky_relu", "elu", "maxout", "selu", "gelu", "silu"]

    def value(self, bench: Bench) -> float:
        """Return the shortest of several times in seconds: others may use the machine meanwhile."""
        spec = DenseSpec.model_validate({"activation": {"kind": self.activation}}).activation
        examples, units = ELEMENTS
        layer = build_activation(spec, units, examples, "float32")
        rng = np.random.default_rng(bench.seed)
        x = rng.standard_normal((examples, *layer.input_shape)).astype(np.float32)
        grad = np.ones(ELEMENTS, np.float32)
        return min(_seconds(layer, x, grad) for _ in range(ROUNDS))


def _seconds(layer: Activation, x: Array, grad: Array) -> float:
    started = perf_counter()
    layer.forward(x, training=True)
    layer.backward(grad)
    return perf_counter() - started


class PathLength(Measure):
    """How much longer than the straight one the way of two weights is from (0, 0) to (1, −1), an example a step.

    Attributes
    ----------
    centred : bool
        Whether the two inputs are centred; otherwise they are positive, as the outputs of a sigmoid are.
    learning_rate : float
    """

    unit: ClassVar[Unit] = "times"
    kind: Literal["path_length"]
    centred: bool
    learning_rate: float = 0.5

    def value(self, bench: Bench) -> float:
        """Return the ratio; infinity where the weights do not get there."""
        rng = np.random.default_rng(bench.seed)
        x = rng.uniform(0.0, 1.0, (EXAMPLES, 2)) - (0.5 if self.centred else 0.0)
        target = np.array(TARGET)
        w, length = np.zeros(2), 0.0
        for step in range(MOST_STEPS):
            example = x[step % EXAMPLES]
            move = self.learning_rate * (example @ (target - w)) * example
            w += move
            length += float(np.linalg.norm(move))
            if np.linalg.norm(target - w) < NEAR * np.linalg.norm(target):
                return length / float(np.linalg.norm(w))
        return float("inf")
