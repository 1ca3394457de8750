"""Which examples train, which validate, which test."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nnlab.data.dataset import Array, Dataset, Labels
from nnlab.data.streams import DataStream, data_stream
from nnlab.spec.experiment import DataSpec, SplitSpec


@dataclass(frozen=True)
class Split:
    """Indices into a data set, one array a part."""

    train: Labels
    validation: Labels
    test: Labels


def part_sizes(examples: int, split: SplitSpec, limit: int | None) -> tuple[int, int, int]:
    """Return how many examples train, validate and test; ``limit`` bounds the training part alone."""
    test = round(examples * split.test)
    validation = round(examples * split.validation)
    train = examples - validation - test
    return min(train, limit or train), validation, test


def split_examples(dataset: Dataset, spec: DataSpec) -> Split:
    """Divide the examples, each class in the same proportions; ``spec.seed`` alone decides who goes where.

    Every example gets a place between 0 and 1 within its class, at random; sorted by place, any stretch holds
    the classes in proportion. So a limit takes the first training examples and moves none to another part. Where
    numbers are to be met, all examples are of one kind.
    """
    rng = data_stream(spec.seed, DataStream.SPLIT)
    labels = dataset.targets if dataset.has_classes else np.zeros(len(dataset.x), np.intp)
    order = np.argsort(_places(labels, rng), kind="stable")
    _, validation, test = part_sizes(len(labels), spec.split, None)
    train = len(labels) - validation - test
    return Split(order[:train][: spec.limit], order[train : train + validation], order[train + validation :])


def _places(labels: Labels | Array, rng: np.random.Generator) -> np.ndarray:
    """Return (n,) places in (0, 1), evenly spread within each class in random order."""
    places = np.empty(len(labels))
    for label in np.unique(labels):
        members = rng.permutation(np.flatnonzero(labels == label))
        places[members] = (np.arange(len(members)) + rng.random()) / len(members)
    return places


def with_label_noise(dataset: Dataset, index: Labels, spec: DataSpec) -> Labels | Array:
    """Return the targets of training examples, a share of them replaced at random.

    A label becomes another class; numbers to be met become those of any example of the set.

    Parameters
    ----------
    dataset : Dataset
    index : (n,)
        The training examples.
    spec : DataSpec
        With ``label_noise`` and ``seed``.
    """
    targets = dataset.targets[index]
    rng = data_stream(spec.seed, DataStream.LABEL_NOISE)
    chance, other = rng.random((len(targets), 2)).T  # two draws an example, so that a limit changes no other's
    is_noisy = chance < spec.label_noise
    if not dataset.has_classes:
        strangers = dataset.targets[(other * len(dataset.targets)).astype(np.intp)]
        return np.where(is_noisy[:, np.newaxis], strangers, targets)
    classes = len(dataset.class_names)
    shifts = 1 + (other * (classes - 1)).astype(np.intp)
    return np.where(is_noisy, (targets + shifts) % classes, targets)
