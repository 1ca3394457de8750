"""A run as it was at one of its keyframes."""

from __future__ import annotations

from dataclasses import replace

from nnlab.training.checkpoint import Checkpoint, RunRecord
from nnlab.training.history import HistoryRecord
from nnlab.training.keyframe import Keyframe


def rewound(record: RunRecord, keyframe: Keyframe) -> RunRecord:
    """Return the record of a run that was saved at ``keyframe``; going on from it gives the same bits again."""
    checkpoint = record.checkpoint
    return RunRecord(
        spec=record.spec,
        checkpoint=Checkpoint(
            **{name: getattr(keyframe, name) for name in Keyframe.__dataclass_fields__},
            data=checkpoint.data,
            blas_threads=checkpoint.blas_threads,
            history=_until(checkpoint.history, keyframe.step),
            first_nonfinite=None,
        ),
        finish=None,
        results={},
    )


def _until(history: HistoryRecord, step: int) -> HistoryRecord:
    """Return what was remembered at ``step``."""
    return replace(
        history,
        losses=history.losses[:step],
        evaluations=tuple(e for e in history.evaluations if e.step <= step),
        pictures=tuple(picture for picture in history.pictures if picture.step <= step),
        keyframes=tuple(frame for frame in history.keyframes if frame.step <= step),
    )
