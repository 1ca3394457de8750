"""A saved run as the one snapshot that shows all of it."""

from __future__ import annotations

from nnlab.training.checkpoint import RunRecord
from nnlab.training.outline import outline
from nnlab.training.snapshot import Progress, Snapshot


def replay(record: RunRecord, run_id: int = 0) -> Snapshot:
    """Return what a window that watched the run from its first step would have been told in all."""
    checkpoint, training = record.checkpoint, record.spec.training
    per_epoch = outline(record.spec).steps_per_epoch
    pictures = checkpoint.history.pictures
    return Snapshot(
        run_id=run_id,
        progress=Progress(
            step=checkpoint.step,
            steps=per_epoch * training.epochs,
            steps_per_epoch=per_epoch,
            epochs=training.epochs,
            seconds=checkpoint.seconds,
            steps_per_second=checkpoint.step / checkpoint.seconds if checkpoint.seconds else 0.0,
        ),
        first_step=0,
        losses=checkpoint.history.losses,
        evaluations=checkpoint.history.evaluations,
        layers=pictures[-1].layers if pictures else (),
        layers_step=pictures[-1].step if pictures else 0,
    )
