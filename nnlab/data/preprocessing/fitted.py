"""Fitted steps: what examples go through."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from nnlab.data.dataset import Array, Raw, Shape


@dataclass(frozen=True)
class Affine:
    """A fitted step: ``(x - shift) / scale``.

    Attributes
    ----------
    shift, scale : (*example_shape) or broadcast to it, float64
    """

    shift: Array
    scale: Array

    def apply(self, x: Raw) -> Array:
        """Return (n, *example_shape) examples transformed, in float64."""
        y = np.subtract(x, self.shift, dtype=np.float64)
        return np.divide(y, self.scale, out=y)

    def output_shape(self, example_shape: Shape) -> Shape:
        """Return the shape of an example afterwards: the same."""
        return example_shape


@dataclass(frozen=True)
class Projection:
    """A fitted step: ``(x - mean) @ matrix``, which makes rows of examples of any shape.

    Attributes
    ----------
    mean : (d,) of float64
    matrix : (d, k) of float64
        In C order, as a file holds it: BLAS rounds products with a transposed matrix differently.
    """

    mean: Array
    matrix: Array

    def apply(self, x: Raw) -> Array:
        """Return (n, k) of (n, *example_shape) examples, in float64."""
        centred = np.subtract(x.reshape(len(x), len(self.mean)), self.mean, dtype=np.float64)
        result: Array = centred @ self.matrix
        return result

    def output_shape(self, example_shape: Shape) -> Shape:
        """Return the shape of an example afterwards: (k,)."""
        return (self.matrix.shape[1],)


FittedStep = Affine | Projection


def apply(fitted: Sequence[FittedStep], x: Raw) -> Array:
    """Return (n, *output_shape) of a few (n, *example_shape) examples after all steps, in float64.

    Many go through ``transform``, by blocks.
    """
    y: Array = np.asarray(x, np.float64)
    for step in fitted:
        y = step.apply(y)
    return y


def shapes_through(fitted: Sequence[FittedStep], example_shape: Shape) -> list[Shape]:
    """Return the shape of an example before the first step and after each."""
    shapes = [example_shape]
    for step in fitted:
        shapes.append(step.output_shape(shapes[-1]))
    return shapes
