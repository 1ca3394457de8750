"""The table of runs: tick, name, what differs, and what came out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QHeaderView

from nnlab.gui import theme
from nnlab.gui.views.compare.field_words import FieldWords
from nnlab.gui.views.compare.run_columns import Cell, Column, run_columns
from nnlab.gui.views.compare.shown_run import ShownRun, run_pen
from nnlab.gui.views.data.alignment import LEFT, RIGHT, SPACE
from nnlab.gui.views.data.plain_table import Index, PlainTable
from nnlab.spec.experiment import ExperimentSpec
from nnlab.training.comparison import Comparison

Role = Qt.ItemDataRole
CHIP: Final = QSize(28, 12)
WIDEST: Final = 260
"""Pixels; what is longer ends in an ellipsis, and is whole in its tooltip."""
NAME_WIDTH: Final = 200


class RunModel(QAbstractTableModel):
    """The runs in the order in which they are shown.

    Signals
    -------
    tick_changed : (id, is_ticked)
    name_edited : (id, name)
    """

    tick_changed = Signal(int, bool)
    name_edited = Signal(int, str)

    def __init__(self) -> None:
        super().__init__()
        self.runs: tuple[ShownRun, ...] = ()
        self.columns: list[Column] = []
        self.order: list[int] = []
        self._strong = QFont()
        self._sorted_by: tuple[int, Qt.SortOrder] = (-1, Qt.SortOrder.AscendingOrder)

    def show(self, runs: Sequence[ShownRun], columns: list[Column]) -> bool:
        """Show runs; return whether rows or columns are others than before. What stays the same stays in its place."""
        is_same = [run.id for run in runs] == [run.id for run in self.runs]
        is_same = is_same and [column.name for column in columns] == [column.name for column in self.columns]
        if is_same:
            first = int(_heads(runs) == _heads(self.runs))  # a name that is being typed would be put back
            self.runs, self.columns = tuple(runs), columns
            self.dataChanged.emit(self.index(0, first), self.index(self.rowCount() - 1, self.columnCount() - 1))
            return False
        self.beginResetModel()
        self.runs, self.columns = tuple(runs), columns
        self.order = self._ordered()
        self.endResetModel()
        return True

    def set_font(self, font: QFont) -> None:
        """Take the font of what does not stand out."""
        self._strong = QFont(font)
        self._strong.setBold(True)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many runs there are."""
        return 0 if parent.isValid() else len(self.order)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many columns there are, the name among them."""
        return 0 if parent.isValid() else len(self.columns) + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> object:
        """Return the names of the columns."""
        if orientation == Qt.Orientation.Vertical or section > len(self.columns):
            return None
        column = (
            self.columns[section - 1] if section else Column(self.tr("Run"), self.tr("Space ticks, F2 renames"), ())
        )
        if role == Role.TextAlignmentRole:
            return RIGHT if column.is_number else LEFT
        if role == Role.ToolTipRole:
            return column.about
        return _padded(column, column.name) if role == Role.DisplayRole else None

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        """Return what stands in a cell, and how."""
        if not index.isValid():
            return None
        place = self.order[index.row()]
        if index.column() == 0:
            return self._name_data(self.runs[place], role)
        column = self.columns[index.column() - 1]
        return self._cell_data(column, column.cells[place], role)

    def _name_data(self, shown: ShownRun, role: int) -> object:
        if role in {Role.DisplayRole, Role.EditRole}:
            return shown.run.name
        if role == Role.ToolTipRole:
            notes = shown.run.spec.notes
            return f"{shown.run.name}\n\n{notes[:MOST_NOTES]}" if notes else shown.run.name
        if role == Role.CheckStateRole:
            return Qt.CheckState.Checked if shown.is_ticked else Qt.CheckState.Unchecked
        return chip(shown.place) if role == Role.DecorationRole else None

    def _cell_data(self, column: Column, cell: Cell, role: int) -> object:
        if role == Role.DisplayRole:
            return _padded(column, cell.text)
        if role == Role.ToolTipRole:
            return cell.about or cell.text
        if role == Role.TextAlignmentRole:
            return RIGHT if column.is_number else LEFT
        if role == Role.ForegroundRole and cell.text.startswith("✕"):
            return QColor(theme.current().bad)
        return self._strong if role == Role.FontRole and cell.is_strong else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return what can be done with a cell: names can be ticked, and edited but for runs at work."""
        flags = super().flags(index)
        if index.isValid() and index.column() == 0:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
            if not self.runs[self.order[index.row()]].is_live:
                flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        """Tell of a tick or a name."""
        run_id = self.runs[self.order[index.row()]].id
        if role == Role.CheckStateRole:
            self.tick_changed.emit(run_id, Qt.CheckState(value) == Qt.CheckState.Checked)
        elif role == Role.EditRole:
            self.name_edited.emit(run_id, str(value))
        return role in {Role.CheckStateRole, Role.EditRole}

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column, or as the runs came for column −1; what was chosen stays chosen."""
        self._sorted_by = (column, order)
        self.layoutAboutToBeChanged.emit()
        kept = [(index, self.order[index.row()]) for index in self.persistentIndexList()]
        self.order = self._ordered()
        for index, place in kept:
            self.changePersistentIndex(index, self.index(self.order.index(place), index.column()))
        self.layoutChanged.emit()

    def _ordered(self) -> list[int]:
        """Return the places of the runs as they are sorted; where there is nothing to sort by, they come last."""
        column, order = self._sorted_by
        places = list(range(len(self.runs)))
        if not 0 <= column <= len(self.columns):
            return places
        keys: list[Any] = [run.run.name.casefold() for run in self.runs]
        if column:
            keys = [cell.order for cell in self.columns[column - 1].cells]
        known = [place for place in places if keys[place] is not None]
        known.sort(key=lambda place: keys[place], reverse=order == Qt.SortOrder.DescendingOrder)
        return known + [place for place in places if keys[place] is None]


MOST_NOTES: Final = 400


class RunTable(PlainTable):
    """The table.

    Signals
    -------
    tick_changed : (id, is_ticked)
    name_edited : (id, name)
    chosen_changed
        Other rows are chosen.
    open_chosen, remove_chosen
        The chosen runs are to be opened, or taken off the list, by key or double click.
    """

    tick_changed = Signal(int, bool)
    name_edited = Signal(int, str)
    chosen_changed = Signal()
    open_chosen = Signal()
    remove_chosen = Signal()

    def __init__(self) -> None:
        self._model = RunModel()
        super().__init__(self._model, "")
        self._specs: list[ExperimentSpec] = []
        self._words = FieldWords([])
        self.setAccessibleName(self.tr("Table of the runs"))
        self._model.tick_changed.connect(self.tick_changed)
        self._model.name_edited.connect(self.name_edited)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setFont(theme.tabular(self.font()))
        self.setIconSize(CHIP)
        self.setSortingEnabled(True)
        self.verticalHeader().hide()
        self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.doubleClicked.connect(self._on_double_clicked)
        self.selectionModel().selectionChanged.connect(lambda *_: self.chosen_changed.emit())
        self.restyle()

    def set_runs(self, shown: Sequence[ShownRun], comparison: Comparison) -> None:
        """Show runs and how they compare; what was chosen stays chosen."""
        chosen = set(self.chosen())
        columns = run_columns(shown, comparison, self._words_of([run.run.spec for run in shown]))
        if not self._model.show(shown, columns):
            return
        self.choose(chosen)
        self.fit_columns()

    def _words_of(self, specs: list[ExperimentSpec]) -> FieldWords:
        """Return the words for specs; while runs are at work these stay the same several times a second."""
        if len(specs) != len(self._specs) or any(
            one is not other for one, other in zip(specs, self._specs, strict=True)
        ):
            self._specs, self._words = specs, FieldWords(specs)
        return self._words

    def chosen(self) -> list[int]:
        """Return the ids of the runs whose rows are chosen, from the top."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self._model.runs[self._model.order[row]].id for row in rows]

    def choose(self, run_ids: Sequence[int] | set[int]) -> None:
        """Choose the rows of some runs."""
        self.clearSelection()
        selection = self.selectionModel()
        for row, place in enumerate(self._model.order):
            if self._model.runs[place].id in run_ids:
                flags = selection.SelectionFlag.Select | selection.SelectionFlag.Rows
                selection.select(self._model.index(row, 0), flags)

    def texts(self) -> list[list[str]]:
        """Return what stands in the rows, as they are sorted, the name first."""
        model = self._model
        return [[model.runs[at].run.name, *(column.cells[at].text for column in model.columns)] for at in model.order]

    def headings(self) -> list[str]:
        """Return the names of the columns."""
        return [self.tr("Run"), *(column.name for column in self._model.columns)]

    def wanted_height(self) -> int:
        """Return the height at which every row is to be seen."""
        rows = self._model.rowCount() * self.verticalHeader().defaultSectionSize()
        return rows + self.horizontalHeader().height() + self.horizontalScrollBar().sizeHint().height() + theme.GRID

    def fit_columns(self) -> None:
        """Make the columns as wide as what is to be seen in them."""
        self._model.set_font(self.font())
        header = self.horizontalHeader()
        for place in range(self._model.columnCount()):
            wanted = max(self.sizeHintForColumn(place), header.sectionSizeHint(place)) + theme.GRID
            self.setColumnWidth(place, min(WIDEST, max(wanted, NAME_WIDTH if place == 0 else 0)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick with Space in any column, open with Return, and take off the list with Delete."""
        key = event.key()
        index = self.currentIndex()
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.state() != self.State.EditingState:
            self.open_chosen.emit()
        elif key == Qt.Key.Key_Delete:
            self.remove_chosen.emit()
        elif key == Qt.Key.Key_Space and index.isValid():
            shown = self._model.runs[self._model.order[index.row()]]
            self.tick_changed.emit(shown.id, not shown.is_ticked)
        elif key == Qt.Key.Key_F2 and index.isValid():
            self.edit(index.siblingAtColumn(0))
        else:
            super().keyPressEvent(event)

    def _on_double_clicked(self, index: QModelIndex) -> None:
        """Rename where the name stands, and open anywhere else."""
        if index.column() == 0:
            self.edit(index)
        else:
            self.open_chosen.emit()


def _heads(runs: Sequence[ShownRun]) -> list[tuple[str, bool]]:
    """Return what stands in the first column."""
    return [(shown.run.name, shown.is_ticked) for shown in runs]


def chip(place: int) -> QPixmap:
    """Return a piece of the line of a run."""
    pixmap = QPixmap(CHIP * 2)
    pixmap.setDevicePixelRatio(2)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setPen(run_pen(place, 3))
    painter.drawLine(0, CHIP.height() // 2, CHIP.width(), CHIP.height() // 2)
    painter.end()
    return pixmap


def _padded(column: Column, text: str) -> str:
    """Keep numbers away from the words in the next column."""
    return f"{text}{SPACE}" if column.is_number and text else text
