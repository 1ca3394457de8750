"""What every layer can do."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from math import prod

import numpy as np
from numpy.typing import DTypeLike

from nnlab.engine.array import Array
from nnlab.engine.parameters import Parameter, ParameterShape

Shape = tuple[int, ...]


class Layer(ABC):
    """A differentiable function of a batch, with buffers for the largest batch it will meet.

    Parameters
    ----------
    input_shape, output_shape : tuple of int
        Of one example, without the batch.
    max_batch : int
    dtype : float32 or float64

    Attributes
    ----------
    output : (batch, *output_shape)
        What the last ``forward`` returned; a view that the next one overwrites.
    grad_output : (batch, *output_shape)
        What the last ``backward`` was given: dL/d output.
    needs_input_grad : bool
        False for the first layer of a network: nobody asks for the gradient of the examples.
    floats_per_example : int
        How large its buffers are.
    """

    def __init__(self, input_shape: Shape, output_shape: Shape, max_batch: int, dtype: DTypeLike) -> None:
        self.input_shape = input_shape
        self.output_shape = output_shape
        self.max_batch = max_batch
        self.dtype = np.dtype(dtype)
        self.needs_input_grad = True
        self.floats_per_example = 0
        self.output: Array = np.empty((0, *output_shape), dtype)
        self.grad_output: Array = np.empty((0, *output_shape), dtype)

    def _buffer(self, shape: Shape) -> Array:
        """Return room for a value of ``shape`` for each example of the largest batch; it is never allocated again."""
        self.floats_per_example += prod(shape)
        return np.empty((self.max_batch, *shape), self.dtype)

    def _zero_buffer(self, shape: Shape) -> Array:
        """Return such room full of zeros, only to be read.

        NumPy compares two whole arrays up to five times as fast as one with a number.
        """
        self.floats_per_example += prod(shape)
        return np.zeros((self.max_batch, *shape), self.dtype)

    def parameter_shapes(self) -> Sequence[ParameterShape]:
        """Return what the layer learns or measures; nothing unless it says otherwise."""
        return ()

    def bind(self, parameters: Sequence[Parameter]) -> None:
        """Take the views that answer ``parameter_shapes`` as attributes: ``w`` and its gradient ``grad_w``."""
        for parameter in parameters:
            setattr(self, parameter.name, parameter.value)
            setattr(self, f"grad_{parameter.name}", parameter.grad)

    def initialize(self, rng: np.random.Generator) -> None:  # noqa: B027 - most layers learn nothing
        """Set the parameters to their start, drawing from ``rng``."""

    @abstractmethod
    def forward(self, x: Array, *, training: bool) -> Array:
        """Compute the output for a batch.

        Parameters
        ----------
        x : (batch, *input_shape)
            Kept, not copied, until ``backward``.
        training : bool
            Whether the layer behaves as in training or as at test time.

        Returns
        -------
        (batch, *output_shape)
            A view into a buffer that the next step overwrites.
        """

    @abstractmethod
    def backward(self, grad: Array) -> Array:
        """Push the gradient of the loss through the layer, and fill the gradients of its parameters.

        Parameters
        ----------
        grad : (batch, *output_shape)
            dL/d output, already averaged over the batch by the loss.

        Returns
        -------
        (batch, *input_shape)
            dL/d input, a view into a buffer that the next step overwrites; empty where
            ``needs_input_grad`` is false.
        """
