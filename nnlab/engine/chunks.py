"""Long vectors in pieces that stay in the cache from one operation to the next."""

from __future__ import annotations

from collections.abc import Iterator

from nnlab.engine.array import Array

CHUNK = 32_768
"""Elements a piece: a few such vectors of float32 fit the second-level cache."""


def chunks(*vectors: Array) -> Iterator[tuple[Array, ...]]:
    """Yield views of the same piece of each of several equally long vectors."""
    if vectors[0].size <= CHUNK:
        yield vectors
        return
    for start in range(0, vectors[0].size, CHUNK):
        yield tuple(vector[start : start + CHUNK] for vector in vectors)
