"""All that is needed to go on with a run to the same bits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from nnlab.data.prepared import DataRecord
from nnlab.spec.experiment import ExperimentSpec
from nnlab.spec.live import with_changes
from nnlab.training.build import outputs_for
from nnlab.training.divergence import FirstNonFinite
from nnlab.training.evaluation import Result
from nnlab.training.history import HistoryRecord
from nnlab.training.keyframe import Keyframe
from nnlab.training.layer_picture import LayerPicture


class Finish(Enum):
    """Why a run ended."""

    COMPLETED = "completed"
    STOPPED = "stopped"
    DIVERGED = "diverged"
    EARLY_STOPPED = "early_stopped"
    FAILED = "failed"


@dataclass(frozen=True)
class Checkpoint(Keyframe):
    """A run, copied between two steps, with what it remembers.

    Attributes
    ----------
    changes : tuple of Change
        Of a checkpoint also what will act on the next step.
    data : DataRecord
        What is kept of the data: sizes, names, the fitted preprocessing.
    blas_threads : int
    history : HistoryRecord
    first_nonfinite : FirstNonFinite or None
        Where the run broke, if it did.
    """

    data: DataRecord
    blas_threads: int
    history: HistoryRecord
    first_nonfinite: FirstNonFinite | None


@dataclass(frozen=True)
class RunRecord:
    """What became of an experiment so far; a file holds it beside the spec that the form shows.

    Attributes
    ----------
    spec : ExperimentSpec
        What was run from its first step; the form may have been edited since.
    checkpoint : Checkpoint
    finish : Finish or None
        None for a run that was saved while it went on.
    results : mapping of part to Result
        Over whole parts, at the end of the run; empty before it.
    picture : LayerPicture or None
        How the layers are at the checkpoint, which the history need not show; None where there is no finite one.
    """

    spec: ExperimentSpec
    checkpoint: Checkpoint
    finish: Finish | None
    results: Mapping[str, Result | None]
    picture: LayerPicture | None = None

    @property
    def n_outputs(self) -> int:
        """How many outputs the network has."""
        return outputs_for(self.spec.training.loss, self.checkpoint.data.shape)

    @property
    def present_spec(self) -> ExperimentSpec:
        """What is in force after all changes."""
        return with_changes(self.spec, self.checkpoint.changes)
