"""Which examples train, which validate, which test."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nnlab.data.dataset import Labels
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


def split_examples(labels: Labels, spec: DataSpec) -> Split:
    """Divide the examples, each class in the same proportions; ``spec.seed`` alone decides who goes where.

    Every example gets a place between 0 and 1 within its class, at random; sorted by place, any stretch holds
    the classes in proportion. So a limit takes the first training examples and moves none to another part.

    Parameters
    ----------
    labels : (n,)
    spec : DataSpec
    """
    rng = data_stream(spec.seed, DataStream.SPLIT)
    order = np.argsort(_places(labels, rng), kind="stable")
    _, validation, test = part_sizes(len(labels), spec.split, None)
    train = len(labels) - validation - test
    return Split(order[:train][: spec.limit], order[train : train + validation], order[train + validation :])


def _places(labels: Labels, rng: np.random.Generator) -> np.ndarray:
    """Return (n,) places in (0, 1), evenly spread within each class in random order."""
    places = np.empty(len(labels))
    for label in np.unique(labels):
        members = rng.permutation(np.flatnonzero(labels == label))
        places[members] = (np.arange(len(members)) + rng.random()) / len(members)
    return places


def with_label_noise(labels: Labels, share: float, classes: int, seed: int) -> Labels:
    """Return training labels of which ``share`` were replaced by another class, drawn at random.

    Parameters
    ----------
    labels : (n,)
    share : float
        Of 0 to 1.
    classes : int
    seed : int
        ``data.seed``.
    """
    rng = data_stream(seed, DataStream.LABEL_NOISE)
    chance, other = rng.random((len(labels), 2)).T  # two draws an example, so that a limit changes no other's
    shifts = 1 + (other * (classes - 1)).astype(np.intp)
    return np.where(chance < share, (labels + shifts) % classes, labels)
