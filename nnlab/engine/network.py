"""A stack of blocks on one flat vector of parameters."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import DTypeLike

from nnlab.engine.array import Array
from nnlab.engine.block import Block
from nnlab.engine.dropout import Dropout
from nnlab.engine.parameters import Parameters


class Network:
    """Blocks from the input up, the output last.

    Two networks may share one ``Parameters``: one trains, the other evaluates with buffers of its own.

    Parameters
    ----------
    blocks : sequence of Block
        Each takes the output shape of the one before.
    dtype : float32 or float64
    parameters : Parameters, optional
        Those of a network of the same shapes, to share them; new ones, all zero, if left out.
    """

    def __init__(self, blocks: Sequence[Block], dtype: DTypeLike, parameters: Parameters | None = None) -> None:
        self.blocks = tuple(blocks)
        self.parameters = (
            parameters if parameters is not None else Parameters([block.parameter_shapes() for block in blocks], dtype)
        )
        self.blocks[0].affine.needs_input_grad = False
        for block, views in zip(self.blocks, self.parameters.layers, strict=True):
            rest = list(views)
            for part in block.parts:
                count = len(part.parameter_shapes())
                part.bind(rest[:count])
                rest = rest[count:]

    @property
    def dropouts(self) -> tuple[Dropout, ...]:
        """The dropout of every hidden block, from the input up."""
        return tuple(block.dropout for block in self.blocks if block.dropout is not None)

    def initialize(self, streams: Sequence[np.random.Generator]) -> None:
        """Set all parameters to their start, each block from a stream of its own.

        So a block keeps its weights when another is added above it.
        """
        for block, rng in zip(self.blocks, streams, strict=True):
            block.initialize(rng)

    def forward(self, x: Array, *, training: bool) -> Array:
        """Return the outputs of a batch.

        Parameters
        ----------
        x : (batch, *input_shape)
        training : bool
            Whether layers behave as in training or as at test time.

        Returns
        -------
        (batch, n_outputs)
            A view into a buffer that the next pass overwrites.
        """
        for block in self.blocks:
            x = block.forward(x, training=training)
        return x

    def backward(self, grad: Array) -> None:
        """Fill the gradients of all parameters.

        Parameters
        ----------
        grad : (batch, n_outputs)
            dL/d outputs of the last forward pass.
        """
        for block in reversed(self.blocks):
            grad = block.backward(grad)
