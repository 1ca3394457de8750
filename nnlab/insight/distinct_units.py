"""How many units of a layer are different: those with the same incoming weights compute the same."""

from __future__ import annotations

import numpy as np

from nnlab.engine.array import Array

TOLERANCE = 1e-3
"""Rounding alone sets units apart that began the same."""
DIRECTIONS = 16
"""Weights are compared by so many random projections, which keep distances (Johnson and Lindenstrauss 1984)."""
SEED = 0
"""Of the directions; any does."""


def distinct_units(w: Array, b: Array | None = None, pieces: int = 1) -> int:
    """Count units whose incoming weights differ by more than about a thousandth of their length.

    Units are put in order of their first projection, where those that are the same are neighbours; each is then
    compared with the one before it.

    Parameters
    ----------
    w : (fan_in, pieces * units)
        For maxout the first piece of every unit, then the second piece of every unit, and so on.
    b : (pieces * units,), optional
    pieces : int
    """
    units = w.shape[1] // pieces
    rng = np.random.default_rng(SEED)
    seen = np.zeros((DIRECTIONS, units), w.dtype)
    with np.errstate(all="ignore"):
        for start in range(0, w.shape[1], units):
            piece = slice(start, start + units)
            seen += rng.standard_normal((DIRECTIONS, len(w))).astype(w.dtype) @ w[:, piece]
            if b is not None:
                seen += np.outer(rng.standard_normal(DIRECTIONS), b[piece]).astype(w.dtype)
        seen = seen[:, np.argsort(seen[0], kind="stable")]
        lengths = np.linalg.norm(seen, axis=0)
        apart = np.linalg.norm(np.diff(seen, axis=1), axis=0)
        is_new = apart > TOLERANCE * np.maximum(lengths[:-1], lengths[1:])
    return 1 + int(np.count_nonzero(is_new))
