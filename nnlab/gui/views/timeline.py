"""The line of time: where in the run the views are, and the way back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from nnlab.gui import theme
from nnlab.gui.views.histogram_painting import draw_rectangles
from nnlab.gui.views.ring import draw_ring

HEIGHT: Final = 30
HANDLE: Final = 6.0
TRACK: Final = 4.0
TICK: Final = 5.0
KEYFRAME_TICK: Final = 9.0
NOW_ZONE: Final = 5.0
"""Pixels before the end that mean the present."""


class Timeline(QWidget):
    """Draws the recorded steps of a run, and a handle at the one that is shown.

    Signals
    -------
    step_chosen : int
        Somebody wants to see this step.
    present_chosen
        Somebody wants to see the run as it goes on.
    """

    step_chosen = Signal(int)
    present_chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._recorded: NDArray[np.int64] = np.empty(0, np.int64)
        self._kept: NDArray[np.int64] = np.empty(0, np.int64)
        self._last_step = 0
        self._best: int | None = None
        self._diverged_at: int | None = None
        self.shown: int | None = None
        self._words = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Timeline"))
        self.setToolTip(
            self.tr("Drag to take every view back to an earlier step; training goes on meanwhile. N returns to now.")
        )
        self._describe()

    def set_recorded(
        self, recorded: Sequence[int], kept: Sequence[int], last_step: int, best: int | None = None
    ) -> None:
        """Show which steps can be looked at.

        Parameters
        ----------
        recorded : sequence of int
            Steps with statistics, in order.
        kept : sequence of int
            Steps with weights too, from which a run can start again.
        last_step : int
            How far the run is.
        best : int, optional
            The step with the lowest validation loss.
        """
        self._recorded = np.array(recorded, np.int64)
        self._kept, self._last_step, self._best = np.array(kept, np.int64), last_step, best
        self.setEnabled(len(self._recorded) > 0)
        self.update()

    def set_diverged(self, step: int | None) -> None:
        """Mark the step at which the run broke; None where it did not."""
        self._diverged_at = step
        self.update()

    def set_shown(self, step: int | None, words: str) -> None:
        """Put the handle at ``step``, None for the present, and say so."""
        self.shown, self._words = step, words
        self._describe()
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for one line."""
        return QSize(400, max(HEIGHT, self.fontMetrics().height() + 12))

    def minimumSizeHint(self) -> QSize:
        """Ask for enough to aim at a step."""
        return QSize(160, self.sizeHint().height())

    def track(self) -> QRectF:
        """Return where the line is drawn, between its name and what is said of it."""
        metrics = self.fontMetrics()
        left = metrics.horizontalAdvance(self.tr("Timeline")) + 12 + HANDLE
        right = self.width() - max(metrics.horizontalAdvance(text) for text in (self._words, self._widest())) - 16
        middle = self.height() / 2
        return QRectF(left, middle - TRACK / 2, max(right - left, 20), TRACK)

    def _widest(self) -> str:
        return self.tr("step {step}").format(step="1,000,000")

    def place(self, step: float) -> float:
        """Return where ``step`` stands, in pixels from the left."""
        track = self.track()
        return track.left() + track.width() * step / max(self._last_step, 1)

    def step_at(self, x: float) -> int | None:
        """Return the step at ``x`` pixels; None at the very end, which is the present."""
        track = self.track()
        if x >= track.right() - NOW_ZONE:
            return None
        share = (x - track.left()) / track.width()
        return round(min(max(share, 0.0), 1.0) * self._last_step)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go where the mouse is."""
        self._choose_at(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the mouse."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._choose_at(event)

    def _choose_at(self, event: QMouseEvent) -> None:
        if self._last_step:
            self._choose(self.step_at(event.position().x()))

    def _choose(self, step: int | None) -> None:
        if step is None:
            self.present_chosen.emit()
        else:
            self.step_chosen.emit(step)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from recorded step to recorded step."""
        moves = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_PageUp: -10, Qt.Key.Key_PageDown: 10}
        if event.key() == Qt.Key.Key_Home and len(self._recorded):
            self._choose(int(self._recorded[0]))
        elif event.key() == Qt.Key.Key_End:
            self._choose(None)
        elif event.key() in moves:
            self.move_by(moves[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def move_by(self, recorded_steps: int) -> None:
        """Go so many recorded steps on, or back where it is negative; beyond the last one is the present."""
        if not len(self._recorded):
            return
        here = len(self._recorded) if self.shown is None else int(np.searchsorted(self._recorded, self.shown))
        there = max(here + recorded_steps, 0)
        self._choose(int(self._recorded[there]) if there < len(self._recorded) else None)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line, the recorded steps, and the handle."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shown, track = theme.current(), self.track()
        painter.setPen(QColor(shown.muted if self.isEnabled() else shown.disabled))
        line = QRectF(0, 0, self.width(), self.height())
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.tr("Timeline"))
        painter.setFont(theme.tabular(self.font()))
        right = QRectF(track.right() + 12, 0, self.width() - track.right() - 12, self.height())
        painter.drawText(right, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self._words)
        painter.fillRect(track, QColor(shown.border))
        if self._last_step:
            self._paint_steps(painter, track)
            self._paint_handle(painter, track)
        if self.hasFocus():
            draw_ring(self, shown.accent, 4)

    def _paint_steps(self, painter: QPainter, track: QRectF) -> None:
        """Draw a tick for each recorded step, longer ones where the weights are kept, and the marks."""
        shown = theme.current()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(shown.outline))
        for steps, half in ((self._recorded, TICK), (self._kept, KEYFRAME_TICK)):
            places = np.unique(np.rint(track.left() + track.width() * steps / self._last_step))
            tops, sides = np.full_like(places, track.center().y() - half / 2), np.ones_like(places)
            draw_rectangles(painter, np.column_stack([places, tops, sides, half * sides]))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        marks = ((self._best, "★", shown.text), (self._diverged_at, "✕", shown.bad))
        for step, sign, colour in marks:
            if step is not None:
                painter.setPen(QColor(colour))
                room = QRectF(self.place(step) - 10, 0, 20, track.top() - 1)
                painter.drawText(room, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom, sign)

    def _paint_handle(self, painter: QPainter, track: QRectF) -> None:
        """Draw the handle: filled at the present, a ring for a look back."""
        shown = theme.current()
        x = track.right() if self.shown is None else self.place(min(self.shown, self._last_step))
        painter.setPen(QPen(QColor(shown.accent), 2))
        painter.setBrush(QColor(shown.accent if self.shown is None else shown.window))
        painter.drawEllipse(QPointF(x, track.center().y()), HANDLE, HANDLE)

    def _describe(self) -> None:
        self.setAccessibleDescription(self._words)
