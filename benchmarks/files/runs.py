"""What is saved: the digits example, and a million steps."""

from __future__ import annotations

from benchmarks.window.nets import spec_of
from nnlab.jobs.blas_limit import BlasLimit
from nnlab.spec.document import from_document, set_at, to_document
from nnlab.spec.experiment import ExperimentSpec
from nnlab.store.experiment_file import Experiment, find
from nnlab.training.checkpoint import Finish, RunRecord
from nnlab.training.loop import train
from nnlab.training.trainer import Trainer

STEPS = 1_000_000
WIDTHS = (100,) * 6


def digits() -> ExperimentSpec:
    """Return the shipped example, of twenty epochs."""
    return find("digits").spec


def million() -> ExperimentSpec:
    """Return a run of six layers of a hundred units: 5,000 epochs of 200 steps on four examples each."""
    document = to_document(spec_of(64, WIDTHS, 10, batch=4, examples=1000))
    document = set_at(document, "data.split", {"train": 0.8, "validation": 0.1, "test": 0.1})
    return from_document(set_at(document, "training.epochs", STEPS // 200))


def trained(spec: ExperimentSpec) -> Experiment:
    """Train to the end and return what a window would save: history, pictures, keyframes and results."""
    limit = BlasLimit()
    limit.set(1)
    try:
        trainer = Trainer(spec, blas_threads=1)
        for _ in train(trainer):
            pass
        results, picture = trainer.recorder.results(), trainer.picture()
    finally:
        limit.restore()
    return Experiment(spec, RunRecord(spec, trainer.checkpoint(), Finish.COMPLETED, results, picture))
