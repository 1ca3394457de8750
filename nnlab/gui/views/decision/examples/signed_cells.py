"""Signed numbers as a picture of coloured cells."""

from __future__ import annotations

import numpy as np
from PySide6.QtGui import QColor, QImage

from nnlab.data.dataset import Array
from nnlab.gui import theme
from nnlab.gui.views.data.thumbnails import rgb_image


@np.errstate(all="ignore")
def signed_cells(values: Array, largest: float) -> QImage:
    """Return (rows, columns) numbers, a pixel each: positive blue, negative orange, zero the ground.

    As ``signed_colour`` has them, but all at once.

    Parameters
    ----------
    values : (rows, columns)
    largest : float
        What has the full colour.
    """
    shown = theme.current()
    shares = np.asarray(values, np.float64)[..., np.newaxis] / (largest or 1.0)
    base, positive, negative = (_rgb(colour) for colour in (shown.base, shown.positive, shown.negative))
    colours = base + np.clip(np.abs(shares), 0, 1) * (np.where(shares > 0, positive, negative) - base)
    colours = np.where(np.isfinite(shares), colours, _rgb(shown.muted))
    return rgb_image(np.rint(colours).astype(np.uint8))


def _rgb(colour: str) -> Array:
    found = QColor(colour)
    return np.array([found.red(), found.green(), found.blue()], np.float64)
