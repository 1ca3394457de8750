"""What of a long line can be seen: all that falls on one column of pixels is drawn as its lowest and highest."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
LARGEST = 1e300
"""Larger numbers count as not finite, since no axis can be made of them."""


def finite(values: Numbers) -> Numbers:
    """Return (n,) values with NaN for those that are not finite."""
    return np.where(np.abs(values) <= LARGEST, values, np.nan)


def thinned(x: Numbers, y: Numbers, columns: int) -> tuple[Numbers, Numbers]:
    """Return the points to be drawn of a line over ``columns`` columns of pixels.

    Parameters
    ----------
    x : (n,)
        Ascending, and evenly spread enough that as many points fall on each column.
    y : (n,)
        NaN where there is nothing.
    columns : int

    Returns
    -------
    x, y : (m,)
        All of a short line; otherwise the lowest and the highest of each column, and the last point.
    """
    if y.size <= 2 * columns:
        return x, y
    starts = np.arange(columns) * y.size // columns
    low, high = (reduction.reduceat(y, starts) for reduction in (np.fmin, np.fmax))
    peaks = np.stack([low, high], axis=1).ravel()
    return np.append(np.repeat(x[starts], 2), x[-1]), np.append(peaks, y[-1])
