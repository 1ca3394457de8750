"""Which steps are pictured: decided by the spec alone, so that watching changes nothing."""

from __future__ import annotations

from math import ceil

FIRST_STEPS = 32
"""So many steps from the start, where most happens."""
GRID = 256
"""An even grid of at most so many steps."""
MOST_EPOCHS = 512
"""The ends of at most so many epochs."""


def is_pictured(step: int, steps_per_epoch: int, epochs: int) -> bool:
    """Return whether a picture of the layers is recorded after ``step`` steps.

    The first steps, the ends of epochs and an even grid; never more than a budget of memory allows, however long
    the run.
    """
    if step <= FIRST_STEPS or step == steps_per_epoch * epochs:
        return True
    between_epochs = steps_per_epoch * ceil(epochs / MOST_EPOCHS)
    between_steps = ceil(steps_per_epoch * epochs / GRID)
    return step % between_epochs == 0 or step % between_steps == 0
