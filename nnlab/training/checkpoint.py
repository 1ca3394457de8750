"""All that is needed to go on with a run to the same bits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from nnlab.data.prepared import DataRecord
from nnlab.engine.array import Array
from nnlab.spec.experiment import ExperimentSpec
from nnlab.spec.live import Change, with_changes
from nnlab.training.batches import Place
from nnlab.training.build import outputs_for
from nnlab.training.divergence import FirstNonFinite
from nnlab.training.evaluation import Result
from nnlab.training.history import HistoryRecord, LayerPicture


class Finish(Enum):
    """Why a run ended."""

    COMPLETED = "completed"
    STOPPED = "stopped"
    DIVERGED = "diverged"
    EARLY_STOPPED = "early_stopped"
    FAILED = "failed"


@dataclass(frozen=True)
class Checkpoint:
    """A run, copied between two steps.

    Attributes
    ----------
    step : int
        Steps done.
    seconds : float
        Time spent in them.
    parameters : (n,)
        The flat vector; always finite.
    running : (m,)
        The running statistics.
    optimizer : mapping of str to (n,) arrays
    place : Place
        In the order of examples.
    dropout : tuple of dict
        The random state of each hidden layer's dropout.
    data : DataRecord
        What is kept of the data: sizes, names, the fitted preprocessing.
    blas_threads : int
    changes : tuple of Change
        What was changed in mid-run, in the order of its steps.
    history : HistoryRecord
    first_nonfinite : FirstNonFinite or None
        Where the run broke, if it did.
    """

    step: int
    seconds: float
    parameters: Array
    running: Array
    optimizer: Mapping[str, Array]
    place: Place
    dropout: tuple[dict[str, Any], ...]
    data: DataRecord
    blas_threads: int
    changes: tuple[Change, ...]
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
