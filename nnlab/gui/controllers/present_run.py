"""What the run that the window shows has told so far, kept once for all who ask."""

from __future__ import annotations

from PySide6.QtCore import QObject

from nnlab.gui.controllers.run_controller import RunController
from nnlab.gui.run_facts import RunFacts
from nnlab.training.compared_run import LiveRun
from nnlab.training.snapshot import Snapshot


class PresentRun(QObject):
    """Listens to the run, before those who read it here.

    Parameters
    ----------
    runs : RunController

    Attributes
    ----------
    facts : RunFacts or None
    live : LiveRun or None
        None, as ``facts``, where there is no run.
    """

    def __init__(self, runs: RunController) -> None:
        super().__init__(runs)
        self.facts: RunFacts | None = None
        self.live: LiveRun | None = None
        runs.run_shown.connect(self._on_runs_run_shown)
        runs.snapshot_arrived.connect(self._on_runs_snapshot_arrived)

    def tells(self, snapshot: Snapshot) -> bool:
        """Return whether the news are of this run, and not late ones of an earlier."""
        return self.facts is not None and snapshot.run_id == self.facts.run_id

    def _on_runs_run_shown(self, facts: RunFacts | None) -> None:
        self.facts = facts
        self.live = LiveRun(facts.spec, facts.sizes.n_outputs) if facts is not None else None

    def _on_runs_snapshot_arrived(self, snapshot: Snapshot) -> None:
        if self.live is not None and self.tells(snapshot):
            self.live.add(snapshot)
