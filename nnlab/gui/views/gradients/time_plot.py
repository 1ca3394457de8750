"""A line a layer over the steps of the run."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPaintEngine,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
)

from nnlab.gui import numbers, theme
from nnlab.gui.views.gradients.chart import CENTRE, GAP, Chart, uses
from nnlab.gui.views.gradients.scale import LinearScale, Scale, round_values
from nnlab.gui.views.gradients.time_lines import Guide, Lines, TimeFrame, paint_guide, paint_guide_words, paint_lines

KEYS: Final = (
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
    Qt.Key.Key_Escape,
    Qt.Key.Key_Return,
    Qt.Key.Key_Enter,
)


class TimePlot(Chart):
    """Draws a line a layer in its colour; a click, or Return, asks for a step.

    Parameters
    ----------
    name, y_name, widest : str
        For a screen reader, at the axis, and the widest number beside it; translated.
    guides : sequence of Guide

    Signals
    -------
    pointed : object
        The step under the mouse, or chosen with the arrows; None for none.
    step_pointed : int
        The person asks to see this step.
    """

    pointed = Signal(object)
    step_pointed = Signal(int)

    def __init__(self, name: str, y_name: str, widest: str, guides: Sequence[Guide] = ()) -> None:
        super().__init__(name, self.tr("step"), y_name)
        self._widest, self._guides = widest, guides
        self._lines = Lines(np.empty(0), np.empty((0, 0)))
        self._scale: Scale = LinearScale(0.0, 1.0)
        self._last_step, self._shown_step = 1, 0
        self._emphasis: int | None = None
        self._pointed: float | None = None
        self._cache: tuple[object, QPixmap] | None = None
        self._version = 0
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleDescription(self.tr("The arrows go through the recorded steps, Return shows that one"))

    def set_lines(self, lines: Lines, scale: Scale) -> None:
        """Show other lines."""
        self._lines, self._scale = lines, scale
        self._version += 1
        self.update()

    def set_steps(self, shown: int, last: int) -> None:
        """Mark the step that all else shows, and let the axis reach to the ``last`` one."""
        if (shown, max(last, 1)) != (self._shown_step, self._last_step):
            self._shown_step, self._last_step = shown, max(last, 1)
            self.update()

    def set_emphasis(self, layer: int | None) -> None:
        """Let one layer stand out; None shows all alike."""
        if layer != self._emphasis:
            self._emphasis = layer
            self.update()

    @property
    def pointed_step(self) -> float | None:
        """The step that is pointed at."""
        return self._pointed

    @property
    def marked_step(self) -> int:
        """The step at which the mark stands."""
        return self._shown_step

    @property
    def lines(self) -> Lines:
        """What is drawn."""
        return self._lines

    def point_at(self, step: float | None) -> None:
        """Point at a step, or at none."""
        if step != self._pointed:
            self._pointed = step
            self.pointed.emit(step)
            self.update()

    def box(self) -> QRectF:
        """Return the room inside the axes."""
        return self.box_for(self._widest)

    def step_at(self, x: float) -> float:
        """Return the step at a place."""
        box = self.box()
        return min(max((x - box.left()) / box.width(), 0.0), 1.0) * self._last_step

    def x_of(self, step: float) -> float:
        """Return the place of a step."""
        box = self.box()
        return box.left() + step / self._last_step * box.width()

    def words_at(self, position: QPointF) -> str:
        """Return what a guide means; the values stand beside the plot."""
        frame = TimeFrame(self.box(), self._scale, self._last_step)
        for guide in self._guides:
            low, high = frame.ends(guide)
            if frame.box.contains(position) and high - GAP <= position.y() <= low + GAP:
                return guide.words
        return ""

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Point at the step under the mouse."""
        inside = self.box().contains(event.position())
        self.point_at(self.step_at(event.position().x()) if inside else None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Ask for the recorded step nearest to the mouse."""
        if event.button() == Qt.MouseButton.LeftButton and self.box().contains(event.position()):
            self._ask(self.step_at(event.position().x()))

    def leaveEvent(self, event: QEvent) -> None:
        """Point at nothing."""
        super().leaveEvent(event)
        self.point_at(None)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Point at nothing."""
        super().focusOutEvent(event)
        self.point_at(None)

    def event(self, event: QEvent) -> bool:
        """Keep the keys that are used here from the shortcuts of the window."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and uses(event, KEYS):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from one recorded step to the next."""
        steps = self._lines.steps
        if not steps.size or not uses(event, KEYS):
            super().keyPressEvent(event)
            return
        at = float(self._shown_step) if self._pointed is None else self._pointed
        match Qt.Key(event.key()):
            case Qt.Key.Key_Left:
                self.point_at(float(max(steps[steps < at], default=steps[0])))
            case Qt.Key.Key_Right:
                self.point_at(float(min(steps[steps > at], default=steps[-1])))
            case Qt.Key.Key_Home:
                self.point_at(float(steps[0]))
            case Qt.Key.Key_End:
                self.point_at(float(steps[-1]))
            case Qt.Key.Key_Escape:
                self.point_at(None)
            case _:
                self._ask(at)

    def _ask(self, step: float) -> None:
        steps = self._lines.steps
        if steps.size:
            self.step_pointed.emit(int(steps[np.argmin(np.abs(steps - step))]))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the plot and the marks of the steps; into a file of another scale or kind it is drawn anew."""
        painter = QPainter(self)
        painter.setFont(self.small_type())
        is_window = painter.paintEngine().type() == QPaintEngine.Type.Raster
        if is_window and painter.deviceTransform().m11() == self.devicePixelRatioF():
            painter.drawPixmap(0, 0, self._cached_picture())
        else:
            self._paint_plot(painter)
        self._paint_marks(painter, self.box())
        self.paint_focus(painter)

    def _cached_picture(self) -> QPixmap:
        look = (self._version, self.size().toTuple(), self._last_step, self._emphasis, theme.current().name)
        key = (*look, self.font().key(), self.devicePixelRatioF())
        if self._cache is None or self._cache[0] != key:
            self._cache = key, self._picture()
        return self._cache[1]

    def _picture(self) -> QPixmap:
        """Return all that stays when only the mouse moves."""
        ratio = self.devicePixelRatioF()
        picture = QPixmap(self.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(QColor(theme.current().raised))
        painter = QPainter(picture)
        painter.setFont(self.small_type())
        self._paint_plot(painter)
        painter.end()
        return picture

    def _paint_plot(self, painter: QPainter) -> None:
        frame = TimeFrame(self.box(), self._scale, self._last_step)
        self.paint_y_axis(painter, frame.box, self._scale)
        self._paint_x_axis(painter, frame.box)
        self.paint_names(painter)
        painter.save()
        painter.setClipRect(frame.box.adjusted(-1, -1, 1, 1))
        for guide in self._guides:
            paint_guide(painter, frame, guide)
        paint_lines(painter, frame, self._lines, self._emphasis)
        for guide in self._guides:
            paint_guide_words(painter, frame, guide)
        painter.restore()

    def _paint_x_axis(self, painter: QPainter, box: QRectF) -> None:
        line, metrics = self.line(), painter.fontMetrics()
        widest = metrics.horizontalAdvance(numbers.count(self._last_step)) + 2 * theme.GRID
        for value in round_values(0, self._last_step, int(box.width() // widest), 1.0):
            words, x = numbers.count(round(value)), round(self.x_of(value)) + 0.5
            half = metrics.horizontalAdvance(words) / 2 + 1
            middle = min(max(x, half), self.width() - half)
            painter.setPen(QColor(theme.current().border))
            painter.drawLine(QPointF(x, box.bottom()), QPointF(x, box.bottom() + GAP - 1))
            painter.setPen(QColor(theme.current().muted))
            painter.drawText(QRectF(middle - half, box.bottom() + GAP - 1, 2 * half, line), CENTRE, words)

    def _paint_marks(self, painter: QPainter, box: QRectF) -> None:
        """Draw lines at the step that is shown and at the one that is pointed at."""
        shown = theme.current()
        for step, colour, style in (
            (float(self._shown_step), shown.accent, Qt.PenStyle.SolidLine),
            (self._pointed, shown.muted, Qt.PenStyle.DotLine),
        ):
            if step is not None and self._lines.steps.size:
                painter.setPen(QPen(QColor(colour), 1, style))
                x = round(self.x_of(step)) + 0.5
                painter.drawLine(QPointF(x, box.top()), QPointF(x, box.bottom()))
        if self._pointed is not None:
            words = self.tr("step {step}").format(step=numbers.count(round(self._pointed)))
            painter.setPen(QColor(shown.text))
            painter.drawText(QRectF(0, 0, self.width() - GAP, self.line()), Qt.AlignmentFlag.AlignRight, words)
