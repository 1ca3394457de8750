"""Long vectors in pieces that stay in the cache from one operation to the next."""

from __future__ import annotations

from nnlab.engine.array import Array

CHUNK = 32_768
"""Elements a piece: a few such vectors of float32 fit the second-level cache."""


def pieces(*vectors: Array) -> list[tuple[Array, ...]]:
    """Return views of the same piece of each of several equally long vectors, from the first piece to the last.

    They are cut once and used at every step, since cutting takes as long as calculating with short vectors.
    """
    starts = range(0, max(vectors[0].size, 1), CHUNK)
    return [tuple(vector[start : start + CHUNK] for vector in vectors) for start in starts]
