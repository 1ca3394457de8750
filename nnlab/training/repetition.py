"""A saved run, trained once more from its spec, and how far the numbers agree."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nnlab.data.prepared import DataRecord, preparing
from nnlab.spec.live import with_changes
from nnlab.training.checkpoint import Checkpoint, RunRecord
from nnlab.training.loop import train
from nnlab.training.memory import check_memory
from nnlab.training.outline import outline
from nnlab.training.trainer import Trainer

Numbers = NDArray[np.floating]


@dataclass(frozen=True)
class Agreement:
    """How some numbers of a run compare with those of its repetition.

    Attributes
    ----------
    what : str
        Which numbers: ``parameters``, ``losses`` …
    count : int
        How many there are.
    different : int
        How many of them differ in any bit; those that only one of the two has count too.
    largest : float
        The largest difference; infinite where one of the two numbers is not finite.
    relative : float
        The same over the largest of all numbers of the run.
    """

    what: str
    count: int
    different: int
    largest: float
    relative: float


@dataclass(frozen=True)
class Repetition:
    """A run and the same run once more.

    Attributes
    ----------
    steps : int
        How many both took, or could.
    first_step : int or None
        The first whose loss differs.
    agreements : tuple of Agreement
    """

    steps: int
    first_step: int | None
    agreements: tuple[Agreement, ...]

    @property
    def is_identical(self) -> bool:
        """Whether all is the same to the last bit."""
        return not any(agreement.different for agreement in self.agreements)


def repeating(record: RunRecord) -> Generator[float, None, Repetition]:
    """Train what ``record`` says from its first step, live changes included, and compare; yield the share done.

    With as many BLAS threads as the run had, which whoever goes through this has to set.

    Raises
    ------
    NnlabError
        When the data cannot be read or are others by now, or there is too little memory.
    """
    saved = record.checkpoint
    check_memory(outline(record.spec, saved.data), 0)
    data = yield from preparing(record.spec, saved.data, fits_anew=True)
    trainer = Trainer(record.spec, saved.blas_threads, data=data)
    for step in _steps(trainer, saved):
        yield step / saved.step
    return _compare(saved, trainer.checkpoint())


def _steps(trainer: Trainer, saved: Checkpoint) -> Iterator[int]:
    """Train as far as ``saved``, changing what was changed where it was."""
    if not saved.step:
        return
    _change(trainer, saved)
    for _ in train(trainer):
        yield trainer.step_count
        if trainer.step_count >= saved.step:
            return
        _change(trainer, saved)


def _change(trainer: Trainer, saved: Checkpoint) -> None:
    due = [change for change in saved.changes if change.step == trainer.step_count]
    if due:
        trainer.change(with_changes(trainer.spec, due))


def _compare(saved: Checkpoint, again: Checkpoint) -> Repetition:
    losses, repeated = saved.history.losses, again.history.losses
    length = min(len(losses), len(repeated))
    differing = np.flatnonzero(~_same(losses[:length], repeated[:length]))
    first = int(differing[0]) + 1 if differing.size else None
    return Repetition(
        steps=saved.step,
        first_step=length + 1 if first is None and len(losses) != len(repeated) else first,
        agreements=(
            _agreement("parameters", saved.parameters, again.parameters),
            _agreement("running statistics", saved.running, again.running),
            *(
                _agreement(f"optimiser: {name}", saved.optimizer[name], again.optimizer[name])
                for name in saved.optimizer
            ),
            _agreement("losses", losses, repeated),
            _agreement("preprocessing", _fitted(saved.data), _fitted(again.data)),
        ),
    )


def _fitted(data: DataRecord) -> Numbers:
    """Return all numbers that the preprocessing has learnt, in a row."""
    arrays = [array for step in data.fitted for array in vars(step).values()]
    return np.concatenate([np.empty(0), *(np.ravel(array) for array in arrays)])


def _agreement(what: str, saved: Numbers, again: Numbers) -> Agreement:
    length = min(len(saved), len(again))
    one, other = saved[:length].astype(np.float64), again[:length].astype(np.float64)
    with np.errstate(all="ignore"):
        differences = np.abs(one - other)
    differences[np.isnan(differences)] = np.inf
    differences[_same(one, other)] = 0.0
    largest = float(differences.max(initial=0.0))
    scale = float(np.max(np.abs(one), initial=0.0, where=np.isfinite(one)))
    missing = max(len(saved), len(again)) - length
    different = int(np.count_nonzero(~_same(saved[:length], again[:length]))) + missing
    return Agreement(what, max(len(saved), len(again)), different, largest, largest / scale if scale else largest)


def _same(one: Numbers, other: Numbers) -> NDArray[np.bool_]:
    """Return where two arrays hold the same bits; NaN is the same as NaN, whatever its bits."""
    same: NDArray[np.bool_] = ((one == other) & (np.signbit(one) == np.signbit(other))) | (
        np.isnan(one) & np.isnan(other)
    )
    return same
