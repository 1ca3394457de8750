"""Where a run was changed on the way: a dotted line at each step, and words about the last one."""

from __future__ import annotations

from collections.abc import Sequence

import pyqtgraph as pg
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QColor

from nnlab.gui import numbers, theme
from nnlab.gui.views.plot import Plot
from nnlab.spec.live import Change
from nnlab.text import QT_TRANSLATE_NOOP

FIELDS = {
    "training.learning_rate": QT_TRANSLATE_NOOP("ChangeMarks", "learning rate"),
    "training.l2": QT_TRANSLATE_NOOP("ChangeMarks", "L2"),
    "training.l1": QT_TRANSLATE_NOOP("ChangeMarks", "L1"),
    "training.batch_size": QT_TRANSLATE_NOOP("ChangeMarks", "batch size"),
    "training.epochs": QT_TRANSLATE_NOOP("ChangeMarks", "epochs"),
}


class ChangeMarks:
    """The marks in one plot.

    Parameters
    ----------
    plot : Plot
    """

    def __init__(self, plot: Plot) -> None:
        self._plot = plot
        self._changes: Sequence[Change] = ()
        self._lines: dict[int, pg.InfiniteLine] = {}

    def set_changes(self, changes: Sequence[Change]) -> None:
        """Show all changes of a run, in the order of their steps."""
        if changes == self._changes:
            return
        self._changes = changes
        steps = {change.step for change in changes}
        for step in self._lines.keys() - steps:
            self._plot.getPlotItem().removeItem(self._lines.pop(step))
        for step in steps - self._lines.keys():
            self._lines[step] = line = pg.InfiniteLine(float(step), angle=90, movable=False)
            self._plot.getPlotItem().addItem(line, ignoreBounds=True)
        self.restyle()

    def restyle(self) -> None:
        """Take the colours of the present theme."""
        for line in self._lines.values():
            line.setPen(theme.line_pen(QColor(theme.current().text), 1, Qt.PenStyle.DashLine))

    def words_at(self, step: float) -> str:
        """Return what was changed last at or before ``step``; nothing where that is nothing."""
        before = [change for change in self._changes if change.step <= step]
        if not before:
            return ""
        last = before[-1]
        template = QCoreApplication.translate("ChangeMarks", "{field} {value} from step {step}")
        return template.format(field=_field(last.path), value=f"{last.value:,.6g}", step=numbers.count(last.step + 1))


def _field(path: str) -> str:
    """Return what a field is called: its name, and for dropout the layer."""
    if path in FIELDS:
        return QCoreApplication.translate("ChangeMarks", FIELDS[path])
    template = QCoreApplication.translate("ChangeMarks", "dropout of layer {number}")
    return template.format(number=int(path.split(".")[2]) + 1)
