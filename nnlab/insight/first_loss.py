"""The loss of a network that does not know anything yet."""

from __future__ import annotations

from math import log

from nnlab.spec.losses import HingeSpec, LogisticSpec, LossSpec, MseSpec


def expected_first_loss(loss: LossSpec, classes: int) -> float | None:
    """Return the loss of outputs that prefer no class; None where numbers are to be met.

    ln C with softmax, ln 2 with one logistic output, C - 1 with the hinge loss, 1/C with squared error.

    Parameters
    ----------
    loss : LossSpec
    classes : int
        0 where numbers are to be met.
    """
    if not classes:
        return None
    known: dict[type, float] = {LogisticSpec: log(2), HingeSpec: classes - 1.0, MseSpec: 1 / classes}
    return known.get(type(loss), log(classes))
