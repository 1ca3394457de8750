"""Keeping the gradient from being too long."""

from __future__ import annotations

from math import inf, isfinite, sqrt

import numpy as np

from nnlab.engine.array import Array
from nnlab.engine.chunks import pieces

TRUSTED_FROM = 1e-25
"""A sum of squares below it may have lost small ones to underflow: those of float32 end at 1e-38."""


def gradient_norm(grads: Array) -> float:
    """Return √Σg²; not finite only where a gradient is not.

    Parameters
    ----------
    grads : (n,)
    """
    squares = float(np.dot(grads, grads))
    return sqrt(squares) if TRUSTED_FROM < squares < inf else _scaled_norm(grads)


def _scaled_norm(grads: Array) -> float:
    """Return the norm by way of g / max abs(g), whose squares neither overflow nor vanish."""
    largest = max(float(grads.max(initial=0)), -float(grads.min(initial=0)))
    if largest == 0 or not isfinite(largest):
        return largest
    squares = 0.0
    for (piece,) in pieces(grads):
        scaled = piece / largest
        squares += float(np.dot(scaled, scaled))
    return largest * sqrt(squares)


def clip(grads: Array, norm: float, max_norm: float) -> None:
    """Multiply the gradients by max_norm / (norm + 1e-6) where that is below 1 (``torch.nn.utils.clip_grad_norm_``).

    Parameters
    ----------
    grads : (n,)
    norm : float
        Theirs.
    max_norm : float
    """
    factor = max_norm / (norm + 1e-6)
    if not factor >= 1:  # so that a NaN spreads
        np.multiply(grads, factor, grads)
