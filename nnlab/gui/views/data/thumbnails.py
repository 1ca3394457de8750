"""Images of examples: arrays made into pictures, in a size that keeps pixels sharp."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QImage, QPainter

from nnlab.data.dataset import Raw

SEEN = 1000
"""About so many examples decide what is black and what is white."""


def brightness_range(x: Raw) -> tuple[float, float]:
    """Return what is drawn black and what white: the lowest and the highest value in some of (n, ...) examples."""
    seen = x[:: max(1, len(x) // SEEN)]
    return (float(seen.min()), float(seen.max())) if len(seen) else (0.0, 1.0)


def to_image(pixels: NDArray[Any], low: float, high: float) -> QImage:
    """Return a picture of (height, width, channels); three channels are red, green and blue, others are averaged."""
    colours = pixels if pixels.shape[2] == 3 else pixels.mean(axis=2, keepdims=True)
    width = 0.5 * high - 0.5 * low
    shares = (0.5 * np.asarray(colours, np.float64) - 0.5 * low) / (width if width > 0 else 1.0)
    bytes_ = np.rint(255 * np.clip(shares, 0.0, 1.0)).astype(np.uint8)
    rgb = np.ascontiguousarray(np.broadcast_to(bytes_, (*pixels.shape[:2], 3)))
    height, width_ = rgb.shape[:2]
    return QImage(rgb.data, width_, height, 3 * width_, QImage.Format.Format_RGB888).copy()


def drawn_size(example_shape: Sequence[int], side: int) -> QSize:
    """Return how large an image is drawn to be about ``side`` long: a small one a whole number of times its size."""
    height, width = example_shape[:2]
    longest = max(height, width)
    if longest > side:
        return QSize(max(1, round(width * side / longest)), max(1, round(height * side / longest)))
    times = round(side / longest)
    return QSize(width * times, height * times)


def paint_image(painter: QPainter, image: QImage, box: QRectF) -> None:
    """Fill ``box`` with ``image``: every pixel a sharp square where it is made larger, smoothly where smaller."""
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, box.width() < image.width())
    painter.drawImage(box, image)
