"""What is known of new examples, in the classes that a network was trained to name."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnlab.data.arrays.targets import LAST_CODE_POINT, NOT_ONE_CLASS_EACH, NOT_TEXT, TEXT_NOT_NUMBERS
from nnlab.data.dataset import Array, Labels
from nnlab.data.files import refusal
from nnlab.data.prepared import DataRecord
from nnlab.data.raw import LABEL_NOT_WHOLE, check_counts, check_finite
from nnlab.text import QT_TRANSLATE_NOOP

UNKNOWN_CLASS = QT_TRANSLATE_NOOP(
    "nnlab", "{path}: example {row:,} is of the class {name}, which this network does not know; it knows {names}."
)
OTHER_TARGETS = QT_TRANSLATE_NOOP(
    "nnlab", "{path} has {found:,} numbers to be met in each example; this network predicts {expected:,}."
)
MOST_NAMED = 10
SHOWN = 40
"""Characters of a name that a sentence shows."""


def known_targets(path: Path, values: NDArray[Any], examples: int, data: DataRecord) -> Labels | Array:
    """Return what (n,) or (n, m) ``values`` say of the examples, as a network trained on ``data`` would say it.

    Other than in training, one class alone is enough.

    Parameters
    ----------
    path : Path
        Where the values come from.
    values : (n,) or (n, m) of numbers, booleans or text
    examples : int
        How many there are.
    data : DataRecord

    Raises
    ------
    UnreadableFileError
    """
    check_counts(path, examples, len(values))
    values = values[:, 0] if values.shape[1:] == (1,) else values
    return known_labels(path, values, data.class_names) if data.class_names else _numbers(path, values, data)


def known_labels(path: Path, values: NDArray[Any], class_names: Sequence[str]) -> Labels:
    """Return the (n,) classes that names or numbers of classes stand for, or a one among zeros in each row.

    Numbers count the classes from 0, unless the classes have numbers for names.

    Raises
    ------
    UnreadableFileError
        For the first that is no class of the network.
    """
    if values.ndim == 2:
        values = _from_one_hot(path, values, len(class_names))
    if values.dtype.kind == "U":
        _check_characters(path, values)
    found, first, labels = np.unique(values, return_index=True, return_inverse=True)
    names = [_name(path, value, int(row) + 1) for value, row in zip(found, first, strict=True)]
    is_counted = values.dtype.kind not in "SU" and not any(name.isdecimal() for name in class_names)
    index = {str(label) if is_counted else name: label for label, name in enumerate(class_names)}
    for row, name in sorted(zip(first.tolist(), names, strict=True)):
        if name not in index:
            raise _unknown_class(path, row + 1, name, class_names)
    known = np.array([index[name] for name in names], np.intp)
    return known[labels.reshape(-1)]


def _unknown_class(path: Path, row: int, name: str, class_names: Sequence[str]) -> Exception:
    names = ", ".join(class_names[:MOST_NAMED]) + (", …" if len(class_names) > MOST_NAMED else "")
    shown = name if len(name) <= SHOWN else f"{name[:SHOWN]}…"
    return refusal(UNKNOWN_CLASS, path=path, row=row, name=shown, names=names)


def _from_one_hot(path: Path, values: NDArray[Any], classes: int) -> Labels:
    is_right = values.shape[1:] == (classes,) and values.dtype.kind not in "SU"
    if not is_right or not ((values == 0) | (values == 1)).all() or (np.count_nonzero(values, axis=1) != 1).any():
        raise refusal(NOT_ONE_CLASS_EACH, path=path, columns=values.shape[1])
    labels: Labels = values.argmax(axis=1)
    return labels


def _check_characters(path: Path, words: NDArray[Any]) -> None:
    """Refuse (n,) text with code points that Python cannot make a string of."""
    points = np.ascontiguousarray(words, words.dtype.newbyteorder("=")).view(np.uint32).reshape(len(words), -1)
    is_wrong = (points > LAST_CODE_POINT).any(axis=1)
    if is_wrong.any():
        raise refusal(NOT_TEXT, path=path, row=1 + int(np.argmax(is_wrong)))


def _name(path: Path, value: Any, row: int) -> str:
    """Return what one value of an array calls its class."""
    plain = value.item()
    if isinstance(plain, bytes):
        return plain.decode("utf-8", "replace")
    if isinstance(plain, str):
        return plain.encode("utf-8", "replace").decode()
    if isinstance(plain, float) and not plain.is_integer():
        raise refusal(LABEL_NOT_WHOLE, path=path, row=row, label=plain)
    return str(int(plain))


def _numbers(path: Path, values: NDArray[Any], data: DataRecord) -> Array:
    if values.dtype.kind in "SU":
        raise refusal(TEXT_NOT_NUMBERS, path=path)
    numbers = np.ascontiguousarray(values, np.float64).reshape(len(values), -1)
    if numbers.shape[1] != data.shape.n_targets:
        raise refusal(OTHER_TARGETS, path=path, found=numbers.shape[1], expected=data.shape.n_targets)
    check_finite(path, numbers)
    return numbers
