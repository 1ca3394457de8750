"""One example as the network sees it after a rotation: its components as bars."""

from __future__ import annotations

from typing import Final

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from nnlab.data.dataset import Array
from nnlab.data.feature_names import component_name
from nnlab.gui import numbers, theme
from nnlab.gui.translation import translate
from nnlab.gui.views.data.picture import GAP, LINE, SIDE
from nnlab.gui.views.data.pointed import Pointed

MOST: Final = 60
WIDTH: Final = 200


class ComponentBars(Pointed):
    """Draws the first components of an example: up and blue, or down and orange."""

    def __init__(self) -> None:
        super().__init__()
        self._values: Array = np.zeros(0)
        self._limit, self._count = 1.0, 0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Components of the example"))

    def set_values(self, values: Array, limit: float) -> None:
        """Show an example.

        Parameters
        ----------
        values : (components,)
        limit : float
            Half the height of the picture; what is larger ends there.
        """
        self._values, self._limit, self._count = values[:MOST], limit or 1.0, len(values)
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for the height of a picture."""
        line = QFontMetrics(theme.small(self.font())).height()
        return QSize(WIDTH, SIDE + 2 * line + 2 * GAP)

    def box(self) -> QRectF:
        """Return where the bars are drawn."""
        metrics = QFontMetrics(theme.tabular(theme.small(self.font())))
        left = metrics.horizontalAdvance(numbers.edge(-self._limit)) + GAP
        return QRectF(left, metrics.height() + GAP, self.width() - left, SIDE)

    def words_at(self, position: QPointF) -> str:
        """Return the component at ``position``; nothing beside the bars."""
        box = self.box()
        if not box.contains(position) or not len(self._values):
            return ""
        index = min(int((position.x() - box.left()) / box.width() * len(self._values)), len(self._values) - 1)
        return f"{translate(component_name(index))}: {numbers.significant(float(self._values[index]))}"

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw title, bars, and the scale beside them."""
        painter, box, shown = QPainter(self), self.box(), theme.current()
        painter.setFont(theme.tabular(theme.small(self.font())))
        painter.setPen(QColor(shown.text))
        painter.drawText(QRectF(0, 0, self.width(), box.top()), LINE, self.tr("After all steps"))
        painter.fillRect(box, QColor(shown.base))
        for bar, value in zip(self._bars(box), self._values.tolist(), strict=True):
            painter.fillRect(bar, QColor(shown.positive if value > 0 else shown.negative))
        painter.setPen(QColor(shown.outline))
        painter.drawLine(QPointF(box.left(), box.center().y()), QPointF(box.right(), box.center().y()))
        painter.setPen(QColor(shown.muted))
        self._write(painter, box)

    def _write(self, painter: QPainter, box: QRectF) -> None:
        line = painter.fontMetrics().height()
        for share in (1, 0, -1):
            middle = box.center().y() - share * (box.height() - line) / 2
            place = QRectF(0, middle - line / 2, box.left() - GAP, line)
            painter.drawText(place, Qt.AlignmentFlag.AlignRight, numbers.edge(float(f"{share * self._limit:.3g}")))
        words = self.tr("components 1 to {last} of {count}")
        words = words.format(last=numbers.count(len(self._values)), count=numbers.count(self._count))
        painter.drawText(QRectF(0, box.bottom() + GAP, self.width(), line), LINE, words)

    def _bars(self, box: QRectF) -> list[QRectF]:
        width = box.width() / max(len(self._values), 1)
        heights = np.clip(np.nan_to_num(self._values) / self._limit, -1, 1) * box.height() / 2
        return [
            QRectF(box.left() + index * width, box.center().y() - max(height, 0), max(width - 1, 1), abs(height))
            for index, height in enumerate(heights.tolist())
        ]
