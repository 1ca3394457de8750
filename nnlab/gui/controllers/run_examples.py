"""The examples of the run that is shown, for whoever asks its network something."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass

from nnlab.data.loading import loaded
from nnlab.data.prepared import PreparedData, preparing
from nnlab.spec.files import FileSpec
from nnlab.training.checkpoint import RunRecord
from nnlab.training.runner import Runner


class RunExamples:
    """Keeps what a run had prepared, or prepares it anew for a run from a file."""

    def __init__(self) -> None:
        self._kept = _Kept()

    def keep(self, data: PreparedData | None) -> None:
        """Remember the examples of a run that has ended."""
        self._kept = _Kept(data)

    def forget(self) -> None:
        """Remember none; what is still being prepared belongs to nobody."""
        self._kept = _Kept()

    def preparing(self, runner: Runner | None, record: RunRecord | None) -> Generator[float, None, PreparedData | None]:
        """Return work for the compute thread that gives the examples of the run at work, or of ``record``.

        A person's own data are not read here: whether they may be is asked elsewhere. None where they are not at hand.
        """
        return _preparing(self._kept, runner, record)


@dataclass
class _Kept:
    """What is remembered of one run."""

    prepared: PreparedData | None = None


def _preparing(
    kept: _Kept, runner: Runner | None, record: RunRecord | None
) -> Generator[float, None, PreparedData | None]:
    if runner is not None:
        return runner.data
    if kept.prepared is None and record is not None and _is_at_hand(record):
        kept.prepared = yield from preparing(record.spec, record.checkpoint.data)
    return kept.prepared


def _is_at_hand(record: RunRecord) -> bool:
    """Return whether the data of a run come with the program or with the run, or were read already."""
    source = record.spec.data.source
    return (
        not isinstance(source, FileSpec)
        or record.checkpoint.data.dataset is not None
        or loaded(record.spec.data) is not None
    )
