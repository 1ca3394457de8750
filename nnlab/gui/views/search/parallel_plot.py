"""Parallel coordinates: an axis a field and one for the loss, a line a trial; dragging along an axis keeps a part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import isfinite, log10
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF

from nnlab.gui import numbers, theme
from nnlab.gui.translation import translate
from nnlab.gui.views.gradients.chart import CENTRE, Chart
from nnlab.gui.views.search.shown import NOTHING, THIN, Shown
from nnlab.gui.views.search.words import field_name, value_words
from nnlab.search.scale import place_of, value_at
from nnlab.spec.search import Space, TrialRecord

LOSS: Final = "loss"
GRIP: Final = 24.0
"""Pixels beside an axis that belong to it."""
LEAST: Final = 0.02
"""Of an axis: a drag that is shorter takes the part away."""
REACH: Final = 8.0
"""Pixels from a line within which it is meant."""


class ParallelPlot(Chart):
    """Lines from field to field, the best on top.

    Signals
    -------
    chosen : int
        The number of the trial that was clicked.
    narrowed
        Another part of an axis is kept.
    """

    chosen = Signal(int)
    narrowed = Signal()

    def __init__(self) -> None:
        super().__init__(self.tr("All fields and the loss, a line a trial"), "", "")
        self.setToolTip(self.tr("Drag along an axis to keep a part of it; click it to keep all again"))
        self._shown = NOTHING
        self._shares: dict[int, dict[str, float]] = {}
        self._loss_ends = 0.0, 1.0
        self._marked: int | None = None
        self._kept: dict[str, tuple[float, float]] = {}
        self._dragged: tuple[str, float] | None = None

    def show_trials(self, shown: Shown) -> None:
        """Show other trials, or the same ones further on."""
        self._kept = {path: part for path, part in self._kept.items() if path in shown.space or path == LOSS}
        self._loss_ends = _loss_ends(shown.trials)
        self._shares = {trial.number: self._shares_of(shown.space, trial) for trial in shown.trials}
        self._shown = shown.keeping(self.kept())
        self.update()

    def mark(self, number: int | None) -> None:
        """Bring one trial forward."""
        if number != self._marked:
            self._marked = number
            self.update()

    def keep(self, path: str, low: float, high: float) -> None:
        """Fade the trials outside a part of an axis, from 0 at its lower end to 1; all of it keeps all."""
        if high - low < LEAST or (low, high) == (0.0, 1.0):
            self._kept.pop(path, None)
        else:
            self._kept[path] = (low, high)
        self._show_kept()

    def keep_all(self) -> None:
        """Fade none."""
        self._kept = {}
        self._show_kept()

    def kept(self) -> frozenset[int] | None:
        """Return the numbers of the trials that lie within all parts; None where no part is chosen."""
        if not self._kept:
            return None
        return frozenset(number for number, shares in self._shares.items() if self._is_kept(shares))

    def words_at(self, position: QPointF) -> str:
        """Return how it is used."""
        return self.toolTip()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a part of an axis, or choose a trial."""
        axis = self._axis_at(event.position())
        if axis is not None:
            self._dragged = axis, self._share_at(event.position())
            return
        number = self._nearest(event.position())
        if number is not None:
            self.chosen.emit(number)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw the part larger."""
        if self._dragged is not None:
            axis, start = self._dragged
            low, high = sorted((start, self._share_at(event.position())))
            self.keep(axis, low, high)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the part; a click takes it away."""
        if self._dragged is not None:
            axis, start = self._dragged
            low, high = sorted((start, self._share_at(event.position())))
            self.keep(axis, low, high)
            self._dragged = None

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw lines, then axes over them."""
        painter = QPainter(self)
        painter.setFont(self.small_type())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for trial in self._shown.best_last():
            self._paint_line(painter, trial, QPen(self._shown.colour(trial), THIN))
        marked = self._shown.trial(self._marked)
        if marked is not None:
            self._paint_line(painter, marked, QPen(QColor(theme.current().text), 2.5))
        for place, axis in enumerate(self._axes()):
            self._paint_axis(painter, place, axis)

    def _show_kept(self) -> None:
        self._shown = self._shown.keeping(self.kept())
        self.update()
        self.narrowed.emit()

    def _paint_line(self, painter: QPainter, trial: TrialRecord, pen: QPen) -> None:
        painter.setPen(pen)
        painter.drawPolyline(QPolygonF(self._line_of(self._shares[trial.number])))

    def _axes(self) -> list[str]:
        return [*self._shown.space, LOSS] if self._shown.space else []

    def _shares_of(self, space: Space, trial: TrialRecord) -> dict[str, float]:
        """Return where a trial stands on each axis, from 0 to 1; a trial without a loss stands at the upper end."""
        shares = {path: min(max(place_of(dim, trial.values[path]), 0), 1) for path, dim in space.items()}
        (low, high), loss = self._loss_ends, trial.loss
        share = 1.0 if loss is None or loss <= 0 else (log10(loss) - low) / max(high - low, 1e-9)
        return {**shares, LOSS: min(max(share, 0.0), 1.0)}

    def _is_kept(self, shares: Mapping[str, float]) -> bool:
        return all(low <= shares[axis] <= high for axis, (low, high) in self._kept.items())

    def _box(self) -> QRectF:
        line = self.line()
        return QRectF(40, 2 * line, max(self.width() - 80, 10), max(self.height() - 4 * line, 10))

    def _x(self, place: int) -> float:
        box, count = self._box(), max(len(self._axes()) - 1, 1)
        return box.left() + place * box.width() / count

    def _line_of(self, shares: Mapping[str, float]) -> list[QPointF]:
        box, axes = self._box(), self._axes()
        apart = box.width() / max(len(axes) - 1, 1)
        return [
            QPointF(box.left() + place * apart, box.bottom() - shares[axis] * box.height())
            for place, axis in enumerate(axes)
        ]

    def _paint_axis(self, painter: QPainter, place: int, axis: str) -> None:
        box, x, line, shown = self._box(), self._x(place), self.line(), theme.current()
        if axis in self._kept:
            low, high = self._kept[axis]
            part = QRectF(x - 5, box.bottom() - high * box.height(), 10, (high - low) * box.height())
            painter.fillRect(part, theme.blend(shown.base, shown.accent, 0.4))
        painter.setPen(QPen(QColor(shown.muted), 1))
        painter.drawLine(QPointF(x, box.top()), QPointF(x, box.bottom()))
        room = max(box.width() / max(len(self._axes()) - 1, 1), 60.0)
        name = self.tr("validation loss") if axis == LOSS else translate(field_name(axis))
        name = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, int(room))
        painter.setPen(QColor(shown.text))
        self._write(painter, x, 0, name)
        painter.setPen(QColor(shown.muted))
        for share, top in ((1.0, line), (0.0, box.bottom() + 1)):
            self._write(painter, x, top, self._end_words(axis, share))

    def _write(self, painter: QPainter, x: float, top: float, words: str) -> None:
        """Write words around ``x``, as far as the picture reaches."""
        width = painter.fontMetrics().horizontalAdvance(words) + 2.0
        left = min(max(x - width / 2, 0.0), max(self.width() - width, 0.0))
        painter.drawText(QRectF(left, top, width, self.line()), CENTRE, words)

    def _end_words(self, axis: str, share: float) -> str:
        if axis != LOSS:
            return value_words(value_at(self._shown.space[axis], share))
        return numbers.significant(10 ** self._loss_ends[int(share)])

    def _axis_at(self, position: QPointF) -> str | None:
        near = [(abs(self._x(place) - position.x()), axis) for place, axis in enumerate(self._axes())]
        distance, axis = min(near, default=(GRIP, ""))
        return axis if distance < GRIP / 2 else None

    def _share_at(self, position: QPointF) -> float:
        box = self._box()
        return min(max((box.bottom() - position.y()) / box.height(), 0.0), 1.0)

    def _nearest(self, position: QPointF) -> int | None:
        """Return the trial whose line passes closest to ``position``; None where none is near."""
        best: tuple[float, int] = (REACH, -1)
        for number, shares in self._shares.items():
            points = self._line_of(shares)
            for left, right in pairwise(points):
                if left.x() <= position.x() <= right.x():
                    share = (position.x() - left.x()) / max(right.x() - left.x(), 1e-9)
                    away = abs(left.y() + share * (right.y() - left.y()) - position.y())
                    best = min(best, (away, number))
        return best[1] if best[1] >= 0 else None


def _loss_ends(trials: Sequence[TrialRecord]) -> tuple[float, float]:
    """Return the powers of ten at the ends of the axis of the loss: from the best to where trials began."""
    known = [trial.loss for trial in trials if trial.loss is not None and trial.loss > 0]
    first = [trial.first_loss for trial in trials if trial.first_loss is not None and trial.first_loss > 0]
    low, high = min(known, default=0.1), max([*first[:1], *known[:1]], default=1.0)
    return log10(low), log10(max(high, low * 1.01)) if isfinite(high) else 0.0
