"""One line in which a run is duplicated with one thing changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from nnlab.gui import theme
from nnlab.gui.views.compare.field_choice import FieldChoice
from nnlab.gui.views.compare.field_words import field_value
from nnlab.gui.views.compare.fields import Field
from nnlab.gui.views.flow import FlowLayout
from nnlab.gui.views.form.choice_field import ChoiceField
from nnlab.gui.views.form.discard import discard
from nnlab.gui.views.form.notice import Notice
from nnlab.gui.views.form.number_field import NumberField
from nnlab.gui.views.form.switch_field import SwitchField
from nnlab.gui.views.form.table import Choice, Number, Switch

LEAST_CHARACTERS = 14
VALUE_WIDTH = 120


class ChangePanel(QFrame):
    """Asks which run, what of it, and what it is to be; shows what it was, and whether that is allowed.

    Signals
    -------
    base_chosen : id
        Another run is to be duplicated.
    value_edited
        Another field, or another value for it: see `path` and `value`.
    form_chosen, one_chosen, both_chosen
        The changed experiment is to be put into the form, trained, or trained together with the other.
    closed
    """

    base_chosen = Signal(int)
    value_edited = Signal()
    form_chosen = Signal()
    one_chosen = Signal()
    both_chosen = Signal()
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        theme.mark(self, "card", True)
        self.setAccessibleName(self.tr("Duplicate and change one thing"))
        self._fields: dict[str, Field] = {}
        self._editor: ChoiceField | NumberField | SwitchField | None = None
        self.bases, self.fields, self.old = QComboBox(), FieldChoice(), QLabel()
        self.notice = Notice()
        self._make_bases()
        self._slot = QWidget()
        self._slot_line = QHBoxLayout(self._slot)
        self._slot_line.setContentsMargins(0, 0, 0, 0)
        self._slot.setFixedWidth(VALUE_WIDTH)
        self._make_buttons()
        self._lay_out()
        self.fields.field_chosen.connect(self._on_field_chosen)

    def set_bases(self, bases: Sequence[tuple[int, str]], chosen: int) -> None:
        """Offer runs by id and name."""
        self.bases.clear()
        for run_id, name in bases:
            self.bases.addItem(name, run_id)
        self.bases.setCurrentIndex(self.bases.findData(chosen))

    def set_fields(self, fields: Sequence[Field]) -> None:
        """Offer the fields of the chosen run; the one that was chosen stays so, where there is such a one."""
        self._fields = {field.path: field for field in fields}
        path = self.fields.path()
        path = path if path in self._fields else next(iter(self._fields), "")
        self.fields.set_fields(fields, path)
        self._show_field(path)

    def set_problem(self, text: str, *, is_possible: bool) -> None:
        """Say what is wrong with the value, and whether there is something to be trained."""
        self.notice.set_problem(text)
        if self._editor is not None:
            theme.mark(self._editor, "wrong", bool(text))
            self._editor.setAccessibleDescription(text or self.old.text())
        for button in (self.form_button, self.one_button, self.both_button):
            button.setEnabled(is_possible)

    def base(self) -> int | None:
        """Return the id of the run that is to be duplicated."""
        run_id: int | None = self.bases.currentData()
        return run_id

    def path(self) -> str:
        """Return the path of the field that is to be changed."""
        return self.fields.path()

    def value(self) -> Any:
        """Return what it is to be; what it is, before anybody has said so."""
        return self._editor.value() if self._editor is not None else None

    def edit(self, path: str, value: Any) -> None:
        """Change a field as a person would."""
        self.fields.choose(path)
        if self._editor is not None:
            self._editor.set_value(value)
            self.value_edited.emit()

    def field(self, path: str) -> Field | None:
        """Return a field that is offered."""
        return self._fields.get(path)

    def begin(self) -> None:
        """Let the person type what to change."""
        self.show()
        self.fields.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close with Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _make_bases(self) -> None:
        self.bases.setAccessibleName(self.tr("Run to duplicate"))
        self.bases.setToolTip(self.tr("All but one thing is as in this run"))
        self.bases.setMinimumContentsLength(LEAST_CHARACTERS)
        self.bases.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.bases.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.bases.activated.connect(lambda index: self.base_chosen.emit(self.bases.itemData(index)))
        self.old.setFont(theme.tabular(self.old.font()))
        theme.mark(self.old, "role", "muted")

    def _make_buttons(self) -> None:
        self.both_button = self._button(
            self.tr("Train Both"),
            self.tr("Train both from their first step, in turn, on the same axes"),
            self.both_chosen,
        )
        self.one_button = self._button(
            self.tr("Train the Changed One"),
            self.tr("Train the changed one alone, beside what is there"),
            self.one_chosen,
        )
        self.form_button = self._button(
            self.tr("Put into the Form"),
            self.tr("Edit the changed experiment; one undo takes it back"),
            self.form_chosen,
        )
        self.close_button = self._button(self.tr("Close"), self.tr("Change nothing  (Escape)"), self.closed)

    def _button(self, text: str, about: str, chosen: Any) -> QPushButton:
        button = QPushButton(text)
        button.setToolTip(about)
        button.clicked.connect(lambda _=False: chosen.emit())
        return button

    def _lay_out(self) -> None:
        line = FlowLayout(spacing=theme.GRID)
        for widget in (
            QLabel(self.tr("As")),
            self.bases,
            QLabel(self.tr("but with")),
            self.fields,
            self.old,
            self._slot,
        ):
            line.addWidget(widget)
        buttons = FlowLayout(spacing=theme.GRID)
        for button in (self.both_button, self.one_button, self.form_button, self.close_button):
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, theme.GRID, 12, theme.GRID)
        column.setSpacing(theme.GRID // 2)
        column.addLayout(line)
        column.addWidget(self.notice)
        column.addLayout(buttons)

    def _on_field_chosen(self, path: str) -> None:
        self._show_field(path)
        self.value_edited.emit()

    def _show_field(self, path: str) -> None:
        """Show the editor of a field, and what it was."""
        if self._editor is not None:
            discard(self._editor)
            self._editor = None
        field = self._fields.get(path)
        self.old.clear()
        if field is None:
            return
        editor = _editor(field, self._slot)
        editor.setAccessibleName(self.tr("New value of {field}").format(field=field.name))
        editor.set_default(field.value)
        editor.set_value(field.value)
        editor.value_edited.connect(lambda _value, _typing: self.value_edited.emit())
        self._slot_line.addWidget(editor, 1)
        editor.show()
        self.setTabOrder(self.fields, editor)  # it was made after the buttons
        old = field_value(field, field.value) if field.value is not None else _nothing(field)
        self.old.setText(self.tr("{value} →").format(value=old or self.tr("various")))
        self._editor = editor


def _nothing(field: Field) -> str:
    """Return what no value means: a field's own word for it, or that several differ."""
    return "" if "*" in field.path else field_value(field, None)


def _editor(field: Field, parent: QWidget) -> ChoiceField | NumberField | SwitchField:
    match field.editor:
        case Number() as number:
            return NumberField(number, parent)
        case Choice() as choice:
            return ChoiceField(choice, parent)
        case Switch():
            return SwitchField(parent)
    raise TypeError(field.path)
