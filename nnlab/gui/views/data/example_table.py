"""Examples that are rows of numbers, as a table."""

from __future__ import annotations

from typing import Final

import numpy as np
from PySide6.QtCore import QPoint
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QAbstractItemView

from nnlab.data.dataset import Labels
from nnlab.gui import theme
from nnlab.gui.views.data.example_models import ExampleTableModel
from nnlab.gui.views.data.example_set import ExampleSet
from nnlab.gui.views.data.parts import SAMPLE
from nnlab.gui.views.data.plain_table import PlainTable

WIDEST_NUMBER: Final = "−0.00123"
WIDEST_NAME: Final = 22
"""In average characters; longer names end in an ellipsis, and are whole in their tooltip."""
MOST_FITTED: Final = 500
"""Columns; the others all have one width, ``OTHER_WIDTH`` in average characters."""
OTHER_WIDTH: Final = 14


class ExampleTable(PlainTable):
    """A row an example; numbers stand under each other."""

    def __init__(self) -> None:
        self._model = ExampleTableModel()
        super().__init__(self._model, self.tr("Table of the examples"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.restyle()

    def set_examples(self, examples: ExampleSet | None) -> None:
        """Take a set of rows, of which none is shown yet."""
        self._model.show(examples, np.empty(0, np.intp))
        self.fit_columns()

    def show_indices(self, indices: Labels) -> None:
        """Show these examples of the set, in rising order."""
        self._model.show(self._model.examples, indices)

    def words_at(self, position: QPoint) -> str:
        """Return the example under ``position``, and the value of the feature if there is one."""
        index, examples = self.indexAt(position), self._model.examples
        if examples is None or not index.isValid():
            return ""
        example, feature = int(self._model.indices[index.row()]), index.column() - self._model.before()
        words = examples.words(example)
        return f"{words} · {examples.value_words(example, feature)}" if feature >= 0 else words

    def restyle(self) -> None:
        """Have the parts drawn in the present theme, too."""
        self._model.restyle(self.font())
        super().restyle()

    def fit_columns(self) -> None:
        """Make the columns wide enough for their names and what stands in them; of very many only the first."""
        metrics = QFontMetrics(theme.tabular(self.font()))
        widest, margin = WIDEST_NAME * metrics.averageCharWidth(), 3 * theme.GRID
        self.horizontalHeader().setDefaultSectionSize(OTHER_WIDTH * metrics.averageCharWidth() + margin)
        for column in range(min(self._model.columnCount(), MOST_FITTED)):
            words = [WIDEST_NUMBER, self._model.name(column), *self._model.words(column)]
            extra = SAMPLE.width() + theme.GRID if self._model.is_part(column) else 0
            width = max(min(metrics.horizontalAdvance(each), widest) for each in words)
            self.setColumnWidth(column, width + extra + margin)
