"""The outputs of every unit for one example, a strip of cells a layer."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import Final

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from nnlab.data.dataset import Array
from nnlab.gui import numbers, theme
from nnlab.gui.views.data.thumbnails import paint_image
from nnlab.gui.views.decision.examples.signed_cells import signed_cells
from nnlab.training.inside.response import LayerResponse

CELL: Final = 20
"""Pixels: the height of a line of cells."""
NARROWEST: Final = 5
WIDEST: Final = 32
MOST_LINES: Final = 4
GAP: Final = 8
Spot = tuple[int, int]


class LayerStrips(QWidget):
    """Draws positive outputs blue and negative ones orange, each layer on its own scale.

    Mouse and arrow keys point at a unit.

    Signals
    -------
    pointed : str
        What is said of the unit under the mouse or the keys.
    """

    pointed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._labels: Sequence[str] = ()
        self._layers: Sequence[LayerResponse] = ()
        self.spot: Spot | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Outputs of the units"))

    def set_layers(self, labels: Sequence[str], layers: Sequence[LayerResponse]) -> None:
        """Show the outputs of all layers; none of them shows nothing."""
        is_other = [len(layer.output) for layer in layers] != [len(layer.output) for layer in self._layers]
        self._labels, self._layers = labels, layers
        self.setAccessibleDescription("; ".join(self.heading(index) for index in range(len(layers))))
        if is_other:
            self.spot = None
            self.updateGeometry()
        self.update()
        if self.spot is not None:
            self.pointed.emit(self.words(self.spot))

    def heading(self, index: int) -> str:
        """Return what is said of a layer: its name, silent units, and its scale."""
        layer = self._layers[index]
        words = [self._labels[index] if index < len(self._labels) else str(index + 1)]
        if index < len(self._layers) - 1:
            words.append(self.tr("{count} silent").format(count=numbers.count(layer.silent)))
        if layer.broken:
            words.append(self.tr("⚠ {count} not finite").format(count=numbers.count(layer.broken)))
        words.append(self.tr("largest {value}").format(value=numbers.significant(_largest(layer.output))))
        return " · ".join(words)

    def words(self, spot: Spot) -> str:
        """Return what is said of a unit."""
        layer, unit = spot
        response = self._layers[layer]
        template = self.tr("{layer}, unit {unit}: output {value}")
        words = template.format(
            layer=self._labels[layer] if layer < len(self._labels) else str(layer + 1),
            unit=numbers.count(unit + 1),
            value=numbers.significant(float(response.output[unit])),
        )
        if len(response.preactivation) != len(response.output) or layer == len(self._layers) - 1:
            return words
        before = numbers.significant(float(response.preactivation[unit]))
        template = self.tr("before the activation {value}")
        return f"{words}, {template.format(value=before)}"

    def strip(self, index: int) -> tuple[QRectF, int, int]:
        """Return where the cells of a layer are, and how many lines and columns they have."""
        units = len(self._layers[index].output)
        lines = min(max(ceil(units * NARROWEST / max(self.width(), 1)), 1), MOST_LINES)
        columns = ceil(units / lines)
        width = min(self.width(), columns * WIDEST)
        return QRectF(0, self._top(index) + self._line(), width, lines * CELL), lines, columns

    def spot_at(self, position: QPointF) -> Spot | None:
        """Return layer and unit at ``position``; None beside the cells."""
        for index, layer in enumerate(self._layers):
            box, lines, columns = self.strip(index)
            if box.contains(position):
                line = min(int((position.y() - box.top()) / CELL), lines - 1)
                column = min(int((position.x() - box.left()) / box.width() * columns), columns - 1)
                unit = line * columns + column
                return (index, unit) if unit < len(layer.output) else None
        return None

    def sizeHint(self) -> QSize:
        """Ask for the height of all layers."""
        return QSize(400, round(self._top(len(self._layers))))

    def minimumSizeHint(self) -> QSize:
        """Ask for the height of all layers, and little width."""
        return QSize(160, self.sizeHint().height())

    def hasHeightForWidth(self) -> bool:
        """Return that narrow strips have more lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all layers."""
        return round(self._top(len(self._layers), width))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the layers that are to be seen."""
        painter, shown = QPainter(self), theme.current()
        painter.setFont(theme.tabular(theme.small(self.font())))
        for index, layer in enumerate(self._layers):
            box, lines, columns = self.strip(index)
            if not event.rect().intersects(box.adjusted(0, -self._line(), 0, 0).toAlignedRect()):
                continue
            painter.setPen(QColor(shown.text))
            heading = QRectF(GAP, box.top() - self._line(), self.width() - GAP, self._line())
            painter.fillRect(
                QRectF(0, heading.top() + 3, 4, heading.height() - 6), shown.layer_colour(index, len(self._layers))
            )
            painter.drawText(heading, Qt.AlignmentFlag.AlignVCenter, self.heading(index))
            cells = np.zeros(lines * columns)
            cells[: len(layer.output)] = layer.output
            paint_image(painter, signed_cells(cells.reshape(lines, columns), _largest(layer.output)), box)
            painter.setPen(QColor(shown.border))
            painter.drawRect(box.adjusted(0, 0, -1, -1))
        if self.spot is not None:
            painter.setPen(QPen(QColor(shown.text), 2))
            painter.drawRect(self._cell(self.spot))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say what is under the mouse."""
        self._point(self.spot_at(event.position()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from unit to unit, or to another layer."""
        ways = {
            Qt.Key.Key_Left: (0, -1),
            Qt.Key.Key_Right: (0, 1),
            Qt.Key.Key_Up: (-1, 0),
            Qt.Key.Key_Down: (1, 0),
        }
        way = ways.get(Qt.Key(event.key()))
        if way is None or not self._layers:
            super().keyPressEvent(event)
            return
        layer, unit = (at + by for at, by in zip(self.spot or (0, -1), way, strict=True))
        layer = min(max(layer, 0), len(self._layers) - 1)
        self._point((layer, min(max(unit, 0), len(self._layers[layer].output) - 1)))

    def _point(self, spot: Spot | None) -> None:
        if spot != self.spot:
            self.spot = spot
            self.pointed.emit(self.words(spot) if spot is not None else "")
            self.update()

    def _cell(self, spot: Spot) -> QRectF:
        box, _, columns = self.strip(spot[0])
        line, column = divmod(spot[1], columns)
        width = box.width() / columns
        return QRectF(box.left() + column * width, box.top() + line * CELL, width, CELL)

    def _line(self) -> int:
        return QFontMetrics(theme.small(self.font())).height() + 2

    def _top(self, index: int, width: int | None = None) -> float:
        """Return where a layer begins."""
        room = max(self.width() if width is None else width, 1)
        lines = (min(max(ceil(len(layer.output) * NARROWEST / room), 1), MOST_LINES) for layer in self._layers[:index])
        return float(sum(line * CELL + self._line() + GAP for line in lines))


def _largest(values: Array) -> float:
    """Return the largest finite size of (n,) numbers."""
    return float(np.abs(values[np.isfinite(values)]).max(initial=0.0))
