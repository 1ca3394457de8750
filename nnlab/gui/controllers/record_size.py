"""How much memory the record of a run takes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from nnlab.training.checkpoint import RunRecord

LAYER_BYTES: Final = 4000
"""Of one layer in one picture: four histograms, and the objects around them."""


def size_of(record: RunRecord) -> int:
    """Return bytes, arrays that are held twice counted once; pictures are counted by their layers."""
    pictures = record.checkpoint.history.pictures
    drawn = sum(len(picture.layers) for picture in pictures) * LAYER_BYTES
    history = record.checkpoint.history
    parts = (record.checkpoint, history.losses, history.keyframes)
    held = {id(array): array.nbytes for array in _arrays(parts)}
    return sum(held.values()) + drawn


def _arrays(value: Any) -> Iterator[NDArray[Any]]:
    """Yield the arrays in plain data, but for what a history holds."""
    if isinstance(value, np.ndarray):
        yield _owner(value)
    elif is_dataclass(value) and not isinstance(value, type):
        yield from _arrays([getattr(value, field.name) for field in fields(value) if field.name != "history"])
    elif isinstance(value, Mapping):
        yield from _arrays(list(value.values()))
    elif isinstance(value, (tuple, list)):
        for item in value:
            yield from _arrays(item)


def _owner(array: NDArray[Any]) -> NDArray[Any]:
    """Return the array whose memory is looked at."""
    return array.base if isinstance(array.base, np.ndarray) else array
