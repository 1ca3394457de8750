"""From arrays as a file holds them to raw examples and class labels, with every value looked at."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnlab.data.dataset import Labels, Raw, Shape, blocks
from nnlab.data.files import refusal
from nnlab.text import QT_TRANSLATE_NOOP

MOST_CLASSES = 1000
CHANNELS = (1, 3)

EMPTY = QT_TRANSLATE_NOOP("nnlab", "{path} holds no examples.")
NOT_EXAMPLES = QT_TRANSLATE_NOOP(
    "nnlab",
    "{path}: an array of shape {shape} cannot be read as examples, which are rows of numbers, or images of one or "
    "three channels.",
)
NOT_FINITE = QT_TRANSLATE_NOOP("nnlab", "{path}: example {row:,} holds something infinite or that is not a number.")
LABEL_NOT_WHOLE = QT_TRANSLATE_NOOP(
    "nnlab", "{path}: the label of example {row:,} is {label}, which is not a whole number."
)
LABEL_OUTSIDE = QT_TRANSLATE_NOOP(
    "nnlab", "{path}: the label of example {row:,} is {label}; labels of classes are whole numbers from 0 to {last:,}."
)
ONE_CLASS = QT_TRANSLATE_NOOP("nnlab", "{path}: all examples are of one class; it takes two or more.")
OTHER_COUNT = QT_TRANSLATE_NOOP("nnlab", "{path}: there are {examples:,} examples but {labels:,} labels.")


def raw_type(dtype: np.dtype[Any]) -> np.dtype[Any]:
    """Return the type that numbers of ``dtype`` have as raw examples, which holds all of them (but 64-bit integers)."""
    if dtype.kind == "b" or dtype == np.uint8:
        return np.dtype(np.uint8)
    is_single = dtype.kind == "f" and dtype.itemsize <= 4
    return np.dtype(np.float32 if is_single else np.float64)


def raw_bytes(dtype: np.dtype[Any], values: int) -> int:
    """Return what ``values`` numbers take while they are made raw examples: as they come, and as they will be."""
    becomes = raw_type(dtype)
    return values * (dtype.itemsize + (0 if becomes == dtype else becomes.itemsize))


def check_shape(path: Path, shape: Shape) -> None:
    """Refuse an array that ``arranged`` cannot make examples of.

    Raises
    ------
    UnreadableFileError
    """
    is_image = len(shape) == 4 and (shape[3] in CHANNELS or shape[1] in CHANNELS)
    if not (1 <= len(shape) <= 3 or is_image):
        raise refusal(NOT_EXAMPLES, path=path, shape=shape)
    if 0 in shape:
        raise refusal(EMPTY, path=path)


def arranged(values: NDArray[Any]) -> NDArray[Any]:
    """Return a view of ``values`` in the shape of examples.

    Parameters
    ----------
    values : (n,), (n, features), (n, height, width), (n, height, width, channels) or (n, channels, height, width)
        Three dimensions are grey images whatever their type and size: a network sees the same numbers in any shape,
        and as images they can be looked at. Channels are one or three, and before the pixels in PyTorch's order.

    Returns
    -------
    (n, features) or (n, height, width, channels)
    """
    if values.ndim in {1, 3}:
        return values[..., np.newaxis]
    if values.ndim == 4 and values.shape[3] not in CHANNELS:
        return np.moveaxis(values, 1, 3)
    return values


def raw_examples(path: Path, values: NDArray[Any]) -> Generator[float, None, Raw]:
    """Make (n, *example_shape) ``values`` raw examples: contiguous, of a type that they may have, and finite.

    Raises
    ------
    UnreadableFileError
        For the first example that is not finite.
    """
    becomes = raw_type(values.dtype)
    is_raw = values.dtype == becomes and values.flags.c_contiguous
    x = values if is_raw else np.empty(values.shape, becomes)
    done = 0
    for block in blocks(values):
        check_finite(path, block, done)
        if not is_raw:
            x[done : done + len(block)] = block
        done += len(block)
        yield done / len(x)
    return x


def check_finite(path: Path, x: NDArray[Any], before: int = 0) -> None:
    """Refuse (n, ...) numbers of which one is not finite; ``before`` examples came before them."""
    is_finite = np.isfinite(x) if x.dtype.kind == "f" else np.True_
    if not is_finite.all():
        row = before + 1 + int(np.argmin(is_finite.reshape(len(x), -1).all(axis=1)))
        raise refusal(NOT_FINITE, path=path, row=row)


def class_labels(path: Path, values: NDArray[Any], outside: str = LABEL_OUTSIDE) -> Labels:
    """Make numbers class labels.

    Parameters
    ----------
    path : Path
        Where they come from.
    values : (n,) of integers, floats or booleans
    outside : str
        What is said of a label that is no number of a class, marked for translation.

    Raises
    ------
    UnreadableFileError
        For the first that is not a whole number from 0 to 999, or where all are the same.
    """
    if values.dtype.kind == "f":
        with np.errstate(invalid="ignore"):
            _refuse_label(path, LABEL_NOT_WHOLE, values, np.floor(values) != values)
    if values.dtype.kind != "b":
        _refuse_label(path, outside, values, ~((values >= 0) & (values < MOST_CLASSES)))
    labels = values.astype(np.intp)
    check_classes(path, labels)
    return labels


def _refuse_label(path: Path, template: str, values: NDArray[Any], is_wrong: NDArray[np.bool_]) -> None:
    if is_wrong.any():
        row = int(np.argmax(is_wrong))
        raise refusal(template, path=path, row=row + 1, label=values[row].item(), last=MOST_CLASSES - 1)


def check_classes(path: Path, labels: Labels) -> None:
    """Refuse labels that are all the same."""
    if labels.min() == labels.max():
        raise refusal(ONE_CLASS, path=path)


def check_counts(path: Path, examples: int, labels: int) -> None:
    """Refuse another number of labels than there are examples."""
    if examples != labels:
        raise refusal(OTHER_COUNT, path=path, examples=examples, labels=labels)
