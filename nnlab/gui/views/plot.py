"""A plot in the program's style: named axes, values under the mouse, no menus of its own."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QMouseEvent

from nnlab.gui import numbers, theme

WIDEST_TICK = "0.0005"
PADDING = 0.04
MOST_POWER = 300
"""Labels of a logarithmic axis end here, as numbers do a little later."""
LABEL_HEIGHT = 0.08
"""Where the words of a mark stand: near the bottom, since a curve that breaks has risen before."""


class PlainAxis(pg.AxisItem):
    """Ticks as plain numbers, 0.01 rather than 1e-02, also where the values are logarithms."""

    logarithmic = False

    def tickValues(self, low: float, high: float, size: float) -> list[tuple[float, list[float]]]:
        """Return the places of ticks: on a logarithmic axis 1, 2 and 5 times the powers of ten, within one any."""
        if not self.logarithmic or high - low > 12:
            return list(super().tickValues(low, high, size))
        if high - low < 1:
            plain = super().tickValues(10.0**low, 10.0**high, size)
            return [(step, [float(np.log10(t)) for t in places if t > 0]) for step, places in plain]
        powers = range(int(np.floor(low)), int(np.ceil(high)) + 1)
        ticks = {step: [p + float(np.log10(step)) for p in powers] for step in (1, 2, 5)}
        inside = {step: [t for t in places if low <= t <= high] for step, places in ticks.items()}
        between = inside[2] + inside[5] if high - low < 2.5 else []
        return [(1.0, inside[1]), (0.3, between)]

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        """Return the numbers at the ticks."""
        if self.logarithmic:
            return [f"{10.0**value:.4g}" if abs(value) <= MOST_POWER else "" for value in values]
        return [text.replace("-", "−") for text in super().tickStrings(values, scale, spacing)]


class WholeAxis(PlainAxis):
    """An axis of things that are counted, such as steps."""

    def tickSpacing(self, low: float, high: float, size: float) -> list[tuple[float, float]]:
        """Return distances of ticks and where they start, without the distances below one."""
        spacings = [(step, start) for step, start in super().tickSpacing(low, high, size) if step >= 1]
        return spacings or [(1.0, 0.0)]

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        """Return whole numbers with separators."""
        return [numbers.count(round(value)) for value in values]


class EndMark(pg.InfiniteLine):
    """A line that says where a run broke."""

    def __init__(self) -> None:
        super().__init__(angle=90, movable=False, label="", labelOpts={"position": LABEL_HEIGHT})
        self.hide()

    def show_at(self, step: int, words: str) -> None:
        """Stand at ``step`` and say ``words``."""
        bad = QColor(theme.current().bad)
        self.setPen(theme.line_pen(bad))
        self.label.setColor(bad)
        self.label.fill = pg.mkBrush(theme.current().raised)
        self.label.setFormat(words)
        self.setValue(float(step))
        self.show()


class Plot(pg.PlotWidget):
    """One pair of axes.

    Parameters
    ----------
    x_name, y_name : str
        What stands at the axes, already translated.

    Signals
    -------
    pointed : object
        The x under the mouse; None when the mouse has left.
    zoomed : object
        The part of the x axis that was chosen with wheel or mouse, (low, high); None for all of it again.
    """

    pointed = Signal(object)
    zoomed = Signal(object)

    def __init__(self, x_name: str, y_name: str) -> None:
        shown = theme.current()
        pg.setConfigOptions(background=shown.raised, foreground=shown.muted, antialias=False)
        self._axes: dict[str, PlainAxis] = {"bottom": WholeAxis("bottom"), "left": PlainAxis("left")}
        super().__init__(axisItems=self._axes, enableMenu=False)
        item = self.getPlotItem()
        item.ctrlMenu.setParent(self, item.ctrlMenu.windowFlags())  # it is made even so, and would outlive the plot
        item.hideButtons()
        item.setMouseEnabled(x=True, y=False)
        item.setDownsampling(auto=True, mode="peak")
        item.setClipToView(True)
        for side, name in (("bottom", x_name), ("left", y_name)):
            self._axes[side].enableAutoSIPrefix(False)
            item.setLabel(side, name)
        self._axes["bottom"].setStyle(hideOverlappingLabels=False)  # which would hide the number at the very end
        item.layout.setContentsMargins(0, 4, 12, 0)
        self._pointed_at: float | None = None
        self._zoom: tuple[float, float] | None = None
        self._last_step = 1
        item.vb.sigRangeChangedManually.connect(self._on_view_range_changed_manually)
        self._pointer = pg.InfiniteLine(angle=90, movable=False)
        self._pointer.hide()
        item.addItem(self._pointer, ignoreBounds=True)
        self.scene().sigMouseMoved.connect(self._on_scene_mouse_moved)

    def curve(self) -> pg.PlotDataItem:
        """Add a line; it gets its pen with ``setPen``."""
        return self.getPlotItem().plot([], [], connect="finite")

    def points(self) -> pg.ScatterPlotItem:
        """Add a set of marked points, above the lines."""
        scatter = pg.ScatterPlotItem()
        scatter.setZValue(10)
        self.getPlotItem().addItem(scatter, ignoreBounds=True)
        return scatter

    def mark(self) -> EndMark:
        """Add a hidden mark for where a run broke."""
        mark = EndMark()
        self.getPlotItem().addItem(mark, ignoreBounds=True)
        return mark

    def set_log(self, log: bool) -> None:
        """Name the ticks of the y axis by the numbers whose logarithms are drawn."""
        if self._axes["left"].logarithmic != log:
            self._axes["left"].logarithmic = log
            self._axes["left"].picture = None
            self._axes["left"].update()

    def set_y_limits(self, low: float, high: float, least: float) -> None:
        """Let the y axis stay between ``low`` and ``high``, and show a range of at least ``least``."""
        self.getPlotItem().setLimits(yMin=low, yMax=high, minYRange=least)

    def settle(self) -> None:
        """Choose the y range now: left to pyqtgraph it happens while painting, and everything is painted twice."""
        self.getPlotItem().vb.updateAutoRange()

    def set_last_step(self, step: int) -> None:
        """Let the x axis reach from 0 to ``step``, unless a part of it was chosen."""
        self._last_step = max(step, 1)
        if self._zoom is None:
            self.getPlotItem().setXRange(0.0, float(self._last_step), padding=PADDING)

    def set_zoom(self, part: tuple[float, float] | None) -> None:
        """Show a part of the x axis, or all of it."""
        self._zoom = part
        if part is not None:
            self.getPlotItem().setXRange(*part, padding=0)
        self.set_last_step(self._last_step)

    def restyle(self, font: QFont) -> None:
        """Take the colours of the present theme, and type a little smaller than ``font``."""
        shown = theme.current()
        self.setBackground(shown.raised)
        metrics = QFontMetrics(theme.small(font))
        self._axes["left"].setWidth(metrics.horizontalAdvance(WIDEST_TICK) + metrics.height() + theme.GRID)
        for axis in self._axes.values():
            axis.setPen(theme.line_pen(QColor(shown.border)))
            axis.setTextPen(theme.line_pen(QColor(shown.muted)))
            axis.setTickFont(theme.small(font))
            axis.label.setFont(theme.small(font))
        self._pointer.setPen(theme.line_pen(QColor(shown.muted), 1, Qt.PenStyle.DotLine))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Undo any zoom."""
        self.set_zoom(None)
        self.zoomed.emit(None)
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        """Take the pointer away with the mouse."""
        super().leaveEvent(event)
        self.point_at(None)

    def point_at(self, x: float | None) -> None:
        """Stand the pointer at ``x``, or take it away."""
        if x == self._pointed_at:
            return
        self._pointed_at = x
        self._pointer.setVisible(x is not None)
        if x is not None:
            self._pointer.setValue(float(x))
        self.pointed.emit(x)

    def _on_view_range_changed_manually(self) -> None:
        low, high = self.getPlotItem().viewRange()[0]
        self._zoom = (float(low), float(high))
        self.zoomed.emit(self._zoom)

    def _on_scene_mouse_moved(self, position: QPointF) -> None:
        box = self.getPlotItem().vb
        if box.sceneBoundingRect().contains(position):
            self.point_at(float(box.mapSceneToView(position).x()))
