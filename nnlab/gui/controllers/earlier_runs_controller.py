"""Which runs stand faintly behind the one that the window shows."""

from __future__ import annotations

from PySide6.QtCore import QObject

from nnlab.gui.controllers.run_controller import RunController
from nnlab.gui.controllers.run_shelf import RunShelf, ShelvedRun, is_same_run
from nnlab.gui.views.compare.shown_run import ShownRun
from nnlab.gui.views.curves.earlier_runs import MOST
from nnlab.gui.views.main_window import MainWindow
from nnlab.training.compared_run import compared


class EarlierRunsController(QObject):
    """Gives the Live view the latest runs on the shelf, without the one that it shows already.

    Parameters
    ----------
    window : MainWindow
    runs : RunController
    shelf : RunShelf
    """

    def __init__(self, window: MainWindow, runs: RunController, shelf: RunShelf) -> None:
        super().__init__(window)
        self._window, self._runs, self._shelf = window, runs, shelf
        self._known: dict[int, tuple[ShelvedRun, ShownRun]] = {}
        for signal in (shelf.changed, runs.run_shown, runs.record_taken):
            signal.connect(self._refresh)
        self._refresh()

    def _refresh(self, _: object = None) -> None:
        if not self._window.tabs.is_made("live"):
            return
        present = self._runs.record
        others = [run for run in self._shelf.runs if present is None or not is_same_run(run.record, present)]
        self._known = {run.id: (run, self._shown(run)) for run in others[: -MOST - 1 : -1]}
        self._window.live.set_earlier_runs([shown for _, shown in self._known.values()])

    def _shown(self, run: ShelvedRun) -> ShownRun:
        """Return a run as it is drawn, the very same while nothing about it changes."""
        before, shown = self._known.get(run.id, (None, None))
        if before is not None and shown is not None and (before.name, id(before.record)) == (run.name, id(run.record)):
            return shown
        return ShownRun(run.id, compared(run.name, run.record), run.is_ticked, 0)
