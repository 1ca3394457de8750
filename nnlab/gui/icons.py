"""The program's own icons, drawn in the colours of the theme."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer

from nnlab.gui import theme
from nnlab.resources import resource

SIZES = (16, 20, 24, 32, 48, 64)
"""In pixels: small ones for buttons at one pixel a point, large ones for finer screens and the window's icon."""


def icon(name: str) -> QIcon:
    """Return the icon ``resources/icons/NAME.svg``; its ``currentColor`` is that of text, paler when disabled."""
    shown = theme.current()
    result = QIcon()
    for mode, colour in ((QIcon.Mode.Normal, shown.text), (QIcon.Mode.Disabled, shown.disabled)):
        for pixmap in _pixmaps(name, colour):
            result.addPixmap(pixmap, mode)
    return result


def _pixmaps(name: str, colour: str) -> Iterator[QPixmap]:
    """Yield an icon in all sizes, drawn once for all who show it, and kept by Qt."""
    renderer: QSvgRenderer | None = None
    for size in SIZES:
        key, pixmap = f"{name} {colour} {size}", QPixmap()
        if not QPixmapCache.find(key, pixmap):
            renderer = renderer or QSvgRenderer(QByteArray(_source(name).replace("currentColor", colour).encode()))
            pixmap = _drawn(renderer, size)
            QPixmapCache.insert(key, pixmap)
        yield pixmap


@lru_cache
def _source(name: str) -> str:
    return resource("icons", f"{name}.svg").read_text(encoding="utf-8")


def _drawn(renderer: QSvgRenderer, size: int) -> QPixmap:
    pixmap = QPixmap(QSize(size, size))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return pixmap
