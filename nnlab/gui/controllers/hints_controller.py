"""Looks at the run now and then, and says what stands out."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal

from nnlab.data.prepared import PreparedData
from nnlab.gui.controllers.present_run import PresentRun
from nnlab.gui.controllers.run_controller import RunController
from nnlab.gui.task import Task
from nnlab.insight.data_facts import DataFacts, data_facts
from nnlab.insight.forensics import diagnose
from nnlab.insight.forensics.diagnosis import Diagnosis
from nnlab.insight.hints import hints_of
from nnlab.insight.hints.hint import Evidence, Hint
from nnlab.jobs import ComputeThread
from nnlab.spec.experiment import ExperimentSpec
from nnlab.training.checkpoint import RunRecord
from nnlab.training.snapshot import Snapshot

INTERVAL_MS = 700
"""How often the run is looked at: numbers that change faster cannot be read."""


@dataclass(frozen=True)
class Advice:
    """What is said of a run.

    Attributes
    ----------
    spec : ExperimentSpec or None
        In force when it was said; None where there is no run.
    diagnosis : Diagnosis or None
        Of a run that diverged.
    hints : sequence of Hint
    """

    spec: ExperimentSpec | None = None
    diagnosis: Diagnosis | None = None
    hints: Sequence[Hint] = ()

    @property
    def count(self) -> int:
        """How many things stand out."""
        return len(self.hints) + (self.diagnosis is not None)


class HintsController(QObject):
    """Follows the run that the window shows.

    Parameters
    ----------
    runs : RunController
    present : PresentRun
    thread : ComputeThread

    Attributes
    ----------
    advice : Advice

    Signals
    -------
    changed
        Something else is said.
    """

    changed = Signal()

    def __init__(self, runs: RunController, present: PresentRun, thread: ComputeThread) -> None:
        super().__init__(runs)
        self._runs, self._present = runs, present
        self.advice = Advice()
        self._data: DataFacts | None = None
        self._looker = Task(thread, self)
        self._looker.succeeded.connect(self._on_looker_succeeded)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(INTERVAL_MS)
        self._timer.timeout.connect(self.look)
        runs.run_shown.connect(self._on_runs_run_shown)
        runs.snapshot_arrived.connect(self._on_runs_snapshot_arrived)
        runs.record_taken.connect(self._on_runs_record_taken)

    def look(self) -> None:
        """Say what stands out now."""
        self._timer.stop()
        before, self.advice = self.advice, self._advice()
        if before != self.advice or self.advice.count:
            self.changed.emit()

    def _advice(self) -> Advice:
        facts, live = self._present.facts, self._present.live
        if facts is None or live is None:
            return Advice()
        run, sizes = live.compared(""), facts.sizes
        spec = run.present_spec
        record = self._runs.record if not self._runs.is_at_work else None
        if record is not None and record.checkpoint.first_nonfinite is not None:
            return Advice(spec, self._diagnosis(record))  # the causes name all there is to mend
        evidence = Evidence(spec, run.history, sizes.input_shape, sizes.n_outputs, self._data)
        return Advice(spec, None, hints_of(evidence))

    def _diagnosis(self, record: RunRecord) -> Diagnosis | None:
        checkpoint = record.checkpoint
        if checkpoint.first_nonfinite is None:
            return None
        return diagnose(record.present_spec, checkpoint.history, checkpoint.first_nonfinite, self._data)

    def _on_runs_run_shown(self) -> None:
        self._looker.cancel()
        self._data = None
        self.look()

    def _on_runs_snapshot_arrived(self, snapshot: Snapshot) -> None:
        if not self._present.tells(snapshot):
            return
        if self._data is None and not self._looker.is_busy:
            self._look_at_data()
        if not self._timer.isActive():
            self._timer.start()

    def _on_runs_record_taken(self) -> None:
        """Say what is to be said at the end; the record of a run from a file knows its examples, its news did not."""
        self.look()
        if self._data is None:
            self._look_at_data()

    def _look_at_data(self) -> None:
        self._looker.start(_looking(self._runs.examples()))

    def _on_looker_succeeded(self, data: DataFacts | None) -> None:
        self._data = data
        if data is not None:
            self.look()


def _looking(preparing: Generator[float, None, PreparedData | None]) -> Generator[float, None, DataFacts | None]:
    """Look over the examples of the run, where they are at hand."""
    data = yield from preparing
    return data_facts(data) if data is not None else None
