"""A drawing that fits its frame, or is larger and scrolled."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

STEP: Final = 1.25
LARGEST: Final = STEP**9


class ZoomedArea(QScrollArea):
    """Scrolls a widget that it makes as large as its frame, or some times larger; Ctrl and the wheel zoom.

    Parameters
    ----------
    widget : QWidget

    Attributes
    ----------
    zoom : float
        1 where the drawing fits.

    Signals
    -------
    resized
        The drawing has another size.
    """

    resized = Signal()

    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        self.zoom = 1.0
        self._drawing = widget
        self._least_width = 0
        self.setWidget(widget)
        self.setWidgetResizable(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        widget.setAutoFillBackground(False)

    def set_least_width(self, width: int) -> None:
        """Make the drawing no narrower than this."""
        self._least_width = width
        self._resize()

    def zoom_in(self) -> None:
        """Make the drawing larger."""
        self._set_zoom(self.zoom * STEP, self._middle())

    def zoom_out(self) -> None:
        """Make the drawing smaller, until it fits."""
        self._set_zoom(self.zoom / STEP, self._middle())

    def fit(self) -> None:
        """Make the drawing as large as its frame."""
        self._set_zoom(1.0, self._middle())

    def show_point(self, point: QPointF) -> None:
        """Scroll to a point of the drawing."""
        self.ensureVisible(int(point.x()), int(point.y()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the drawing into the new frame."""
        super().resizeEvent(event)
        self._resize()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl, around the mouse; scroll without."""
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
            return
        steps = event.angleDelta().y() / 120
        self._set_zoom(self.zoom * STEP**steps, event.position())
        event.accept()

    def _middle(self) -> QPointF:
        return QPointF(self.viewport().width() / 2, self.viewport().height() / 2)

    def _set_zoom(self, zoom: float, at: QPointF) -> None:
        """Zoom so that what is at a point of the frame stays there."""
        zoom = min(max(zoom, 1.0), LARGEST)
        if zoom == self.zoom:
            return
        bars, middle = (self.horizontalScrollBar(), self.verticalScrollBar()), (at.x(), at.y())
        before = [bar.value() + place for bar, place in zip(bars, middle, strict=True)]
        old, self.zoom = self._drawing.size(), zoom
        self._resize()
        new = self._drawing.size()
        ratios = (new.width() / max(old.width(), 1), new.height() / max(old.height(), 1))
        for bar, spot, ratio, place in zip(bars, before, ratios, middle, strict=True):
            bar.setValue(round(spot * ratio - place))

    def _resize(self) -> None:
        """Give the drawing its size; a bar that it needs takes room from it."""
        frame = self.maximumViewportSize()
        width = max(int(frame.width() * self.zoom), self._least_width)
        bar = self.horizontalScrollBar().sizeHint().height()
        room = frame.height() - (bar if width > frame.width() else 0)
        size = QSize(width, int(room * self.zoom))
        if size != self._drawing.size():
            self._drawing.resize(size)
            self.resized.emit()
