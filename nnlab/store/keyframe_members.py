"""The keyframes of a run as arrays, and back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from nnlab.spec.live import Change
from nnlab.store.arrays import ReadArray
from nnlab.training.batches import Place
from nnlab.training.keyframe import Keyframe
from nnlab.training.keyframes import FILE_BUDGET_BYTES, thinned

MOST = 32
WORDS = 10
"""Of 32 bits that hold the state of a PCG64 generator: state and increment four each, and a number put by."""


def keyframe_arrays(keyframes: Sequence[Keyframe], best: int | None) -> dict[str, NDArray[Any]]:
    """Return the arrays that hold as many of ``keyframes`` as a file has room for, by name; none where there are none.

    Parameters
    ----------
    keyframes : sequence of Keyframe
    best : int or None
        A step that is kept for certain, as the first is.
    """
    if not keyframes:
        return {}
    budget = min(FILE_BUDGET_BYTES, MOST * keyframes[0].size_bytes)
    always = [keyframes[0].step] + ([] if best is None else [best])
    frames = thinned(keyframes, always, budget)
    numbers = [(f.step, f.seconds, f.place.epoch, f.place.position) for f in frames]
    states = [[_words(state) for state in (f.place.random_state, *f.dropout)] for f in frames]
    arrays = {
        "numbers": np.array(numbers, np.float64).reshape(-1, 4),
        "parameters": np.stack([f.parameters for f in frames]),
        "running": np.stack([f.running for f in frames]),
        "orders": np.stack([f.place.order for f in frames]).astype(np.uint32),
        "generators": np.array(states, np.uint32).reshape(len(frames), -1, WORDS),
        **{f"optimizer/{name}": np.stack([f.optimizer[name] for f in frames]) for name in frames[0].optimizer},
    }
    return {f"keyframes/{name}": array for name, array in arrays.items()}


def _words(state: Mapping[str, Any]) -> list[int]:
    numbers = state["state"]
    big = [numbers[name] >> shift & 0xFFFFFFFF for name in ("state", "inc") for shift in (0, 32, 64, 96)]
    return [*big, state["has_uint32"], state["uinteger"]]


def keyframes_from(
    array: ReadArray, optimizer: Sequence[str], changes: Sequence[Change], dtype: DTypeLike
) -> tuple[Keyframe, ...]:
    """Read what ``keyframe_arrays`` made.

    Parameters
    ----------
    array : callable
        Returns the array of a name and a type.
    optimizer : sequence of str
        What its optimiser remembers.
    changes : sequence of Change
        All of the run.
    dtype : float32 or float64

    Raises
    ------
    ValueError, KeyError
        When arrays are missing or do not fit each other.
    """
    numbers = array("keyframes/numbers")
    generators = array("keyframes/generators", np.uint32)
    vectors = {name: array(f"keyframes/{name}", dtype) for name in ("parameters", "running")}
    memory = {name: array(f"keyframes/optimizer/{name}", dtype) for name in optimizer}
    orders = array("keyframes/orders", np.uint32)
    columns = (*vectors.values(), *memory.values(), orders)
    if numbers.shape[1:] != (4,) or generators.ndim != 3 or generators.shape[1:] != (generators.shape[1], WORDS):
        raise ValueError("the keyframes have no shape")
    if any(column.ndim != 2 or len(column) != len(numbers) for column in (*columns,)) or not generators.shape[1]:
        raise ValueError("the keyframes do not fit each other")
    if not np.isfinite(numbers).all() or numbers.min(initial=0) < 0 or len(generators) != len(numbers):
        raise ValueError("a keyframe is at no step")
    frames = []
    for place, (step, seconds, epoch, position) in enumerate(numbers.tolist()):
        order_state, *dropout = (_state(words) for words in generators[place].tolist())
        frames.append(
            Keyframe(
                step=int(step),
                parameters=vectors["parameters"][place],
                running=vectors["running"][place],
                seconds=seconds,
                optimizer={name: column[place] for name, column in memory.items()},
                place=Place(int(epoch), int(position), orders[place].astype(np.intp), order_state),
                dropout=tuple(dropout),
                changes=tuple(change for change in changes if change.step < step),
            )
        )
    return tuple(frames)


def _state(words: list[int]) -> dict[str, Any]:
    state, inc = (sum(word << 32 * place for place, word in enumerate(words[at : at + 4])) for at in (0, 4))
    if words[8] > 1:
        raise ValueError("a generator's state is out of range")
    return {
        "bit_generator": "PCG64",
        "state": {"state": state, "inc": inc},
        "has_uint32": words[8],
        "uinteger": words[9],
    }
