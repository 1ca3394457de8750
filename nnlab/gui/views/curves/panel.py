"""A panel of curves over the steps of a run."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QFont, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QStackedLayout, QToolButton, QVBoxLayout

from nnlab.gui import numbers, theme
from nnlab.gui.views.compare.shown_run import ShownRun
from nnlab.gui.views.curves.bands import EpochBands
from nnlab.gui.views.curves.change_marks import ChangeMarks
from nnlab.gui.views.curves.columns import Numbers
from nnlab.gui.views.curves.earlier_runs import EarlierRuns, Told, validation_accuracy
from nnlab.gui.views.curves.line_style import LineStyle
from nnlab.gui.views.curves.metrics import Metrics
from nnlab.gui.views.curves.readout import best_words, place_words, value_words
from nnlab.gui.views.curves.times import Times
from nnlab.gui.views.elided import ElidedLabel
from nnlab.gui.views.legend import Legend, LegendEntry
from nnlab.gui.views.plot import Plot
from nnlab.gui.views.tool_button import toggle
from nnlab.training.snapshot import Snapshot

BEST_SIZE = 13
END_HEIGHT = 0.92
"""Where the words stand of where the run broke: a loss is low before it shoots up."""
FAR_ABOVE = 10.0
"""Lines that leave the plot are drawn up to so many times its height, which painting can still do."""


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
    is_worded : bool
        Whether the marks of changes, and of the step that is shown, say what they are.
    absent : str
        What is said of a run that has no such numbers.
    about : str
        What the lines are, for the tooltip of the readout.
    say : callable
        Puts a value into words.
    earlier : callable
        Gives what is drawn of earlier runs.

    Attributes
    ----------
    metrics : Metrics
        What is shown.
    times : Times
        When each step was.
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
        is_worded: bool = False,
        absent: str = "",
        about: str = "",
        say: Callable[[float | None], str] = numbers.significant,
        earlier: Told = validation_accuracy,
    ) -> None:
        super().__init__()
        self._new_metrics, self.metrics, self._styles, self._say = metrics, metrics(), styles, say
        self._is_worded, self._is_drawing, self._dirty = is_worded, False, False
        self.times, self._step = Times(), 0
        self._pointed: float | None = None
        self._shown_step: int | None = None
        self._diverged_at: int | None = None
        self._look: tuple[theme.Theme, QFont] | None = None
        self._words = {False: promise, True: absent or promise}
        self.setAccessibleName(title)
        self._make_plot(title, y_name, earlier)
        self.readout, self._legend, self._promise = ElidedLabel("muted"), Legend(), _promise(promise)
        self.readout.setToolTip(about)
        self.log_button = self._log_button()
        if not can_be_log:
            self.log_button.hide()
        self._lay_out(title)
        theme.mark(self, "card", True)
        self._restyle()
        self.plot.pointed.connect(self._on_plot_pointed)
        self.plot.part_changed.connect(self._on_plot_part_changed)

    def _make_plot(self, title: str, y_name: str, earlier: Told) -> None:
        """Make the plot and all that is drawn in it, from the back to the front."""
        self.plot = Plot(self.tr("step"), y_name)
        self.plot.setAccessibleName(title)
        self._bands = EpochBands()
        self.plot.add(self._bands)
        self._earlier = EarlierRuns(self.plot, earlier)
        self._curves = {style.name: self.plot.add_curve() for style in self._styles}
        self._best = self.plot.points()
        self._end = self.plot.mark(END_HEIGHT)
        self._changes = ChangeMarks(self.plot, worded=self._is_worded)

    def set_snapshot(self, snapshot: Snapshot) -> None:
        """Add the news of a run."""
        self._step = snapshot.progress.step
        self.times.add(snapshot)
        self._changes.set_changes(snapshot.changes, self._step)
        self._changes.restyle(self.font())
        self.metrics.add(snapshot)
        self._show_plot()
        self._redraw_soon()

    def clear(self) -> None:
        """Show nothing but the promise."""
        self.metrics, self.times = self._new_metrics(), Times()
        self._diverged_at = self._pointed = self._shown_step = None
        self._step = 0
        self._changes.set_changes((), 0)
        self.plot.set_zoom(None)
        self._show_plot()
        self._redraw_soon()

    def set_end(self, diverged_at: int | None) -> None:
        """Mark the step at which the run broke; None where it did not."""
        self._diverged_at = diverged_at
        self._redraw_soon()

    def set_shown_step(self, step: int | None) -> None:
        """Mark the step that somebody looks back at, and tell its values; None for the present."""
        if step != self._shown_step:
            self._shown_step = step
            self._redraw_soon()

    def set_earlier_runs(self, runs: Sequence[ShownRun]) -> None:
        """Draw some earlier runs faintly behind this one."""
        if self._earlier.set_runs(runs):
            self._legend.set_entries([(ghost.name, ghost.pen) for ghost in self._earlier.ghosts])
            self._redraw_soon()

    def set_x_log(self, log: bool) -> None:
        """Show steps on a logarithmic axis, or an even one."""
        self.plot.set_x_log(log)
        self._redraw_soon()

    def readout_at(self, step: float | None) -> str:
        """Return the values at ``step`` in words, or the latest ones and the best for None."""
        shown = max(step, 0.0) if step is not None else self._last_step()
        if shown is None:
            return ""
        told = value_words(self.metrics, self._styles, shown, self._say)
        if step is None:
            return " · ".join([*told, *best_words(self.metrics, self.times, self._say)])
        return " · ".join([place_words(self.times, shown), *told, *self._earlier.words_at(shown, self._say)])

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
        heading.addWidget(self._legend)
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
        about = self.tr("Logarithmic axis: equal distances are equal ratios")
        button = toggle(self.tr("log"), about, name=self.tr("Logarithmic axis"))
        button.toggled.connect(self._redraw_soon)
        return button

    def _show_plot(self) -> None:
        """Show the plot, or the sentence that stands in its place; another one where a run has no such numbers."""
        self._promise.setText(self._words[self.metrics.is_absent])
        is_empty = self.metrics.is_absent or self._last_step() is None
        self._stack.setCurrentWidget(self._promise if is_empty else self.plot)

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
        self._is_drawing = True
        self.plot.set_log(self.log_button.isChecked())
        self.plot.set_last_step(self._step)
        self._draw_part()
        self._dirty = self._is_drawing = False
        self._tell()

    def _draw_part(self) -> None:
        """Draw what belongs to the part of the steps that is shown."""
        columns, ceiling = self.plot.scale.columns(), self._ceiling()
        for style in self._styles:
            steps, values = self.metrics.lines[style.name].drawn(columns)
            heights = self._heights(values if ceiling is None else np.minimum(values, FAR_ABOVE * ceiling))
            style.draw(self._curves[style.name], self.plot.scale.places(steps), heights)
        self._earlier.draw(columns, self._heights)
        self._show_best()
        self._show_steps()
        self._show_bands()
        self.plot.settle(None if ceiling is None else (0.0, ceiling))

    def _ceiling(self) -> float | None:
        """Return how far up a plot from zero reaches; None for one that reaches as far as its lines."""
        if self.log_button.isChecked():
            return None
        return self.metrics.ceiling(has_diverged=self._diverged_at is not None)

    def _heights(self, values: Numbers) -> Numbers:
        """Return where values stand on the axis; NaN, which is not drawn, where a logarithm has no place for them."""
        if not self.log_button.isChecked():
            return values
        return np.log10(np.where(values > 0, values, np.nan))

    def _show_best(self) -> None:
        """Draw the best point by itself, so that it is there however many others share its pixels."""
        best = self.metrics.best()
        spots = np.array([best] if best else [], np.float64).reshape(-1, 2)
        x, y = self.plot.scale.places(spots[:, 0]), self._heights(spots[:, 1])
        seen = np.isfinite(x) & np.isfinite(y)
        self._best.setData(x[seen], y[seen], symbol="star", size=BEST_SIZE)

    def _show_steps(self) -> None:
        """Mark where the run broke and what somebody looks back at."""
        self._changes.stand()
        self._end.setVisible(self._diverged_at is not None)
        if self._diverged_at is not None:
            words = self.tr("not a number from step {step}").format(step=numbers.count(self._diverged_at))
            self._end.show_at(self._diverged_at, f"✕ {words}" if self._is_worded else "✕")
        words = self.tr("step {step}").format(step=numbers.count(self._shown_step or 0))
        self.plot.set_shown_step(self._shown_step, words if self._is_worded else "")

    def _show_bands(self) -> None:
        self._bands.show_epochs(self.times, self._step, self.plot.scale)
        count = self._bands.epochs
        words = self.tr("step · bands of {count} epochs") if count > 1 else self.tr("step · bands of one epoch")
        self.plot.set_x_name(words.format(count=numbers.count(count)) if count else self.tr("step"))

    def _tell(self) -> None:
        """Tell the values where the mouse is; without it those of the step that is shown."""
        at = self._pointed if self._pointed is not None else self._shown_step
        self.readout.setText(self.readout_at(at))
        self.plot.setAccessibleDescription(self.readout.text())

    def _last_step(self) -> float | None:
        return max(
            (last for line in self.metrics.lines.values() if (last := line.last_step()) is not None), default=None
        )

    def _on_plot_pointed(self, x: float | None) -> None:
        self._pointed = None if x is None else min(max(x, 0.0), float(self._step))
        self._tell()

    def _on_plot_part_changed(self) -> None:
        """Draw what belongs to the part that somebody chose; to set the part again would undo the choice."""
        if not self._is_drawing and self.isVisible():
            self._draw_part()


def _promise(text: str) -> QLabel:
    label = QLabel(text)
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    label.setWordWrap(True)
    label.setContentsMargins(24, 0, 24, 0)
    theme.mark(label, "role", "muted")
    return label
