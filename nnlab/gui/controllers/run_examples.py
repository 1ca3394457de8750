"""The examples of the run that is shown, for whoever asks its network something."""

from __future__ import annotations

from collections.abc import Generator

from nnlab.data.loading import loaded
from nnlab.data.prepared import PreparedData, preparing
from nnlab.spec.experiment import ExperimentSpec
from nnlab.spec.files import FileSpec
from nnlab.training.checkpoint import RunRecord
from nnlab.training.runner import Runner


class RunExamples:
    """Keeps what a run had prepared, or prepares it anew for a run from a file."""

    def __init__(self) -> None:
        self._prepared: PreparedData | None = None

    def keep(self, data: PreparedData | None) -> None:
        """Remember the examples of a run that has ended."""
        self._prepared = data

    def forget(self) -> None:
        """Remember none."""
        self._prepared = None

    def preparing(self, runner: Runner | None, record: RunRecord | None) -> Generator[float, None, PreparedData | None]:
        """Return the examples of the run at work, or of ``record``; on the compute thread.

        A person's own data are not read here: whether they may be is asked elsewhere. None where they are not at hand.
        """
        if runner is not None:
            return runner.data
        if self._prepared is None and record is not None and _is_at_hand(record.spec):
            self._prepared = yield from preparing(record.spec, record.checkpoint.data)
        return self._prepared


def _is_at_hand(spec: ExperimentSpec) -> bool:
    """Return whether the data of ``spec`` come with the program or were read already."""
    return not isinstance(spec.data.source, FileSpec) or loaded(spec.data) is not None
