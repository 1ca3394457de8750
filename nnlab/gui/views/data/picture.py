"""An image with a title, a scale of what its colours mean, and the numbers of a pixel under the mouse."""

from __future__ import annotations

from typing import Final

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QImage, QLinearGradient, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from nnlab.data.dataset import Array, Raw
from nnlab.gui import numbers, theme
from nnlab.gui.views.data.heat_map import signed_colour
from nnlab.gui.views.data.pointed import Pointed
from nnlab.gui.views.data.thumbnails import drawn_size, paint_image, pixel_at, pixel_name, rgb_image, to_image

SIDE: Final = 128
SCALE_WIDTH, SCALE_HEIGHT, GAP = 48, 8, 4
LINE: Final = int(Qt.TextFlag.TextSingleLine)
"""Without it, Qt would wrap words that are a little too long."""
TONES: Final = 256
MOST_CHANNELS: Final = 4


class Picture(Pointed):
    """Draws one image: with ``signed`` colours zero is the ground, or of colour images the middle grey.

    Parameters
    ----------
    title : str
        Translated.

    Attributes
    ----------
    pixels : (height, width, channels) or None
    """

    def __init__(self, title: str) -> None:
        super().__init__()
        self.pixels: Raw | None = None
        self._low, self._high, self._signed = 0.0, 1.0, False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_title(title)

    def set_title(self, title: str) -> None:
        """Take another title."""
        self._title = title
        self.setAccessibleName(title)
        self.updateGeometry()

    def set_pixels(self, pixels: Raw, low: float, high: float, *, signed: bool = False) -> None:
        """Show an image.

        Parameters
        ----------
        pixels : (height, width, channels)
        low, high : float
            What the ends of the scale of colours mean; opposite numbers where ``signed``.
        signed : bool
        """
        self.pixels, self._low, self._high, self._signed = pixels, low, high, signed
        self.updateGeometry()
        self.update()

    def image(self) -> QImage | None:
        """Return the image in the present theme, a pixel each."""
        if self.pixels is None:
            return None
        if self._signed and self.pixels.shape[2] != 3:
            return signed_image(self.pixels, self._high)
        return to_image(self.pixels, self._low, self._high)

    def sizeHint(self) -> QSize:
        """Ask for room for the image, its title and its scale."""
        metrics = QFontMetrics(theme.small(self.font()))
        size = self._drawn_size()
        low, high = self.ends()
        words = max(metrics.horizontalAdvance(self._title), metrics.horizontalAdvance(low + high) + SCALE_WIDTH + 9)
        return QSize(max(size.width(), words), SIDE + 2 * metrics.height() + 2 * GAP)

    def image_rect(self) -> QRectF:
        """Return where the image is drawn."""
        size = self._drawn_size()
        return QRectF(0, QFontMetrics(theme.small(self.font())).height() + GAP, size.width(), size.height())

    def ends(self) -> tuple[str, str]:
        """Return the ends of the scale, marked where values lie beyond."""
        low, high = (numbers.edge(float(f"{end:.3g}")) for end in (self._low, self._high))
        if self.pixels is None or not self.pixels.size:
            return low, high
        return (
            f"≤ {low}" if self.pixels.min() < self._low else low,
            f"≥ {high}" if self.pixels.max() > self._high else high,
        )

    def words_at(self, position: QPointF) -> str:
        """Return the pixel at ``position`` and its numbers; nothing beside the image."""
        if self.pixels is None:
            return ""
        pixel = pixel_at(position, self.image_rect(), self.pixels.shape)
        if pixel is None:
            return ""
        values = ", ".join(map(numbers.significant, self.pixels[pixel][:MOST_CHANNELS].tolist()))
        return f"{pixel_name(*pixel, self.pixels.shape[1])}: {values}"

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw title, image and scale."""
        painter, image, box = QPainter(self), self.image(), self.image_rect()
        painter.setFont(theme.tabular(theme.small(self.font())))
        painter.setPen(QColor(theme.current().text))
        painter.drawText(QRectF(0, 0, self.width(), box.top()), LINE, self._title)
        if image is not None:
            paint_image(painter, image, box)
            painter.setPen(QColor(theme.current().border))
            painter.drawRect(box.adjusted(0, 0, -1, -1))
            self._paint_scale(painter, box.bottom() + GAP)

    def _paint_scale(self, painter: QPainter, top: float) -> None:
        metrics = painter.fontMetrics()
        painter.setPen(QColor(theme.current().muted))
        low, high = self.ends()
        left = metrics.horizontalAdvance(low) + GAP
        bar = QRectF(left, top + (metrics.height() - SCALE_HEIGHT) / 2, SCALE_WIDTH, SCALE_HEIGHT)
        painter.drawText(QRectF(0, top, left, metrics.height()), LINE, low)
        painter.drawText(QRectF(bar.right() + GAP, top, self.width(), metrics.height()), LINE, high)
        colours = QLinearGradient(bar.topLeft(), bar.topRight())
        for place in np.linspace(0, 1, 9).tolist():
            colours.setColorAt(place, self._colour(place))
        painter.fillRect(bar, colours)

    def _colour(self, place: float) -> QColor:
        """Return what the scale has at ``place``, from 0 to 1."""
        if self._signed and self.pixels is not None and self.pixels.shape[2] != 3:
            return signed_colour(2 * place - 1)
        return QColor.fromRgbF(place, place, place)

    def _drawn_size(self) -> QSize:
        return drawn_size(self.pixels.shape, SIDE) if self.pixels is not None else QSize(SIDE, SIDE)


def signed_image(pixels: Array, limit: float) -> QImage:
    """Return a picture of (height, width, channels), averaged over channels: orange below zero, blue above."""
    colours = [signed_colour(share) for share in np.linspace(-1, 1, TONES).tolist()]
    tones = [(colour.red(), colour.green(), colour.blue()) for colour in colours]
    shares = np.clip(pixels.mean(axis=2) / (limit or 1.0), -1, 1)
    places = np.rint((np.nan_to_num(shares) + 1) / 2 * (TONES - 1)).astype(np.intp)
    return rgb_image(np.array(tones, np.uint8)[places])
