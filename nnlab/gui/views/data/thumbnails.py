"""Images of examples: arrays made into pictures, in a size that keeps pixels sharp."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QImage, QPainter

from nnlab.data.dataset import Raw
from nnlab.data.feature_names import FeatureNames
from nnlab.gui.translation import translate

SEEN: Final = 1000
"""About so many examples decide what is black and what is white."""
BYTE_HALF: Final = 127
"""Images of bytes that reach no further hold small numbers, like the sixteen shades of the digits."""


def brightness_range(x: Raw) -> tuple[float, float]:
    """Return what is drawn black and what white, found in some of (n, ...) examples.

    Zero is black, or what is lowest below it; white is the highest value, but of bytes 255, unless they hold small
    numbers only.
    """
    seen = x[:: max(1, len(x) // SEEN)]
    if not len(seen):
        return 0.0, 1.0
    low, high = float(seen.min(initial=0)), float(seen.max(initial=0))
    return (0.0, 255.0) if x.dtype == np.uint8 and high > BYTE_HALF else (low, high)


def to_image(pixels: NDArray[Any], low: float, high: float) -> QImage:
    """Return a picture of (height, width, channels); three channels are red, green and blue, others are averaged."""
    colours = pixels if pixels.shape[2] == 3 else pixels.mean(axis=2, keepdims=True)
    width = 0.5 * high - 0.5 * low
    shares = (0.5 * np.asarray(colours, np.float64) - 0.5 * low) / (width if width > 0 else 1.0)
    bytes_ = np.rint(255 * np.clip(shares, 0.0, 1.0)).astype(np.uint8)
    return rgb_image(np.broadcast_to(bytes_, (*pixels.shape[:2], 3)))


def rgb_image(colours: NDArray[np.uint8]) -> QImage:
    """Return a picture of (height, width, 3) bytes; it keeps a copy of them."""
    rgb = np.ascontiguousarray(colours)
    height, width = rgb.shape[:2]
    return QImage(rgb.data, width, height, 3 * width, QImage.Format.Format_RGB888).copy()


def drawn_size(example_shape: Sequence[int], side: int) -> QSize:
    """Return how large an image is drawn to be about ``side`` long: a small one a whole number of times its size."""
    height, width = example_shape[:2]
    longest = max(height, width)
    if longest > side:
        return QSize(max(1, round(width * side / longest)), max(1, round(height * side / longest)))
    times = round(side / longest)
    return QSize(width * times, height * times)


def pixel_at(position: QPointF, box: QRectF, shape: Sequence[int]) -> tuple[int, int] | None:
    """Return row and column of the pixel at ``position`` of an image drawn in ``box``; None beside it."""
    if not box.contains(position):
        return None
    height, width = shape[:2]
    row = int((position.y() - box.top()) / box.height() * height)
    column = int((position.x() - box.left()) / box.width() * width)
    return min(row, height - 1), min(column, width - 1)


def pixel_name(row: int, column: int, width: int) -> str:
    """Return where a pixel of an image so wide is, counted from 1: ``pixel (2, 3)``."""
    return translate(FeatureNames((row + 1, width, 1))[row * width + column])


def paint_image(painter: QPainter, image: QImage, box: QRectF) -> None:
    """Fill ``box`` with ``image``: every pixel a sharp square where it is made larger, smoothly where smaller."""
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, box.width() < image.width())
    painter.drawImage(box, image)
