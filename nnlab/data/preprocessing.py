"""Steps fitted on the training part and applied to every part alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from nnlab.data.dataset import Array
from nnlab.spec.base import Spec
from nnlab.spec.preprocessing import CenterSpec, NormalizeSpec, PreprocessingSpec


@dataclass(frozen=True)
class Affine:
    """A fitted step: ``(x - shift) / scale``.

    Attributes
    ----------
    shift, scale : (*example_shape) or broadcast to it, float64
    """

    shift: Array
    scale: Array

    def apply(self, x: Array) -> Array:
        """Return ``x`` transformed, in float64."""
        y = np.subtract(x, self.shift, dtype=np.float64)
        return np.divide(y, self.scale, out=y)


def fit_center(spec: CenterSpec, x: Array) -> Affine:
    """Find the mean to subtract: of each feature, of each channel, or one over all.

    Parameters
    ----------
    spec : CenterSpec
    x : (n, *example_shape)
        Only images, of three dimensions, have channels; all other features count as one channel.
    """
    axes = {"feature": (0,), "channel": (0, 1, 2) if x.ndim == 4 else None, "all": None}[spec.mean]
    return Affine(np.asarray(x.mean(axis=axes, dtype=np.float64)), np.ones(()))


def fit_normalize(spec: NormalizeSpec, x: Array) -> Affine:
    """Find each feature's 1/n deviation, or the middle and half-width of its range; a constant one is not scaled.

    Parameters
    ----------
    spec : NormalizeSpec
    x : (n, *example_shape)
    """
    if spec.by == "std":
        mean, std = x.mean(axis=0, dtype=np.float64), x.std(axis=0, dtype=np.float64)
        rounding = (
            len(x) * np.finfo(np.float64).eps * np.abs(mean)
        )  # what is left of a constant that is no binary fraction
        return Affine(np.zeros_like(std), np.where(std > rounding, std, 1.0))
    low, high = x.min(axis=0).astype(np.float64), x.max(axis=0).astype(np.float64)
    half_width = (high - low) / 2
    return Affine((low + high) / 2, np.where(half_width > 0, half_width, 1.0))


FITTERS: dict[type[Spec], Callable[[Any, Array], Affine]] = {CenterSpec: fit_center, NormalizeSpec: fit_normalize}


def fit(steps: Sequence[PreprocessingSpec], x: Array) -> list[Affine]:
    """Fit ``steps`` one after the other, each on what the ones before made of ``x``.

    Parameters
    ----------
    steps : sequence of PreprocessingSpec
    x : (n, *example_shape)
        The examples that the statistics may come from.
    """
    fitted: list[Affine] = []
    for step in steps:
        fitted.append(FITTERS[type(step)](step, x))
        x = fitted[-1].apply(x)
    return fitted


def apply(fitted: Sequence[Affine], x: Array) -> Array:
    """Return (n, *example_shape) examples after all fitted steps."""
    for step in fitted:
        x = step.apply(x)
    return x
