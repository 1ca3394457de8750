"""Trials over two searched fields, each on its own scale; the strokes at the edges are the values that were tried."""

from __future__ import annotations

from math import hypot
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QPen

from nnlab.gui import numbers, theme
from nnlab.gui.translation import translate
from nnlab.gui.views.gradients.chart import CENTRE, RIGHT, Chart
from nnlab.gui.views.search.shown import NOTHING, Shown
from nnlab.gui.views.search.words import field_name, value_words
from nnlab.search.scale import part_of, place_of, value_at
from nnlab.spec.search import Space, TrialRecord

RADIUS: Final = 4.0
STROKE: Final = 8.0
"""Pixels beside the box in which the values that were tried stand."""
REACH: Final = 8.0
"""Pixels from a point within which it is meant."""
WIDEST: Final = "0.00001"


class TrialScatter(Chart):
    """A point a trial: filled where it came to a loss, the stronger the better; a cross where it did not.

    Parameters
    ----------
    name : str
        For a screen reader, translated.

    Signals
    -------
    chosen : int
        The number of the trial that was clicked.
    """

    chosen = Signal(int)

    def __init__(self, name: str) -> None:
        super().__init__(name, "", "")
        self._axes: tuple[str, str] | None = None
        self._shown = NOTHING
        self._marked: int | None = None

    def show_trials(self, shown: Shown, axes: tuple[str, str] | None) -> None:
        """Show other trials, or the same ones further on, over the two fields of ``axes``."""
        self._shown, self._axes = shown, axes
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
        if self._axes is None:
            return self._box().center()
        return self._place(*(place_of(self._shown.space[path], trial.values[path]) for path in self._axes))

    def part(self, space: Space) -> QRectF:
        """Return where the ranges of a later stage lie, in pixels."""
        assert self._axes is not None
        (left, right), (low, high) = (part_of(self._shown.space[path], space[path]) for path in self._axes)
        return QRectF(self._place(left, high), self._place(right, low))

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
        for stage, space in enumerate(self._shown.later, start=2):
            self._paint_part(painter, box, space, stage)
        for trial in self._shown.best_last():
            self._paint_trial(painter, box, trial)
        marked = self._shown.trial(self._marked)
        if marked is not None:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(theme.current().text), 2))
            painter.drawEllipse(self.place_of(marked), RADIUS + 3, RADIUS + 3)

    def _paint_trial(self, painter: QPainter, box: QRectF, trial: TrialRecord) -> None:
        at, colour = self.place_of(trial), self._shown.colour(trial)
        painter.setPen(QPen(QColor(theme.current().muted), 1))
        painter.drawLine(QPointF(at.x(), box.bottom() + 1), QPointF(at.x(), box.bottom() + STROKE))
        painter.drawLine(QPointF(box.left() - 1, at.y()), QPointF(box.left() - STROKE, at.y()))
        if self._shown.standing[trial.number] is None:
            painter.setPen(QPen(colour, 1.5))
            painter.drawLine(at + QPointF(-3, -3), at + QPointF(3, 3))
            painter.drawLine(at + QPointF(-3, 3), at + QPointF(3, -3))
        else:
            painter.setBrush(colour)
            painter.setPen(QPen(QColor(theme.current().base), 1))
            painter.drawEllipse(at, RADIUS, RADIUS)

    def _paint_part(self, painter: QPainter, box: QRectF, space: Space, stage: int) -> None:
        """Outline the ranges of a later stage, and number it."""
        line, part = self.line(), self.part(space).intersected(box)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(theme.current().muted), 1, Qt.PenStyle.DashLine))
        painter.drawRect(part)
        words = self.tr("stage {stage}").format(stage=stage)
        width = painter.fontMetrics().horizontalAdvance(words) + 2.0
        at = QRectF(min(part.left(), box.right() - width), max(part.top() - line, 0.0), width, line)
        painter.drawText(at, CENTRE, words)

    def _paint_ends(self, painter: QPainter, box: QRectF) -> None:
        """Write the ends and the middle of both ranges."""
        assert self._axes is not None
        line, (first, second) = self.line(), (self._shown.space[path] for path in self._axes)
        painter.setPen(QColor(theme.current().muted))
        for share in (0.0, 0.5, 1.0):
            words = value_words(value_at(first, share))
            width = QFontMetrics(painter.font()).horizontalAdvance(words) + 2.0
            x = box.left() + share * (box.width() - width)
            painter.drawText(QRectF(x, box.bottom() + STROKE, width, line), CENTRE, words)
            y = box.bottom() - line - share * (box.height() - line)
            painter.drawText(QRectF(0, y, box.left() - STROKE - 2, line), RIGHT, value_words(value_at(second, share)))

    def _nearest(self, position: QPointF) -> TrialRecord | None:
        far = [(hypot(*_difference(self.place_of(trial), position)), trial.number) for trial in self._shown.trials]
        distance, number = min(far, default=(REACH, -1))
        return self._shown.trial(number) if distance < REACH else None

    def _place(self, x: float, y: float) -> QPointF:
        """Return a place in the box, from 0 to 1 across and upward: inside, so that no point reaches over an edge."""
        margin = RADIUS + 2
        inner = self._box().adjusted(margin, margin, -margin, -margin)
        return QPointF(inner.left() + x * inner.width(), inner.bottom() - y * inner.height())

    def _box(self) -> QRectF:
        return self.box_for(WIDEST).adjusted(STROKE, 0, 0, -STROKE)


def _difference(one: QPointF, other: QPointF) -> tuple[float, float]:
    return one.x() - other.x(), one.y() - other.y()
