"""A line in a plot whose painting stays quick however many points it has, and however much they scatter."""

from __future__ import annotations

import pyqtgraph as pg
from PySide6.QtGui import QPainter, QPen, QTransform
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from nnlab.gui.views.curves.columns import Numbers

FEW = 200
"""Up to so many points a line is drawn smooth, two pixels wide: with more it could take a hundred times as long."""
DOT_SIZE = 6
ASIDE = ((1.0, 0.0), (0.0, 1.0))
"""In pixels: a thin line that is drawn again so far aside is a thick one."""


class Curve(pg.PlotCurveItem):
    """A line, and dots at its points where they are wanted.

    Attributes
    ----------
    is_thick : bool
        Whether a line of many points is drawn as thick as one of few.
    dots : ScatterPlotItem
        To be put into the plot as well.
    """

    def __init__(self) -> None:
        super().__init__(connect="finite")
        self.is_thick = False
        self.dots = pg.ScatterPlotItem(size=DOT_SIZE, pen=None)

    def draw(self, x: Numbers, y: Numbers, pen: QPen, *, is_faint: bool, has_dots: bool) -> None:
        """Show (n,) points, which may be NaN, joined by ``pen``."""
        is_smooth = x.size <= FEW and not is_faint
        pen.setWidthF(2 if is_smooth else 1)
        self.is_thick = not is_faint and not is_smooth
        self.setData(x, y, pen=pen, antialias=is_smooth)
        if has_dots:
            self.dots.setBrush(pen.color())
        self.dots.setData(x if has_dots else [], y if has_dots else [])

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """Draw the line, three times where it is to be thick: a wide pen is slow with many points."""
        super().paint(painter, option, widget)
        for aside in ASIDE if self.is_thick else ():
            painter.save()
            painter.setTransform(painter.transform() * QTransform.fromTranslate(*aside))
            super().paint(painter, option, widget)
            painter.restore()
