"""Loss, accuracy and layer statistics in evaluation mode, with buffers that no training step touches."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import gcd, isfinite

import numpy as np

from nnlab.data.prepared import Examples
from nnlab.engine.array import Array
from nnlab.engine.block import Block
from nnlab.engine.losses import Loss, Targets
from nnlab.engine.network import Network
from nnlab.training.statistics import LayerStatistics, layer_statistics

Encode = Callable[[Targets], Targets]

SAMPLE = 4096
"""Values of a layer that are enough for a histogram of the moment."""


@dataclass(frozen=True)
class Result:
    """How good a network is on one part of the data.

    Attributes
    ----------
    loss : float
        Without the penalty; NaN or infinite for a network that broke.
    accuracy : float or None
        Share of examples whose class the outputs name; None where the loss is not finite, or numbers are to be met.
    """

    loss: float
    accuracy: float | None


class Evaluator:
    """Runs a network that shares its parameters with the one that trains.

    Parameters
    ----------
    network : Network
    loss : Loss
    batch : int
        The most examples that both have buffers for.
    encode : callable
        Gives what the loss compares outputs with.
    has_classes : bool
        Whether there is an accuracy.
    """

    def __init__(self, network: Network, loss: Loss, batch: int, encode: Encode, *, has_classes: bool) -> None:
        self._network, self._loss, self._batch = network, loss, batch
        self._encode, self._has_classes = encode, has_classes

    def evaluate(self, examples: Examples) -> Result | None:
        """Return loss and accuracy over all ``examples``; None where there are none."""
        if not len(examples):
            return None
        total, right = 0.0, 0
        for start in range(0, len(examples), self._batch):
            x, targets = examples.x[start : start + self._batch], examples.targets[start : start + self._batch]
            loss, hits = self._pass(x, targets)
            total += loss * len(x)
            right += hits
        return self._result(total, right, len(examples))

    def picture(self, probe: Examples) -> tuple[Result, tuple[LayerStatistics, ...]]:
        """Return loss and accuracy on the probe set, and the statistics of every layer's outputs on it.

        Parameters
        ----------
        probe : Examples
            At most one batch.
        """
        loss, hits = self._pass(probe.x, probe.targets)
        layers = tuple(_describe(block, block.output) for block in self._network.blocks)
        return self._result(loss * len(probe), hits, len(probe)), layers

    def _pass(self, x: Array, targets: Targets) -> tuple[float, int]:
        """Return the loss, and how many classes were named rightly."""
        with np.errstate(all="ignore"):
            outputs = self._network.forward(x, training=False)
            hits = int(np.count_nonzero(self._loss.predict(outputs) == targets)) if self._has_classes else 0
            return self._loss.forward(outputs, self._encode(targets)), hits

    def _result(self, total_loss: float, hits: int, examples: int) -> Result:
        loss = total_loss / examples
        return Result(loss, hits / examples if self._has_classes and isfinite(loss) else None)


def sketch(network: Network, shares_of: Sequence[LayerStatistics]) -> tuple[LayerStatistics, ...]:
    """Describe what the layers gave in the last step, quickly: from a sample, without a forward pass.

    Parameters
    ----------
    network : Network
        In training, after a step.
    shares_of : sequence of LayerStatistics
        An earlier picture on the probe set. What is silent or saturated is taken from it, since a unit that is silent
        on one batch is not dead.
    """
    return tuple(
        replace(
            _describe(block, _sample(block.output)),
            zero_share=earlier.zero_share,
            saturated_share=earlier.saturated_share,
            dead_share=earlier.dead_share,
        )
        for block, earlier in zip(network.blocks, shares_of, strict=True)
    )


def _sample(output: Array) -> Array:
    """Return (about SAMPLE, 1) of the values, spread over all examples and units."""
    stride = max(1, output.size // SAMPLE)
    while gcd(stride, output[0].size) > 1:  # or it would meet the same units again and again
        stride += 1
    return output.reshape(-1, 1)[::stride]


def _describe(block: Block, output: Array) -> LayerStatistics:
    if block.activation is None:
        return layer_statistics(output)
    return layer_statistics(output, block.activation.bounds, can_die=block.activation.can_die)
