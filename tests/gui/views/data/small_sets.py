"""Small data sets for the views of data."""

from typing import Any

import numpy as np

from nnlab.data.dataset import Dataset
from nnlab.data.looking.overview import Overview, overview
from nnlab.data.split import Split
from nnlab.jobs import drained


def split_of(n: int, train: float = 0.6, validation: float = 0.8) -> Split:
    """Return the first examples for training, then those for validation, the last for testing."""
    return Split(*np.split(np.arange(n), [round(train * n), round(validation * n)]))


def images(n: int = 50, channels: int = 1) -> Dataset:
    """Return bytes of 4 x 5 pixels in two classes; the first pixel of an example is its number."""
    x = np.full((n, 4, 5, channels), 100, np.uint8)
    x[:, 0, 0, 0] = np.arange(n) % 256
    return Dataset(x, np.arange(n) % 2, ("even", "odd"))


def table(n: int = 100) -> Dataset:
    """Return rows of a number, a constant and a whole number, in three classes of which the first is rare."""
    x = np.column_stack([np.linspace(-1, 1, n), np.full(n, 3.5), np.arange(n) % 4])
    labels = np.where(np.arange(n) % 10 == 0, 0, 1 + np.arange(n) % 2)
    return Dataset(x, labels.astype(np.intp), ("a", "b", "c"), ("width", "depth", "legs"))


def numbers_to_meet(n: int = 100) -> Dataset:
    """Return rows of two features with a number to be met."""
    x = np.column_stack([np.linspace(0, 10, n), np.linspace(5, -5, n)])
    return Dataset(x, np.linspace(-2.0, 2.5, n)[:, np.newaxis], (), (), ("height",))


def overview_of(dataset: Dataset, split: Split | None = None) -> Overview:
    """Return what is said of a set at a glance."""
    return drained(overview(dataset, split or split_of(len(dataset.x))))


def colours_of(widget: Any, rect: Any) -> set[str]:
    """Return every colour within a rectangle of a picture of ``widget``."""
    image = widget.grab(rect).toImage()
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}
