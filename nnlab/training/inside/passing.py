"""Many points put through a network, a little at a time, so that training goes on meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import Final

import numpy as np

from nnlab.data.dataset import Array, Raw
from nnlab.training.inside.twin import BATCH, Twin

WORK: Final = 20_000_000
"""Multiplications at a time: some milliseconds."""
FEWEST: Final = 16


def rows_at_a_time(twin: Twin) -> int:
    """Return how many examples go through a network in a few milliseconds."""
    size = sum(parameter.value.size for layer in twin.parameters for parameter in layer)
    return max(FEWEST, min(BATCH, WORK // max(size, 1)))


def passing(twin: Twin, raw: Raw, take: Callable[[slice, Array], None]) -> Generator[float, None, None]:
    """Prepare raw examples and pass them up; yield the share that is done.

    Parameters
    ----------
    twin : Twin
    raw : (n, *example_shape)
    take : callable
        Given a stretch of the examples and their (m, n_outputs) outputs, which the next pass overwrites; the layers
        hold theirs as well.
    """
    rows = rows_at_a_time(twin)
    for start in range(0, len(raw), rows):
        stretch = slice(start, min(start + rows, len(raw)))
        take(stretch, twin.forward(twin.prepared(raw[stretch])))
        yield stretch.stop / len(raw)


def outputs_of(twin: Twin, raw: Raw) -> Generator[float, None, Array]:
    """Return the (n, n_outputs) outputs for (n, *example_shape) raw examples; yield the share that is done."""
    found: list[Array] = []
    yield from passing(twin, raw, lambda _, outputs: found.append(outputs.copy()))
    return np.concatenate(found)
