"""A table whose content changes many times a second while a network learns."""

from __future__ import annotations

from collections.abc import Sequence

from nnlab.gui.views.data.column_table import ColumnTable
from nnlab.gui.views.data.prediction_columns import Column


class CaseTable(ColumnTable):
    """Measures its columns when they are others, and not when only what stands in them is: that takes too long.

    The row that was reached and the order that was chosen stay.

    Parameters
    ----------
    name : str
        For a screen reader, translated.
    """

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._names: list[str] = []

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Show other columns, or other numbers in the same ones."""
        place, count = self.currentIndex().row(), len(columns[0].order) if columns else 0
        names = [column.name for column in columns]
        if names != self._names or not self._model.rowCount():
            super().set_columns(columns)
        else:
            self._model.show(columns)
            header = self.horizontalHeader()
            if header.sortIndicatorSection() >= 0:
                self._model.sort(header.sortIndicatorSection(), header.sortIndicatorOrder())
        self._names = names
        if count:
            self.selectRow(place if 0 <= place < count else 0)
