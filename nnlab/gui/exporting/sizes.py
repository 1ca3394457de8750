"""How large a picture may become."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize

MOST_PIXELS: Final = 200_000_000
"""Four bytes each: more would take more memory than a laptop can spare."""
LONGEST: Final = 32_000
"""Pixels; Qt cannot paint further out."""
LEAST_SCALE, LARGEST_SCALE = 0.5, 10.0


def pixel_size(size: QSize, scale: float) -> QSize:
    """Return how many pixels a picture has."""
    return QSize(max(1, round(size.width() * scale)), max(1, round(size.height() * scale)))


def is_too_large(size: QSize) -> bool:
    """Return whether there is no memory for a picture of such a size."""
    return size.width() * size.height() > MOST_PIXELS or max(size.width(), size.height()) > LONGEST
