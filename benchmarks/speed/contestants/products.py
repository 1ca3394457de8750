"""The matrix products that a training step cannot do without, and nothing else."""

from __future__ import annotations

import numpy as np

from benchmarks.speed.contestants.contestant import Contestant
from benchmarks.speed.nets import Net


def prepare(net: Net, _threads: int) -> Contestant:
    """Return the products of one step; the first layer's inputs get no gradient."""
    rng = np.random.default_rng(0)
    fans = list(zip(net.units, net.units[1:], strict=False))
    weights = [0.01 * rng.standard_normal(shape, dtype=np.float32) for shape in fans]
    values = [rng.standard_normal((net.batch, units), dtype=np.float32) for units in net.units]
    grads = [np.empty_like(value) for value in values]
    grad_weights = [np.empty_like(w) for w in weights]
    grads[-1][...] = values[-1]

    def step() -> None:
        for index, w in enumerate(weights):
            np.dot(values[index], w, out=values[index + 1])
        for index in range(len(weights) - 1, -1, -1):
            np.dot(values[index].T, grads[index + 1], out=grad_weights[index])
            if index:
                np.dot(grads[index + 1], weights[index].T, out=grads[index])

    return Contestant(step)
