"""The window's own run as one of those that are compared: a row while it goes on, a place on the shelf at its end."""

from __future__ import annotations

from PySide6.QtCore import QObject, QSignalBlocker, Signal

from nnlab.gui.controllers.present_run import PresentRun
from nnlab.gui.controllers.run_controller import RunController
from nnlab.gui.controllers.run_shelf import RunShelf
from nnlab.gui.run_facts import RunFacts
from nnlab.training.checkpoint import RunRecord
from nnlab.training.compared_run import ComparedRun, LiveRun
from nnlab.training.runner import RunState
from nnlab.training.snapshot import Snapshot


class OwnRun(QObject):
    """Listens to the run that the window shows.

    Parameters
    ----------
    runs : RunController
    present : PresentRun
    shelf : RunShelf
        Where it comes at its end.

    Signals
    -------
    changed
        A run has come to its first step, or there is none any more.
    shelved : id
        It has ended, and is on the shelf, which tells of it next.
    """

    changed = Signal()
    shelved = Signal(int)

    def __init__(self, runs: RunController, present: PresentRun, shelf: RunShelf) -> None:
        super().__init__(runs)
        self._runs, self._present, self._shelf = runs, present, shelf
        self._is_at_work = False
        self._has_told = False
        runs.run_shown.connect(self._on_runs_run_shown)
        runs.snapshot_arrived.connect(self._on_runs_snapshot_arrived)
        runs.run_finished.connect(self._on_runs_run_finished)

    @property
    def share(self) -> float | None:
        """How much of it is done; None where no run is at work that has told anything."""
        progress = self._live.progress if self._live is not None else None
        if progress is None:
            return None
        return progress.step / progress.steps if progress.steps else 0.0

    @property
    def is_paused(self) -> bool:
        """Whether it rests."""
        return self._runs.state is not RunState.RUNNING

    @property
    def _live(self) -> LiveRun | None:
        return self._present.live if self._is_at_work else None

    def compared(self) -> ComparedRun | None:
        """Return the run as it is now; None where there is none."""
        return self._live.compared(self.tr("The window's run")) if self._live is not None else None

    def _on_runs_run_shown(self, facts: RunFacts | None) -> None:
        """Begin anew; a run from a file, whose id is 0, is not at work."""
        had_one = self._is_at_work
        self._is_at_work = facts is not None and facts.run_id > 0
        self._has_told = False
        if had_one:
            self.changed.emit()

    def _on_runs_snapshot_arrived(self, snapshot: Snapshot) -> None:
        if not self._is_at_work or self._has_told or not self._present.tells(snapshot):
            return
        self._has_told = True
        self.changed.emit()

    def _on_runs_run_finished(self, record: RunRecord) -> None:
        """Leave the row to the record; it takes the same place."""
        self._is_at_work = False
        with QSignalBlocker(self._shelf):
            run_id = self._shelf.add(record)
        self.shelved.emit(run_id)
        self._shelf.changed.emit()
