"""A grid of points over the plane that the examples of two features lie in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nnlab.data.dataset import Array, Raw
from nnlab.data.feature_names import FeatureNames
from nnlab.training.inside.contours import contour

MARGIN: Final = 0.08
"""How far the grid reaches beyond the examples on each side: a share of their width."""
ALIKE: Final = 4.0
"""Features whose ranges differ by less than so many times share one scale, so that a circle is round."""

Ends = tuple[float, float]


@dataclass(frozen=True)
class Grid:
    """``resolution`` times as many cells between the ends, in the units of the raw features.

    Attributes
    ----------
    x, y : (float, float)
        Where the outer edges of the outer cells are.
    resolution : int
    names : FeatureNames
        Of both features.
    """

    x: Ends
    y: Ends
    resolution: int
    names: FeatureNames

    def points(self) -> Array:
        """Return the middles of all cells, (resolution², 2), in rows from the lowest up."""
        places = (np.arange(self.resolution) + 0.5) / self.resolution
        xs, ys = np.meshgrid(_between(self.x, places), _between(self.y, places))
        return np.column_stack([xs.ravel(), ys.ravel()])

    def cell_at(self, x: float, y: float) -> tuple[int, int] | None:
        """Return row and column of the cell at a point; None beside the grid."""
        shares = ((y - self.y[0]) / (self.y[1] - self.y[0]), (x - self.x[0]) / (self.x[1] - self.x[0]))
        if not all(0 <= share <= 1 for share in shares):
            return None
        row, column = (min(int(share * self.resolution), self.resolution - 1) for share in shares)
        return row, column

    def contour(self, values: Array, level: float = 0.0) -> Array:
        """Return where (resolution, resolution) values are ``level``: (pieces, 2, 2) ends in units of the features."""
        with np.errstate(all="ignore"):
            to_the_rim = np.pad(values, 1, mode="reflect", reflect_type="odd")  # as if the slope went on
        places = (contour(to_the_rim, level) - 0.5) / self.resolution
        return np.stack([_between(self.x, places[..., 0]), _between(self.y, places[..., 1])], axis=-1)


def grid_over(x: Raw, names: FeatureNames, resolution: int) -> Grid:
    """Return a grid over (n, 2) examples, with a margin."""
    low, high = x.min(axis=0).astype(np.float64), x.max(axis=0).astype(np.float64)
    middle, half = 0.5 * low + 0.5 * high, 0.5 * high - 0.5 * low
    half = np.where(half > 0, half, half.max() or np.maximum(np.abs(middle), 1.0))  # one place only
    if half.max() <= ALIKE * half.min():
        half = np.full(2, half.max())
    half = half * (1 + 2 * MARGIN)
    ends = list(zip((middle - half).tolist(), (middle + half).tolist(), strict=True))
    return Grid(ends[0], ends[1], resolution, names)


def _between(ends: Ends, shares: NDArray[np.float64]) -> NDArray[np.float64]:
    return ends[0] * (1 - shares) + ends[1] * shares
