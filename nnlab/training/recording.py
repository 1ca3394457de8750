"""Which steps are pictured: decided by the spec and the losses alone, so that watching changes nothing."""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil, inf, isfinite

FIRST_STEPS = 32
"""So many steps from the start, where most happens."""
GRID = 256
"""An even grid of at most so many steps."""
STRIDE = 8
"""They are at least so many steps apart: a picture takes as long as a few of them."""
MOST_EPOCHS = 512
"""The ends of at most so many epochs."""
FULL_LAYERS = 20
"""Up to so many layers there are as many pictures."""
CLIMB = 3.0
"""A loss so many times as high as ever before is pictured too."""
LEAST_LOSS = 1e-3
"""What a climb is counted from at least."""


def is_pictured(
    step: int, before: int, seen: int, examples: int, epochs: int, batch_size: int, layers: int = 1
) -> bool:
    """Return whether a picture of the layers is recorded after ``step`` steps.

    The first steps, the ends of epochs and an even grid; never more than a budget of memory allows, however long
    the run. The grid is one of examples, which the steps of a run share whatever their batch size.

    Parameters
    ----------
    step : int
    before, seen : int
        Examples dealt before this step and after it, over all epochs.
    examples, epochs, batch_size : int
        Examples of one epoch, epochs of the run, and examples of one step.
    layers : int
        Of a deeper network fewer pictures are taken, since each is larger.
    """
    total = examples * epochs
    fewer = max(1, ceil(layers / FULL_LAYERS))
    if step <= FIRST_STEPS or seen >= total:
        return True
    if seen % examples == 0 and seen // examples % ceil(fewer * epochs / MOST_EPOCHS) == 0:
        return True
    grid = min(GRID // fewer, total // (STRIDE * batch_size))
    return seen * grid // total > before * grid // total


class Climb:
    """Notices each time the loss is several times as high as at the start and at every step since.

    A run that diverges does so within a few dozen steps; these pictures are the last of a network that was whole.

    Parameters
    ----------
    losses : iterable of float
        Of the steps so far.
    """

    def __init__(self, losses: Iterable[float] = ()) -> None:
        self._threshold = inf
        for loss in losses:
            self.notices(float(loss))  # one of NumPy's would warn where three times as high is infinite

    def notices(self, loss: float) -> bool:
        """Take in the loss of another step; return whether it is a new height."""
        if self._threshold == inf:
            self._threshold = CLIMB * max(loss, LEAST_LOSS) if isfinite(loss) else inf
            return False
        if not self._threshold < loss < inf:
            return False
        while self._threshold < loss:
            self._threshold *= CLIMB
        return True
