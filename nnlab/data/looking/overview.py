"""What is to be seen of raw data at a glance: how many of what, and how the values lie."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from math import prod
from typing import Any, Final, Literal

import numpy as np
from numpy.typing import NDArray

from nnlab.data.dataset import Array, Dataset, DataShape, Labels, Raw, rows_per_block
from nnlab.data.feature_names import channel_name, names_of
from nnlab.data.looking.distributions import Blocks, Distribution, distribute, find_ranges
from nnlab.data.preprocessing.blockwise import taken
from nnlab.data.progress import within
from nnlab.data.split import Split
from nnlab.text import QT_TRANSLATE_NOOP, Text

Part = Literal["train", "validation", "test"]
PARTS: Final[tuple[Part, ...]] = ("train", "validation", "test")

MOST_FEATURES = 200
"""So many features are described; of images with more numbers only the channels are."""

ALL_PIXELS = QT_TRANSLATE_NOOP("nnlab", "all pixels")


@dataclass(frozen=True)
class FeatureOverview:
    """One feature, or one channel over all its pixels, in the training part.

    Attributes
    ----------
    name : Text
    low, high : float
    distinct : int or None
        How many different values there are; None where they are many.
    values : Distribution
    """

    name: Text
    low: float
    high: float
    distinct: int | None
    values: Distribution

    @property
    def is_constant(self) -> bool:
        """Whether it says nothing, being the same in all examples."""
        return self.distinct == 1


@dataclass(frozen=True)
class TargetOverview:
    """One of the numbers to be met.

    Attributes
    ----------
    name : str
        Empty where it has none.
    low, high : float
        Over all parts.
    parts : dict of Part to Distribution
        All with the same bins.
    """

    name: str
    low: float
    high: float
    parts: dict[Part, Distribution]


@dataclass(frozen=True)
class Overview:
    """What the panels of the data show; it holds no examples.

    Attributes
    ----------
    shape : DataShape
    class_names : tuple of str
        Empty where numbers are to be met.
    sizes : dict of Part to int
    class_counts : dict of Part to (classes,) of int
    targets : tuple of TargetOverview
        Empty where there are classes.
    features : tuple of FeatureOverview
        The first of them; none of images with more than MOST_FEATURES numbers.
    channels : tuple of FeatureOverview
        Of images.
    mean_image : (height, width, channels) or None
        Of the training part, where there are images.
    """

    shape: DataShape
    class_names: tuple[str, ...]
    sizes: dict[Part, int]
    class_counts: dict[Part, NDArray[np.intp]]
    targets: tuple[TargetOverview, ...]
    features: tuple[FeatureOverview, ...]
    channels: tuple[FeatureOverview, ...]
    mean_image: Array | None


def overview(dataset: Dataset, split: Split) -> Generator[float, None, Overview]:
    """Describe the raw examples, yielding the share that is done.

    Parameters
    ----------
    dataset : Dataset
    split : Split
        Features are described over its training part, which is all that preprocessing may see.
    """
    parts = dict(zip(PARTS, (split.train, split.validation, split.test), strict=True))
    train, is_image = np.sort(split.train), dataset.x.ndim == 4
    targets = yield from within(_targets(dataset, parts), 0.0, 0.1)
    channels = yield from within(_channels(dataset.x, train), 0.1, 0.7)
    mean_image = (yield from within(_mean_image(dataset.x, train), 0.7, 0.9)) if is_image else None
    features = yield from within(_features(dataset, train), 0.9 if is_image else 0.1, 1.0)
    return Overview(
        shape=dataset.shape,
        class_names=dataset.class_names,
        sizes={part: len(index) for part, index in parts.items()},
        class_counts={part: _class_counts(dataset, index) for part, index in parts.items()},
        targets=targets,
        features=features,
        channels=channels,
        mean_image=mean_image,
    )


def _targets(dataset: Dataset, parts: dict[Part, Labels]) -> Generator[float, None, tuple[TargetOverview, ...]]:
    """Describe the numbers to be met, all parts in the same bins."""
    if dataset.has_classes:
        return ()
    everything = np.concatenate(list(parts.values()))
    if not len(everything):
        return ()
    ranges = yield from find_ranges(_blocks(dataset.targets, everything), len(everything))
    found = {}
    for part, index in parts.items():
        found[part] = yield from distribute(_blocks(dataset.targets, index), len(index), ranges)
    names = dataset.target_names or ("",) * len(ranges.low)
    return tuple(
        TargetOverview(name, float(low), float(high), {part: found[part][i] for part in PARTS})
        for i, (name, low, high) in enumerate(zip(names, ranges.low, ranges.high, strict=True))
    )


def _channels(x: Raw, train: Labels) -> Generator[float, None, tuple[FeatureOverview, ...]]:
    """Describe the channels of images; rows have none."""
    if x.ndim != 4:
        return ()
    height, width, channels = x.shape[1:]
    blocks = _blocks(x, train, channels)
    names = [channel_name(i, channels) for i in range(channels)] if channels > 1 else [Text(ALL_PIXELS)]
    return (yield from _described(blocks, len(train) * height * width, names))


def _features(dataset: Dataset, train: Labels) -> Generator[float, None, tuple[FeatureOverview, ...]]:
    """Describe the first features, or all pixels of small images."""
    x = dataset.x[:, :MOST_FEATURES] if dataset.x.ndim == 2 else dataset.x
    features = prod(x.shape[1:])
    if features > MOST_FEATURES:
        return ()
    names = names_of(dataset)
    return (yield from _described(_blocks(x, train), len(train), [names[i] for i in range(features)]))


def _described(
    blocks: Blocks, count: int, names: Sequence[Text]
) -> Generator[float, None, tuple[FeatureOverview, ...]]:
    if not count or not names:
        return ()
    ranges = yield from within(find_ranges(blocks, count), 0.0, 0.5)
    values = yield from within(distribute(blocks, count, ranges), 0.5, 1.0)
    columns = zip(names, ranges.low.tolist(), ranges.high.tolist(), ranges.distinct, values, strict=True)
    return tuple(FeatureOverview(*column) for column in columns)


def _mean_image(x: Raw, train: Labels) -> Generator[float, None, Array | None]:
    """Return the mean of all training images, (height, width, channels)."""
    if not len(train):
        return None
    total, done = np.zeros(x.shape[1:]), 0
    for block in taken(x, train, rows_per_block(prod(x.shape[1:]))):
        total += block.sum(axis=0, dtype=np.float64)
        done += len(block)
        yield done / len(train)
    return total / len(train)


def _class_counts(dataset: Dataset, index: Labels) -> NDArray[np.intp]:
    classes = len(dataset.class_names)
    return np.bincount(dataset.targets[index], minlength=classes) if classes else np.zeros(0, np.intp)


def _blocks(x: NDArray[Any], index: Labels, features: int | None = None) -> Blocks:
    """Return how to walk over examples as (features, n); given ``features``, an image counts as many examples."""
    size = prod(x.shape[1:])
    return lambda: (
        np.ascontiguousarray(block.reshape(-1, features or size).T) for block in taken(x, index, rows_per_block(size))
    )
