"""Some of the images that are about to be imported, each with its name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QFrame, QListView, QListWidget, QListWidgetItem

from nnlab.gui.theme import GRID
from nnlab.gui.views.data.thumbnails import drawn_size, to_image

SIDE: Final = 72
"""About how long the longer side of an image is drawn, in pixels."""
ROOM: Final = 104
"""The width of an image with its name."""


class PreviewImages(QListWidget):
    """Images in rows; small ones have sharp pixels."""

    def __init__(self) -> None:
        super().__init__()
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setIconSize(QSize(SIDE + GRID, SIDE + GRID))
        self.setGridSize(QSize(ROOM, SIDE + 3 * GRID + self.fontMetrics().height()))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)  # the card shows through
        self.setAccessibleName(self.tr("Some of the images"))

    def show_images(self, images: Sequence[tuple[str, NDArray[Any]]]) -> None:
        """Show other images: the name of each, and its pixels of (height, width) or (height, width, channels).

        The lowest value of all is drawn black, the highest white.
        """
        self.clear()
        low = min((float(pixels.min()) for _, pixels in images), default=0.0)
        high = max((float(pixels.max()) for _, pixels in images), default=1.0)
        for name, pixels in images:
            item = QListWidgetItem(QIcon(_picture(pixels, low, high)), name)
            item.setToolTip(name)
            self.addItem(item)


def _picture(pixels: NDArray[Any], low: float, high: float) -> QPixmap:
    deep = pixels[:, :, np.newaxis] if pixels.ndim == 2 else pixels
    image = to_image(deep, low, high)
    size = drawn_size(deep.shape, SIDE)
    is_larger = size.width() > image.width()
    how = Qt.TransformationMode.FastTransformation if is_larger else Qt.TransformationMode.SmoothTransformation
    return QPixmap.fromImage(image.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, how))
