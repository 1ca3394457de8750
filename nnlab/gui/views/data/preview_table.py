"""The first rows of a table that is about to be imported, with what becomes of each column."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QBrush, QColor

from nnlab.gui import numbers, theme
from nnlab.gui.views.data.alignment import LEFT, RIGHT
from nnlab.gui.views.data.plain_table import Index, PlainTable

TINT: Final = 0.12
"""How much of the accent colour the ground of the column to be predicted has."""
WIDEST: Final = 24
"""In average characters; what is longer ends in an ellipsis, and is whole in its tooltip."""
MEASURED: Final = 200
"""Of so many columns the width is fitted; nobody looks at more."""
NUMBER, LEFT_OUT = "number", "left_out"
Role = Qt.ItemDataRole


class PreviewModel(QAbstractTableModel):
    """What stands in a file, cell by cell.

    Attributes
    ----------
    columns : sequence of str
    rows : sequence of sequence of str
    label : int or None
    headings : list of str
        The names of the first columns, shortened to the room for them.
    """

    def __init__(self) -> None:
        super().__init__()
        self.columns: Sequence[str] = ()
        self.rows: Sequence[Sequence[str]] = ()
        self.label: int | None = None
        self.headings: list[str] = []
        self._first_line = 1
        self._kinds: Sequence[str] = ()
        self._notes: Sequence[str] = ()
        self._words = {
            NUMBER: self.tr("number"),
            "category": self.tr("category"),
            LEFT_OUT: self.tr("left out"),
        }

    def show(
        self,
        columns: Sequence[str],
        rows: Sequence[Sequence[str]],
        label: int | None,
        kinds: Sequence[str],
        notes: Sequence[str],
        first_line: int,
    ) -> None:
        """Show another table; rows may be shorter or longer than there are columns."""
        self.beginResetModel()
        self.columns, self.rows, self.label = columns, rows, label
        self._kinds, self._notes, self.headings = kinds, notes, []
        self._first_line = first_line
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many rows are shown."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> object:
        """Return name and kind of a column, or the line of a row, as editors and problems count them."""
        if orientation == Qt.Orientation.Vertical:
            return numbers.count(self._first_line + section) if role == Role.DisplayRole else None
        if role == Role.DisplayRole:
            name = self.headings[section] if section < len(self.headings) else self.columns[section]
            return f"{name}\n{self.kind_words(section)}"
        if role == Role.ToolTipRole:
            return self._tip(section)
        return self._alignment(section) if role == Role.TextAlignmentRole else None

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        """Return what stands in a cell, and how it looks."""
        if role in (Role.DisplayRole, Role.ToolTipRole):
            return self.cell(index.row(), index.column())
        if role == Role.TextAlignmentRole:
            return self._alignment(index.column())
        shown = theme.current()
        if role == Role.BackgroundRole and index.column() == self.label:
            return QBrush(theme.blend(shown.raised, shown.accent, TINT))
        if role == Role.ForegroundRole and self._kind(index.column()) == LEFT_OUT:
            return QBrush(QColor(shown.muted))
        return None

    def cell(self, row: int, column: int) -> str:
        """Return what stands in a cell; nothing where a row is too short."""
        cells = self.rows[row]
        return cells[column] if column < len(cells) else ""

    def kind_words(self, column: int) -> str:
        """Return what becomes of a column, and whether it is the one to be predicted."""
        kind = self._words.get(self._kind(column), self._kind(column))
        return self.tr("label · {kind}").format(kind=kind) if column == self.label else kind

    def _kind(self, column: int) -> str:
        return self._kinds[column] if column < len(self._kinds) else ""

    def _tip(self, column: int) -> str:
        note = self._notes[column] if column < len(self._notes) else ""
        click = "" if column == self.label else self.tr("Click to predict this column")
        return "\n".join(filter(None, (self.columns[column], note, click)))

    def _alignment(self, column: int) -> Qt.AlignmentFlag:
        return RIGHT if self._kind(column) == NUMBER else LEFT


class PreviewTable(PlainTable):
    """The table; a click on the name of a column asks for it to be predicted.

    Signals
    -------
    label_chosen : str
        The name of the column.
    """

    label_chosen = Signal(str)

    def __init__(self) -> None:
        self.preview = PreviewModel()
        super().__init__(self.preview, self.tr("First rows of the table"))
        self.horizontalHeader().setSectionsClickable(True)
        self.horizontalHeader().setTextElideMode(Qt.TextElideMode.ElideNone)  # it would cut the second line as a whole
        self.horizontalHeader().sectionClicked.connect(self._on_section_clicked)
        self.restyle()

    def show_preview(
        self,
        columns: Sequence[str],
        rows: Sequence[Sequence[str]],
        label: int | None,
        kinds: Sequence[str],
        notes: Sequence[str] = (),
        first_line: int = 1,
    ) -> None:
        """Show another table, from its beginning."""
        self.preview.show(columns, rows, label, kinds, notes, first_line)
        self.setAccessibleDescription(self.label_words())
        self.fit_columns()
        self.scrollToTop()

    def label_words(self) -> str:
        """Return which column is to be predicted."""
        label = self.preview.label
        template = self.tr("To be predicted: {column}")
        return template.format(column=self.preview.columns[label]) if label is not None else ""

    def fit_columns(self) -> None:
        """Make every column wide enough for its name and what stands in it."""
        model, metrics = self.preview, self.fontMetrics()
        widest = WIDEST * metrics.averageCharWidth()
        self.horizontalHeader().setDefaultSectionSize(widest // 2)
        middle = Qt.TextElideMode.ElideMiddle
        model.headings = [metrics.elidedText(name, middle, widest) for name in model.columns[:MEASURED]]
        for column in range(len(model.headings)):
            cells = (model.cell(row, column) for row in range(len(model.rows)))
            words = (model.columns[column], model.kind_words(column), *cells)
            width = max(min(metrics.horizontalAdvance(each), widest) for each in words)
            self.setColumnWidth(column, width + 3 * theme.GRID)

    def _on_section_clicked(self, column: int) -> None:
        if column != self.preview.label:
            self.label_chosen.emit(self.preview.columns[column])
