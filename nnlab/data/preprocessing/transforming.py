"""Examples put through fitted steps, block by block."""

from __future__ import annotations

from collections.abc import Generator, Sequence

import numpy as np
from numpy.typing import DTypeLike

from nnlab.data.dataset import Array, Labels, Raw
from nnlab.data.preprocessing.blockwise import rows_through, taken
from nnlab.data.preprocessing.fitted import FittedStep, shapes_through
from nnlab.jobs import drained


def transforming(
    fitted: Sequence[FittedStep], x: Raw, index: Labels | None, dtype: DTypeLike
) -> Generator[float, None, Array]:
    """Put examples through all steps, yielding the share that is done.

    Parameters
    ----------
    fitted : sequence of FittedStep
    x : (n, *example_shape)
    index : (m,), optional
        Which examples; None for all.
    dtype : float32 or float64
        Of the result; the steps themselves work in float64.

    Returns
    -------
    (m, *output_shape)
        New and contiguous.
    """
    shape, rows = shapes_through(fitted, x.shape[1:])[-1], rows_through(fitted, x.shape[1:])
    result = np.empty((len(x) if index is None else len(index), *shape), dtype)
    done = 0
    for block in taken(x, index, rows):
        _put_through(fitted, block, result[done : done + len(block)])
        done += len(block)
        yield done / len(result)
    return result


def transform(fitted: Sequence[FittedStep], x: Raw, index: Labels | None, dtype: DTypeLike) -> Array:
    """Put examples through all steps in one go; see ``transforming``."""
    return drained(transforming(fitted, x, index, dtype))


@np.errstate(over="ignore")
def _put_through(fitted: Sequence[FittedStep], x: Raw, out: Array) -> None:
    """Fill ``out``; what is too large for its type becomes infinite, as the loss will show."""
    for step in fitted:
        x = step.apply(x)
    out[...] = x
