"""Draws many marks, and finds the one under the mouse."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter

from nnlab.data.dataset import Array
from nnlab.gui.views.data.marks import Marks

REACH: Final = 10
"""A mouse so many pixels from a mark still means it."""
PALE: Final = 0.15
"""What is left of marks while those of another kind are looked at."""


def paint_marks(
    painter: QPainter, marks: Marks, places: Array, is_seen: NDArray[np.bool_], emphasis: int | None, ratio: float
) -> None:
    """Draw the marks that can be seen; those of the kind that stands out over the others, which are pale.

    Parameters
    ----------
    painter : QPainter
    marks : Marks
        Of all points.
    places : (points, 2)
        In pixels.
    is_seen : (points,) of bool
        Which of them to draw.
    emphasis : int or None
        The kind that stands out; None shows all alike.
    ratio : float
        Pixels of the screen per pixel of the window.
    """
    kinds = marks.kinds
    stamps = {kind: marks.stamp(kind, ratio) for kind in np.unique(kinds).tolist()}
    is_in_front = kinds == emphasis if emphasis is not None else is_seen
    painter.setOpacity(PALE)
    for group in (is_seen & ~is_in_front, is_seen & is_in_front):
        for kind, (x, y) in zip(kinds[group].tolist(), places[group].tolist(), strict=True):
            half = stamps[kind].width() / ratio / 2
            painter.drawPixmap(QPointF(x - half, y - half), stamps[kind])
        painter.setOpacity(1)


def nearest(places: NDArray[Any], position: QPointF) -> int | None:
    """Return which of (points, 2) ``places`` is meant by a mouse at ``position``; None where none is near."""
    steps = places - [position.x(), position.y()]
    away = np.nan_to_num(np.hypot(steps[:, 0], steps[:, 1]), nan=np.inf)
    found = int(away.argmin()) if len(away) else None
    return found if found is not None and away[found] <= REACH else None
