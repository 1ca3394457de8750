"""What all tables of the data have in common: quiet headers, no grid, and the colours of the theme."""

from __future__ import annotations

from abc import abstractmethod
from typing import Final

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush, QFont
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

from nnlab.gui import theme

CHOSEN: Final = 0.25
"""How much of the accent colour the ground of chosen rows has."""
HEADERS: Final = """
QHeaderView, QTableCornerButton::section {{ background: {ground}; border: none; }}
QHeaderView::section {{ color: {text}; background: {ground}; border: none; padding: 0 4px; }}
QHeaderView::section:horizontal {{ border-bottom: 1px solid {line}; }}
"""
Index = QModelIndex | QPersistentModelIndex


class PlainTable(QTableView):
    """A table on a card, which follows theme and type.

    A subclass fits its columns in ``fit_columns``, and calls ``restyle`` once it has been made.

    Parameters
    ----------
    model : QAbstractItemModel
    name : str
        For a screen reader, translated.
    """

    def __init__(self, model: QAbstractItemModel, name: str) -> None:
        super().__init__()
        self._look: tuple[theme.Theme, QFont] | None = None
        self.setModel(model)
        self.setItemDelegate(Cell(self))
        self.setAccessibleName(name)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
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
        for corner in self.findChildren(QAbstractButton):
            corner.setAccessibleName(self.tr("Choose all rows"))

    @abstractmethod
    def fit_columns(self) -> None:
        """Make the columns as wide as what is to be seen in them."""

    def restyle(self) -> None:
        """Take the colours of the present theme, and make room for type of the present size."""
        shown = theme.current()
        self._look = (shown, self.font())
        self.setStyleSheet(HEADERS.format(text=shown.muted, ground=shown.raised, line=shown.border))
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setFont(self.font())  # with a style sheet of its own it would keep the old one
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + theme.GRID)
        self.fit_columns()
        self.viewport().update()

    def changeEvent(self, event: QEvent) -> None:
        """Take the colours of a new theme, or type of another size; one change is announced many times."""
        super().changeEvent(event)
        is_meant = event.type() in {QEvent.Type.PaletteChange, QEvent.Type.FontChange}
        if is_meant and self._look is not None and self._look != (theme.current(), self.font()):
            self.restyle()


class Cell(QStyledItemDelegate):
    """Draws a cell; one that is chosen keeps its colours, on a tinted ground."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:  # noqa: N802 - Qt's name
        """Say how a cell looks."""
        super().initStyleOption(option, index)
        if option.state & QStyle.StateFlag.State_Selected:
            shown = theme.current()
            option.state &= ~QStyle.StateFlag.State_Selected
            option.backgroundBrush = QBrush(theme.blend(shown.raised, shown.accent, CHOSEN))
