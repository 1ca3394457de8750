"""A plot over steps in the program's style: named axes, values under the mouse, no menus of its own."""

from __future__ import annotations

from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFont, QFontMetrics, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication

from nnlab.gui import theme
from nnlab.gui.views.curves.axes import PlainAxis, WholeAxis
from nnlab.gui.views.curves.curve import Curve
from nnlab.gui.views.curves.keys import act_on
from nnlab.gui.views.curves.marks import LABEL_HEIGHT, SHOWN_HEIGHT, EndMark, StepMark
from nnlab.gui.views.curves.scale import StepScale

__all__ = ["EndMark", "Plot"]

WIDEST_TICK = "0.0005"
PADDING = 0.04
LEAST_RANGE = 1e-5
"""Of the numbers themselves."""
SHARE = 200
"""The axis of a run that goes on grows by such a share of a power of ten: to draw its numbers anew is half the work."""


class Plot(pg.PlotWidget):
    """One pair of axes; whatever it is told or tells of its x axis is in steps.

    With the focus it takes keys, see `curves.keys`.

    Parameters
    ----------
    x_name, y_name : str
        What stands at the axes, already translated.

    Attributes
    ----------
    scale : StepScale
        Where the steps are.
    pointed_at : float or None
        The step under the pointer.
    last_step : int
        Of the run.

    Signals
    -------
    pointed : object
        The step under the mouse; None when the mouse has left.
    zoomed : object
        The part of the x axis that was chosen with wheel or mouse, (low, high); None for all of it again.
    step_pointed : int
        A step was clicked.
    part_changed
        Another part of the x axis is shown, or on more or fewer pixels.
    """

    pointed = Signal(object)
    zoomed = Signal(object)
    step_pointed = Signal(int)
    part_changed = Signal()

    def __init__(self, x_name: str, y_name: str) -> None:
        shown = theme.current()
        pg.setConfigOptions(background=shown.raised, foreground=shown.muted, antialias=False)
        self._axes: dict[str, PlainAxis] = {"bottom": WholeAxis("bottom"), "left": PlainAxis("left")}
        super().__init__(axisItems=self._axes, enableMenu=False)
        self.scale = StepScale(self.getPlotItem().vb)
        self.pointed_at: float | None = None
        self._zoom: tuple[float, float] | None = None
        self.last_step = self._end = 1
        self._set_up(x_name, y_name)
        self._pointer = pg.InfiniteLine(angle=90, movable=False)
        self._pointer.hide()
        self._click = QTimer(self, singleShot=True, interval=QApplication.doubleClickInterval())
        self._clicked = 0
        self._marks: list[StepMark] = []
        self.add(self._pointer)
        self._shown = StepMark(self.scale, SHOWN_HEIGHT)
        self._mark(self._shown)
        self._connect()

    def _set_up(self, x_name: str, y_name: str) -> None:
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

    def _connect(self) -> None:
        box = self.getPlotItem().vb
        box.sigRangeChangedManually.connect(self._on_view_range_changed_manually)
        box.sigXRangeChanged.connect(self._on_part_changed)
        box.sigResized.connect(self._on_part_changed)
        self.scene().sigMouseMoved.connect(self._on_scene_mouse_moved)
        self.scene().sigMouseClicked.connect(self._on_scene_mouse_clicked)
        self._click.timeout.connect(lambda: self.step_pointed.emit(self._clicked))

    def curve(self) -> pg.PlotDataItem:
        """Add a line that pyqtgraph thins out; it gets its pen with ``setPen``."""
        return self.getPlotItem().plot([], [], connect="finite")

    def add_curve(self) -> Curve:
        """Add a line that is given no more points than can be seen."""
        curve = Curve()
        self.getPlotItem().addItem(curve)
        self.add(curve.dots)
        return curve

    def points(self) -> pg.ScatterPlotItem:
        """Add a set of marked points, above the lines."""
        scatter = pg.ScatterPlotItem()
        scatter.setZValue(10)
        self.add(scatter)
        return scatter

    def mark(self, height: float = LABEL_HEIGHT) -> EndMark:
        """Add a hidden mark for where a run broke, its words at a share of the plot's height."""
        mark = EndMark(self.scale, height)
        self._mark(mark)
        return mark

    def set_log(self, log: bool) -> None:
        """Name the ticks of the y axis by the numbers whose logarithms are drawn."""
        self._axes["left"].set_logarithmic(log)

    def set_x_log(self, log: bool) -> None:
        """Show steps on a logarithmic axis, or an even one."""
        if self.scale.is_log != log:
            self.scale.is_log = log
            self._axes["bottom"].set_logarithmic(log)
            self._show_part()

    def set_x_name(self, name: str) -> None:
        """Name the axis of steps."""
        if self._axes["bottom"].labelText != name:
            self.getPlotItem().setLabel("bottom", name)
            self._axes["bottom"].resizeEvent()  # which stands the words in the middle

    def set_y_limits(self, low: float, high: float, least: float) -> None:
        """Let the y axis stay between ``low`` and ``high``, and show a range of at least ``least``."""
        self.getPlotItem().setLimits(yMin=low, yMax=high, minYRange=least)

    def settle(self, y_part: tuple[float, float] | None = None) -> None:
        """Choose the y range now: left to pyqtgraph it happens while painting, and everything is painted twice.

        Parameters
        ----------
        y_part : (float, float), optional
            What to show; all that is drawn for None.
        """
        if y_part is not None:
            self.getPlotItem().setYRange(*y_part, padding=PADDING)
            return
        self.getPlotItem().enableAutoRange(axis="y")
        self.getPlotItem().vb.updateAutoRange()
        low, high = (float(end) for end in self.getPlotItem().viewRange()[1])
        least = LEAST_RANGE * max(abs(low), abs(high))
        if high - low < least:  # the last bits of numbers that are one and the same
            middle = low / 2 + high / 2
            self.getPlotItem().setYRange(middle - least / 2, middle + least / 2, padding=0)

    def set_last_step(self, step: int) -> None:
        """Let the x axis reach from the beginning to ``step``, unless a part of it was chosen."""
        self.last_step = max(step, 1)
        self._end = _rounded_up(self.last_step)
        if self._zoom is None:
            self._show_part()

    def set_zoom(self, part: tuple[float, float] | None) -> None:
        """Show a part of the x axis, or all of it."""
        self._zoom = part
        self._show_part()

    def set_shown_step(self, step: int | None, words: str = "") -> None:
        """Mark the step that somebody looks back at; None for the present."""
        self._shown.setVisible(step is not None)
        if step is not None:
            self._shown.show_at(step, words)

    def _show_part(self) -> None:
        if self._zoom is not None:
            low, high = (self.scale.place(step) for step in self._zoom)
            self.getPlotItem().setXRange(low, high, padding=0)
        else:
            least = 10 if self.scale.is_log else 1
            last = self.scale.place(max(self._end, least))
            self.getPlotItem().setXRange(self.scale.place(0), last, padding=PADDING)

    def zoom_by(self, share: float) -> None:
        """Show a smaller or larger part around the pointer, or around the middle."""
        low, high = self.scale.limits()
        middle = (low + high) / 2 if self.pointed_at is None else self.scale.place(self.pointed_at)
        ends = (middle + share * (end - middle) for end in (low, high))
        self.getPlotItem().setXRange(*ends, padding=0)
        self._on_view_range_changed_manually()

    def restyle(self, font: QFont) -> None:
        """Take the colours of the present theme, and type a little smaller than ``font``."""
        shown = theme.current()
        self.setBackground(shown.raised)
        metrics = QFontMetrics(theme.small(font))
        self._axes["left"].setWidth(metrics.horizontalAdvance(WIDEST_TICK) + metrics.height() + theme.GRID)
        for axis in self._axes.values():
            axis.setTickFont(theme.small(font))
            axis.label.setFont(theme.small(font))
        for mark in self._marks:
            mark.restyle()
            mark.label.setFont(theme.small(font))
        self._pointer.setPen(theme.line_pen(QColor(shown.muted), 1, Qt.PenStyle.DotLine))
        self._show_focus()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Undo any zoom."""
        self._click.stop()
        self.set_zoom(None)
        self.zoomed.emit(None)
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        """Take the pointer away with the mouse."""
        super().leaveEvent(event)
        self.point_at(None)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show that keys come here."""
        super().focusInEvent(event)
        self._show_focus()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the pointer away that keys moved."""
        super().focusOutEvent(event)
        self._show_focus()
        self.point_at(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the pointer, zoom, or point out the step."""
        if act_on(self, event):
            event.accept()
        else:
            super().keyPressEvent(event)

    def point_at(self, step: float | None) -> None:
        """Stand the pointer at ``step``, or take it away."""
        if step == self.pointed_at:
            return
        self.pointed_at = step
        self._pointer.setVisible(step is not None)
        if step is not None:
            self._pointer.setValue(self.scale.place(step))
        self.pointed.emit(step)

    def add(self, item: pg.GraphicsObject) -> None:
        """Add what decides nothing about the axes."""
        self.getPlotItem().addItem(item, ignoreBounds=True)

    def _mark(self, mark: StepMark) -> None:
        self.add(mark)
        self._marks.append(mark)

    def _show_focus(self) -> None:
        shown = theme.current()
        for axis in self._axes.values():
            axis.setPen(theme.line_pen(QColor(shown.accent if self.hasFocus() else shown.border)))
            axis.setTextPen(theme.line_pen(QColor(shown.muted)))  # after the pen, which would take its place

    def _on_part_changed(self, *_: object) -> None:
        for mark in self._marks:
            if mark.isVisible():
                mark.stand()
        if self.pointed_at is not None:
            self._pointer.setValue(self.scale.place(self.pointed_at))
        self.part_changed.emit()

    def _on_view_range_changed_manually(self) -> None:
        self._zoom = self.scale.part()
        self.zoomed.emit(self._zoom)

    def _on_scene_mouse_moved(self, position: QPointF) -> None:
        box = self.getPlotItem().vb
        if box.sceneBoundingRect().contains(position):
            self.point_at(self.scale.step_at(float(box.mapSceneToView(position).x())))

    def _on_scene_mouse_clicked(self, event: Any) -> None:
        """Point out a step; where a second click would undo a zoom, once there is none."""
        box = self.getPlotItem().vb
        if event.button() is not Qt.MouseButton.LeftButton or not box.sceneBoundingRect().contains(event.scenePos()):
            return
        at = self.scale.step_at(float(box.mapSceneToView(event.scenePos()).x()))
        self._clicked = round(min(max(at, 0.0), self.last_step))
        if self._zoom is not None:
            self._click.start()
        else:
            self.step_pointed.emit(self._clicked)


def _rounded_up(step: int) -> int:
    by: int = max(10 ** (len(str(step)) - 1) // SHARE, 1)
    return -(-step // by) * by
