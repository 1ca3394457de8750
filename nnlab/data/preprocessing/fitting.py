"""Steps fitted one after the other, each on what the ones before made of the examples."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from typing import Any

import numpy as np

from nnlab.data.dataset import Array, Labels, Raw
from nnlab.data.preprocessing.components import Components, find_components
from nnlab.data.preprocessing.fitted import Affine, FittedStep, Projection
from nnlab.data.preprocessing.moments import gather_ends, gather_mean, gather_moments
from nnlab.data.preprocessing.seen import Progress, SeenExamples
from nnlab.data.preprocessing.sizes import most_components, rotates
from nnlab.jobs import drained
from nnlab.spec.base import Spec
from nnlab.spec.preprocessing import CenterSpec, NormalizeSpec, PcaSpec, PreprocessingSpec, WhitenSpec

NARROWEST = np.finfo(np.float64).tiny
"""The inverse of a narrower range may be infinite."""
SHARE_ROUNDING = 1e-12
"""A share of the variance that is smaller by so little than the one asked for is that one."""

Fitter = Callable[[Any, SeenExamples], Generator[float, None, FittedStep]]


def fitting(
    steps: Sequence[PreprocessingSpec], x: Raw, index: Labels | None = None
) -> Generator[float, None, tuple[FittedStep, ...]]:
    """Fit ``steps`` one after the other, each on what the ones before made; yield the share that is done.

    Parameters
    ----------
    steps : sequence of PreprocessingSpec
    x : (n, *example_shape)
        Raw.
    index : (m,), optional
        The examples that the statistics may come from; None for all.

    Raises
    ------
    InvalidSpecError
        Where numbers leave the range of float64.
    """
    passes = sum(2 if rotates(step, steps[:place]) else 1 for place, step in enumerate(steps))
    progress = Progress(passes * (len(x) if index is None else len(index)))
    fitted: tuple[FittedStep, ...] = ()
    for place, step in enumerate(steps):
        seen = SeenExamples(x, index, tuple(steps[:place]), fitted, progress)
        fitted = (*fitted, (yield from FITTERS[type(step)](step, seen)))
    return fitted


def fit(steps: Sequence[PreprocessingSpec], x: Raw, index: Labels | None = None) -> tuple[FittedStep, ...]:
    """Fit ``steps`` in one go; see ``fitting``."""
    return drained(fitting(steps, x, index))


def fit_center(spec: CenterSpec, seen: SeenExamples) -> Generator[float, None, FittedStep]:
    """Find the mean to subtract: of each feature, of each channel, or one over all.

    Only images, of three dimensions, have channels; all other features count as one channel.
    """
    mean = (yield from gather_mean(seen)).reshape(seen.shape)
    if spec.mean == "channel" and mean.ndim == 3:
        mean = mean.mean(axis=(0, 1))
    elif spec.mean != "feature":
        mean = np.asarray(mean.mean())
    return Affine(mean, np.ones(()))


def fit_normalize(spec: NormalizeSpec, seen: SeenExamples) -> Generator[float, None, FittedStep]:
    """Find each feature's 1/n deviation, or the middle and half-width of its range; a constant one is not scaled."""
    if spec.by == "std":
        moments = yield from gather_moments(seen)
        shift, scale = np.zeros(seen.features), np.where(moments.varies, moments.std, 1.0)
    else:
        low, high = yield from gather_ends(seen)
        shift, half_width = low / 2 + high / 2, high / 2 - low / 2
        scale = np.where(half_width > NARROWEST, half_width, 1.0)
    return Affine(shift.reshape(seen.shape), scale.reshape(seen.shape))


def fit_pca(spec: PcaSpec, seen: SeenExamples) -> Generator[float, None, FittedStep]:
    """Find the mean and the principal components to keep."""
    components = yield from find_components(seen, (yield from gather_moments(seen)))
    kept = _kept(spec, components.variances, len(seen))
    return Projection(components.mean, np.ascontiguousarray(components.directions[:, :kept]))


def _kept(spec: PcaSpec, variances: Array, examples: int) -> int:
    """Return how many components to keep: a count, or the fewest that hold the share of the variance."""
    if isinstance(spec.components, int):
        return most_components(spec, len(variances), examples)
    held = np.cumsum(variances)
    return 1 + int(np.searchsorted(held, (spec.components - SHARE_ROUNDING) * held[-1]))


def fit_whiten(spec: WhitenSpec, seen: SeenExamples) -> Generator[float, None, FittedStep]:
    """Find what makes the variances 1/(1 + epsilon/variance): a scale of each component, or the components as well."""
    moments = yield from gather_moments(seen)
    if not rotates(spec, seen.before):
        deviation = np.sqrt(moments.variance + spec.epsilon)
        return Affine(moments.mean, np.where(deviation > 0, deviation, 1.0))
    components = yield from find_components(seen, moments)
    matrix = np.zeros((seen.features, seen.features))
    matrix[:, : len(components.variances)] = _scaled(components, spec.epsilon)
    return Projection(components.mean, matrix)


def _scaled(components: Components, epsilon: float) -> Array:
    """Return (features, r) directions over √(variance + epsilon); those without variance stay 0."""
    variances = components.variances
    deviation = np.sqrt(np.where(variances > 0, variances + epsilon, 1.0))
    scaled: Array = components.directions / deviation
    return scaled


FITTERS: dict[type[Spec], Fitter] = {
    CenterSpec: fit_center,
    NormalizeSpec: fit_normalize,
    PcaSpec: fit_pca,
    WhitenSpec: fit_whiten,
}
