"""When each step of a run was, in epochs."""

from __future__ import annotations

from math import isclose

import numpy as np

from nnlab.gui.views.curves.columns import Numbers
from nnlab.gui.views.curves.lines import Line
from nnlab.training.snapshot import Evaluation, Snapshot


class Times:
    """The time in epochs of each step; they are not in proportion once the batch size has changed."""

    def __init__(self) -> None:
        self._line = Line()
        self._line.add(0, 0)

    def add(self, snapshot: Snapshot) -> None:
        """Take in the news of a run."""
        self.extend(snapshot.evaluations)
        self._add(snapshot.progress.step, snapshot.progress.time)

    def extend(self, evaluations: tuple[Evaluation, ...]) -> None:
        """Take in when evaluations were."""
        for evaluation in evaluations:
            self._add(evaluation.step, evaluation.epoch)

    def at(self, step: float) -> float:
        """Return the time of ``step``, between two known ones in proportion."""
        return float(np.interp(step, *self._line.points()))

    def at_all(self, steps: Numbers) -> Numbers:
        """Return the times of (n,) steps."""
        return np.interp(steps, *self._line.points())

    def steps_of(self, epochs: Numbers) -> Numbers:
        """Return the steps at which so many epochs were done, none of them after the last known one."""
        steps, times = self._line.points()
        return np.interp(epochs, times, steps)

    def _add(self, step: float, time: float) -> None:
        """Keep a point; while epochs have one length, in place of the one before."""
        steps, times = self._line.points()
        if step <= steps[-1]:
            return
        is_straight = len(steps) > 1 and isclose(
            (time - times[-1]) * (steps[-1] - steps[-2]), (times[-1] - times[-2]) * (step - steps[-1]), rel_tol=1e-6
        )
        if is_straight:
            self._line.move_last(step)
            times[-1] = time
        else:
            self._line.add(step, time)
