"""The mean of all images of the training part."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from nnlab.data.dataset import Array
from nnlab.data.looking.overview import Overview
from nnlab.gui import numbers, theme
from nnlab.gui.views.data.pointed import Pointed
from nnlab.gui.views.data.thumbnails import drawn_size, paint_image, pixel_at, pixel_name, to_image


class MeanImage(Pointed):
    """Draws the mean image, its name above."""

    def __init__(self) -> None:
        super().__init__()
        self._pixels: Array = np.zeros((1, 1, 1))
        self._image = QImage()
        self._size = QSize(1, 1)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Mean image"))

    def set_overview(self, overview: Overview, side: int) -> None:
        """Show the mean image about ``side`` pixels long, on the scale of all values of all images."""
        if overview.mean_image is None:
            return
        self._pixels = overview.mean_image
        low, high = min(c.low for c in overview.channels), max(c.high for c in overview.channels)
        self._image = to_image(self._pixels, low, high)
        self._size = drawn_size(self._pixels.shape, side)
        self.updateGeometry()
        self.update()

    def image_box(self) -> QRect:
        """Return where the image is drawn."""
        return QRect(QPoint(0, self.fontMetrics().height() + 4), self._size)

    def sizeHint(self) -> QSize:
        """Ask for the image and its name."""
        name = self.fontMetrics().horizontalAdvance(self.accessibleName())
        return QSize(max(self._size.width(), name), self.image_box().bottom() + 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the name and the image."""
        painter = QPainter(self)
        painter.setPen(QColor(theme.current().text))
        painter.drawText(QPoint(0, self.fontMetrics().ascent()), self.accessibleName())
        paint_image(painter, self._image, QRectF(self.image_box()))

    def words_at(self, position: QPointF) -> str:
        """Return the pixel at ``position`` and its mean in each channel; nothing beside the image."""
        pixel = pixel_at(position, QRectF(self.image_box()), self._pixels.shape)
        if pixel is None:
            return ""
        means = ", ".join(numbers.significant(value) for value in self._pixels[pixel].tolist())
        return self.tr("{pixel}: mean {mean}").format(pixel=pixel_name(*pixel, self._pixels.shape[1]), mean=means)
