"""Trials over two searched fields, each on its own scale; the strokes at the edges are the values that were tried."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import hypot
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QPen

from nnlab.gui import numbers, theme
from nnlab.gui.translation import translate
from nnlab.gui.views.gradients.chart import CENTRE, RIGHT, Chart
from nnlab.gui.views.search.shades import shade, standing
from nnlab.gui.views.search.words import field_name, value_words
from nnlab.search.scale import place_of, value_at
from nnlab.spec.search import DimensionSpec, Space, TrialRecord

RADIUS: Final = 4.0
STROKE: Final = 5.0
REACH: Final = 8.0
"""Pixels from a point within which it is meant."""
WIDEST: Final = "0.00001"


class TrialScatter(Chart):
    """A point a trial: filled where it came to a loss, the darker the better; a cross where it did not.

    Signals
    -------
    chosen : int
        The number of the trial that was clicked.
    """

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__(self.tr("Trials over two fields"), "", "")
        self._axes: tuple[str, str] | None = None
        self._space: Mapping[str, DimensionSpec] = {}
        self._trials: tuple[TrialRecord, ...] = ()
        self._marked: int | None = None

    def set_trials(self, space: Space, trials: Sequence[TrialRecord], axes: tuple[str, str] | None) -> None:
        """Show other trials, or the same ones further on, over the two fields of ``axes``."""
        self._space, self._trials, self._axes = space, tuple(trials), axes
        if axes is not None:
            self._names = translate(field_name(axes[0])), translate(field_name(axes[1]))
        self.update()

    def mark(self, number: int | None) -> None:
        """Ring one trial."""
        if number != self._marked:
            self._marked = number
            self.update()

    def place_of(self, trial: TrialRecord) -> QPointF:
        """Return where a trial stands, in pixels."""
        box = self._box()
        if self._axes is None:
            return box.center()
        x, y = (place_of(self._space[path], trial.values[path]) for path in self._axes)
        return QPointF(box.left() + x * box.width(), box.bottom() - y * box.height())

    def words_at(self, position: QPointF) -> str:
        """Return the setting and the loss of the trial under ``position``."""
        trial = self._nearest(position)
        if trial is None:
            return ""
        setting = [f"{translate(field_name(path))} {value_words(value)}" for path, value in trial.values.items()]
        loss = numbers.significant(trial.loss) if trial.loss is not None else "–"
        return "\n".join([self.tr("Trial {number}, loss {loss}").format(number=trial.number, loss=loss), *setting])

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose a trial."""
        trial = self._nearest(event.position())
        if trial is not None and event.button() is Qt.MouseButton.LeftButton:
            self.chosen.emit(trial.number)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw axes, the values that were tried, and the trials, the best on top."""
        painter, box = QPainter(self), self._box()
        painter.setFont(self.small_type())
        painter.fillRect(box, QColor(theme.current().base))
        self.paint_names(painter)
        if self._axes is None:
            return
        self._paint_ends(painter, box)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        found = standing(self._trials)
        for trial in sorted(self._trials, key=lambda trial: -_order(found[trial.number])):
            self._paint_trial(painter, box, trial, found[trial.number])

    def _paint_trial(self, painter: QPainter, box: QRectF, trial: TrialRecord, place: float | None) -> None:
        at, colour = self.place_of(trial), shade(place)
        painter.setPen(QPen(colour, 1))
        painter.drawLine(QPointF(at.x(), box.bottom()), QPointF(at.x(), box.bottom() - STROKE))
        painter.drawLine(QPointF(box.left(), at.y()), QPointF(box.left() + STROKE, at.y()))
        if place is None:
            painter.setPen(QPen(colour, 1.5))
            painter.drawLine(at + QPointF(-3, -3), at + QPointF(3, 3))
            painter.drawLine(at + QPointF(-3, 3), at + QPointF(3, -3))
        else:
            painter.setBrush(colour)
            painter.setPen(QPen(QColor(theme.current().base), 1))
            painter.drawEllipse(at, RADIUS, RADIUS)
        if trial.number == self._marked:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(theme.current().text), 2))
            painter.drawEllipse(at, RADIUS + 3, RADIUS + 3)

    def _paint_ends(self, painter: QPainter, box: QRectF) -> None:
        """Write the ends and the middle of both ranges."""
        assert self._axes is not None
        line, (first, second) = self.line(), (self._space[path] for path in self._axes)
        painter.setPen(QColor(theme.current().muted))
        for share in (0.0, 0.5, 1.0):
            words = value_words(value_at(first, share))
            width = QFontMetrics(painter.font()).horizontalAdvance(words) + 2.0
            x = box.left() + share * (box.width() - width)
            painter.drawText(QRectF(x, box.bottom() + 1, width, line), CENTRE, words)
            y = box.bottom() - line - share * (box.height() - line)
            painter.drawText(QRectF(0, y, box.left() - 4, line), RIGHT, value_words(value_at(second, share)))

    def _nearest(self, position: QPointF) -> TrialRecord | None:
        far = [(hypot(*_difference(self.place_of(trial), position)), trial.number) for trial in self._trials]
        distance, number = min(far, default=(REACH, -1))
        return next((trial for trial in self._trials if trial.number == number), None) if distance < REACH else None

    def _box(self) -> QRectF:
        return self.box_for(WIDEST)


def _difference(one: QPointF, other: QPointF) -> tuple[float, float]:
    return one.x() - other.x(), one.y() - other.y()


def _order(place: float | None) -> float:
    return 2.0 if place is None else place
