"""The columns of the tables about a prediction: what stands in them, by what they are sorted, what shares they show."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication

from nnlab.data.dataset import Labels
from nnlab.gui import numbers, theme
from nnlab.gui.views.data.example_set import target_names
from nnlab.training.prediction import Prediction

translate = QCoreApplication.translate
RIGHT_SIGN, WRONG_SIGN = "✓", "✗"


@dataclass(frozen=True)
class Column:
    """A column of a table.

    Attributes
    ----------
    name : str
        Translated.
    text : callable
        What stands in a row.
    order : (n,) of anything that can be sorted
        By what the rows are sorted.
    is_number : bool
    shares : (n,), optional
        From 0 to 1, shown as bars.
    colour : callable, optional
        The colour of the text in a row.
    """

    name: str
    text: Callable[[int], str]
    order: NDArray[Any]
    is_number: bool = False
    shares: NDArray[Any] | None = None
    colour: Callable[[int], str] | None = None


def example_columns(prediction: Prediction, names: Sequence[str]) -> list[Column]:
    """Return the columns of a table with an example a row.

    Parameters
    ----------
    prediction : Prediction
    names : sequence of str
        Of the examples; empty where they are only numbered.
    """
    labels = prediction.labels
    said = _number_columns(prediction) if labels is None else _class_columns(prediction, labels)
    return [_example_column(len(prediction), names), *said]


def count_columns(prediction: Prediction) -> list[Column]:
    """Return the columns of a table with a class a row: its name, and how many examples are said to be of it."""
    names, counts = prediction.class_names, prediction.counts
    shares = counts / max(int(counts.max(initial=0)), 1)
    return [
        Column(translate("PredictionColumns", "class"), lambda row: names[row], np.arange(len(names))),
        Column(
            translate("PredictionColumns", "examples"),
            lambda row: numbers.count(int(counts[row])),
            counts,
            is_number=True,
            shares=shares,
        ),
    ]


def _example_column(count: int, names: Sequence[str]) -> Column:
    if names:
        return Column(translate("PredictionColumns", "example"), lambda row: names[row], np.array(names))
    return Column(
        translate("PredictionColumns", "example"), lambda row: numbers.count(row + 1), np.arange(count), is_number=True
    )


def _class_columns(prediction: Prediction, labels: Labels) -> list[Column]:
    names = prediction.class_names
    columns = [Column(translate("PredictionColumns", "prediction"), lambda row: names[labels[row]], labels)]
    if (certainty := prediction.certainty) is not None:
        columns.append(
            Column(
                translate("PredictionColumns", "probability"),
                lambda row: numbers.percent(float(certainty[row])),
                certainty,
                is_number=True,
                shares=certainty,
            )
        )
    return columns + _truth_columns(prediction)


def _truth_columns(prediction: Prediction) -> list[Column]:
    """Return the true classes, each with a sign; sorted, the wrong predictions come first."""
    names, truth, is_right = prediction.class_names, prediction.truth, prediction.is_right
    if truth is None or is_right is None:
        return []

    def text(row: int) -> str:
        return f"{RIGHT_SIGN if is_right[row] else WRONG_SIGN} {names[truth[row]]}"

    def colour(row: int) -> str:
        return theme.current().good if is_right[row] else theme.current().bad

    return [Column(translate("PredictionColumns", "truth"), text, is_right * len(names) + truth, colour=colour)]


def _number_columns(prediction: Prediction) -> list[Column]:
    """Return what is predicted, and where the truth is known that and the difference, for each number."""
    columns = []
    for place, name in enumerate(target_names(prediction.target_names, prediction.outputs.shape[1])):
        predicted = prediction.outputs[:, place]
        columns.append(
            _value_column(translate("PredictionColumns", "predicted {name}").format(name=name), predicted, predicted)
        )
        if prediction.truth is not None:
            true = prediction.truth[:, place]
            difference = predicted - true
            columns.append(_value_column(translate("PredictionColumns", "true {name}").format(name=name), true, true))
            columns.append(_value_column(translate("PredictionColumns", "difference"), difference, np.abs(difference)))
    return columns


def _value_column(name: str, values: NDArray[Any], order: NDArray[Any]) -> Column:
    return Column(name, lambda row: numbers.significant(float(values[row])), order, is_number=True)
