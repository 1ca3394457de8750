"""The examples that are shown, for the grid and for the table."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QAbstractListModel, QAbstractTableModel, QModelIndex, Qt
from PySide6.QtGui import QFont, QPixmap

from nnlab.data.dataset import Labels
from nnlab.data.looking.overview import PARTS, Part
from nnlab.gui import numbers, theme
from nnlab.gui.translation import translate
from nnlab.gui.views.data.alignment import LEFT, RIGHT, SPACE
from nnlab.gui.views.data.example_set import ExampleSet
from nnlab.gui.views.data.parts import part_line, part_word
from nnlab.gui.views.data.plain_table import Index
from nnlab.gui.views.data.values import short, whole_columns

Role = Qt.ItemDataRole


class ExampleListModel(QAbstractListModel):
    """One example a row.

    Attributes
    ----------
    examples : ExampleSet or None
    indices : (m,)
        Which of them are shown, in rising order.
    """

    def __init__(self) -> None:
        super().__init__()
        self.examples: ExampleSet | None = None
        self.indices: Labels = np.empty(0, np.intp)

    def show(self, examples: ExampleSet | None, indices: Labels) -> None:
        """Show some examples of a set."""
        self.beginResetModel()
        self.examples, self.indices = examples, indices
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many examples are shown."""
        return 0 if parent.isValid() else len(self.indices)

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        """Return the label of an example, which typing searches, or all that is said of it."""
        if self.examples is None or not index.isValid():
            return None
        example = int(self.indices[index.row()])
        if role == Role.DisplayRole:
            return self.examples.label(example)
        return self.examples.words(example) if role == Role.AccessibleTextRole else None


class ExampleTableModel(QAbstractTableModel):
    """One example a row: its label, its part and its features.

    Attributes
    ----------
    examples : ExampleSet or None
    indices : (m,)
        Which of them are shown, in rising order.
    """

    def __init__(self) -> None:
        super().__init__()
        self.examples: ExampleSet | None = None
        self.indices: Labels = np.empty(0, np.intp)
        self._labels: list[str] = []
        self._are_whole: list[bool] = []
        self._are_targets_whole: list[bool] = []
        self._lines: dict[Part, QPixmap] = {}
        self._font = QFont()

    def show(self, examples: ExampleSet | None, indices: Labels) -> None:
        """Show some examples of a set."""
        self.beginResetModel()
        if examples is not None and examples is not self.examples:
            self._labels = examples.target_names()
            self._are_whole = whole_columns(examples.dataset.x)
            self._are_targets_whole = whole_columns(examples.dataset.targets.reshape(len(examples), len(self._labels)))
        self.examples, self.indices = examples, indices
        self.endResetModel()

    def restyle(self, font: QFont) -> None:
        """Take the colours of the present theme, and digits of one width."""
        self._lines, self._font = {part: part_line(part) for part in PARTS}, theme.tabular(font)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many examples are shown."""
        return 0 if parent.isValid() else len(self.indices)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many labels and features there are, and the part."""
        return 0 if parent.isValid() or self.examples is None else self.before() + len(self.examples.feature_names)

    def before(self) -> int:
        """Return how many columns stand before the features."""
        return len(self._labels) + 1

    def name(self, column: int) -> str:
        """Return the name of a column."""
        if self.examples is None:
            return ""
        if column < len(self._labels):
            return self._labels[column] + self._space()
        if self.is_part(column):
            return self.tr("part")
        return translate(self.examples.feature_names[column - self.before()])

    def words(self, column: int) -> Sequence[str]:
        """Return the words that stand in a column; none where there are numbers."""
        if self.is_part(column):
            return [part_word(part) for part in PARTS]
        return self.examples.dataset.class_names if self.examples is not None and column == 0 else ()

    def is_part(self, column: int) -> bool:
        """Return whether a column says the part."""
        return column == len(self._labels)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> object:
        """Return the names of the columns, and the numbers of the examples."""
        if orientation == Qt.Orientation.Vertical:
            if role == Role.TextAlignmentRole:
                return RIGHT
            return numbers.count(int(self.indices[section]) + 1) if role == Role.DisplayRole else None
        if role == Role.TextAlignmentRole:
            return RIGHT if self._is_number(section) else LEFT
        return self.name(section) if role in {Role.DisplayRole, Role.ToolTipRole} else None

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        """Return what stands in a cell, and how."""
        if self.examples is None or not index.isValid():
            return None
        if role == Role.TextAlignmentRole:
            return RIGHT if self._is_number(index.column()) else LEFT
        if role == Role.FontRole:
            return self._font
        example = int(self.indices[index.row()])
        if role == Role.DisplayRole:
            return self._text(self.examples, example, index.column())
        if role == Role.DecorationRole and self.is_part(index.column()):
            part = self.examples.part_of(example)
            return self._lines.get(part) if part else None
        return None

    def _is_number(self, column: int) -> bool:
        return column >= self.before() or (column < len(self._labels) and bool(self._space()))

    def _space(self) -> str:
        """Return what follows a label: some room behind a number, nothing behind the name of a class."""
        return "" if self.examples is not None and self.examples.dataset.has_classes else SPACE

    def _text(self, examples: ExampleSet, example: int, column: int) -> str:
        if self.is_part(column):
            return part_word(examples.part_of(example))
        dataset, feature = examples.dataset, column - self.before()
        if feature >= 0:
            return short(dataset.x[example, feature], whole=self._are_whole[feature])
        if dataset.has_classes:
            return examples.label(example)
        return short(dataset.targets[example, column], whole=self._are_targets_whole[column]) + SPACE
