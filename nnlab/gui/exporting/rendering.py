"""A widget as a picture of pixels or of lines."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QBuffer, QIODevice, QPoint, QRect
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QApplication, QWidget

from nnlab.errors import NnlabError
from nnlab.gui import theme
from nnlab.gui.exporting.plots import plots_for_file
from nnlab.gui.exporting.sizes import is_too_large, pixel_size
from nnlab.text import QT_TRANSLATE_NOOP, Text

TOO_LARGE = QT_TRANSLATE_NOOP(
    "nnlab", "A picture of {width} × {height} pixels is too large to be made; choose a smaller scale."
)


def to_image(widget: QWidget, scale: float, title: str) -> QImage:
    """Return a widget as a picture, drawn at ``scale`` and not blown up.

    Raises
    ------
    NnlabError
        Where it would be too large.
    """
    size = pixel_size(widget.size(), scale)
    image = QImage() if is_too_large(size) else QImage(size, QImage.Format.Format_RGB32)
    if image.isNull():
        raise NnlabError(Text(TOO_LARGE, width=f"{size.width():,}", height=f"{size.height():,}"))
    image.fill(QColor(theme.current().window))
    image.setDevicePixelRatio(scale)
    with plots_for_file(widget, scale):
        _render(widget, QPainter(image))
    image.setDevicePixelRatio(1.0)
    image.setText("Title", title)
    return image


def png_bytes(image: QImage) -> bytes:
    """Return what a PNG file holds."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs say bytes
    return bytes(buffer.data().data())


def svg_bytes(widget: QWidget, title: str) -> bytes:
    """Return a widget as an SVG file of lines and text; images in it stay images."""
    buffer, generator = QBuffer(), QSvgGenerator()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator.setOutputDevice(buffer)
    generator.setSize(widget.size())
    generator.setViewBox(QRect(QPoint(), widget.size()))
    generator.setTitle(title)
    painter = QPainter(generator)
    painter.fillRect(QRect(QPoint(), widget.size()), QColor(theme.current().window))
    with plots_for_file(widget, 1.0):
        _render(widget, painter)
    return bytes(buffer.data().data())


@contextmanager
def in_light(widget: QWidget, chosen: theme.Choice) -> Iterator[None]:
    """Show everything in light colours for as long as a picture is made, unseen.

    Parameters
    ----------
    widget : QWidget
    chosen : "system", "light" or "dark"
        The colours to go back to.
    """
    app = QApplication.instance()
    if theme.current() is theme.LIGHT or not isinstance(app, QApplication):
        yield
        return
    window = widget.window()
    window.setUpdatesEnabled(False)
    theme.apply(app, "light")
    try:
        yield
    finally:
        theme.apply(app, chosen)
        window.setUpdatesEnabled(True)


def _render(widget: QWidget, painter: QPainter) -> None:
    try:
        widget.render(painter, QPoint())
    finally:
        painter.end()
