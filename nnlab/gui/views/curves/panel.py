"""A panel of curves over the steps of a run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QFont, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QStackedLayout, QToolButton, QVBoxLayout

from nnlab.gui import numbers, theme
from nnlab.gui.views.curves.change_marks import ChangeMarks
from nnlab.gui.views.elided import ElidedLabel
from nnlab.gui.views.legend import LegendEntry
from nnlab.gui.views.curves.line_style import LineStyle
from nnlab.gui.views.curves.metrics import Metrics, Times
from nnlab.gui.views.plot import Plot
from nnlab.training.snapshot import Snapshot

BEST_SIZE = 13


class CurvePanel(QFrame):
    """A heading with what the lines stand for, the values under the mouse, and the plot.

    Parameters
    ----------
    title, y_name, promise : str
        The heading, the name of the y axis, and what is said while there is nothing to show; all translated.
    metrics : callable
        Makes an empty set of what is shown.
    styles : sequence of LineStyle
        From the back to the front.
    can_be_log : bool
        Whether the y axis may be logarithmic.
    names_changes : bool
        Whether the marks of changes say what was changed.
    absent : str
        What is said of a run that has no such numbers.
    about : str
        What the lines are, for the tooltip of the readout.
    say : callable
        Puts a value into words.

    Attributes
    ----------
    metrics : Metrics
        What is shown.
    """

    def __init__(
        self,
        title: str,
        y_name: str,
        promise: str,
        metrics: Callable[[], Metrics],
        styles: Sequence[LineStyle],
        *,
        can_be_log: bool = False,
        names_changes: bool = False,
        absent: str = "",
        about: str = "",
        say: Callable[[float | None], str] = numbers.significant,
    ) -> None:
        super().__init__()
        self._new_metrics, self.metrics, self._styles, self._say = metrics, metrics(), styles, say
        self._dirty, self._step = False, 0
        self._times = Times()
        self._pointed: float | None = None
        self._diverged_at: int | None = None
        self.setAccessibleName(title)
        self.plot = Plot(self.tr("step"), y_name)
        self.plot.setAccessibleName(title)
        self._curves = {style.name: self.plot.curve() for style in styles}
        self._best = self.plot.points()
        self._end = self.plot.mark()
        self._changes = ChangeMarks(self.plot, worded=names_changes)
        self.readout = ElidedLabel("muted")
        self.readout.setToolTip(about)
        self.log_button = self._log_button()
        if not can_be_log:
            self.log_button.hide()
        self._words = {False: promise, True: absent or promise}
        self._promise = _promise(promise)
        self._look: tuple[theme.Theme, QFont] | None = None
        self._lay_out(title)
        theme.mark(self, "card", True)
        self._restyle()
        self.plot.pointed.connect(self._on_plot_pointed)

    def set_snapshot(self, snapshot: Snapshot) -> None:
        """Add the news of a run."""
        self._step = snapshot.progress.step
        self._times.add(snapshot)
        self._changes.set_changes(snapshot.changes, self._step)
        self._changes.restyle(self.font())
        self.metrics.add(snapshot)
        self._show_plot(True)
        self._redraw_soon()

    def clear(self) -> None:
        """Show nothing but the promise."""
        self.metrics, self._times = self._new_metrics(), Times()
        self._diverged_at = self._pointed = None
        self._step = 0
        self._changes.set_changes((), 0)
        self.plot.set_zoom(None)
        self._show_plot(False)
        self._redraw_soon()

    def set_end(self, diverged_at: int | None) -> None:
        """Mark the step at which the run broke; None where it did not."""
        self._diverged_at = diverged_at
        self._redraw_soon()

    def readout_at(self, step: float | None) -> str:
        """Return the values at ``step`` in words, or the latest ones and the best for None."""
        shown = max(step, 0.0) if step is not None else self._last_step()
        if shown is None:
            return ""
        parts = [self._place_words(shown)] if step is not None else []
        for style in self._styles:
            value = self.metrics.lines[style.name].at(shown)
            if value is not None:
                parts.append(f"{style.word} {self._say(value)}")
        if step is None and (best := self.metrics.best()) is not None:
            words = self.tr("best {value}, epoch {epoch}")
            epoch = numbers.count(round(self._times.at(best[0])))
            parts.append("★ " + words.format(value=self._say(best[1]), epoch=epoch))
        return " · ".join(parts)

    def _place_words(self, step: float) -> str:
        epoch = round(self._times.at(round(step)), 3)
        words = self.tr("step {step} · epoch {epoch}")
        return words.format(
            step=numbers.count(round(step)), epoch=f"{epoch:,.0f}" if epoch % 1 == 0 else f"{epoch:,.1f}"
        )

    def showEvent(self, event: QShowEvent) -> None:
        """Draw what arrived while nobody looked."""
        super().showEvent(event)
        if self._dirty:
            self._redraw()

    def changeEvent(self, event: QEvent) -> None:
        """Take the colours of a new theme, or type of another size."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.FontChange}:
            self._restyle()

    def _lay_out(self, title: str) -> None:
        heading = QHBoxLayout()
        heading.setSpacing(12)
        heading.addStrut(self.log_button.sizeHint().height())  # panels side by side line up
        name = QLabel(title)
        theme.mark(name, "role", "title")
        heading.addWidget(name)
        heading.addStretch(1)
        for style in self._styles:
            heading.addWidget(LegendEntry(style.word, style.pen))
        heading.addWidget(self.log_button)
        self._stack = QStackedLayout()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 4)
        layout.setSpacing(4)
        layout.addLayout(heading)
        layout.addWidget(self.readout)
        layout.addLayout(self._stack, 1)
        self._stack.addWidget(self._promise)  # once the stack has a parent: it shows its first widget at once
        self._stack.addWidget(self.plot)

    def _log_button(self) -> QToolButton:
        button = QToolButton()
        button.setCheckable(True)
        button.setText(self.tr("log"))
        theme.mark(button, "toggle", True)
        button.setAccessibleName(self.tr("Logarithmic axis"))
        button.setToolTip(self.tr("Logarithmic axis: equal distances are equal ratios"))
        button.toggled.connect(self._redraw_soon)
        return button

    def _show_plot(self, shown: bool) -> None:
        """Show the plot, or the sentence that stands in its place; that one, too, where a run has no such numbers."""
        self._promise.setText(self._words[self.metrics.is_absent])
        self._stack.setCurrentWidget(self.plot if shown and not self.metrics.is_absent else self._promise)

    def _restyle(self) -> None:
        look = (theme.current(), self.font())
        if look == self._look:  # one change of theme is announced many times
            return
        self._look = look
        self.plot.restyle(self.font())
        self._changes.restyle(self.font())
        self._best.setPen(theme.line_pen(QColor(theme.current().text)))
        self._best.setBrush(theme.current().part_colour("validation"))
        self._redraw_soon()

    def _redraw_soon(self, _checked: bool = False) -> None:
        self._dirty = True
        if self.isVisible():
            self._redraw()

    def _redraw(self) -> None:
        self._dirty = False
        log = self.log_button.isChecked()
        self.plot.set_log(log)
        self.plot.set_last_step(self._step)
        for style in self._styles:
            steps, values = self.metrics.lines[style.name].points()
            style.draw(self._curves[style.name], steps.size)
            self._curves[style.name].setData(steps, _on_axis(values, log=log))
        best = self.metrics.best()
        spots = [(best[0], float(_on_axis(np.array([best[1]]), log=log)[0]))] if best else []
        self._best.setData(pos=[spot for spot in spots if np.isfinite(spot[1])], symbol="star", size=BEST_SIZE)
        self._show_end()
        self.plot.settle()
        self.readout.setText(self.readout_at(self._pointed))

    def _show_end(self) -> None:
        if self._diverged_at is None:
            self._end.hide()
            return
        words = self.tr("not a number from step {step}").format(step=numbers.count(self._diverged_at))
        self._end.show_at(self._diverged_at, f"✕ {words}")

    def _last_step(self) -> float | None:
        last = [steps[-1] for steps, _ in (line.points() for line in self.metrics.lines.values()) if steps.size]
        return float(max(last)) if last else None

    def _on_plot_pointed(self, x: float | None) -> None:
        self._pointed = None if x is None else min(max(x, 0.0), float(self._step))
        self.readout.setText(self.readout_at(self._pointed))


def _on_axis(values: Any, *, log: bool) -> Any:
    """Return where values stand on the axis; NaN, which is not drawn, where a logarithm has no place for them."""
    if not log:
        return values
    return np.log10(np.where(values > 0, values, np.nan))


def _promise(text: str) -> QLabel:
    label = QLabel(text)
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    label.setWordWrap(True)
    label.setContentsMargins(24, 0, 24, 0)
    theme.mark(label, "role", "muted")
    return label
