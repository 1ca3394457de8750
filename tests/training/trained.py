"""Runs that have ended, for what is done with them afterwards."""

from __future__ import annotations

from nnlab.spec.experiment import ExperimentSpec
from nnlab.training.checkpoint import Finish, RunRecord
from nnlab.training.loop import train
from nnlab.training.trainer import Trainer


def trained(spec: ExperimentSpec, last: int | None = None) -> RunRecord:
    """Train to the end, or up to step ``last``, and return the record with its results."""
    trainer = Trainer(spec, blas_threads=1)
    for _ in train(trainer):
        if trainer.step_count == last:
            break
    finish = Finish.COMPLETED if last is None else Finish.STOPPED
    if trainer.first_nonfinite is not None:
        finish = Finish.DIVERGED
    return RunRecord(spec, trainer.checkpoint(), finish, trainer.recorder.results())
