"""Loss and accuracy in evaluation mode, with buffers that no training step touches."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import isfinite

import numpy as np

from nnlab.data.prepared import Examples
from nnlab.engine.array import Array
from nnlab.engine.block import Block
from nnlab.engine.losses import Loss, Targets
from nnlab.engine.network import Network

Encode = Callable[[Targets], Targets]


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

    def look(self, probe: Examples) -> Result:
        """Return loss and accuracy on at most one batch of examples; ``blocks`` then hold what they made of it."""
        loss, hits = self._pass(probe.x, probe.targets)
        return self._result(loss * len(probe), hits, len(probe))

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The layers of the evaluating network."""
        return self._network.blocks

    def _pass(self, x: Array, targets: Targets) -> tuple[float, int]:
        """Return the loss, and how many classes were named rightly."""
        with np.errstate(all="ignore"):
            outputs = self._network.forward(x, training=False)
            hits = int(np.count_nonzero(self._loss.predict(outputs) == targets)) if self._has_classes else 0
            return self._loss.forward(outputs, self._encode(targets)), hits

    def _result(self, total_loss: float, hits: int, examples: int) -> Result:
        loss = total_loss / examples
        return Result(loss, hits / examples if self._has_classes and isfinite(loss) else None)
