"""Examples with their labels."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating[Any]]
"""Examples or statistics of them; their shape stands in the docstring of whoever takes or returns them."""

Labels = NDArray[np.intp]
"""Class indices, one an example; also indices of examples."""


@dataclass(frozen=True)
class Dataset:
    """Raw examples, before any split.

    Attributes
    ----------
    x : (n, *example_shape) of float64
        Images are (height, width, channels).
    labels : (n,)
    class_names : tuple of str
        What the labels stand for.
    """

    x: Array
    labels: Labels
    class_names: tuple[str, ...]

    def fingerprint(self) -> str:
        """Return a SHA-256 over shape, examples and labels, the same on every platform."""
        digest = hashlib.sha256(repr((self.x.shape, self.class_names)).encode())
        digest.update(np.ascontiguousarray(self.x, "<f8").tobytes())
        digest.update(np.ascontiguousarray(self.labels, "<i8").tobytes())
        return digest.hexdigest()
