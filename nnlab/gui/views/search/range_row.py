"""One field that is searched, and its range."""

from __future__ import annotations

import json
from typing import Any, Final

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from nnlab.gui import theme
from nnlab.gui.translation import translate
from nnlab.gui.views.search.fields import OFFERED
from nnlab.gui.views.tool_button import tool_button
from nnlab.text import QT_TRANSLATE_NOOP, Text

KINDS: Final = {
    "log_uniform": QT_TRANSLATE_NOOP("nnlab", "log scale"),
    "uniform": QT_TRANSLATE_NOOP("nnlab", "linear"),
    "integers": QT_TRANSLATE_NOOP("nnlab", "whole numbers"),
    "choices": QT_TRANSLATE_NOOP("nnlab", "choices"),
}
DIGITS: Final = 6
SEPARATORS: Final = ", "
DECODER: Final = json.JSONDecoder()


class RangeRow(QWidget):
    """The path of a field, the kind of its range, and its ends or choices.

    Parameters
    ----------
    path : str
    dimension : dict
        As in a document.

    Signals
    -------
    edited
    removed
    """

    edited = Signal()
    removed = Signal()

    def __init__(self, path: str, dimension: dict[str, Any]) -> None:
        super().__init__()
        self.field, self.kind, self.values = QComboBox(), QComboBox(), QLineEdit()
        self._points: int | None = None
        self._remove = tool_button("✕", self.tr("Search this field no more"), name=self.tr("Remove"))
        self._fill()
        self._lay_out()
        self.set(path, dimension)
        self.field.editTextChanged.connect(self._on_field_edit_text_changed)
        self.kind.currentIndexChanged.connect(lambda _: self.edited.emit())
        self.values.textEdited.connect(lambda _: self.edited.emit())
        self._remove.clicked.connect(self.removed)

    @property
    def path(self) -> str:
        """The field that is searched."""
        text = self.field.currentText().strip()
        return next((path for path, (name, _) in OFFERED.items() if translate(Text(name)) == text), text)

    def document(self) -> dict[str, Any]:
        """Return the range as it stands in a document; what is no number stays text, which no range allows."""
        kind = self.kind.currentData()
        values = _values(self.values.text())
        points = {} if self._points is None or kind == "choices" else {"points": self._points}
        return {kind: values, **points}

    def trouble(self) -> str:
        """Return what it lacks to be a range; nothing where it is complete, be it allowed or not."""
        kind, name = self.kind.currentData(), self.field.currentText().strip()
        count = len(self.document()[kind])
        if not name:
            return self.tr("A field is to be chosen, or written by its path.")
        if kind == "choices":
            return "" if count else self.tr("“{field}” needs at least one choice.").format(field=name)
        needs = self.tr("“{field}” needs two numbers, from and to, with a comma between.")
        return "" if count == 2 else needs.format(field=name)

    def set(self, path: str, dimension: dict[str, Any]) -> None:
        """Show another field and range."""
        with QSignalBlocker(self.field), QSignalBlocker(self.kind):
            name = OFFERED[path][0] if path in OFFERED else path
            self.field.setEditText(translate(Text(name)) if path in OFFERED else name)
            kind = next(kind for kind in KINDS if kind in dimension)
            self.kind.setCurrentIndex(self.kind.findData(kind))
        self._points = dimension.get("points")
        self.values.setText(", ".join(_words(value) for value in dimension[kind]))

    def set_enabled(self, *, field: bool, values: bool) -> None:
        """Let the field be chosen, or only its ends or choices be edited, or nothing."""
        for widget in (self.field, self.kind, self._remove):
            widget.setEnabled(field)
        self.values.setEnabled(values)

    def _fill(self) -> None:
        self.field.setEditable(True)
        self.field.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.field.addItems([translate(Text(name)) for name, _ in OFFERED.values()])
        self.field.setAccessibleName(self.tr("Field"))
        self.field.setToolTip(
            self.tr(
                "The field that is searched. Any field of the experiment can be written by its path, such as "
                "network.layers.0.units; network.units stands for all hidden layers."
            )
        )
        for kind, name in KINDS.items():
            self.kind.addItem(translate(Text(name)), kind)
        self.kind.setAccessibleName(self.tr("Kind of range"))
        self.kind.setToolTip(
            self.tr(
                "On a log scale each power of ten is as likely: for what multiplies, such as a learning rate or a "
                "penalty. Choices are values or kinds, separated by commas."
            )
        )
        self.values.setAccessibleName(self.tr("From and to, or choices"))
        self.values.setToolTip(self.tr("The two ends of the range, or all choices, separated by commas"))

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GRID // 2)
        row.addWidget(self.field, 3)
        row.addWidget(self.kind, 2)
        row.addWidget(self.values, 3)
        row.addWidget(self._remove)

    def _on_field_edit_text_changed(self) -> None:
        """Give a field that is offered a range that suits it."""
        if self.path in OFFERED:
            self.set(self.path, OFFERED[self.path][1])
        self.edited.emit()


def _values(text: str) -> list[Any]:
    """Return what stands between commas: values as JSON, other words as they are."""
    values, rest = [], text.strip(SEPARATORS)
    while rest:
        try:
            value, end = DECODER.raw_decode(rest)
        except (ValueError, RecursionError):
            value, end = None, 0
        if not end or rest[end:].lstrip()[:1] not in {"", ","}:  # a word, which may begin like a number
            value = rest.partition(",")[0].strip()
            end = rest.find(",") if "," in rest else len(rest)
        values.append(value)
        rest = rest[end:].strip(SEPARATORS)
    return values


def _words(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:.{DIGITS}g}"
    return value if isinstance(value, str) else json.dumps(value)
