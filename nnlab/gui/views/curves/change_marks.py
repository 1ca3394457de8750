"""Where a run was changed on the way: a dashed line at each step, with what was changed along it."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf

import pyqtgraph as pg
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QColor, QFont

from nnlab.gui import theme
from nnlab.gui.views.plot import Plot
from nnlab.spec.live import Change
from nnlab.text import QT_TRANSLATE_NOOP

FIELDS = {
    "training.learning_rate": QT_TRANSLATE_NOOP("ChangeMarks", "rate"),
    "training.l2": QT_TRANSLATE_NOOP("ChangeMarks", "L2"),
    "training.l1": QT_TRANSLATE_NOOP("ChangeMarks", "L1"),
    "training.batch_size": QT_TRANSLATE_NOOP("ChangeMarks", "batch"),
    "training.epochs": QT_TRANSLATE_NOOP("ChangeMarks", "epochs"),
}


APART = 0.05
"""Of the run's steps: where another change follows so soon, its words would cover those of the one before."""
HEIGHT = 0.95
"""Where the words of a line end."""


class ChangeMarks:
    """The marks in one plot.

    Parameters
    ----------
    plot : Plot
    worded : bool
        Whether the lines say what was changed; beside another plot of the same run that does, they need not.
    """

    def __init__(self, plot: Plot, *, worded: bool) -> None:
        self._plot, self._worded = plot, worded
        self._words: dict[int, str] = {}
        self._lines: dict[int, pg.InfiniteLine] = {}

    def set_changes(self, changes: Sequence[Change], last_step: int) -> None:
        """Show all changes of a run of so many steps, in the order of their steps."""
        self._words = _words(changes)
        for step in self._lines.keys() - self._words.keys():
            self._plot.getPlotItem().removeItem(self._lines.pop(step))
        for step in self._words.keys() - self._lines.keys():
            self._lines[step] = _line(step)
            self._plot.getPlotItem().addItem(self._lines[step], ignoreBounds=True)
        steps = sorted(self._lines)
        for step, following in zip(steps, [*steps[1:], inf], strict=False):
            shown = self._worded and following - step >= APART * last_step
            self._lines[step].label.setFormat(self._words[step] if shown else "")

    def stand(self) -> None:
        """Take the places that the steps have on the axis by now."""
        for step, line in self._lines.items():
            line.setValue(self._plot.scale.place(step))

    def restyle(self, font: QFont) -> None:
        """Take the colours of the present theme, and type a little smaller than ``font``."""
        colour = QColor(theme.current().text)
        for line in self._lines.values():
            line.setPen(theme.line_pen(colour, 1, Qt.PenStyle.DashLine))
            line.label.setColor(QColor(theme.current().muted))
            line.label.setFont(theme.small(font))


def _line(step: int) -> pg.InfiniteLine:
    along = {"position": HEIGHT, "rotateAxis": (1, 0), "anchors": [(1, 0), (1, 1)]}
    return pg.InfiniteLine(float(step), angle=90, movable=False, label="", labelOpts=along)


def _words(changes: Sequence[Change]) -> dict[int, str]:
    """Return by step what was changed there; of several changes of one field the last."""
    by_step: dict[int, dict[str, str]] = {}
    for change in changes:
        by_step.setdefault(change.step, {})[change.path] = f"{_field(change.path)} {change.value:,.6g}"
    return {step: " · ".join(words.values()) for step, words in by_step.items()}


def _field(path: str) -> str:
    """Return what a field is called, in short: its name, and for dropout the number of the layer."""
    if path in FIELDS:
        return QCoreApplication.translate("ChangeMarks", FIELDS[path])
    template = QCoreApplication.translate("ChangeMarks", "dropout {number}:")
    return template.format(number=int(path.split(".")[2]) + 1)
