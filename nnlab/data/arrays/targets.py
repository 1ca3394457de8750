"""What is to be said of examples, from an array: class numbers, names of classes, or numbers to be met."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnlab.data.dataset import Array, Labels, Shape, numbered
from nnlab.data.files import refusal
from nnlab.data.raw import MOST_CLASSES, check_classes, check_finite, class_labels
from nnlab.spec.files import Task
from nnlab.text import QT_TRANSLATE_NOOP

NOT_LABELS = QT_TRANSLATE_NOOP(
    "nnlab", "{path}: an array of shape {shape} cannot be read as labels, which are one or a few values an example."
)
NOT_ONE_CLASS_EACH = QT_TRANSLATE_NOOP(
    "nnlab", "{path}: the labels have {columns:,} columns, which do not name one class an example."
)
TEXT_NOT_NUMBERS = QT_TRANSLATE_NOOP("nnlab", "{path}: the labels are text, so there are no numbers to be met.")
CLASS_OR_NUMBER = QT_TRANSLATE_NOOP(
    "nnlab",
    "{path}: the label of example {row:,} is {label}; classes have whole numbers from 0 to {last:,}. If it is a number "
    "to be predicted, choose so.",
)
NOT_TEXT = QT_TRANSLATE_NOOP("nnlab", "{path}: the label of example {row:,} is not readable text.")
TOO_MANY_CLASSES = QT_TRANSLATE_NOOP("nnlab", "{path}: the labels name {found:,} classes; at most {most:,} are read.")
LONG_NAME = QT_TRANSLATE_NOOP("nnlab", "{path}: a class has a name of more than {most:,} characters.")
MOST_CHARACTERS = 200
LAST_CODE_POINT = 0x10FFFF
SURROGATES = (0xD800, 0xDFFF)
"""Code points that are no characters."""

Targets = tuple[Labels | Array, tuple[str, ...]]
"""(n,) class numbers and the names of the classes, or (n, n_targets) numbers and no names."""


def check_targets(path: Path, shape: Shape) -> None:
    """Refuse an array that is not of (n,) or (n, n_targets)."""
    if len(shape) not in {1, 2} or 0 in shape[1:]:
        raise refusal(NOT_LABELS, path=path, shape=shape)


def targets_of(path: Path, values: NDArray[Any], task: Task | None) -> Targets:
    """Read classes or numbers from ``values``.

    Parameters
    ----------
    path : Path
        Where they come from.
    values : (n,) or (n, n_targets) of numbers, booleans or text
        Whole numbers, a one in a row of zeros, and text are classes; all else, numbers to be met.
    task : Task, optional
        What they are, where it is known.

    Raises
    ------
    UnreadableFileError
    """
    values = values[:, 0] if values.shape[1:] == (1,) else values
    if values.dtype.kind in "SU":
        return _named_classes(path, values, task)
    is_one_hot = values.ndim == 2 and _is_one_hot(values)
    if task == "numbers" or (task is None and not is_one_hot and _has_fractions(values)):
        return _numbers(path, values), ()
    if values.ndim == 2 and not is_one_hot:
        raise refusal(NOT_ONE_CLASS_EACH, path=path, columns=values.shape[1])
    labels = class_labels(path, values.argmax(axis=1) if is_one_hot else values, CLASS_OR_NUMBER)
    return labels, numbered(int(labels.max()) + 1)


def _is_one_hot(values: NDArray[Any]) -> bool:
    """Return whether each row of (n, classes) ``values`` is a one among zeros."""
    is_binary = bool(((values == 0) | (values == 1)).all())
    return is_binary and bool((np.count_nonzero(values, axis=1) == 1).all())


def _has_fractions(values: NDArray[Any]) -> bool:
    """Return whether numbers cannot be those of classes: several an example, or not whole."""
    with np.errstate(all="ignore"):
        return values.ndim == 2 or (values.dtype.kind == "f" and not bool((np.floor(values) == values).all()))


def _numbers(path: Path, values: NDArray[Any]) -> Array:
    check_finite(path, values)
    return np.ascontiguousarray(values, np.float64).reshape(len(values), -1)


def _named_classes(path: Path, values: NDArray[Any], task: Task | None) -> Targets:
    """Give the classes that (n,) text names numbers in alphabetical order."""
    if task == "numbers":
        raise refusal(TEXT_NOT_NUMBERS, path=path)
    if values.ndim != 1:
        raise refusal(NOT_ONE_CLASS_EACH, path=path, columns=values.shape[1])
    words = np.ascontiguousarray(values, values.dtype.newbyteorder("="))
    if words.dtype.kind == "U":
        _check_characters(path, words)
    found, labels = np.unique(words, return_inverse=True)
    if len(found) > MOST_CLASSES:
        raise refusal(TOO_MANY_CLASSES, path=path, found=len(found), most=MOST_CLASSES)
    check_classes(path, labels)
    return labels.astype(np.intp), tuple(_name(path, name) for name in found.tolist())


def _check_characters(path: Path, words: NDArray[Any]) -> None:
    """Refuse (n,) text with code points that Python cannot make a string of, or not one that can be written."""
    points = words.view(np.uint32).reshape(len(words), -1)
    is_wrong = (points > LAST_CODE_POINT) | ((points >= SURROGATES[0]) & (points <= SURROGATES[1]))
    if is_wrong.any():
        raise refusal(NOT_TEXT, path=path, row=1 + int(np.argmax(is_wrong.any(axis=1))))


def _name(path: Path, name: str | bytes) -> str:
    text = name.decode("utf-8", "replace") if isinstance(name, bytes) else name
    if len(text) > MOST_CHARACTERS:
        raise refusal(LONG_NAME, path=path, most=MOST_CHARACTERS)
    return text
