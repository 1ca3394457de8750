"""Examples with what is to be said of them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating[Any]]
"""Numbers of the precision that their docstring says; so does it say their shape."""

Raw = NDArray[Any]
"""Examples as they come: unsigned bytes, float32 or float64."""

Labels = NDArray[np.intp]
"""Class indices, one an example; also indices of examples."""

Shape = tuple[int, ...]

BLOCK_BYTES = 1 << 20


@dataclass(frozen=True)
class DataShape:
    """How many examples there are, of what shape, and what is to be said of each.

    Attributes
    ----------
    examples : int
    example_shape : tuple of int
    classes : int
        0 where numbers are to be met.
    n_targets : int
        How many numbers are to be met; 0 where there are classes.
    bytes_per_value : int
        Of the examples as they come.
    """

    examples: int
    example_shape: Shape
    classes: int
    n_targets: int = 0
    bytes_per_value: int = 8

    @property
    def features(self) -> int:
        """Numbers an example."""
        return prod(self.example_shape)


@dataclass(frozen=True, eq=False)
class Dataset:
    """Raw examples, before any split. Nobody changes the arrays.

    Attributes
    ----------
    x : (n, *example_shape) of uint8, float32 or float64
        Rows of numbers are (features,); images are (height, width, channels).
    targets : (n,) of intp, or (n, n_targets) of float64
        Class indices, or numbers to be met.
    class_names : tuple of str
        What class indices stand for; empty where numbers are to be met.
    feature_names : tuple of str
        Of rows; empty where features are only numbered.
    target_names : tuple of str
        What is to be met; empty where it has no name.
    label_name : str
        What the classes are of; empty where it has no name.
    left_out : tuple of str
        Columns of a table from which nothing is to be learnt.
    """

    x: Raw
    targets: Labels | Array
    class_names: tuple[str, ...] = ()
    feature_names: tuple[str, ...] = ()
    target_names: tuple[str, ...] = ()
    label_name: str = ""
    left_out: tuple[str, ...] = ()

    @property
    def has_classes(self) -> bool:
        """Whether a class is to be named; otherwise numbers are to be met."""
        return bool(self.class_names)

    @property
    def nbytes(self) -> int:
        """Memory that the examples take."""
        return self.x.nbytes + self.targets.nbytes

    @property
    def shape(self) -> DataShape:
        """Sizes, without the data."""
        n_targets = 0 if self.has_classes else self.targets.shape[1]
        return DataShape(len(self.x), self.x.shape[1:], len(self.class_names), n_targets, self.x.itemsize)

    @cached_property
    def fingerprint(self) -> str:
        """A SHA-256 over shape, examples and targets, the same on every platform."""
        digest = hashlib.sha256(repr((self.x.dtype.name, self.x.shape, self.class_names)).encode())
        for array in (self.x, self.targets):
            little = array.dtype.newbyteorder("<") if array.dtype.kind == "f" else np.dtype("<i8")
            kind = array.dtype if array.dtype.itemsize == 1 else little
            for block in blocks(array):
                digest.update(np.ascontiguousarray(block, kind).tobytes())
        return digest.hexdigest()


def numbered(classes: int) -> tuple[str, ...]:
    """Return names for classes that have none: their indices, whether or not each has examples."""
    return tuple(str(label) for label in range(classes))


def rows_per_block(row_size: int) -> int:
    """Return how many rows of ``row_size`` float64 values make a block of about a megabyte; at least one."""
    return max(1, BLOCK_BYTES // (8 * max(row_size, 1)))


def blocks(array: NDArray[Any]) -> Iterator[NDArray[Any]]:
    """Yield ``array`` in stretches of rows that fit the cache, so that what is made of them on the way stays small."""
    step = rows_per_block(prod(array.shape[1:]))
    for start in range(0, len(array), step):
        yield array[start : start + step]
