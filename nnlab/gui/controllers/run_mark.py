"""Which run the window shows, how far it is, and whether it can go on."""

from __future__ import annotations

from dataclasses import dataclass

from nnlab.spec.document import same_run
from nnlab.spec.experiment import ExperimentSpec
from nnlab.spec.live import Change, with_changes
from nnlab.training.checkpoint import Finish, RunRecord


@dataclass(frozen=True)
class RunMark:
    """Which run is shown and how far it is, for telling whether a file holds all of it."""

    run_id: int
    step: int
    finish: Finish | None

    @classmethod
    def of(cls, run_id: int, record: RunRecord | None) -> RunMark:
        """Return the mark of a copy of run ``run_id``."""
        return cls(run_id, record.checkpoint.step, record.finish) if record else NO_RUN


NO_RUN = RunMark(0, 0, None)


def can_go_on(record: RunRecord | None, spec: ExperimentSpec) -> bool:
    """Return whether ``record`` is of a run of ``spec``, but for the number of epochs, with some of them left."""
    if record is None or record.finish in {Finish.DIVERGED, Finish.EARLY_STOPPED, Finish.FAILED}:
        return False
    if record.checkpoint.place.epoch >= spec.training.epochs:
        return False
    as_long = Change(0, "training.epochs", spec.training.epochs)
    return same_run(with_changes(record.present_spec, [as_long]), spec)
