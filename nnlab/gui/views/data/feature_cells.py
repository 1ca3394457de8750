"""Small histograms side by side, one a feature."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy

from nnlab.data.looking.overview import FeatureOverview
from nnlab.gui import numbers, theme
from nnlab.gui.translation import translate
from nnlab.gui.views.data.alignment import LEFT, RIGHT
from nnlab.gui.views.data.bins import bin_words, paint_bins
from nnlab.gui.views.data.parts import part_fill
from nnlab.gui.views.data.pointed import Pointed
from nnlab.gui.views.data.values import exact, short

CELL_WIDTH = 180
"""Cells are about so wide, and share the line."""
LEAST_WIDTH = 88
ROOMY = 150
"""Below this width of a cell, mean and deviation are told without words."""
GAP = 16
HEIGHT = 60
"""Of a histogram, unless another is asked for."""
MOST_WIDTH = 400


class FeatureCells(Pointed):
    """Draws name, histogram, ends, mean and deviation of each feature.

    Parameters
    ----------
    name : str
        For a screen reader, translated.
    """

    def __init__(self, name: str) -> None:
        super().__init__()
        self._histogram_height = HEIGHT
        self._features: tuple[FeatureOverview, ...] = ()
        self._names: list[str] = []
        self._wanted_columns = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.setAccessibleName(name)

    def set_features(self, features: Sequence[FeatureOverview], columns: int = 0, height: int = HEIGHT) -> None:
        """Show features, ``columns`` in a line where there is room for them, their histograms so high."""
        self._features, self._wanted_columns, self._histogram_height = tuple(features), columns, height
        self._names = [translate(feature.name) for feature in features]
        self.setAccessibleDescription("; ".join(self.cell_words(index) for index in range(len(features))))
        self._fit()

    def cell_words(self, index: int) -> str:
        """Return a feature as a sentence."""
        feature = self._features[index]
        if feature.is_constant:
            return f"{self._names[index]}: {_constant_words(feature)}"
        template = QCoreApplication.translate("FeatureCells", "{name}: {low} to {high}, mean {mean}, std {std}")
        words = template.format(
            name=self._names[index],
            low=short(feature.low, whole=True),
            high=short(feature.high, whole=True),
            mean=numbers.significant(feature.values.mean),
            std=numbers.significant(feature.values.std),
        )
        return f"{words}, {_distinct_words(feature)}" if feature.distinct else words

    def columns(self) -> int:
        """Return how many features stand in a line."""
        room = self.width() + GAP
        if self._wanted_columns and room // self._wanted_columns >= LEAST_WIDTH + GAP:
            return self._wanted_columns
        return max(1, room // (CELL_WIDTH + GAP))

    def cell_rect(self, index: int) -> QRect:
        """Return where a feature is drawn."""
        columns = self.columns()
        line, place = divmod(index, columns)
        width = min((self.width() + GAP) // columns, MOST_WIDTH)
        return QRect(place * width, line * self._line_height(), width - GAP, self._line_height() - GAP)

    def histogram_box(self, index: int) -> QRect:
        """Return where a histogram is drawn."""
        rect = self.cell_rect(index)
        return QRect(rect.left(), rect.top() + self.fontMetrics().height() + 4, rect.width(), self._histogram_height)

    def sizeHint(self) -> QSize:
        """Ask for all lines."""
        return QSize(3 * CELL_WIDTH, self._height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the features to be seen."""
        painter = QPainter(self)
        columns, height, seen = self.columns(), self._line_height(), event.rect()
        first, last = seen.top() // height * columns, (seen.bottom() // height + 1) * columns
        for index in range(max(first, 0), min(last, len(self._features))):
            self._paint_feature(painter, index)

    def words_at(self, position: QPointF) -> str:
        """Return what is said of the feature at ``position``, and of the bin if there is one."""
        for index, feature in enumerate(self._features):
            if QRectF(self.cell_rect(index)).contains(position):
                box = QRectF(self.histogram_box(index))
                share = (position.x() - box.left()) / box.width()
                inside = box.contains(position) and not feature.is_constant
                words = self.cell_words(index)
                return f"{words}\n{bin_words(feature.values, share)}" if inside else words
        return ""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for the height that the new width needs."""
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Make room for type of another size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _paint_feature(self, painter: QPainter, index: int) -> None:
        feature, rect, box = self._features[index], self.cell_rect(index), self.histogram_box(index)
        line = self.fontMetrics().height()
        head = QRect(rect.left(), rect.top(), rect.width(), line)
        painter.setFont(theme.small(self.font()))
        painter.setPen(QColor(theme.current().muted))
        remark = _distinct_words(feature) if feature.distinct and not feature.is_constant else ""
        if rect.width() >= ROOMY:
            painter.drawText(head, RIGHT, remark)
            head.setRight(head.right() - painter.fontMetrics().horizontalAdvance(f"{remark} "))
        painter.setFont(self.font())
        painter.setPen(QColor(theme.current().text))
        name = painter.fontMetrics().elidedText(self._names[index], Qt.TextElideMode.ElideRight, head.width())
        painter.drawText(head, LEFT, name)
        if feature.is_constant:
            self._paint_constant(painter, feature, box)
            return
        fill, pen = part_fill("train"), theme.current().part_pen("train")
        paint_bins(painter, feature.values, QRectF(box).adjusted(0, 0, -1, -1), fill, pen)
        self._write(painter, feature, QRect(rect.left(), box.bottom() + 3, rect.width(), line))

    def _write(self, painter: QPainter, feature: FeatureOverview, line: QRect) -> None:
        """Write the ends of the axis, and below them mean and deviation."""
        painter.setFont(theme.tabular(theme.small(self.font())))
        painter.setPen(QColor(theme.current().muted))
        painter.drawText(line, LEFT, short(feature.low, whole=True))
        painter.drawText(line, RIGHT, short(feature.high, whole=True))
        line.translate(0, line.height())
        painter.setPen(QColor(theme.current().text))
        worded = QCoreApplication.translate("FeatureCells", "mean {mean} · std {std}")
        template = worded if line.width() >= ROOMY else "{mean} ± {std}"
        mean, std = numbers.significant(feature.values.mean), numbers.significant(feature.values.std)
        painter.drawText(line.adjusted(0, 0, GAP, 0), LEFT, template.format(mean=mean, std=std))

    def _paint_constant(self, painter: QPainter, feature: FeatureOverview, box: QRect) -> None:
        """Say in a word that there is nothing to draw."""
        painter.setPen(theme.line_pen(QColor(theme.current().border), 1, Qt.PenStyle.DotLine))
        painter.drawRect(box.adjusted(0, 0, -1, -1))
        painter.setFont(theme.small(self.font()))
        painter.setPen(QColor(theme.current().muted))
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(box, flags, _constant_words(feature))

    def _line_height(self) -> int:
        return 3 * self.fontMetrics().height() + 8 + self._histogram_height + GAP

    def _height(self) -> int:
        return -(-len(self._features) // self.columns()) * self._line_height()

    def _fit(self) -> None:
        self.setMinimumHeight(self._height())
        self.updateGeometry()
        self.update()


def _constant_words(feature: FeatureOverview) -> str:
    return QCoreApplication.translate("FeatureCells", "constant: {value}").format(value=exact(feature.low))


def _distinct_words(feature: FeatureOverview) -> str:
    return QCoreApplication.translate("FeatureCells", "{count} values").format(count=feature.distinct)
