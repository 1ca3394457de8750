"""A list of fields in which one types a few letters of what one looks for."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QSizePolicy

from nnlab.gui.views.compare.fields import Field
from nnlab.gui.views.form.keys import types

LEAST_CHARACTERS = 18


class FieldChoice(QComboBox):
    """Offers fields by name; any part of a name finds it.

    Signals
    -------
    field_chosen : path
    """

    field_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._path = ""
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setMinimumContentsLength(LEAST_CHARACTERS)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setAccessibleName(self.tr("What to change"))
        self.setToolTip(self.tr("Type a few letters of what to change, or choose it from the list"))
        line = QLineEdit()
        line.setAccessibleName(self.tr("What to change"))
        self.setLineEdit(line)
        completer = QCompleter(self.model(), self)
        self.setCompleter(completer)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.activated.connect(self._take)
        self._line = line
        line.editingFinished.connect(self._settle)

    def set_fields(self, fields: Sequence[Field], path: str) -> None:
        """Offer fields, the one at ``path`` chosen."""
        self.blockSignals(True)
        self.clear()
        for field in fields:
            self.addItem(field.name, field.path)
        self._path = path
        self.setCurrentIndex(self.findData(path))
        self.blockSignals(False)

    def path(self) -> str:
        """Return the path of the field that is chosen."""
        return self._path

    def choose(self, path: str) -> None:
        """Choose a field as a person would."""
        index = self.findData(path)
        self.setCurrentIndex(index)
        self._take(index)

    def _take(self, index: int) -> None:
        path = self.itemData(index)
        if path is not None and path != self._path:
            self._path = path
            self.field_chosen.emit(path)

    def _settle(self) -> None:
        """Take the first field that has the typed letters in its name; where there is none, go back."""
        typed = self.currentText().strip()
        index = self.findText(typed, Qt.MatchFlag.MatchFixedString)
        if index < 0 and typed:
            index = self.findText(typed, Qt.MatchFlag.MatchContains)
        self.setCurrentIndex(index if index >= 0 else self.findData(self._path))
        self._take(self.currentIndex())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Select all, so that typing looks for another."""
        super().focusInEvent(event)
        self._line.selectAll()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to what scrolls."""
        event.ignore()

    def event(self, event: QEvent) -> bool:
        """Keep letters and Space from the shortcuts of the window."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and types(event):
            event.accept()
            return True
        return super().event(event)
