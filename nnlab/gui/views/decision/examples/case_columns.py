"""The columns of the tables about single examples."""

from __future__ import annotations

from typing import Any, Final

from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication

from nnlab.data.dataset import Dataset, Labels
from nnlab.data.feature_names import names_of
from nnlab.gui import numbers, theme
from nnlab.gui.translation import translate as translated
from nnlab.gui.views.data.prediction_columns import RIGHT_SIGN, WRONG_SIGN, Column
from nnlab.training.inside.cases import Cases

translate = QCoreApplication.translate
MOST_FEATURES: Final = 40
"""So many are columns of the table."""


def case_columns(cases: Cases) -> list[Column]:
    """Return the columns of a table with a case a row: what is said, and the features."""
    names, is_right = cases.dataset.class_names, cases.is_right

    def said(row: int) -> str:
        return f"{RIGHT_SIGN if is_right[row] else WRONG_SIGN} {names[cases.predicted[row]]}"

    def colour(row: int) -> str:
        return theme.current().good if is_right[row] else theme.current().bad

    columns = [
        Column(
            translate("CaseColumns", "example"),
            lambda row: numbers.count(int(cases.index[row]) + 1),
            cases.index,
            is_number=True,
        ),
        Column(translate("CaseColumns", "true"), lambda row: names[cases.truth[row]], cases.truth),
        Column(translate("CaseColumns", "named"), said, cases.predicted, colour=colour),
    ]
    if cases.certainty is not None:
        certainty = cases.certainty
        columns.append(
            Column(
                translate("CaseColumns", "certainty"),
                lambda row: numbers.percent(float(certainty[row])),
                certainty,
                is_number=True,
                shares=certainty,
            )
        )
    return [
        *columns,
        value_column(translate("CaseColumns", "loss"), cases.loss),
        *feature_columns(cases.dataset, cases.index),
    ]


def feature_columns(dataset: Dataset, index: Labels) -> list[Column]:
    """Return a column for each of the first features of some examples of a table."""
    names = names_of(dataset)
    return [
        value_column(translated(names[feature]), dataset.x[index, feature])
        for feature in range(min(len(names), MOST_FEATURES))
    ]


def value_column(name: str, values: NDArray[Any]) -> Column:
    """Return a column of numbers."""
    return Column(name, lambda row: numbers.significant(float(values[row])), values, is_number=True)
