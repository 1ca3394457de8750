"""A saved run as the one snapshot that shows all of it."""

from __future__ import annotations

from nnlab.training.batches import steps_left
from nnlab.training.checkpoint import RunRecord
from nnlab.training.layer_picture import LayerPicture
from nnlab.training.snapshot import Progress, Snapshot


def replay(record: RunRecord, run_id: int = 0) -> Snapshot:
    """Return what a window that watched the run from its first step would have been told in all."""
    checkpoint, training = record.checkpoint, record.present_spec.training
    place, recorded = checkpoint.place, checkpoint.history.pictures
    picture = record.picture or (recorded[-1] if recorded else LayerPicture(0, 0.0, ()))
    return Snapshot(
        run_id=run_id,
        progress=Progress(
            step=checkpoint.step,
            steps=checkpoint.step + steps_left(place, len(place.order), training.batch_size, training.epochs),
            time=place.time,
            epochs=training.epochs,
            seconds=checkpoint.seconds,
            steps_per_second=checkpoint.step / checkpoint.seconds if checkpoint.seconds else 0.0,
        ),
        first_step=0,
        losses=checkpoint.history.losses,
        evaluations=checkpoint.history.evaluations,
        changes=checkpoint.changes,
        picture=picture,
        pictures=recorded,
        keyframes=checkpoint.history.keyframes,
        weights=checkpoint,
    )
