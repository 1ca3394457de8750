"""A line of free text."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from nnlab.gui.views.form.line_field import LineField
from nnlab.gui.views.form.table import Words
from nnlab.gui.views.form.words import worded


class WordsField(LineField):
    """A line whose text is the value itself, whatever it looks like: 5 is a name there and no number.

    Parameters
    ----------
    words : Words
        What an empty field says, and whether it stands for null.
    """

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._may_be_null = bool(words.empty)
        self.setPlaceholderText(worded(words.empty or words.placeholder))

    def _read(self, text: str) -> object:
        return None if self._may_be_null and not text.strip() else text

    def _written(self, value: object) -> str:
        return value if isinstance(value, str) else super()._written(value)
