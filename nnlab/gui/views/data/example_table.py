"""Examples that are rows of numbers, as a table."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QBrush, QFont, QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from nnlab.data.dataset import Labels
from nnlab.gui import theme
from nnlab.gui.views.data.example_models import ExampleTableModel, Index
from nnlab.gui.views.data.example_set import ExampleSet
from nnlab.gui.views.data.parts import SAMPLE

WIDEST_NUMBER = "−0.00123"
WIDEST_NAME = 22
"""In average characters; longer names end in an ellipsis, and are whole in their tooltip."""
MOST_FITTED = 500
"""Columns; the others all have one width, ``OTHER_WIDTH`` in average characters."""
OTHER_WIDTH = 14
CHOSEN = 0.25
"""How much of the accent colour the ground of chosen rows has."""
HEADERS = """
QHeaderView, QTableCornerButton::section {{ background: {ground}; border: none; }}
QHeaderView::section {{ color: {text}; background: {ground}; border: none; padding: 0 4px; }}
QHeaderView::section:horizontal {{ border-bottom: 1px solid {line}; }}
"""


class ExampleTable(QTableView):
    """A row an example; numbers stand under each other."""

    def __init__(self) -> None:
        super().__init__()
        self._model = ExampleTableModel()
        self._look: tuple[theme.Theme, QFont] | None = None
        self.setModel(self._model)
        self.setItemDelegate(Cell(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.viewport().setAutoFillBackground(False)  # the card shows through
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setHighlightSections(False)
            header.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setAccessibleName(self.tr("Table of the examples"))
        for corner in self.findChildren(QAbstractButton):
            corner.setAccessibleName(self.tr("Choose all rows"))
        self._restyle()

    def set_examples(self, examples: ExampleSet | None) -> None:
        """Take a set of rows, of which none is shown yet."""
        self._model.show(examples, np.empty(0, np.intp))
        self._fit_columns()

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

    def changeEvent(self, event: QEvent) -> None:
        """Take the colours of a new theme, or type of another size."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.FontChange}:
            self._restyle()

    def _restyle(self) -> None:
        look = (theme.current(), self.font())
        if look == self._look:  # one change of theme is announced many times
            return
        self._look = look
        self._model.restyle(self.font())
        shown = theme.current()
        self.setStyleSheet(HEADERS.format(text=shown.muted, ground=shown.raised, line=shown.border))
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + theme.GRID)
        self._fit_columns()
        self.viewport().update()

    def _fit_columns(self) -> None:
        """Make the columns wide enough for their names and what stands in them; of very many only the first."""
        metrics = QFontMetrics(theme.tabular(self.font()))
        widest, margin = WIDEST_NAME * metrics.averageCharWidth(), 3 * theme.GRID
        self.horizontalHeader().setDefaultSectionSize(OTHER_WIDTH * metrics.averageCharWidth() + margin)
        for column in range(min(self._model.columnCount(), MOST_FITTED)):
            words = [WIDEST_NUMBER, self._model.name(column), *self._model.words(column)]
            extra = SAMPLE.width() + theme.GRID if self._model.is_part(column) else 0
            width = max(min(metrics.horizontalAdvance(each), widest) for each in words)
            self.setColumnWidth(column, width + extra + margin)


class Cell(QStyledItemDelegate):
    """Draws a cell; one that is chosen keeps its colours, on a tinted ground."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:  # noqa: N802 - Qt's name
        """Say how a cell looks."""
        super().initStyleOption(option, index)
        if option.state & QStyle.StateFlag.State_Selected:
            shown = theme.current()
            option.state &= ~QStyle.StateFlag.State_Selected
            option.backgroundBrush = QBrush(theme.blend(shown.raised, shown.accent, CHOSEN))
