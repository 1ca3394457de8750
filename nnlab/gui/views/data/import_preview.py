"""What can be seen of a file before it is imported: rows, images, or only a line of facts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from numpy.typing import NDArray
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QStackedLayout, QVBoxLayout

from nnlab.gui import theme
from nnlab.gui.views.data.preview_images import PreviewImages
from nnlab.gui.views.data.preview_table import PreviewTable


class ImportPreview(QFrame):
    """A card with the facts above, and below them what there is to see.

    Signals
    -------
    label_chosen : str
        The column that is to be predicted instead.

    Attributes
    ----------
    facts, promise : QLabel
    table : PreviewTable
    images : PreviewImages
    """

    label_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.facts, self.promise = QLabel(), QLabel()
        self.table, self.images = PreviewTable(), PreviewImages()
        self.table.label_chosen.connect(self.label_chosen)
        for label in (self.facts, self.promise):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self.facts.setFont(theme.tabular(self.facts.font()))
        self.promise.setAlignment(Qt.AlignmentFlag.AlignCenter)
        theme.mark(self.promise, "role", "muted")
        theme.mark(self, "card", True)
        self._stack = QStackedLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.GRID, theme.GRID, theme.GRID, theme.GRID)
        column.setSpacing(theme.GRID)
        column.addWidget(self.facts)
        column.addLayout(self._stack, 1)
        for widget in (self.promise, self.table, self.images):  # once the stack has a parent: it shows the first
            self._stack.addWidget(widget)
        self.clear()

    def clear(self) -> None:
        """Say that nothing is known yet."""
        self._label_words = ""
        self.facts.hide()
        self.promise.setText(self.tr("What the file holds appears here once it has been looked at."))
        self._stack.setCurrentWidget(self.promise)

    def show_table(
        self,
        columns: Sequence[str],
        rows: Sequence[Sequence[str]],
        label: int | None,
        kinds: Sequence[str],
        notes: Sequence[str],
        first_line: int,
    ) -> None:
        """Show the first rows of a table."""
        self.table.show_preview(columns, rows, label, kinds, notes, first_line)
        self._label_words = self.table.label_words()
        self._stack.setCurrentWidget(self.table)

    def show_images(self, images: Sequence[tuple[str, NDArray[Any]]]) -> None:
        """Show some images."""
        self.images.show_images(images)
        self._label_words = ""
        self._stack.setCurrentWidget(self.images)

    def set_facts(self, facts: str) -> None:
        """Say a line about the whole."""
        self.promise.clear()
        self.facts.setText(" · ".join(filter(None, (self._label_words, facts))))
        self.facts.setVisible(bool(self.facts.text()))
