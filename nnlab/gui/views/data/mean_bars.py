"""The means of a few features as bars, each over its column of the covariance."""

from __future__ import annotations

from typing import Final

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from nnlab.data.dataset import Array
from nnlab.data.looking.stages import Stage
from nnlab.gui import numbers, theme
from nnlab.gui.translation import translate
from nnlab.gui.views.data.heat_map import GAP, HeatMap
from nnlab.gui.views.data.pointed import Pointed

LINES: Final = 2.2
"""The height, in lines of text."""
WIDEST_BAR: Final = 24


class MeanBars(Pointed):
    """Draws the means of one stage: up and blue, or down and orange; full height is the largest mean or deviation.

    Parameters
    ----------
    stage : Stage
    below : HeatMap
        Whose columns the bars stand over.
    """

    def __init__(self, stage: Stage, below: HeatMap) -> None:
        super().__init__()
        self._stage, self._below = stage, below
        self._names = [translate(name) for name in stage.names]
        self._largest = float(np.nan_to_num(np.abs([stage.mean, stage.std])).max(initial=0.0))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Means"))
        self.setAccessibleDescription("; ".join(self._words(index) for index in range(len(self._names))))
        below.installEventFilter(self)

    def sizeHint(self) -> QSize:
        """Ask for a strip."""
        return QSize(200, round(LINES * QFontMetrics(theme.small(self.font())).height()))

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Follow the columns."""
        if event.type() == QEvent.Type.Resize:
            self.update()
        return False

    def words_at(self, position: QPointF) -> str:
        """Return the mean at ``position``; nothing beside the bars."""
        matrix = self._below.matrix_rect()
        index = int((position.x() - matrix.left()) // (matrix.width() / len(self._names)))
        return self._words(index) if 0 <= index < len(self._names) else ""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line at zero, and the bars."""
        painter, shown = QPainter(self), theme.current()
        painter.setFont(theme.tabular(theme.small(self.font())))
        zero, unit = self._scale()
        painter.setPen(QColor(shown.outline))
        matrix = self._below.matrix_rect()
        painter.drawLine(QPointF(matrix.left(), zero), QPointF(matrix.right() - 1, zero))
        for index, share in enumerate(self._shares().tolist()):
            self._paint_bar(painter, index, zero, share * unit)
        painter.setPen(QColor(shown.muted))
        beside = QRectF(matrix.right() + GAP, 0, self.width() - matrix.right() - GAP, self.height())
        painter.drawText(beside, Qt.AlignmentFlag.AlignTop, self.tr("mean"))

    def _shares(self) -> Array:
        """Return the means as shares of full height."""
        shares: Array = np.nan_to_num(self._stage.mean) / (self._largest or 1.0)
        return np.clip(shares, -1, 1)

    def _scale(self) -> tuple[float, float]:
        """Return where zero is, and the pixels of full height, so that the bars above and below it fit."""
        shares, room = self._shares(), self.height() - 3
        above, below = max(float(shares.max()), 0.0), max(float(-shares.min()), 0.0)
        unit = room / max(above + below, 1.0)
        return 1.5 + room - below * unit, unit

    def _paint_bar(self, painter: QPainter, index: int, zero: float, height: float) -> None:
        cell, shown = self._below.cell_rect(0, index), theme.current()
        width = min(cell.width() - 1, WIDEST_BAR)
        bar = QRectF(cell.center().x() - width / 2, zero - max(height, 0), width, abs(height))
        painter.fillRect(bar, QColor(shown.positive if height > 0 else shown.negative))

    def _words(self, index: int) -> str:
        mean, std = (numbers.significant(float(values[index])) for values in (self._stage.mean, self._stage.std))
        return self.tr("{name}: mean {mean}, std {std}").format(name=self._names[index], mean=mean, std=std)
