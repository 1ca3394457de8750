"""Lines along which numbers on a grid have one value."""

from __future__ import annotations

from typing import Final

import numpy as np

from nnlab.data.dataset import Array, Labels

BOTTOM, RIGHT, TOP, LEFT = range(4)
SADDLES: Final = (5, 10)
CROSSED: Final[dict[int, tuple[tuple[int, int], ...]]] = {
    1: ((LEFT, BOTTOM),),
    2: ((BOTTOM, RIGHT),),
    3: ((LEFT, RIGHT),),
    4: ((RIGHT, TOP),),
    5: ((LEFT, TOP), (BOTTOM, RIGHT)),
    6: ((BOTTOM, TOP),),
    7: ((LEFT, TOP),),
    8: ((TOP, LEFT),),
    9: ((TOP, BOTTOM),),
    10: ((LEFT, BOTTOM), (RIGHT, TOP)),
    11: ((TOP, RIGHT),),
    12: ((RIGHT, LEFT),),
    13: ((RIGHT, BOTTOM),),
    14: ((BOTTOM, LEFT),),
}
"""Which sides of a cell a line crosses, by the corners above the level: 1, 2, 4 and 8 from the lower left one on,
against the clock (marching squares, Lorensen & Cline 1987 in two dimensions). Of saddles, if their middle is above."""


@np.errstate(all="ignore")
def contour(values: Array, level: float = 0.0) -> Array:
    """Return the straight pieces of the line along which values are ``level``.

    Parameters
    ----------
    values : (rows, columns)
        At whole numbers; a cell with a corner that is not finite has no line.
    level : float

    Returns
    -------
    (pieces, 2, 2)
        The ends of each piece as (column, row).
    """
    v = values.astype(np.float64) - level
    corners = [v[:-1, :-1], v[:-1, 1:], v[1:, 1:], v[1:, :-1]]
    is_above = [corner > 0 for corner in corners]
    is_crossed = np.logical_or.reduce(is_above) & ~np.logical_and.reduce(is_above)
    rows, columns = np.nonzero(is_crossed & np.isfinite(sum(corners, np.zeros(()))))
    few = np.stack([corner[rows, columns] for corner in corners])
    code = np.array([1, 2, 4, 8]) @ (few > 0)
    is_turned = np.isin(code, SADDLES) & (few.sum(axis=0) <= 0)
    places = np.stack([columns, rows], axis=-1)[:, np.newaxis, :] + _crossings(few)
    return _pieces(np.where(is_turned, sum(SADDLES) - code, code), places)


def _crossings(corners: Array) -> Array:
    """Return where a line crosses the sides of cells with (4, cells) corners: (cells, side, 2) from the lower left."""
    along = corners[[0, 1, 3, 0]] / (corners[[0, 1, 3, 0]] - corners[[1, 2, 2, 3]])
    places = np.zeros((corners.shape[1], 4, 2))
    places[:, BOTTOM, 0], places[:, TOP, 0] = along[BOTTOM], along[TOP]
    places[:, LEFT, 1], places[:, RIGHT, 1] = along[LEFT], along[RIGHT]
    places[:, RIGHT, 0] = places[:, TOP, 1] = 1
    return places


def _pieces(code: Labels, places: Array) -> Array:
    found = [np.empty((0, 2, 2))]
    for kind, pairs in CROSSED.items():
        cells = places[code == kind]
        found += [cells[:, pair] for pair in pairs] if len(cells) else []
    return np.concatenate(found)
