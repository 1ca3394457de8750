"""All units of a network as small pictures, a group of rows for every layer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QWidget

from nnlab.gui import numbers, theme
from nnlab.gui.views.data.plane_keys import ARROWS
from nnlab.gui.views.decision.plane.ground import CLEAR, hatched, signed_tones, toned_image, tones_of
from nnlab.gui.views.decision.plane.neuron_places import GAP, NeuronPlaces, Unit
from nnlab.training.inside.neurons import LayerFunctions, NeuronPictures

SWATCH: Final = 10


class NeuronSheet(QWidget):
    """Draws the pictures, and lets mouse and keys choose one.

    Signals
    -------
    pointed : (int, int)
        The layer and the unit to be looked at: that under the mouse, or else the chosen one.

    Attributes
    ----------
    chosen, hovered : (int, int) or None
    places : NeuronPlaces
    """

    pointed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.chosen: Unit = (0, 0)
        self.hovered: Unit | None = None
        self._pictures: NeuronPictures | None = None
        self._labels: tuple[str, ...] = ()
        self._side = 64
        self.places = NeuronPlaces((), self._side, 0, 0)
        self._remarks: list[list[str]] = []
        self._images: dict[int, QImage] = {}
        self._colours = signed_tones()
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Neurons"))

    def set_layers(self, labels: tuple[str, ...]) -> None:
        """Take the names of the layers of another run, of which the first unit is looked at."""
        self._labels, self._pictures, self.chosen, self.hovered = labels, None, (0, 0), None
        self.setAccessibleDescription("")

    def set_pictures(self, pictures: NeuronPictures) -> None:
        """Show the units at another step, a point of the grid a pixel."""
        is_same = self._pictures is not None and _sizes(pictures) == _sizes(self._pictures)
        self._pictures, self._side = pictures, pictures.grid.resolution
        self._remarks = [self._remarks_on(functions) for functions in pictures.layers]
        self._images.clear()
        if not is_same:
            self._place()
        self.update()

    def height_of(self, counts: Sequence[int], side: int, width: int) -> int:
        """Return how high layers of so many pictures of one size are, at a width."""
        return NeuronPlaces(counts, side, width, self.fontMetrics().height()).height

    def unit(self) -> Unit:
        """Return the unit to be looked at."""
        return self.hovered or self.chosen

    def choose(self, unit: Unit) -> None:
        """Look at a unit from now on."""
        self.chosen, self.hovered = unit, None
        self.setAccessibleDescription(self.words(unit))
        self._bring_into_view(unit)
        self.update()
        self.pointed.emit(unit)

    def words(self, unit: Unit) -> str:
        """Return what a unit is: its layer, its number, and whether it says nothing."""
        layer, index = unit
        words = self.tr("{layer} · unit {number}").format(layer=self._labels[layer], number=numbers.count(index + 1))
        remark = self.remark(unit)
        return f"{words} · {remark}" if remark else words

    def remark(self, unit: Unit) -> str:
        """Return what is to be said of a unit that is no function of the plane; otherwise nothing."""
        return self._remarks[unit[0]][unit[1]] if self._pictures is not None else ""

    def heading(self, layer: int) -> str:
        """Return what stands above the pictures of a layer."""
        if self._pictures is None:
            return ""
        functions = self._pictures.layers[layer]
        words = [self._labels[layer]]
        if len(functions) < functions.total:
            template = self.tr("the first {shown} of {all} units")
            words.append(template.format(shown=numbers.count(len(functions)), all=numbers.count(functions.total)))
        remarks = self._remarks[layer]
        words += [f"{remarks.count(remark)} {remark}" for remark in dict.fromkeys(remarks) if remark]
        return " · ".join(words)

    def sizeHint(self) -> QSize:
        """Ask for the height of all groups."""
        return QSize(4 * (self._side + GAP), self.places.height)

    def minimumSizeHint(self) -> QSize:
        """Ask for the height of all groups, and the width of a picture."""
        return QSize(self._side + GAP, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the groups that can be seen."""
        if self._pictures is None:
            return
        painter = QPainter(self)
        for layer, group in enumerate(self.places.groups):
            if group.top <= event.rect().bottom() and group.bottom >= event.rect().top():
                self._paint_heading(painter, layer)
                self._paint_layer(painter, layer, event.rect())
        shown = theme.current()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        marked = ((self.chosen, shown.accent, 3 if self.hasFocus() else 2), (self.hovered, shown.text, 2))
        for unit, colour, width in marked:
            if unit is not None:
                painter.setPen(QPen(QColor(colour), width))
                painter.drawRect(self.places.rect_of(unit).adjusted(-1, -1, 1, 1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Begin lines anew in another width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._place()

    def changeEvent(self, event: QEvent) -> None:
        """Draw anew in other colours or type."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.FontChange}:
            self._colours = signed_tones()
            self._place()
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Look at the unit under the mouse."""
        self._hover(self.places.unit_at(event.position().toPoint()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the unit under the mouse."""
        unit = self.places.unit_at(event.position().toPoint())
        if unit is not None:
            self.choose(unit)

    def leaveEvent(self, event: QEvent) -> None:
        """Look at the chosen unit again."""
        super().leaveEvent(event)
        self._hover(None)

    def event(self, event: QEvent) -> bool:
        """Keep the arrow keys from the shortcuts of the window."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and event.key() in ARROWS:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose a neighbour."""
        way = ARROWS.get(Qt.Key(event.key()))
        if way is None or not self.places.groups:
            super().keyPressEvent(event)
        else:
            self.choose(self.places.beside(self.chosen, *way))

    def _hover(self, unit: Unit | None) -> None:
        if unit != self.hovered:
            self.hovered = unit
            self.update()
            self.pointed.emit(self.unit())

    def _place(self) -> None:
        """Find where each layer goes."""
        counts = [len(functions) for functions in self._pictures.layers] if self._pictures is not None else []
        self.places = NeuronPlaces(counts, self._side, self.width(), self.fontMetrics().height())
        self._images.clear()
        self.updateGeometry()

    def _paint_heading(self, painter: QPainter, layer: int) -> None:
        shown, place = theme.current(), QRectF(self.places.heading_of(layer))
        swatch = QRectF(place.left(), place.center().y() - SWATCH / 2, SWATCH, SWATCH)
        painter.fillRect(swatch, shown.layer_colour(layer, len(self.places.groups)))
        painter.setFont(theme.tabular(self.font()))
        painter.setPen(QColor(shown.text))
        place.setLeft(swatch.right() + GAP)
        place.setRight(self.width())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, self.heading(layer))

    def _paint_layer(self, painter: QPainter, layer: int, seen: QRect) -> None:
        """Draw the pictures, all at once from one image, with a word on those that say nothing."""
        first, units = self.places.rect_of((layer, 0)), self.places.groups[layer].units
        if layer not in self._images:
            assert self._pictures is not None
            self._images[layer] = atlas(self._pictures.layers[layer], self.places.columns, self._colours)
        painter.drawImage(first.topLeft(), self._images[layer])
        painter.setFont(theme.small(self.font()))
        places = [self.places.rect_of((layer, index)) for index in range(units)]
        painter.setPen(QColor(theme.current().border))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRects([place.adjusted(0, 0, -1, -1) for place in places])
        painter.setPen(QColor(theme.current().text))
        for place, words in zip(places, self._remarks[layer], strict=True):
            if words and place.intersects(seen):
                painter.drawText(place, Qt.AlignmentFlag.AlignCenter, words)

    def _remarks_on(self, functions: LayerFunctions) -> list[str]:
        remarks = np.full(len(functions), "", dtype=object)
        remarks[functions.is_constant] = self.tr("flat")
        remarks[functions.is_dead] = self.tr("dead")
        remarks[~functions.is_finite] = self.tr("NaN")
        return list(remarks.tolist())

    def _bring_into_view(self, unit: Unit) -> None:
        viewport = self.parentWidget()
        area = viewport.parentWidget() if viewport is not None else None
        if isinstance(area, QScrollArea) and self.places.groups:
            middle = self.places.rect_of(unit).center()
            area.ensureVisible(middle.x(), middle.y(), self._side, self._side)


def atlas(functions: LayerFunctions, columns: int, colours: list[int]) -> QImage:
    """Return the pictures of a layer in rows of so many, each in its own scale, with clear gaps between them."""
    units, side, _ = functions.values.shape
    rows, stride = -(-units // columns), side + GAP
    tones = np.full((rows * columns, stride, stride), CLEAR, np.uint8)
    tones[:units, :side, :side] = hatched(tones_of(functions.values, functions.largest[:, None, None])[:, ::-1])
    sheet = tones.reshape(rows, columns, stride, stride).swapaxes(1, 2).reshape(rows * stride, columns * stride)
    return toned_image(sheet, colours)


def _sizes(pictures: NeuronPictures) -> tuple[int, ...]:
    return (pictures.grid.resolution, *(len(functions) for functions in pictures.layers))
