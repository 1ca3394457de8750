"""The columns of the table of predicted numbers."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QCoreApplication

from nnlab.data.dataset import Array
from nnlab.gui import numbers
from nnlab.gui.views.data.example_set import target_names
from nnlab.gui.views.data.prediction_columns import Column
from nnlab.gui.views.decision.examples.case_columns import feature_columns, value_column
from nnlab.training.inside.predicted_values import Misses

translate = QCoreApplication.translate


def miss_columns(misses: Misses) -> list[Column]:
    """Return what was to be met, what was predicted, the difference, and the features of a table."""
    index = misses.index
    columns = [
        Column(
            translate("MissColumns", "example"),
            lambda row: numbers.count(int(index[row]) + 1),
            index,
            is_number=True,
        )
    ]
    for place, name in enumerate(target_names(misses.dataset.target_names, misses.truth.shape[1])):
        truth, predicted = misses.truth[:, place], misses.predicted[:, place]
        columns += [
            value_column(translate("MissColumns", "true {name}").format(name=name), truth),
            value_column(translate("MissColumns", "predicted {name}").format(name=name), predicted),
            _difference_column(predicted - truth),
        ]
    return columns + (feature_columns(misses.dataset, index) if misses.dataset.x.ndim == 2 else [])


def _difference_column(off: Array) -> Column:
    """Return the column of (n,) differences, sorted by their sizes."""
    name = translate("MissColumns", "difference")
    return Column(name, lambda row: numbers.significant(float(off[row])), np.abs(off), is_number=True)
