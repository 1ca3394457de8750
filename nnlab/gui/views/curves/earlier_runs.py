"""Earlier runs, faintly behind the curves of the present one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtGui import QPen

from nnlab.gui import theme
from nnlab.gui.views.compare.run_plot import short_names
from nnlab.gui.views.compare.run_series import RunSeries, Source, Unit, accuracy_of, loss_of
from nnlab.gui.views.compare.shown_run import ShownRun, run_pen
from nnlab.gui.views.curves.columns import Columns, Numbers
from nnlab.gui.views.curves.curve import Curve
from nnlab.gui.views.curves.lines import Line
from nnlab.gui.views.plot import Plot
from nnlab.training.compared_run import ComparedRun

MOST = 3
"""So many runs are drawn; more would hide each other."""
FIRST_PLACE = 2
"""Among the lines of runs; those before look like the lines of the parts of the data."""
LONGEST = 14
"""Characters of a name in the legend: three long ones would make the window wider."""
FAINT = 0.7
"""How much of its colour a run keeps."""
BEHIND = -5

Told = Callable[[ComparedRun], RunSeries]


def batch_loss(run: ComparedRun) -> RunSeries:
    """Return the smoothed loss of every batch."""
    return loss_of(run, Source.BATCHES, Unit.STEPS)


def validation_accuracy(run: ComparedRun) -> RunSeries:
    """Return the accuracy on the validation part."""
    return accuracy_of(run, Source.VALIDATION, Unit.STEPS)


@dataclass(frozen=True)
class Ghost:
    """An earlier run in one plot."""

    shown: ShownRun
    name: str
    line: Line
    curve: Curve

    place: int

    def pen(self) -> QPen:
        """Return a faint line with a colour and a dash that the present run does not have."""
        pen = run_pen(self.place, 1)
        pen.setColor(theme.blend(theme.current().raised, pen.color().name(), FAINT))
        return pen


class EarlierRuns:
    """The earlier runs in one plot.

    Parameters
    ----------
    plot : Plot
    told : callable
        Gives what of a run is drawn.
    """

    def __init__(self, plot: Plot, told: Told) -> None:
        self._plot, self._told = plot, told
        self.ghosts: tuple[Ghost, ...] = ()

    def set_runs(self, runs: Sequence[ShownRun]) -> bool:
        """Draw the first few of some runs that have ended; return whether they are others than before."""
        wanted = list(runs[:MOST])
        if [(ghost.shown.id, id(ghost.shown.run)) for ghost in self.ghosts] == [
            (run.id, id(run.run)) for run in wanted
        ]:
            return False
        for ghost in self.ghosts:
            self._plot.getPlotItem().removeItem(ghost.curve)
            self._plot.getPlotItem().removeItem(ghost.curve.dots)
        names = short_names(wanted)
        self.ghosts = tuple(
            self._ghost(shown, names[shown.id], place) for place, shown in enumerate(wanted, start=FIRST_PLACE)
        )
        return True

    def draw(self, columns: Columns, heights: Callable[[Numbers], Numbers]) -> None:
        """Draw what is seen of them.

        Parameters
        ----------
        columns : Columns
        heights : callable
            Gives the places of (n,) values on the axis.
        """
        for ghost in self.ghosts:
            steps, values = ghost.line.drawn(columns)
            x = self._plot.scale.places(steps)
            ghost.curve.draw(x, heights(values), ghost.pen(), is_faint=True, has_dots=x.size == 1)

    def words_at(self, step: float, say: Callable[[float | None], str]) -> list[str]:
        """Return the values of the runs at a step, those of longer ones."""
        told = []
        for ghost in self.ghosts:
            last, value = ghost.line.last_step(), ghost.line.at(step)
            if value is not None and last is not None and step <= last:
                told.append(f"{ghost.name} {say(value)}")
        return told

    def _ghost(self, shown: ShownRun, name: str, place: int) -> Ghost:
        series, line = self._told(shown.run), Line()
        line.extend(series.x, series.y)
        curve = self._plot.add_curve()
        curve.setZValue(BEHIND)
        return Ghost(shown, name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…", line, curve, place)
