"""The rows of the activations: a layer each, with its histograms, its strip over the steps and its numbers."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf
from time import perf_counter
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy

from nnlab.gui.views.activations.columns import Columns
from nnlab.gui.views.activations.row_painting import RowPainter
from nnlab.gui.views.activations.row_pictures import RowPictures
from nnlab.gui.views.activations.row_words import row_words
from nnlab.gui.views.activations.shown import Shown, What, distribution_of
from nnlab.gui.views.activations.steps_axis import StepsAxis
from nnlab.gui.views.activations.strip_pictures import LAST_WIDTH, Patience, Shape, StripPicture, StripPictures
from nnlab.gui.views.activations.under_mouse import words_under
from nnlab.gui.views.data.pointed import Pointed
from nnlab.gui.views.histogram_axis import Axis
from nnlab.gui.views.histogram_columns import headings
from nnlab.training.inside.strip_axis import ValueAxis, common_axis
from nnlab.training.moment import Moment
from nnlab.training.statistics import LayerStatistics

LEAST_HEIGHT: Final = 46
MOST_HEIGHT: Final = 264
REST_MS: Final = 300
"""So long after the last paint strips are drawn that were only nearly right."""
LONG_S: Final = 0.006
"""Strips that need much work wait until a paint is over that has taken so long; each draws one at least."""
TALL, WIDE = 88, 190
"""From this size on, of a row and of a histogram, there is room for words above it."""
LEAST_PARTS, MOST_PARTS = 12, 96
PART_HEIGHT: Final = 2
"""Pixels of a strip for values that are not told apart: a line of one pixel would be lost on the wall."""


class LayerRows(Pointed):
    """Draws every layer of a run at one moment.

    Attributes
    ----------
    shown : Shown
    layers : tuple of LayerStatistics
        What is shown, from the input up.
    labels : tuple of str
    step, last_step : int
        The step that is shown, and how many the run has taken.

    Signals
    -------
    step_pointed : int
        The person pressed the mouse on a strip at this step.
    """

    step_pointed = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.shown = Shown()
        self.layers: tuple[LayerStatistics, ...] = ()
        self.labels: tuple[str, ...] = ()
        self.step = self.last_step = 0
        self.strips = StripPictures()
        self._deadline, self._made_before = inf, 0
        self._patience: Patience = "recent"
        self._at_rest = QTimer(self, interval=REST_MS, singleShot=True)
        self._at_rest.timeout.connect(self._on_at_rest_timeout)
        self._soon = QTimer(self, interval=0, singleShot=True)
        self._pictures = RowPictures(self, self.row_rect, self._paint_row)
        self._soon.timeout.connect(self._pictures.refresh)
        self._drags = False
        self._columns: Columns | None = None
        self._row_height: int | None = None
        self._shared_axes: dict[What, ValueAxis] = {}
        self._fonts = RowPainter(self.font())
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Activations of the layers"))

    def set_labels(self, labels: Sequence[str]) -> None:
        """Show another run, whose layers have these names; nothing of it yet."""
        self.labels, self.layers, self.strips = tuple(labels), (), StripPictures()
        self.setAccessibleDescription("")
        self._draw_anew()

    def set_shown(self, shown: Shown) -> None:
        """Show other things of each layer."""
        self.shown = shown
        self._shared_axes.clear()
        self._draw_anew()

    def set_moment(self, moment: Moment) -> None:
        """Show another moment, which has a picture."""
        if moment.picture is None:
            return
        self.step, self.last_step = moment.picture.step, moment.last_step
        self.strips.set_pictures(moment.pictures)
        if moment.picture.layers is not self.layers:
            self.layers = moment.picture.layers
            self._shared_axes.clear()
            self._row_height = None
            self.setMinimumHeight(LEAST_HEIGHT * len(self.layers))
            self.setAccessibleDescription("\n".join(self.row_words(index) for index in range(len(self.layers))))
        self._patience = "recent"
        self._pictures.refresh()

    def row_words(self, layer: int) -> str:
        """Return a row as a sentence."""
        return row_words(self.label(layer), self.layers[layer])

    def label(self, layer: int) -> str:
        """Return the name of a layer, or its number."""
        return self.labels[layer] if layer < len(self.labels) else str(layer + 1)

    def sizeHint(self) -> QSize:
        """Ask for comfortable rows."""
        return QSize(800, MOST_HEIGHT * max(1, len(self.layers)))

    def row_height(self) -> int:
        """Return how high each row is."""
        if self._row_height is None:
            self._row_height = min(MOST_HEIGHT, self.height() // max(1, len(self.layers)))
        return self._row_height

    def row_rect(self, layer: int) -> QRect:
        """Return where a row is drawn."""
        height = self.row_height()
        return QRect(0, layer * height, self.width(), height)

    def columns(self) -> Columns:
        """Return where things stand in a row."""
        if self._columns is None:
            self._columns = Columns(self.width(), self.font(), self.labels, len(self.shown.histograms), headings()[:4])
        return self._columns

    def histogram_box(self, layer: int, place: int) -> QRectF:
        """Return where the bars of a histogram stand, above the ends of their axis."""
        plot = QRectF(self.columns().histogram(self.row_rect(layer), place))
        line = self._fonts.line
        return plot.adjusted(8, 4 + (line + 2 if self.has_captions() else 0), 0, -4 - line)

    def has_captions(self) -> bool:
        """Return whether mean and standard deviation stand above each histogram: with both of them, and room for it."""
        is_tall = self.row_height() >= TALL and len(self.shown.histograms) > 1
        return is_tall and self.columns().histogram(self.rect(), 0).width() >= WIDE

    def strip_box(self, layer: int) -> QRect:
        """Return where a strip is drawn."""
        return self.columns().strip(self.row_rect(layer)).adjusted(0, 3, 0, -3)

    def histogram_axis(self, layer: int, place: int) -> Axis:
        """Return the axis of a histogram."""
        what, box = self.shown.histograms[place], self.histogram_box(layer, place)
        if not self.shown.has_shared_axis:
            histogram = distribution_of(self.layers[layer], what).histogram
            return Axis(histogram.low, histogram.high, box.left(), box.width())
        if what not in self._shared_axes:
            self._shared_axes[what] = common_axis([distribution_of(each, what).histogram for each in self.layers])
        shared = self._shared_axes[what]
        return Axis(shared.low, shared.high, box.left(), box.width())

    def strip_axis(self, layer: int) -> ValueAxis:
        """Return the axis of values of a strip."""
        return self.strips.axis(layer, self.shown.strips, shared=self.shown.has_shared_axis)

    def strip_picture(self, layer: int) -> StripPicture | None:
        """Return the picture of a strip, or one that will do for the moment; then the right one comes soon."""
        what, shape, patience = self.shown.strips, self.strip_shape(), self._patience
        if patience == "recent" and self.strips.made > self._made_before and perf_counter() > self._deadline:
            patience = "any"
        picture = self.strips.picture(layer, what, shape, patience)
        if picture and picture.is_recent(shape):
            if not self.strips.is_current(picture, shape):
                self._at_rest.start()
        else:
            self._soon.start()
        return picture

    def steps_axis(self) -> StepsAxis:
        """Return the axis of steps of all strips."""
        place = self.columns().strip(self.rect())
        return StepsAxis(self.last_step, self.shown.is_log, place.left(), place.width() - LAST_WIDTH)

    def strip_shape(self) -> Shape:
        """Return of how many pixels the picture of a strip is made, which is drawn as large as its box."""
        box = self.strip_box(0)
        parts = min(max(box.height() // PART_HEIGHT, LEAST_PARTS), MOST_PARTS)
        return Shape(box.width(), parts, self.last_step, self.shown.is_log, self.shown.has_shared_axis)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Lay down the pictures of all rows that are to be seen; for a file, draw them as exactly as can be."""
        painter = QPainter(self)
        rows = [layer for layer in range(len(self.layers)) if self.row_rect(layer).intersects(event.rect())]
        if self._is_on_screen(painter):
            self._deadline, self._made_before = perf_counter() + LONG_S, self.strips.made
            for layer in rows:
                self._pictures.paint(painter, layer)
            self._deadline = inf
            return
        patience, self._patience = self._patience, "exact"
        for layer in rows:
            self._paint_row(painter, layer)
        self._patience = patience

    def _paint_row(self, painter: QPainter, layer: int) -> None:
        self._fonts.paint(painter, self, layer)

    def _is_on_screen(self, painter: QPainter) -> bool:
        """Return whether this is painted for the window, and not for a file."""
        store = self.backingStore()
        return bool(store) and painter.paintEngine().paintDevice() is store.paintDevice()

    def _draw_anew(self) -> None:
        """Draw all rows at once: they look otherwise now."""
        self._columns = None
        self._pictures.clear()
        self.update()

    def _on_at_rest_timeout(self) -> None:
        self._patience = "exact"
        self._pictures.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Move the columns, and the rows."""
        self._row_height = None
        self._draw_anew()
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Take another font."""
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.PaletteChange):
            self._fonts = RowPainter(self.font())
            self._draw_anew()
        super().changeEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Point to a step."""
        if event.button() == Qt.MouseButton.LeftButton and self.layer_at(event.position()) is not None:
            place = self.columns().strip(self.rect())
            if place.left() <= event.position().x() <= place.right():
                self._drags = True
                self.step_pointed.emit(self.steps_axis().step(event.position().x()))
                return
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag through the steps."""
        if self._drags:
            self.step_pointed.emit(self.steps_axis().step(event.position().x()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a drag."""
        self._drags = False
        super().mouseReleaseEvent(event)

    def words_at(self, position: QPointF) -> str:
        """Return what lies under the mouse."""
        layer = self.layer_at(position)
        return "" if layer is None else words_under(self, layer, position)

    def layer_at(self, position: QPointF) -> int | None:
        """Return which row lies at ``position``."""
        layer = int(position.y() // max(self.row_height(), 1))
        return layer if 0 <= layer < len(self.layers) else None
