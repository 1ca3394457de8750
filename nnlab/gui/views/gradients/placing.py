"""Finds room for numbers beside the points of a line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF

AWAY: Final = 7.0
"""Pixels from a point to its number."""
BETWEEN: Final = 9
"""Places of every piece of the line that a number must not cover."""


def free_places(
    xs: NDArray[np.float64],
    ys: NDArray[np.float64],
    order: Sequence[int],
    widths: Mapping[int, float],
    height: float,
    room: QRectF,
) -> dict[int, QRectF]:
    """Return where numbers can stand without covering the line or one another; not all may find a place.

    Parameters
    ----------
    xs, ys : (n,) of float64
        The points; NaN where there is none.
    order : sequence of int
        Which points come first.
    widths : mapping of int to float
        Of each point's number.
    height : float
        Of all of them.
    room : QRectF
        What they must not leave.
    """
    line, found = _along(xs, ys), dict[int, QRectF]()
    for point in order:
        x, y, width = float(xs[point]), float(ys[point]), widths[point]
        for left, top in (
            (x - width / 2, y - AWAY - height),
            (x - width / 2, y + AWAY),
            (x + AWAY, y - AWAY - height / 2),
            (x + AWAY, y + AWAY - height / 2),
            (x - AWAY - width, y - AWAY - height / 2),
            (x - AWAY - width, y + AWAY - height / 2),
        ):
            rect = QRectF(min(max(left, room.left() + 2), room.right() - width), top, width, height)
            if room.contains(rect) and not _covers(rect, line) and not any(map(rect.intersects, found.values())):
                found[point] = rect
                break
    return found


def _along(xs: NDArray[np.float64], ys: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return (m, 2) places on the line through the points."""
    shares = np.linspace(0, 1, BETWEEN)[:, None]
    between = [(1 - shares) * values[:-1] + shares * values[1:] for values in (xs, ys)]
    whole = [np.concatenate([values, inner.ravel()]) for values, inner in zip((xs, ys), between, strict=True)]
    points: NDArray[np.float64] = np.stack(whole, axis=1)
    return points[np.isfinite(points).all(axis=1)]


def _covers(rect: QRectF, places: NDArray[np.float64]) -> bool:
    x, y = places[:, 0], places[:, 1]
    inside = (x > rect.left() - 2) & (x < rect.right() + 2) & (y > rect.top()) & (y < rect.bottom())
    return bool(inside.any())
