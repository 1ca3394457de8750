"""A table of columns that can be sorted by any of them, with bars where a column shows shares."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem

from nnlab.data.dataset import Labels
from nnlab.gui import theme
from nnlab.gui.views.data.alignment import LEFT, RIGHT, SPACE
from nnlab.gui.views.data.plain_table import Cell, Index, PlainTable
from nnlab.gui.views.data.prediction_columns import Column

Role = Qt.ItemDataRole
SHARE = int(Role.UserRole)
"""What a bar shows in a cell."""
BAR_WIDTH, BAR_HEIGHT = 72, 8
WIDEST = 280
"""Pixels; what is longer ends in an ellipsis, and is whole in its tooltip."""
MEASURED = 100
"""So many rows decide how wide a column is; all of them would take seconds."""


class ColumnModel(QAbstractTableModel):
    """Rows in the order in which they are shown.

    Attributes
    ----------
    columns : sequence of Column
    order : (n,)
        Which row stands where.
    """

    def __init__(self) -> None:
        super().__init__()
        self.columns: Sequence[Column] = ()
        self.order: Labels = np.empty(0, np.intp)

    def show(self, columns: Sequence[Column]) -> None:
        """Show columns of one length, in their own order."""
        self.beginResetModel()
        self.columns = columns
        self.order = np.arange(len(columns[0].order) if columns else 0)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self.order)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> object:
        """Return the names of the columns."""
        if orientation == Qt.Orientation.Vertical:
            return None
        if role == Role.TextAlignmentRole:
            return RIGHT if self.columns[section].is_number else LEFT
        column = self.columns[section]
        return _padded(column, column.name) if role in {Role.DisplayRole, Role.ToolTipRole} else None

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        """Return what stands in a cell, and how."""
        if not index.isValid():
            return None
        column, row = self.columns[index.column()], int(self.order[index.row()])
        if role in {Role.DisplayRole, Role.ToolTipRole}:
            return _padded(column, column.text(row))
        if role == Role.TextAlignmentRole:
            return RIGHT if column.is_number else LEFT
        if role == Role.ForegroundRole and column.colour is not None:
            return QColor(column.colour(row))
        return float(column.shares[row]) if role == SHARE and column.shares is not None else None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column, or as it was for column −1; what was chosen stays chosen."""
        self.layoutAboutToBeChanged.emit()
        kept = [(index, self.order[index.row()]) for index in self.persistentIndexList()]
        keys = self.columns[column].order if 0 <= column < len(self.columns) else np.arange(len(self.order))
        rising = np.argsort(keys, kind="stable")
        self.order = rising[::-1] if order == Qt.SortOrder.DescendingOrder else rising
        place = np.argsort(self.order)
        for index, row in kept:
            self.changePersistentIndex(index, self.index(int(place[row]), index.column()))
        self.layoutChanged.emit()


def _padded(column: Column, text: str) -> str:
    """Keep numbers away from the words in the next column."""
    return f"{text}{SPACE}" if column.is_number else text


class BarCell(Cell):
    """Draws a share as a bar left of its text."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        super().paint(painter, option, index)
        share = index.data(SHARE)
        if share is None or not isfinite(share):
            return
        cell, shown = QRectF(option.rect), theme.current()
        bar = QRectF(cell.left() + theme.GRID, cell.center().y() - BAR_HEIGHT / 2, BAR_WIDTH, BAR_HEIGHT)
        painter.fillRect(bar, QColor(shown.border))
        bar.setWidth(share * BAR_WIDTH)
        painter.fillRect(bar, QColor(shown.accent))


class ColumnTable(PlainTable):
    """The table.

    Parameters
    ----------
    name : str
        For a screen reader, translated.

    Signals
    -------
    current_changed : object
        The row that the keys have reached, by its place in the columns; None where there is none.
    """

    current_changed = Signal(object)

    def __init__(self, name: str) -> None:
        self._model = ColumnModel()
        super().__init__(self._model, name)
        self.setItemDelegate(BarCell(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setFont(theme.tabular(self.font()))
        self.setSortingEnabled(True)
        self.verticalHeader().hide()
        self.horizontalHeader().setMaximumSectionSize(WIDEST)
        self.horizontalHeader().setResizeContentsPrecision(MEASURED)
        self.selectionModel().currentRowChanged.connect(lambda *_: self.current_changed.emit(self.current()))
        self.restyle()

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Show other columns, not sorted."""
        self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self._model.show(columns)
        self.fit_columns()

    def current(self) -> int | None:
        """Return the row that the keys have reached, by its place in the columns."""
        index = self.currentIndex()
        return int(self._model.order[index.row()]) if index.isValid() else None

    def texts(self) -> list[list[str]]:
        """Return what stands in the rows, as they are sorted."""
        return [[column.text(int(row)) for column in self._model.columns] for row in self._model.order]

    def words(self, row: int) -> str:
        """Return what stands beside the first cell of a row: ``prediction 7, truth ✓ 7``."""
        return ", ".join(f"{column.name} {column.text(row)}" for column in self._model.columns[1:])

    def fit_columns(self) -> None:
        """Make the columns as wide as what is to be seen in them."""
        for place, column in enumerate(self._model.columns):
            bar = BAR_WIDTH + 2 * theme.GRID if column.shares is not None else 0
            content, heading = self.sizeHintForColumn(place) + bar, self.horizontalHeader().sectionSizeHint(place)
            self.setColumnWidth(place, min(WIDEST, max(content, heading) + theme.GRID))
