"""The panel on which a file is looked at, and put right, before it is imported."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import Any, Final

from numpy.typing import NDArray
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from nnlab.gui import theme
from nnlab.gui.views.data.import_options import ImportOptions
from nnlab.gui.views.data.import_preview import ImportPreview
from nnlab.gui.views.data.import_progress import ImportProgress
from nnlab.gui.views.elided import ElidedLabel
from nnlab.gui.views.form.tab_order import TabOrder
from nnlab.gui.views.small_text import SIGN, SmallText

ENTER: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class ImportPanel(QWidget):
    """Shows what a file holds and how it will be read; knows no file itself.

    Signals
    -------
    option_edited : (name, value)
        An option was changed; one that is typed is told when the typing has ended.
    browse_requested : name
        Somebody wants to look for the file that belongs in an option.
    load_chosen, cancel_chosen
    """

    option_edited = Signal(str, object)
    browse_requested = Signal(str)
    load_chosen = Signal()
    cancel_chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Import"))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._shown: object = None
        self._first_line = 1
        self._title = ElidedLabel("title")
        self.options, self.preview = ImportOptions(), ImportPreview()
        self._problem, self._notice = "", SmallText(role="problem")
        self.progress = ImportProgress()
        self.load, self.cancel = QPushButton(self.tr("Load")), QPushButton(self.tr("Cancel"))
        self._lay_out()
        self._connect()

    def show_source(self, document: Mapping[str, Any], defaults: Mapping[str, Any]) -> None:
        """Show a source and its options; of another file nothing is known yet.

        Parameters
        ----------
        document : mapping
            The source as it stands, its kind and path among it.
        defaults : mapping
            What its options go back to.
        """
        kind, path = document.get("kind"), str(document.get("path") or "")
        name = PurePath(path).name or path
        self._title.setText(self.tr("Import {name}").format(name=name) if name else self.tr("Import"))
        self._title.setToolTip(path)
        self._first_line = 2 if document.get("header") is True else 1
        if self.options.show_source(document, defaults):
            self._tab_order.refresh()
        if (kind, path) != self._shown:
            self._shown = (kind, path)
            self.preview.clear()

    def set_preview(
        self,
        columns: Sequence[str],
        rows: Sequence[Sequence[str]],
        label_column: int | None,
        kinds: Sequence[str],
        facts: str = "",
        notes: Sequence[str] = (),
    ) -> None:
        """Show the first rows of a table.

        Parameters
        ----------
        columns : sequence of str
            Their names, by which the label option calls them.
        rows : sequence of sequence of str
            As they stand in the file.
        label_column : int or None
            The place of the column to be predicted.
        kinds : sequence of str
            What becomes of each column: ``number``, ``category`` or ``left_out``.
        facts : str
            A line about the whole, translated.
        notes : sequence of str
            What else is to be said about each column, translated; nothing if empty.
        """
        self.preview.show_table(columns, rows, label_column, kinds, notes, self._first_line)
        self.preview.set_facts(facts)

    def set_images(self, images: Sequence[tuple[str, NDArray[Any]]]) -> None:
        """Show some images: the name of each, and its pixels of (height, width, channels)."""
        self.preview.show_images(images)

    def set_facts(self, facts: str) -> None:
        """Say a line about the whole, translated."""
        self.preview.set_facts(facts)

    def set_problem(self, sentence: str, name: str = "") -> None:
        """Say why it cannot be loaded as it stands, below the option ``name`` if it is there; nothing takes it back."""
        self._problem = sentence
        is_told = self.options.set_problem(name, sentence)
        self._notice.setText(f"{SIGN} {sentence}" if sentence else "")
        self._notice.setVisible(bool(sentence) and not is_told)
        self.load.setToolTip(sentence or self.tr("Take these data in place of the present ones (Return)"))
        self._allow()

    def set_progress(self, share: float | None) -> None:
        """Show how much is loaded, 0 to 1; None while nothing is."""
        self.progress.set_share(share)
        self._allow()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Load with Return, which in a line of text only ends the typing, and give up with Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.cancel.click()
        elif event.key() in ENTER:
            self._enter(QApplication.focusWidget())
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the focus on to the button that goes on from here."""
        super().focusInEvent(event)
        (self.load if self.load.isEnabled() else self.cancel).setFocus(event.reason())

    def _enter(self, focus: QWidget | None) -> None:
        if isinstance(focus, QAbstractButton):
            focus.click()
        elif not isinstance(focus, QLineEdit):
            self.load.click()

    def _allow(self) -> None:
        """Allow loading unless something is wrong or it goes on already; the focus stays on what can be pressed."""
        self.load.setEnabled(not self._problem and self.progress.isHidden())
        if self.load.isEnabled() and self.cancel.hasFocus():
            self.load.setFocus()

    def _lay_out(self) -> None:
        middle = QHBoxLayout()
        middle.setSpacing(2 * theme.GRID)
        middle.addWidget(self.options, 1)
        middle.addWidget(self.preview, 2)
        below = QHBoxLayout()
        below.setSpacing(theme.GRID)
        below.addWidget(self.progress, 1)
        below.addStretch()
        for button in (self.load, self.cancel):
            below.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.GRID, theme.GRID, theme.GRID, theme.GRID)
        layout.setSpacing(theme.GRID)
        layout.addWidget(self._title)
        layout.addLayout(middle, 1)
        layout.addWidget(self._notice)
        layout.addLayout(below)
        self._tab_order = TabOrder(self)

    def _connect(self) -> None:
        self.options.option_edited.connect(self.option_edited)
        self.options.browse_requested.connect(self.browse_requested)
        self.preview.label_chosen.connect(lambda column: self.option_edited.emit("label", column))
        self.load.clicked.connect(self._on_load_clicked)
        self.cancel.clicked.connect(lambda _: self.cancel_chosen.emit())
        self.cancel.setToolTip(self.tr("Stop loading, or leave the data as they are (Esc)"))
        self.load.setDefault(True)
        self.set_problem("")

    def _on_load_clicked(self) -> None:
        self.options.finish()
        if self.load.isEnabled():  # what was typed last may have been wrong
            self.load_chosen.emit()
