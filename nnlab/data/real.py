"""Measured examples that come with the program; the source and licence of each lie beside it."""

from __future__ import annotations

import csv

import numpy as np

from nnlab.data.dataset import Dataset, numbered
from nnlab.resources import resource


def load_digits() -> Dataset:
    """Read the handwritten digits, images of unsigned bytes."""
    with np.load(resource("datasets", "digits.npz"), allow_pickle=False) as archive:
        images, labels = archive["images"], archive["labels"]
    return Dataset(images[..., np.newaxis], labels.astype(np.intp), numbered(10))


def load_table(name: str) -> Dataset:
    """Read the table ``name``, an example a row: numbers first, the name of its class last."""
    with resource("datasets", f"{name}.csv").open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    class_names = tuple(dict.fromkeys(row[-1] for row in rows))
    x = np.array([row[:-1] for row in rows], np.float64)
    labels = np.array([class_names.index(row[-1]) for row in rows], np.intp)
    return Dataset(x, labels, class_names, tuple(header[:-1]))
