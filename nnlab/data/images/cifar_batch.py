"""One file of CIFAR's, in whichever layout: images as they lie in it, and the labels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnlab.data.dataset import Labels
from nnlab.data.files import refusal
from nnlab.text import QT_TRANSLATE_NOOP

OUTSIDE = QT_TRANSLATE_NOOP(
    "nnlab", "{path}: the label of example {row:,} is {label}; the {classes} classes are numbered from 0."
)
SIDE = 32
PIXELS = SIDE * SIDE
VALUES = 3 * PIXELS


@dataclass(frozen=True)
class CifarBatch:
    """Some images and their labels.

    Attributes
    ----------
    images : (n, 3072) of uint8
        For each image all red values, row by row, then all green ones, then all blue ones.
    labels : (n,)
    classes : int
        10, or for CIFAR-100 100 fine ones or 20 coarse ones.
    """

    images: NDArray[np.uint8]
    labels: Labels
    classes: int


def labels_of(path: Path, values: Sequence[Any], classes: int) -> Labels:
    """Make (n,) ``values`` labels.

    Raises
    ------
    UnreadableFileError
        For the first that is not a whole number below ``classes``.
    """
    for row, label in enumerate(values, start=1):
        if type(label) is not int or not 0 <= label < classes:
            shown = label if type(label) is int else type(label).__name__
            raise refusal(OUTSIDE, path=path, row=row, label=shown, classes=classes)
    return np.array(values, np.intp)
