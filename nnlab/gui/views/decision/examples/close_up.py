"""One picture, as large as there is room, with what is said of it below."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from nnlab.data.dataset import Raw
from nnlab.gui import numbers, theme
from nnlab.gui.views.data.pointed import Pointed
from nnlab.gui.views.data.thumbnails import drawn_size, paint_image, pixel_at, pixel_name

WIDTH, WIDEST = 264, 440
MOST_CHANNELS: Final = 4
GAP: Final = 8


class CloseUp(Pointed):
    """Draws a picture; the numbers of a pixel are said under the mouse.

    Parameters
    ----------
    name : str
        For a screen reader, translated.
    """

    def __init__(self, name: str) -> None:
        super().__init__()
        self._pixels: Raw | None = None
        self._image: Callable[[], QImage] = QImage
        self.lines: Sequence[str] = ()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMaximumWidth(WIDEST)

    def set_picture(self, pixels: Raw, image: Callable[[], QImage], lines: Sequence[str]) -> None:
        """Show a picture.

        Parameters
        ----------
        pixels : (height, width, channels)
        image : callable
            Makes the picture in the present theme.
        lines : sequence of str
            What is said below, the first line in bold type.
        """
        self._pixels, self._image, self.lines = pixels, image, tuple(lines)
        self.setAccessibleDescription("; ".join(lines))
        self.update()

    def clear(self) -> None:
        """Show nothing."""
        self._pixels, self.lines = None, ()
        self.setAccessibleDescription("")
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for room for a picture and some lines."""
        return QSize(WIDTH, WIDTH + 8 * QFontMetrics(self.font()).height())

    def minimumSizeHint(self) -> QSize:
        """Ask for the width alone."""
        return QSize(WIDTH, WIDTH // 2)

    def image_rect(self) -> QRectF:
        """Return where the picture is drawn: smaller where the lines need the room."""
        if self._pixels is None:
            return QRectF()
        room = self.height() - GAP - len(self.lines) * QFontMetrics(self.font()).height()
        side = max(min(self.width(), room), 16)
        size = drawn_size(self._pixels.shape, side)
        if max(size.width(), size.height()) > side:  # a whole number of times its size is up to half a time more
            size = size.scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio)
        return QRectF(0, 0, size.width(), size.height())

    def words_at(self, position: QPointF) -> str:
        """Return the pixel at ``position`` and its numbers; nothing beside the picture."""
        pixel = None if self._pixels is None else pixel_at(position, self.image_rect(), self._pixels.shape)
        if self._pixels is None or pixel is None:
            return ""
        values = ", ".join(map(numbers.significant, self._pixels[pixel][:MOST_CHANNELS].tolist()))
        return f"{pixel_name(*pixel, self._pixels.shape[1])}: {values}"

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the picture and the lines."""
        if self._pixels is None:
            return
        painter, box = QPainter(self), self.image_rect()
        paint_image(painter, self._image(), box)
        painter.setPen(QColor(theme.current().border))
        painter.drawRect(box.adjusted(0, 0, -1, -1))
        top = box.bottom() + GAP
        for place, line in enumerate(self.lines):
            font = theme.tabular(self.font())
            font.setBold(place == 0)
            painter.setFont(font)
            painter.setPen(QColor(theme.current().text))
            metrics = painter.fontMetrics()
            shown = metrics.elidedText(line, Qt.TextElideMode.ElideRight, self.width())
            painter.drawText(QRectF(0, top, self.width(), metrics.height()), shown)
            top += metrics.height()
