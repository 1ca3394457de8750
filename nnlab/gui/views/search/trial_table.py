"""The table of trials: number, stage, setting, and what came of it, with a small curve."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyleOptionViewItem

from nnlab.gui import numbers, theme
from nnlab.gui.translation import translate
from nnlab.gui.views.data.alignment import LEFT, RIGHT, SPACE
from nnlab.gui.views.data.plain_table import Cell, Index, PlainTable
from nnlab.gui.views.gradients.chart import pieces, polygon
from nnlab.gui.views.search.words import field_name, outcome_words, value_words
from nnlab.spec.search import TrialRecord

Role = Qt.ItemDataRole
CURVE_WIDTH: Final = 56
LOSS: Final = "loss"
CURVE: Final = "curve"
BEFORE: Final = ("number", "stage")
AFTER: Final = (LOSS, CURVE, "accuracy", "epochs", "outcome")
CURVE_ROLE: Final = Role.UserRole + 1


class TrialModel(QAbstractTableModel):
    """The trials in the order in which they are shown."""

    def __init__(self) -> None:
        super().__init__()
        self.trials: tuple[TrialRecord, ...] = ()
        self.paths: tuple[str, ...] = ()
        self.order: list[int] = []
        self._words = frozenset({"outcome", CURVE})
        self._sorted_by: tuple[int, Qt.SortOrder] = (-1, Qt.SortOrder.AscendingOrder)

    def show(self, trials: Sequence[TrialRecord], paths: Sequence[str]) -> None:
        """Show trials as far as they have come; one that is chosen stays so."""
        self._words = frozenset(path for path in paths if not _are_numbers(trials, path)) | {"outcome", CURVE}
        if tuple(paths) != self.paths:
            self.beginResetModel()
            self.paths, self.trials = tuple(paths), tuple(trials)
            self.order = self._ordered()
            self.endResetModel()
            return
        self.layoutAboutToBeChanged.emit()
        kept = [(index, self.trials[self.order[index.row()]].number) for index in self.persistentIndexList()]
        self.trials = tuple(trials)
        self.order = self._ordered()
        rows = {self.trials[place].number: row for row, place in enumerate(self.order)}
        for index, number in kept:
            place = self.index(rows[number], index.column()) if number in rows else QModelIndex()
            self.changePersistentIndex(index, place)
        self.layoutChanged.emit()

    @property
    def columns(self) -> tuple[str, ...]:
        """What the columns are of."""
        return (*BEFORE, *self.paths, *AFTER)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many trials there are."""
        return 0 if parent.isValid() else len(self.order)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> object:
        """Return the names of the columns."""
        if orientation == Qt.Orientation.Vertical or section >= len(self.columns):
            return None
        column = self.columns[section]
        if role == Role.TextAlignmentRole:
            return RIGHT if self._is_number(column) else LEFT
        if role == Role.ToolTipRole:
            return self.tr("On the validation examples, without penalty") if column == LOSS else self._path(column)
        return self._padded(column, self._name(column)) if role == Role.DisplayRole else None

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        """Return what stands in a cell, and how."""
        if not index.isValid():
            return None
        trial, column = self.trials[self.order[index.row()]], self.columns[index.column()]
        if role == CURVE_ROLE and column == CURVE:
            return trial
        if role == Role.DisplayRole:
            return self._padded(column, self._text(trial, column))
        if role == Role.TextAlignmentRole:
            return RIGHT if self._is_number(column) else LEFT
        return trial.reason or None if role == Role.ToolTipRole and column == "outcome" else None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; trials without a value come last."""
        self._sorted_by = (column, order)
        self.show(self.trials, self.paths)

    def trial_at(self, row: int) -> TrialRecord:
        """Return the trial of a row."""
        return self.trials[self.order[row]]

    def row_of(self, number: int) -> int | None:
        """Return where a trial stands."""
        return next((row for row, place in enumerate(self.order) if self.trials[place].number == number), None)

    def _ordered(self) -> list[int]:
        column, order = self._sorted_by
        places = list(range(len(self.trials)))
        if not 0 <= column < len(self.columns):
            return places
        sign = -1 if order == Qt.SortOrder.DescendingOrder else 1
        keys = [self._key(trial, self.columns[column]) for trial in self.trials]
        known = [place for place in places if keys[place] is not None]
        if all(isinstance(keys[place], (int, float)) for place in known):
            known.sort(key=lambda place: sign * keys[place])
        else:
            known.sort(key=lambda place: str(keys[place]), reverse=sign < 0)
        return known + [place for place in places if keys[place] is None]

    def _key(self, trial: TrialRecord, column: str) -> Any:
        if column in self.paths:
            return trial.values[column]
        last = trial.epochs[-1] if trial.epochs else None
        return {
            "number": trial.number,
            "stage": trial.stage,
            LOSS: trial.loss,
            "accuracy": last.validation_accuracy if last else None,
            "epochs": len(trial.epochs),
            "outcome": outcome_words(trial.outcome),
            CURVE: trial.loss,
        }[column]

    def _text(self, trial: TrialRecord, column: str) -> str:
        value = self._key(trial, column)
        if column in self.paths:
            return value_words(value)
        if column == CURVE:
            return ""
        if column == "stage":
            return str(value + 1)
        if column == "accuracy":
            return numbers.percent(value) if value is not None else "–"
        return (numbers.significant(value) if value is not None else "–") if column == LOSS else str(value)

    def _name(self, column: str) -> str:
        names = {
            "number": self.tr("Trial"),
            "stage": self.tr("Stage"),
            LOSS: self.tr("Loss"),
            "accuracy": self.tr("Accuracy"),
            "epochs": self.tr("Epochs"),
            "outcome": self.tr("Outcome"),
            CURVE: self.tr("Curve"),
        }
        return names.get(column) or translate(field_name(column))

    def _path(self, column: str) -> str | None:
        return column if column in self.paths else None

    def _is_number(self, column: str) -> bool:
        return column not in self._words

    def _padded(self, column: str, text: str) -> str:
        return text + SPACE if self._is_number(column) else text


def _are_numbers(trials: Sequence[TrialRecord], path: str) -> bool:
    return all(isinstance(trial.values[path], (int, float)) for trial in trials)


class CurveCell(Cell):
    """Draws the validation loss of a trial, epoch by epoch, where that is asked for."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the cell, and the curve over it."""
        super().paint(painter, option, index)
        trial = index.data(CURVE_ROLE)
        if trial is not None:
            _paint_curve(painter, QRectF(option.rect).adjusted(4, 4, -4, -4), trial)


def _paint_curve(painter: QPainter, room: QRectF, trial: TrialRecord) -> None:
    losses = [epoch.validation_loss for epoch in trial.epochs]
    ys = np.array([np.nan if loss is None else loss for loss in losses], np.float64)
    top = max(trial.first_loss or 0.0, 1e-9)
    xs = room.left() + room.width() * np.arange(1, ys.size + 1) / max(ys.size, 1)
    heights = room.bottom() - room.height() * np.clip(ys / top, 0, 1)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(theme.current().accent), 1.5))
    for piece in pieces(heights):
        painter.drawPolyline(polygon(xs[piece], heights[piece]))
    painter.restore()


class TrialTable(PlainTable):
    """The trials, of which one may be chosen.

    Signals
    -------
    chosen : int or None
        The number of a trial, or None.
    opened : int
        The person wants the experiment of a trial.
    """

    chosen = Signal(object)
    opened = Signal(int)

    def __init__(self) -> None:
        self.trials = TrialModel()
        super().__init__(self.trials, self.tr("Trials"))
        self.setItemDelegate(CurveCell(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSortingEnabled(True)
        self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.selectionModel().selectionChanged.connect(self._on_selection_changed)
        self.doubleClicked.connect(lambda index: self.opened.emit(self.trials.trial_at(index.row()).number))
        self.restyle()

    def show_trials(self, trials: Sequence[TrialRecord], paths: Sequence[str]) -> None:
        """Show trials as far as they have come."""
        are_others = tuple(paths) != self.trials.paths
        self.trials.show(trials, paths)
        if are_others:
            self.fit_columns()

    def choose(self, number: int | None) -> None:
        """Choose a trial, or none."""
        row = self.trials.row_of(number) if number is not None else None
        if row is None:
            self.clearSelection()
        elif number != self.chosen_number():
            self.selectRow(row)

    def chosen_number(self) -> int | None:
        """Return which trial is chosen."""
        rows = self.selectionModel().selectedRows()
        return self.trials.trial_at(rows[0].row()).number if rows else None

    def show_chosen(self) -> None:
        """Scroll to the trial that is chosen."""
        for index in self.selectionModel().selectedRows():
            self.scrollTo(index)

    def fit_columns(self) -> None:
        """Give each column room for its words."""
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.resizeColumnsToContents()
        self.setColumnWidth(self.trials.columns.index(CURVE), CURVE_WIDTH)

    def _on_selection_changed(self) -> None:
        self.chosen.emit(self.chosen_number())
