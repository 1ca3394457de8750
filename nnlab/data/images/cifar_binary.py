"""CIFAR's binary layout: for each image its label, or a coarse and a fine one, then 3,072 values."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np

from nnlab.data.files import refusal
from nnlab.data.images.cifar_batch import VALUES, CifarBatch, labels_of
from nnlab.text import QT_TRANSLATE_NOOP

NOT_RECORDS = QT_TRANSLATE_NOOP(
    "nnlab",
    "{path} is not a file of CIFAR, or is cut short: its {size:,} bytes are no multiple of 3,073 (CIFAR-10) or 3,074 "
    "(CIFAR-100).",
)


@dataclass(frozen=True)
class Layout:
    """How many classes the bytes before an image tell apart, each of them."""

    classes: tuple[int, ...]

    @property
    def record(self) -> int:
        """Bytes an example."""
        return len(self.classes) + VALUES


CIFAR_10 = Layout((10,))
CIFAR_100 = Layout((20, 100))


def binary_batch(path: Path, content: memoryview, labels: Literal["fine", "coarse"]) -> CifarBatch:
    """Read the images of a file and their labels, coarse or fine where there are both.

    Raises
    ------
    UnreadableFileError
    """
    layout = _layout(path, content)
    records = np.frombuffer(content, np.uint8).reshape(-1, layout.record)
    column = 0 if labels == "coarse" else len(layout.classes) - 1
    classes = layout.classes[column]
    return CifarBatch(records[:, -VALUES:], labels_of(path, records[:, column].tolist(), classes), classes)


def _layout(path: Path, content: memoryview) -> Layout:
    """Return the layout that fits the length; where both do, the one whose labels are all in range."""
    fitting = [layout for layout in (CIFAR_10, CIFAR_100) if len(content) and len(content) % layout.record == 0]
    if not fitting:
        raise refusal(NOT_RECORDS, path=path, size=len(content))
    return next((layout for layout in fitting if _is_in_range(content, layout)), fitting[0])


def _is_in_range(content: memoryview, layout: Layout) -> bool:
    labels = np.frombuffer(content, np.uint8).reshape(-1, layout.record)[:, : len(layout.classes)]
    return bool((labels < layout.classes).all())
