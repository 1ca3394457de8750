"""A run as it is compared with others: one that has ended, or one that goes on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from nnlab.spec.experiment import ExperimentSpec
from nnlab.spec.live import Change, with_changes
from nnlab.training.checkpoint import Finish, RunRecord
from nnlab.training.divergence import FirstNonFinite
from nnlab.training.evaluation import Result
from nnlab.training.history import HistoryRecord
from nnlab.training.series import Series
from nnlab.training.snapshot import Evaluation, Part, Progress, Snapshot


@dataclass(frozen=True)
class ComparedRun:
    """A run as it is compared with others, ended or not.

    Attributes
    ----------
    name : str
    spec : ExperimentSpec
        What was run from its first step.
    changes : tuple of Change
        What was changed in mid-run.
    finish : Finish or None
        None for a run that has not ended.
    broke : FirstNonFinite or None
        Where it diverged.
    results : mapping of part to Result
        Over whole parts; empty before the end.
    epochs : float
        Done, with the part of the present one.
    step : int
    seconds : float
        Spent in training steps.
    history : HistoryRecord
    n_outputs : int
    fingerprint : str
        Of the data; empty where it is not known.
    """

    name: str
    spec: ExperimentSpec
    changes: tuple[Change, ...]
    finish: Finish | None
    broke: FirstNonFinite | None
    results: Mapping[str, Result | None]
    epochs: float
    step: int
    seconds: float
    history: HistoryRecord
    n_outputs: int
    fingerprint: str = ""

    @property
    def present_spec(self) -> ExperimentSpec:
        """What is in force after all changes."""
        return with_changes(self.spec, self.changes)

    @property
    def steps_per_second(self) -> float | None:
        """Over the whole run; None before the first step."""
        return self.step / self.seconds if self.seconds > 0 and self.step else None

    @property
    def initial_loss(self) -> float | None:
        """The loss before the first step, without the penalty where it was measured so."""
        first = next((e for e in self.history.evaluations if e.part == "train" and e.step == 0), None)
        if first is not None:
            return first.loss
        return float(self.history.losses[0]) if len(self.history.losses) else None

    def quality(self, part: Part) -> Result | None:
        """Return how good the run is on a part: at its end on all of it, before that as last evaluated."""
        if self.results:
            return self.results.get(part)
        last = next((e for e in reversed(self.history.evaluations) if e.part == part), None)
        return Result(last.loss, last.accuracy) if last else None


def compared(name: str, record: RunRecord) -> ComparedRun:
    """Return a run that has ended, or was saved in the middle."""
    checkpoint = record.checkpoint
    return ComparedRun(
        name=name,
        spec=record.spec,
        changes=checkpoint.changes,
        finish=record.finish,
        broke=checkpoint.first_nonfinite,
        results=record.results,
        epochs=checkpoint.place.time,
        step=checkpoint.step,
        seconds=checkpoint.seconds,
        history=checkpoint.history,
        n_outputs=record.n_outputs,
        fingerprint=checkpoint.data.fingerprint,
    )


class LiveRun:
    """Puts together what a run that goes on has told so far.

    Parameters
    ----------
    spec : ExperimentSpec
    n_outputs : int
        Of its network.

    Attributes
    ----------
    progress : Progress or None
        None before the first news.
    """

    def __init__(self, spec: ExperimentSpec, n_outputs: int) -> None:
        self._spec, self._n_outputs = spec, n_outputs
        self._losses = Series()
        self._evaluations: list[Evaluation] = []
        self._last: Snapshot | None = None

    @property
    def progress(self) -> Progress | None:
        """How far it is; None before the first news."""
        return self._last.progress if self._last else None

    def add(self, snapshot: Snapshot) -> None:
        """Take the news; of steps that an earlier run took, the loss is not known."""
        self._losses.extend(np.full(max(snapshot.first_step - len(self._losses), 0), np.nan))
        self._losses.extend(snapshot.losses)
        self._evaluations.extend(snapshot.evaluations)
        self._last = snapshot

    def compared(self, name: str) -> ComparedRun:
        """Return the run as it is now."""
        last, progress = self._last, self.progress
        pictures, keyframes = (last.pictures, last.keyframes) if last else ((), ())
        return ComparedRun(
            name=name,
            spec=self._spec,
            changes=last.changes if last else (),
            finish=None,
            broke=None,
            results={},
            epochs=progress.time if progress else 0.0,
            step=progress.step if progress else 0,
            seconds=progress.seconds if progress else 0.0,
            history=HistoryRecord(self._losses.since(0), tuple(self._evaluations), pictures, keyframes),
            n_outputs=self._n_outputs,
        )
