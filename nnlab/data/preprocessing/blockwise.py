"""Examples taken in blocks, so that what is made of them on the way stays small."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import prod

from nnlab.data.dataset import Labels, Raw, Shape, rows_per_block
from nnlab.data.preprocessing.fitted import FittedStep, Projection, shapes_through

ROWS_WORTH_A_PRODUCT = 256
"""With fewer rows than that, reading a large matrix takes longer than multiplying by it."""


def rows_for_product(size: int) -> int:
    """Return the least rows to multiply at a time by a matrix of (features, size); they take no more room than it."""
    return min(ROWS_WORTH_A_PRODUCT, size)


def rows_through(fitted: Sequence[FittedStep], example_shape: Shape) -> int:
    """Return how many examples to take through ``fitted`` at a time."""
    widest = max(prod(shape) for shape in shapes_through(fitted, example_shape))
    products = (rows_for_product(step.matrix.shape[1]) for step in fitted if isinstance(step, Projection))
    return max(rows_per_block(widest), *products, 1)


def taken(x: Raw, index: Labels | None, rows: int) -> Iterator[Raw]:
    """Yield x[index], or all of ``x``, by at most so many rows; where there is no index, views."""
    for start in range(0, len(x) if index is None else len(index), rows):
        yield x[start : start + rows] if index is None else x[index[start : start + rows]]
