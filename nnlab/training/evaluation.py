"""Loss, accuracy and layer statistics in evaluation mode, with buffers that no training step touches."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite

import numpy as np

from nnlab.data.prepared import Examples
from nnlab.engine.array import Array, Labels
from nnlab.engine.block import Block
from nnlab.engine.losses import SoftmaxCrossEntropy
from nnlab.engine.network import Network
from nnlab.training.statistics import LayerStatistics, layer_statistics


@dataclass(frozen=True)
class Result:
    """How good a network is on one part of the data.

    Attributes
    ----------
    loss : float
        Without the penalty; NaN or infinite for a network that broke.
    accuracy : float or None
        Share of examples whose largest logit is their label; None where the loss is not finite.
    """

    loss: float
    accuracy: float | None


class Evaluator:
    """Runs a network that shares its parameters with the one that trains.

    Parameters
    ----------
    network : Network
    loss : SoftmaxCrossEntropy
    batch : int
        The most examples that both have buffers for.
    """

    def __init__(self, network: Network, loss: SoftmaxCrossEntropy, batch: int) -> None:
        self._network, self._loss, self._batch = network, loss, batch

    def evaluate(self, examples: Examples) -> Result | None:
        """Return loss and accuracy over all ``examples``; None where there are none."""
        if not len(examples):
            return None
        total, right = 0.0, 0
        for start in range(0, len(examples), self._batch):
            x, labels = examples.x[start : start + self._batch], examples.labels[start : start + self._batch]
            loss, hits = self._pass(x, labels)
            total += loss * len(labels)
            right += hits
        return _result(total, right, len(examples))

    def picture(self, probe: Examples) -> tuple[Result, tuple[LayerStatistics, ...]]:
        """Return loss and accuracy on the probe set, and the statistics of every layer's outputs on it.

        Parameters
        ----------
        probe : Examples
            At most one batch.
        """
        loss, hits = self._pass(probe.x, probe.labels)
        layers = tuple(_describe(block) for block in self._network.blocks)
        return _result(loss * len(probe), hits, len(probe)), layers

    def _pass(self, x: Array, labels: Labels) -> tuple[float, int]:
        with np.errstate(all="ignore"):
            logits = self._network.forward(x, training=False)
            hits = int(np.count_nonzero(logits.argmax(axis=1) == labels))
            return self._loss.forward(logits, labels), hits


def _describe(block: Block) -> LayerStatistics:
    if block.activation is None:
        return layer_statistics(block.output)
    return layer_statistics(block.output, block.activation.bounds, can_die=block.activation.can_die)


def _result(total_loss: float, hits: int, examples: int) -> Result:
    loss = total_loss / examples
    return Result(loss, hits / examples if isfinite(loss) else None)
