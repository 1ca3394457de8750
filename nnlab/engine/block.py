"""One layer as a person builds it: the elementary layers that stand for it, in a row."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from nnlab.engine.activations import Activation
from nnlab.engine.array import Array
from nnlab.engine.dense import Dense
from nnlab.engine.layer import Layer
from nnlab.engine.parameters import ParameterShape


class Block:
    """An affine layer, and what follows it: its activation, or nothing for the output layer.

    Parameters
    ----------
    affine : Dense
    rest : sequence of Layer
        In the order of the forward pass.

    Attributes
    ----------
    parts : tuple of Layer
    activation : Activation or None
    """

    def __init__(self, affine: Dense, *rest: Layer) -> None:
        self.affine = affine
        self.parts: tuple[Layer, ...] = (affine, *rest)
        self.activation = next((part for part in rest if isinstance(part, Activation)), None)

    @property
    def preactivation(self) -> Array:
        """(batch, units): what the activation was given in the last forward pass."""
        return self.affine.output

    @property
    def output(self) -> Array:
        """(batch, units): what the block gave in the last forward pass."""
        return self.parts[-1].output

    @property
    def grad_output(self) -> Array:
        """(batch, units): dL/d output of the last backward pass."""
        return self.parts[-1].grad_output

    def parameter_shapes(self) -> Sequence[ParameterShape]:
        """Return what all parts learn, in their order."""
        return [shape for part in self.parts for shape in part.parameter_shapes()]

    def initialize(self, rng: np.random.Generator) -> None:
        """Set the parameters of all parts to their start."""
        for part in self.parts:
            part.initialize(rng)

    def forward(self, x: Array, *, training: bool) -> Array:
        """Pass a batch up through all parts; see Layer.forward."""
        for part in self.parts:
            x = part.forward(x, training=training)
        return x

    def backward(self, grad: Array) -> Array:
        """Pass the gradient down through all parts; see Layer.backward."""
        for part in reversed(self.parts):
            grad = part.backward(grad)
        return grad
