"""Batch normalisation."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod

import numpy as np
from numpy.typing import DTypeLike

from nnlab.engine.array import Array
from nnlab.engine.layer import Layer, Shape
from nnlab.engine.parameters import ParameterShape, Role


class BatchNorm(Layer):
    """``y = gamma · x̂ + beta`` with ``x̂ = (x - mean) / sqrt(var + epsilon)``, each unit over the batch.

    Ioffe & Szegedy 2015, algorithm 1. Mean and 1/n variance are those of the batch in training, and running ones at
    test time. The running variance takes the 1/(n-1) variance, as ``torch.nn.BatchNorm1d`` does; a batch of one has
    none and leaves it as it is. Of images, positions count as examples and channels as units. A variance that is too
    large for a number gives NaN, so that it is noticed: dividing by it would give 0.

    Parameters
    ----------
    shape : tuple of int
        Of one example.
    max_batch, dtype
        See Layer.
    epsilon : float
        Keeps a unit without variance finite.
    momentum : float
        How far the running statistics move towards those of each batch.

    Attributes
    ----------
    gamma, beta, running_mean, running_var : (units,)
    grad_gamma, grad_beta : (units,)
    mean, var : (units,)
        Of the last batch in training.
    """

    gamma: Array
    beta: Array
    grad_gamma: Array
    grad_beta: Array
    running_mean: Array
    running_var: Array

    def __init__(self, shape: Shape, max_batch: int, dtype: DTypeLike, *, epsilon: float, momentum: float) -> None:
        super().__init__(shape, shape, max_batch, dtype)
        self.epsilon, self.momentum = epsilon, momentum
        self._units, self._positions = shape[-1], prod(shape[:-1])
        self._normalized, self._out, self._grad_in = (self._buffer(shape) for _ in range(3))
        self._ones: Array = np.ones(max_batch * self._positions, dtype)
        self.mean, self.var, self._unbiased, self._inverse_std, self._a, self._b = np.zeros((6, self._units), dtype)

    def parameter_shapes(self) -> Sequence[ParameterShape]:
        """Return scale and shift, which are learned, and the running statistics."""
        units = (self._units,)
        running = (ParameterShape(name, units, Role.RUNNING) for name in ("running_mean", "running_var"))
        return ParameterShape("gamma", units), ParameterShape("beta", units), *running

    def initialize(self, rng: np.random.Generator) -> None:
        """Start without effect: gamma and the running variance at 1, beta and the running mean at 0."""
        for array, value in ((self.gamma, 1), (self.beta, 0), (self.running_mean, 0), (self.running_var, 1)):
            array.fill(value)

    def forward(self, x: Array, *, training: bool) -> Array:
        """Normalise by the batch, or by the running statistics at test time; see Layer.forward."""
        n = len(x)
        self.output = self._out[:n]
        x, y = self._rows(x), self._rows(self.output)
        if training:
            self._normalize(x, y)
        else:
            scale, shift = self._a, self._b
            np.add(self.running_var, self.epsilon, scale)
            np.sqrt(scale, scale)
            np.divide(self.gamma, scale, scale)
            np.multiply(self.running_mean, scale, shift)
            np.subtract(self.beta, shift, shift)
            np.multiply(x, scale, y)
            np.add(y, shift, y)
        return self.output

    def _normalize(self, x: Array, y: Array) -> None:
        """Write x̂ into its buffer and gamma · x̂ + beta into ``y``, which holds the squares before it."""
        normalized = self._rows(self._normalized[: len(self.output)])
        ones, inverse_std = self._ones[: len(x)], self._inverse_std
        np.dot(ones, x, self.mean)
        np.divide(self.mean, len(x), self.mean)
        np.subtract(x, self.mean, normalized)
        np.multiply(normalized, normalized, y)
        np.dot(ones, y, self.var)
        np.divide(self.var, len(x), self.var)
        np.add(self.var, self.epsilon, inverse_std)
        np.sqrt(inverse_std, inverse_std)
        np.reciprocal(inverse_std, inverse_std)
        np.multiply(self.var, len(x) / max(len(x) - 1, 1), self._unbiased)
        np.multiply(self._unbiased, 0, self._a)  # 0, or NaN where the variance is infinite
        np.add(inverse_std, self._a, inverse_std)
        np.multiply(normalized, inverse_std, normalized)
        np.multiply(normalized, self.gamma, y)
        np.add(y, self.beta, y)

    def backward(self, grad: Array) -> Array:
        """Push the loss gradient through the normalisation, mean and variance included.

        Fills dL/dgamma = (grad · x̂).sum(axis=0) and dL/dbeta = grad.sum(axis=0); returns
        dL/dx = gamma / sqrt(var + epsilon) · (grad - dL/dbeta / n - x̂ · dL/dgamma / n). See Layer.backward.

        The running statistics move here and not in ``forward``: a batch whose loss is not finite has no backward
        pass, and leaves them as they were.
        """
        self.grad_output = grad
        grad_in = self._grad_in[: len(grad)]
        g, out, normalized = self._rows(grad), self._rows(grad_in), self._rows(self._normalized[: len(grad)])
        n = len(g)
        np.dot(self._ones[:n], g, self.grad_beta)
        np.multiply(g, normalized, out)
        np.dot(self._ones[:n], out, self.grad_gamma)
        np.divide(self.grad_gamma, n, self._a)
        np.divide(self.grad_beta, n, self._b)
        np.multiply(normalized, self._a, out)
        np.subtract(g, out, out)
        np.subtract(out, self._b, out)
        np.multiply(self.gamma, self._inverse_std, self._a)
        np.multiply(out, self._a, out)
        self._move_running(n)
        return grad_in

    def _move_running(self, n: int) -> None:
        """Move the running statistics towards those of a batch of ``n`` rows."""
        _move(self.running_mean, self.mean, self.momentum, self._a)
        if n > 1:
            _move(self.running_var, self._unbiased, self.momentum, self._a)

    def _rows(self, values: Array) -> Array:
        """Return ``values`` as (rows, units), without a copy."""
        return values.reshape(len(values) * self._positions, self._units)


def _move(running: Array, towards: Array, momentum: float, scratch: Array) -> None:
    np.subtract(towards, running, scratch)
    np.multiply(scratch, momentum, scratch)
    np.add(running, scratch, running)
