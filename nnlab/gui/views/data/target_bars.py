"""How the numbers to be met are distributed in each part."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from nnlab.data.looking.overview import PARTS, Part, TargetOverview
from nnlab.gui import numbers, theme
from nnlab.gui.views.data.alignment import LEFT, RIGHT
from nnlab.gui.views.data.bins import paint_bins
from nnlab.gui.views.data.example_set import target_names
from nnlab.gui.views.data.parts import SAMPLE, part_fill, part_line, part_word

LEAST_HEIGHT, MOST_HEIGHT = 32, 88
"""Of a histogram, in pixels."""
SPACE, GAP = 16, 6


class TargetBars(QWidget):
    """Draws for each target the histograms of the parts below each other, on one axis."""

    def __init__(self) -> None:
        super().__init__()
        self._targets: tuple[TargetOverview, ...] = ()
        self._names: list[str] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Histograms of the numbers to be met"))

    def set_targets(self, targets: Sequence[TargetOverview]) -> None:
        """Show how the targets are distributed."""
        self._targets = tuple(targets)
        self._names = target_names([target.name for target in targets], len(targets))
        self.setAccessibleDescription("; ".join(self.target_words(index) for index in range(len(targets))))
        self._fit()

    def target_words(self, index: int) -> str:
        """Return a target as a sentence."""
        return f"{self._names[index]}: {', '.join(_part_words(self._targets[index], part) for part in PARTS)}"

    def sizeHint(self) -> QSize:
        """Ask for comfortable histograms."""
        return QSize(240, self._height(MOST_HEIGHT))

    def histogram_box(self, index: int, place: int) -> QRect:
        """Return where the histogram of the part at ``place`` is drawn."""
        line, rect = self.fontMetrics().height(), self._rect(index)
        height = (rect.height() - SPACE - 2 * line) // len(PARTS)
        top = rect.top() + line + place * height + GAP + line
        return QRect(rect.left(), top, rect.width() - 1, height - GAP - line)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the targets to be seen."""
        painter = QPainter(self)
        for index in range(len(self._targets)):
            if self._rect(index).intersects(event.rect()):
                self._paint_target(painter, index)

    def changeEvent(self, event: QEvent) -> None:
        """Make room for type of another size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _paint_target(self, painter: QPainter, index: int) -> None:
        rect, line = self._rect(index), self.fontMetrics().height()
        painter.setPen(QColor(theme.current().text))
        painter.setFont(self.font())
        title = painter.fontMetrics().elidedText(self._names[index], Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(QRect(rect.left(), rect.top(), rect.width(), line), LEFT, title)
        for place, part in enumerate(PARTS):
            self._paint_part(painter, self._targets[index], part, self.histogram_box(index, place))
        ends = QRect(rect.left(), self.histogram_box(index, len(PARTS) - 1).bottom() + GAP, rect.width(), line)
        painter.setPen(QColor(theme.current().muted))
        painter.drawText(ends, LEFT, numbers.significant(self._targets[index].low))
        painter.drawText(ends, RIGHT, numbers.significant(self._targets[index].high))

    def _paint_part(self, painter: QPainter, target: TargetOverview, part: Part, box: QRect) -> None:
        line = self.fontMetrics().height()
        words = QRect(box.left(), box.top() - line, box.width(), line)
        painter.drawPixmap(words.left(), words.center().y() - SAMPLE.height() // 2, part_line(part))
        painter.setFont(theme.tabular(theme.small(self.font())))
        painter.setPen(QColor(theme.current().muted))
        painter.drawText(words.adjusted(SAMPLE.width() + GAP, 0, 0, 0), LEFT, _part_words(target, part))
        paint_bins(painter, target.parts[part], QRectF(box), part_fill(part), theme.current().part_pen(part))

    def _rect(self, index: int) -> QRect:
        height = self.height() // max(len(self._targets), 1)
        height = min(height, self._height(MOST_HEIGHT) // max(len(self._targets), 1))
        return QRect(0, index * height, self.width(), height)

    def _height(self, histogram: int) -> int:
        """Return the height of all targets, given that of a histogram."""
        line = self.fontMetrics().height()
        return len(self._targets) * (len(PARTS) * (histogram + line + GAP) + 2 * line + SPACE)

    def _fit(self) -> None:
        self.setMinimumHeight(self._height(LEAST_HEIGHT))
        self.updateGeometry()
        self.update()


def _part_words(target: TargetOverview, part: Part) -> str:
    template = QCoreApplication.translate("TargetBars", "{part}: {mean} ± {std}")
    values = target.parts[part]
    return template.format(
        part=part_word(part), mean=numbers.significant(values.mean), std=numbers.significant(values.std)
    )
