"""What preprocessing does to images: their mean, the means of their channels, and examples before and after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from nnlab.data.dataset import Array, Dataset, Labels, Raw, Shape
from nnlab.data.feature_names import channel_name
from nnlab.data.looking.pushing import after_every_step, evenly
from nnlab.data.looking.spread import Spread
from nnlab.data.preprocessing import Affine, FittedStep, Projection
from nnlab.data.preprocessing.fitted import shapes_through
from nnlab.text import Text

MOST_EXAMPLES: Final = 100
MOST_BYTES: Final = 16 << 20
"""Of the examples in float64; large images are fewer."""


@dataclass(frozen=True)
class Pictures:
    """Images of the training part.

    Attributes
    ----------
    mean_image : (height, width, channels)
    channels : tuple of Text
        Their names.
    channel_means, channel_stds : (channels,)
        Over all pixels of all training examples, raw.
    before : (m, height, width, channels) of uint8, float32 or float64
        Some raw examples.
    after : (m, height, width, channels) or (m, components)
        The same after all steps.
    rebuilt : (m, height, width, channels) or None
        What the components still tell of the raw examples; None while these are images.
    targets : (m,) of intp, or (m, n_targets) of float64
    """

    mean_image: Array
    channels: tuple[Text, ...]
    channel_means: Array
    channel_stds: Array
    before: Raw
    after: Array
    rebuilt: Array | None
    targets: Labels | Array


def pictures_of(dataset: Dataset, points: Labels, fitted: Sequence[FittedStep], raw: Spread) -> Pictures | None:
    """Return what only images have; None of rows.

    Parameters
    ----------
    dataset : Dataset
    points : (n,)
        Training examples to choose some from.
    fitted : sequence of FittedStep
    raw : Spread
        Of all training examples, before the first step.
    """
    if dataset.x.ndim != 4:
        return None
    shape = dataset.x.shape[1:]
    some = evenly(points, max(1, min(MOST_EXAMPLES, MOST_BYTES // (8 * len(raw.mean)))))
    before = dataset.x[some]
    *_, after = after_every_step(before, fitted)
    mean, std = raw.mean.reshape(shape), raw.std.reshape(shape)
    return Pictures(
        mean_image=mean,
        channels=tuple(channel_name(index, shape[2]) for index in range(shape[2])),
        channel_means=mean.mean(axis=(0, 1)),
        channel_stds=np.sqrt(np.mean(std**2, axis=(0, 1)) + mean.var(axis=(0, 1))),
        before=before,
        after=after,
        rebuilt=rebuilt(after, fitted, shape) if after.ndim == 2 else None,
        targets=dataset.targets[some],
    )


def rebuilt(y: Array, fitted: Sequence[FittedStep], shape: Shape) -> Array:
    """Undo ``fitted``, the last first, as far as it can be: of what a projection dropped the mean is left.

    Parameters
    ----------
    y : (n, *shape_after)
    fitted : sequence of FittedStep
    shape : tuple of int
        Of an example before the first step.

    Returns
    -------
    (n, *shape)
    """
    shapes = shapes_through(fitted, shape)[:-1]
    for step, before in zip(reversed(fitted), reversed(shapes), strict=True):
        y = y * step.scale + step.shift if isinstance(step, Affine) else _unprojected(step, y)
        y = y.reshape(len(y), *before)
    return y


def _unprojected(step: Projection, y: Array) -> Array:
    """Return (n, d) of (n, k): the columns of the matrix are at right angles, so their inverse is quickly found."""
    squares = np.square(step.matrix).sum(axis=0)
    back: Array = (y / np.where(squares > 0, squares, 1.0)) @ step.matrix.T + step.mean
    return back
