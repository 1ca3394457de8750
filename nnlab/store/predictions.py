"""Predictions as a table that other programs read."""

from __future__ import annotations

import csv
import io
from collections.abc import Generator, Sequence
from itertools import repeat
from pathlib import Path
from typing import Any

from numpy.typing import NDArray

from nnlab.store.atomic import write_atomically
from nnlab.training.prediction import Prediction

ROWS = 1000
"""So many are written between two yields."""


def writing_predictions(path: Path, prediction: Prediction, names: Sequence[str] = ()) -> Generator[float, None, None]:
    """Write a prediction to ``path`` as CSV, atomically at the end; yield the share that is done.

    A row an example: its name or its number, what is predicted, for each class its probability or score, and the truth
    where it is known. Numbers have all their digits.

    Parameters
    ----------
    path : Path
    prediction : Prediction
    names : sequence of str, optional
        Of the examples; without them they are counted from 1.

    Raises
    ------
    UnwritableFileError
    """
    parts = [_encoded([_header(prediction)])]
    for start in range(0, len(prediction), ROWS):
        end = min(start + ROWS, len(prediction))
        parts.append(_encoded(_rows(prediction, names, start, end)))
        yield end / len(prediction)
    write_atomically(path, lambda file: file.writelines(parts))


def _encoded(rows: Sequence[Sequence[Any]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode("utf-8", "backslashreplace")  # the name of a file may be no proper text


def _header(prediction: Prediction) -> list[str]:
    numbers = _number_names(prediction)
    predicted = [f"prediction{name}" for name in numbers]
    truth = [f"truth{name}" for name in numbers] if prediction.truth is not None else []
    what = "score" if prediction.probabilities is None else "p"
    return ["example", *predicted, *(f"{what}({name})" for name in prediction.class_names), *truth]


def _number_names(prediction: Prediction) -> list[str]:
    """Return what is added to a heading for each thing predicted: nothing for the one class, else a name or number."""
    if prediction.labels is not None:
        return [""]
    if prediction.target_names:
        return [f"({name})" for name in prediction.target_names]
    count = prediction.outputs.shape[1]
    return [""] if count == 1 else [f"({number})" for number in range(1, count + 1)]


def _rows(prediction: Prediction, names: Sequence[str], start: int, end: int) -> list[list[Any]]:
    """Return the cells of the examples from ``start`` to before ``end``, numbered from 0."""
    some = slice(start, end)
    examples = names[some] if names else range(start + 1, end + 1)
    truth: Any = repeat(()) if prediction.truth is None else _said(prediction, prediction.truth[some])
    if prediction.labels is None:
        return _joined(examples, _digits(prediction.outputs[some]), repeat(()), truth)
    scores = prediction.outputs if prediction.probabilities is None else prediction.probabilities
    return _joined(examples, _said(prediction, prediction.labels[some]), _digits(scores[some]), truth)


def _joined(examples: Sequence[Any], *columns: Any) -> list[list[Any]]:
    return [[example, *a, *b, *c] for example, a, b, c in zip(examples, *columns, strict=False)]


def _said(prediction: Prediction, values: NDArray[Any]) -> list[list[str]]:
    """Return the class of each example, or its numbers."""
    if prediction.labels is None:
        return _digits(values)
    return [[prediction.class_names[label]] for label in values]


def _digits(values: NDArray[Any]) -> list[list[str]]:
    """Return (n, m) numbers as text from which the same bits can be read again, and no longer than that."""
    text: list[list[str]] = values.astype(str).tolist()
    return text
