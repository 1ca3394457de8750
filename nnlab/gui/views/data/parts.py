"""How the parts of the data are called, and how their share of a bar is filled."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from nnlab.data.looking.overview import PARTS, Part
from nnlab.gui import theme

SAMPLE = QSize(20, 12)
PALE = 0.3
"""How much of the part's colour its area has; the frame has all of it, and the style of the part's line."""


def part_word(part: Part | None) -> str:
    """Return what a part is called; None is what a limit leaves out."""
    if part is None:
        return QCoreApplication.translate("Parts", "left out")
    return {
        "train": QCoreApplication.translate("Parts", "train"),
        "validation": QCoreApplication.translate("Parts", "validation"),
        "test": QCoreApplication.translate("Parts", "test"),
    }[part]


def part_pen(part: Part) -> QPen:
    """Return the line of a part in the present theme."""
    return theme.current().part_pen(part)


def part_fill(part: Part) -> QColor:
    """Return the pale colour of an area of ``part``."""
    shown = theme.current()
    return theme.blend(shown.raised, shown.part_colour(part).name(), PALE)


def paint_part(painter: QPainter, part: Part, box: QRectF) -> None:
    """Fill ``box`` with the colour of ``part``, and frame it in the style of its line."""
    painter.fillRect(box, part_fill(part))
    if box.width() < 3:
        painter.fillRect(box, theme.current().part_colour(part))
        return
    painter.setPen(theme.current().part_pen(part))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))


def part_line(part: Part) -> QPixmap:
    """Return a short piece of the line of ``part``."""
    pixmap = QPixmap(SAMPLE)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setPen(theme.current().part_pen(part, 2))
    painter.drawLine(0, SAMPLE.height() // 2, SAMPLE.width(), SAMPLE.height() // 2)
    painter.end()
    return pixmap


class PartSample(QWidget):
    """A small piece of a bar."""

    def __init__(self, part: Part) -> None:
        super().__init__()
        self._part = part
        self.setFixedSize(SAMPLE)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it as it is drawn in bars."""
        paint_part(QPainter(self), self._part, QRectF(self.rect()))


class PartLegend(QWidget):
    """What the fillings of bars stand for."""

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for index, part in enumerate(PARTS):
            label = QLabel(part_word(part))
            label.setFont(theme.small(label.font()))
            theme.mark(label, "role", "muted")
            row.addSpacing(12 if index else 0)
            row.addWidget(PartSample(part))
            row.addWidget(label)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
