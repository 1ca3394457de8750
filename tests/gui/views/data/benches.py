"""Benches of small data, computed as they are for a person."""

import numpy as np

from nnlab.data.dataset import Dataset
from nnlab.data.looking.stages import FIVE_STAGES, stages
from nnlab.data.split import Split
from nnlab.jobs import drained

NAMES = ("width", "height", "weight", "age")


def split(n):
    return Split(np.arange(n // 2), np.arange(n // 2, 3 * n // 4), np.arange(3 * n // 4, n))


def rows(n=200, features=4, classes=3):
    """Return correlated rows with positive means."""
    rng = np.random.default_rng(0)
    x = rng.normal(size=(n, features)) @ rng.normal(size=(features, features)) + 4
    names = tuple(f"kind {label}" for label in range(classes))
    return Dataset(x, np.arange(n) % classes, names, NAMES[:features])


def numbers_to_meet(n=200):
    x = rows(n, 2).x
    return Dataset(x, x.sum(axis=1, keepdims=True), (), NAMES[:2], ("height",))


def images(n=40, channels=1):
    rng = np.random.default_rng(0)
    return Dataset(rng.uniform(0, 16, (n, 4, 5, channels)), np.arange(n) % 2, ("cat", "dog"))


def bench_of(dataset, steps=FIVE_STAGES, fit="train", features=None):
    return drained(stages(dataset, split(len(dataset.x)), steps, fit, features))
