"""One leg of a trial: from its start, or from the rung where it waited, to the next rung. It runs in any process."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from math import isfinite
from statistics import fmean
from time import perf_counter

import numpy as np

from nnlab.data.prepared import Examples, PreparedData, prepare
from nnlab.errors import NnlabError
from nnlab.jobs.blas_limit import BlasLimit
from nnlab.search.outcome import EXPLODED
from nnlab.spec.document import from_json
from nnlab.spec.experiment import ExperimentSpec
from nnlab.spec.search import EpochRecord, Outcome
from nnlab.training.checkpoint import Checkpoint
from nnlab.training.history import HistoryRecord
from nnlab.training.keyframe import Keyframe
from nnlab.training.trainer import Trainer

RECENT = 10
"""Steps whose mean loss is compared with the first one."""
KEPT = 2
"""Prepared sets of examples that a process keeps: trials seldom differ in them."""
_kept: OrderedDict[str, PreparedData] = OrderedDict()


@dataclass(frozen=True)
class Leg:
    """What is to be done.

    Attributes
    ----------
    number : int
        Of the trial.
    spec : str
        Its experiment, as JSON; its epochs are those of the whole stage.
    epochs : int
        Where to wait, counted from the start of the trial.
    state : Keyframe or None
        Where it waited last; None for the first leg.
    first_loss : float or None
    """

    number: int
    spec: str
    epochs: int
    state: Keyframe | None = None
    first_loss: float | None = None


@dataclass(frozen=True)
class LegResult:
    """What came of it.

    Attributes
    ----------
    number : int
    epochs : tuple of EpochRecord
        Of this leg alone.
    outcome : "completed", "diverged", "hopeless", "failed" or None
        None where the trial waits at a rung.
    first_loss : float or None
        Of the first batch; None where it was no finite number.
    seconds : float
    state : Keyframe or None
        Of a trial that waits.
    reason : str
        Why it failed.
    """

    number: int
    epochs: tuple[EpochRecord, ...]
    outcome: Outcome | None
    first_loss: float | None
    seconds: float
    state: Keyframe | None = None
    reason: str = ""


class GivenUpError(Exception):
    """Nobody waits for the result any more."""


def never() -> bool:
    """Return False: what runs on machines of others is not given up half-way."""
    return False


def run_leg(leg: Leg, is_given_up: Callable[[], bool] = never) -> LegResult:
    """Train until the next rung; what goes wrong with one setting is said in its result.

    Raises
    ------
    GivenUpError
    """
    started = perf_counter()
    limit = BlasLimit()
    limit.set(1)
    try:
        return replace(_trained(leg, is_given_up), seconds=perf_counter() - started)
    except (NnlabError, MemoryError) as error:
        reason = str(error) or "there is not enough memory"
        return LegResult(leg.number, (), "failed", leg.first_loss, perf_counter() - started, reason=reason)
    finally:
        limit.restore()


def _trained(leg: Leg, is_given_up: Callable[[], bool]) -> LegResult:
    spec = _alone(from_json(leg.spec))
    data = _prepared(spec)
    trainer = Trainer(spec, 1, checkpoint=_checkpoint(leg.state, data), data=data)
    first, epochs = leg.first_loss, []
    outcome: Outcome | None = None
    while outcome is None and trainer.epoch < leg.epochs:
        first, mean, outcome = _epoch(trainer, first, is_given_up)
        epochs.append(_record(trainer, mean))
    if outcome is None and trainer.is_complete:
        outcome = "completed" if epochs[-1].validation_loss is not None else "diverged"
    state = trainer.keyframe() if outcome is None else None
    return LegResult(leg.number, tuple(epochs), outcome, first, 0.0, state)


def _epoch(
    trainer: Trainer, first: float | None, is_given_up: Callable[[], bool]
) -> tuple[float | None, float, Outcome | None]:
    """Train for an epoch; return the loss of the first step, the mean of this epoch's, and why it ended early."""
    losses: list[float] = []
    while True:
        if is_given_up():
            raise GivenUpError
        loss = trainer.step()
        losses.append(loss)
        if trainer.first_nonfinite is not None:
            return first, float("nan"), "diverged"
        first = loss if first is None else first
        if len(losses) >= RECENT and fmean(losses[-RECENT:]) > EXPLODED * first:
            return first, fmean(losses), "hopeless"
        if trainer.is_at_epoch_end:
            return first, fmean(losses), "hopeless" if fmean(losses) > EXPLODED * first else None


def _record(trainer: Trainer, mean: float) -> EpochRecord:
    with np.errstate(all="ignore"):
        result = trainer.recorder.result("validation")
    if result is None or trainer.first_nonfinite is not None:
        return EpochRecord(train_loss=_finite(mean), validation_loss=None, validation_accuracy=None)
    return EpochRecord(
        train_loss=_finite(mean), validation_loss=_finite(result.loss), validation_accuracy=result.accuracy
    )


def _finite(value: float) -> float | None:
    return value if isfinite(value) else None


def _alone(spec: ExperimentSpec) -> ExperimentSpec:
    """Return the experiment without early stopping: the stages decide how long a trial has."""
    return spec.model_copy(update={"training": spec.training.model_copy(update={"early_stopping": None})})


def _checkpoint(state: Keyframe | None, data: PreparedData) -> Checkpoint | None:
    if state is None:
        return None
    nothing = HistoryRecord(np.empty(0), (), ())
    return Checkpoint(**vars(state), data=data.record, blas_threads=1, history=nothing, first_nonfinite=None)


def _prepared(spec: ExperimentSpec) -> PreparedData:
    """Prepare the examples, or take those of an earlier leg; the test part is not looked at."""
    key = repr((spec.data, spec.preprocessing, spec.preprocessing_fit, spec.precision))
    if key not in _kept:
        data = prepare(spec)
        while len(_kept) >= KEPT:
            _kept.popitem(last=False)
        _kept[key] = replace(data, test=Examples(data.test.x[:0], data.test.targets[:0]))
    _kept.move_to_end(key)
    return _kept[key]
