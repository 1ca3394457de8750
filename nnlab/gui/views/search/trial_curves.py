"""The validation loss of all trials, epoch by epoch."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen

from nnlab.gui import numbers, theme
from nnlab.gui.views.gradients.chart import CENTRE, GAP, Chart, pieces, polygon
from nnlab.gui.views.gradients.scale import LogScale, log_scale_around, round_values
from nnlab.gui.views.search.shown import NOTHING, THIN, Shown
from nnlab.spec.search import TrialRecord

WIDEST: Final = "0.001"
REACH: Final = 8.0
"""Pixels from a line within which it is meant."""
DOT: Final = 2.0
"""Pixels: the radius of a trial of one epoch."""


class TrialCurves(Chart):
    """A line a trial, the best on top; dashed where it came to no loss worth comparing.

    Signals
    -------
    chosen : int
        The number of the trial that was clicked.
    """

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__(
            self.tr("Validation loss of all trials, epoch by epoch"), self.tr("epoch"), self.tr("validation loss")
        )
        self._shown = NOTHING
        self._losses: dict[int, NDArray[np.float64]] = {}
        self._scale: LogScale = log_scale_around(np.empty(0))
        self._epochs = 1
        self._marked: int | None = None

    def show_trials(self, shown: Shown) -> None:
        """Show other trials, or the same ones further on."""
        self._shown = shown
        self._losses = {trial.number: _losses(trial) for trial in shown.trials}
        self._epochs = max((losses.size for losses in self._losses.values()), default=1)
        self._scale = log_scale_around(np.concatenate([np.empty(0), *self._losses.values()]), decades=1)
        self.update()

    def mark(self, number: int | None) -> None:
        """Bring one trial forward."""
        if number != self._marked:
            self._marked = number
            self.update()

    def words_at(self, position: QPointF) -> str:
        """Return what the trial under ``position`` had come to at that epoch."""
        number = self._nearest(position)
        if number is None:
            return ""
        xs = self._places(self._losses[number])[0]
        place = int(np.argmin(np.abs(xs - position.x())))
        template = self.tr("Trial {number}, epoch {epoch}: validation loss {loss}")
        loss = numbers.significant(float(self._losses[number][place]))
        return template.format(number=number, epoch=place + 1, loss=loss)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose a trial."""
        number = self._nearest(event.position())
        if number is not None and event.button() is Qt.MouseButton.LeftButton:
            self.chosen.emit(number)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw axes, then the lines, the chosen one on top."""
        painter, box = QPainter(self), self._box()
        painter.setFont(self.small_type())
        self.paint_y_axis(painter, box, self._scale)
        self._paint_epochs(painter, box)
        self.paint_names(painter)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(box.adjusted(-DOT, -DOT, DOT, DOT))
        for trial in self._shown.best_last():
            self._paint_curve(painter, trial, QPen(self._shown.colour(trial), THIN))
        marked = self._shown.trial(self._marked)
        if marked is not None:
            self._paint_curve(painter, marked, QPen(QColor(theme.current().text), 2.5))

    def _paint_curve(self, painter: QPainter, trial: TrialRecord, pen: QPen) -> None:
        xs, ys = self._places(self._losses[trial.number])
        if self._shown.standing[trial.number] is None:
            pen.setStyle(Qt.PenStyle.DashLine)
        for piece in pieces(ys):
            if piece.stop - piece.start == 1:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(pen.color())
                painter.drawEllipse(QPointF(xs[piece.start], ys[piece.start]), DOT, DOT)
            else:
                painter.setPen(pen)
                painter.drawPolyline(polygon(xs[piece], ys[piece]))

    def _paint_epochs(self, painter: QPainter, box: QRectF) -> None:
        metrics, line = painter.fontMetrics(), self.line()
        widest = metrics.horizontalAdvance(numbers.count(self._epochs)) + 2 * theme.GRID
        painter.setPen(QColor(theme.current().muted))
        for value in round_values(1, self._epochs, int(box.width() // widest), 1.0) or [1.0]:
            words = numbers.count(round(value))
            half = metrics.horizontalAdvance(words) / 2 + 1
            middle = min(max(box.left() + self._across(value) * box.width(), half), self.width() - half)
            painter.drawText(QRectF(middle - half, box.bottom() + GAP - 1, 2 * half, line), CENTRE, words)

    def _across(self, epoch: float) -> float:
        return (epoch - 1) / (self._epochs - 1) if self._epochs > 1 else 0.5

    def _places(self, losses: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return where the (n,) losses of a trial stand, in pixels; NaN for those without a place."""
        box = self._box()
        across = np.array([self._across(epoch) for epoch in range(1, losses.size + 1)])
        return box.left() + box.width() * across, box.bottom() - box.height() * self._scale.shares(losses)

    def _nearest(self, position: QPointF) -> int | None:
        """Return the trial whose line passes closest to ``position``; None where none is near."""
        best: tuple[float, int] = (REACH, -1)
        for number, losses in self._losses.items():
            xs, ys = self._places(losses)
            if xs.size and xs[0] - REACH <= position.x() <= xs[-1] + REACH:
                away = abs(float(np.interp(position.x(), xs, ys)) - position.y())
                best = min(best, (away, number)) if away < REACH else best
        return best[1] if best[1] >= 0 else None

    def _box(self) -> QRectF:
        return self.box_for(WIDEST)


def _losses(trial: TrialRecord) -> NDArray[np.float64]:
    losses = [epoch.validation_loss for epoch in trial.epochs]
    return np.array([np.nan if loss is None else loss for loss in losses], np.float64)
