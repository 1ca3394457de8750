"""One layer as a person builds it: the elementary layers that stand for it, in a row."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from nnlab.engine.activations import Activation
from nnlab.engine.array import Array
from nnlab.engine.batch_norm import BatchNorm
from nnlab.engine.dense import Dense
from nnlab.engine.dropout import Dropout
from nnlab.engine.layer import Layer, Shape
from nnlab.engine.parameters import ParameterShape


class Block:
    """An affine layer and what follows it: normalisation, activation, dropout; or nothing for the output layer.

    Parameters
    ----------
    affine : Dense
    norm : BatchNorm, optional
    activation : Activation, optional
    dropout : Dropout, optional

    Attributes
    ----------
    parts : tuple of Layer
        In the order of the forward pass.
    """

    def __init__(
        self,
        affine: Dense,
        norm: BatchNorm | None = None,
        activation: Activation | None = None,
        dropout: Dropout | None = None,
    ) -> None:
        self.affine, self.norm, self.activation, self.dropout = affine, norm, activation, dropout
        self.parts: tuple[Layer, ...] = tuple(part for part in (affine, norm, activation, dropout) if part is not None)

    @property
    def output_shape(self) -> Shape:
        """Of one example."""
        return self.parts[-1].output_shape

    @property
    def preactivation(self) -> Array:
        """(batch, …): what the activation was given in the last forward pass."""
        return (self.norm or self.affine).output

    @property
    def output(self) -> Array:
        """(batch, *output_shape): what the activation gave in the last forward pass, before dropout."""
        return (self.activation or self.affine).output

    @property
    def grad_output(self) -> Array:
        """(batch, *output_shape): dL/d output of the last backward pass."""
        return (self.activation or self.affine).grad_output

    def parameter_shapes(self) -> Sequence[ParameterShape]:
        """Return what all parts learn or measure, in their order."""
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
