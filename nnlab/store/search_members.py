"""The states of trials that wait for others of their search, as arrays, and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
from numpy.typing import DTypeLike, NDArray

from nnlab.spec.search import SearchRecord
from nnlab.store.archive import Parts
from nnlab.store.arrays import from_npy, to_npy
from nnlab.store.keyframe_members import keyframe_arrays, keyframes_from
from nnlab.training.keyframe import Keyframe

MOST: Final = 300
BUDGET_BYTES: Final = 64_000_000
"""What does not fit begins again from its start, to the same end."""
PRECISIONS: Final = ("float32", "float64")


def waiting_members(waiting: Mapping[int, Keyframe]) -> dict[str, Parts]:
    """Return the members that hold as many states as a file has room for, by the number of the trial."""
    arrays: dict[str, NDArray[Any]] = {}
    left = BUDGET_BYTES
    for number, frame in sorted(waiting.items())[:MOST]:
        left -= frame.size_bytes
        if left < 0:
            break
        arrays |= {f"{_place(number)}{name}": array for name, array in keyframe_arrays([frame], None).items()}
    return {f"{name}.npy": to_npy(array) for name, array in arrays.items()}


def waiting_from(members: Mapping[str, bytes], search: SearchRecord) -> dict[int, Keyframe]:
    """Read the states of the trials of ``search`` that have not come to their end.

    Raises
    ------
    ValueError, KeyError
        When an array is missing, or not what ``waiting_members`` writes.
    """
    waiting = {}
    for trial in search.trials:
        if trial.outcome is None and f"{_place(trial.number)}keyframes/numbers.npy" in members:
            precision = trial.values.get("precision", search.experiment.precision)
            waiting[trial.number] = _state(members, _place(trial.number), precision)
    return waiting


def _place(number: int) -> str:
    return f"trials/{number}/"


def _state(members: Mapping[str, bytes], place: str, precision: object) -> Keyframe:
    if precision not in PRECISIONS:
        raise ValueError("a trial computes with no kind of number")

    def array(name: str, dtype: DTypeLike = np.float64) -> NDArray[Any]:
        return from_npy(members[f"{place}{name}.npy"], dtype)

    memory = f"{place}keyframes/optimizer/"
    optimizer = [name.removeprefix(memory).removesuffix(".npy") for name in members if name.startswith(memory)]
    frames = keyframes_from(array, optimizer, (), str(precision))
    if len(frames) != 1:
        raise ValueError("a trial waits at one place")
    return frames[0]
