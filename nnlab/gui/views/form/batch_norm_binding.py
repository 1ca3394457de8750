"""Batch normalisation: a switch, and its options while it is on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from PySide6.QtWidgets import QWidget

from nnlab.gui.views.form.binding import MISSING, Binding, Group, Place
from nnlab.gui.views.form.explanations import FIELDS
from nnlab.gui.views.form.field_binding import FieldBinding
from nnlab.gui.views.form.rows import Rows
from nnlab.gui.views.form.steps import OneTwoFive
from nnlab.gui.views.form.table import FieldRow, Number, Switch
from nnlab.text import QT_TRANSLATE_NOOP

SWITCH: Final = FieldRow(
    "batch_norm",
    QT_TRANSLATE_NOOP("form", "Batch norm"),
    Switch(),
    FIELDS["network.layers.batch_norm"],
)
OPTIONS: Final = (
    FieldRow(
        "epsilon",
        QT_TRANSLATE_NOOP("form", "Epsilon"),
        Number(OneTwoFive(1e-12, 1)),
        FIELDS["network.layers.batch_norm.epsilon"],
        1e-5,
    ),
    FieldRow(
        "momentum",
        QT_TRANSLATE_NOOP("form", "Momentum"),
        Number(OneTwoFive(1e-3, 1)),
        FIELDS["network.layers.batch_norm.momentum"],
        0.1,
    ),
)


class BatchNormBinding(Binding):
    """Shows ``false``, ``true`` (which stands for the defaults) or ``{"epsilon": 1e-5, "momentum": 0.1}``.

    Parameters
    ----------
    parent : QWidget
        Whatever holds the fields in the end.

    Attributes
    ----------
    switch : FieldBinding
    options : Rows
        A row for each option, made when the switch is first on; hidden while it is off.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.switch = FieldBinding(SWITCH, parent)
        self.options = Rows(parent, are_options=True)
        self._owner = ""
        self._fields: dict[str, FieldBinding] = {}
        self._rows = Group(self)
        self.switch.value_edited.connect(lambda _path, value, _typing: self._on_switched(value))
        self._rows.value_edited.connect(lambda _path, _value, typing: self._on_option_edited(typing=typing))
        self._rows.typing_finished.connect(self.typing_finished)

    @property
    def is_on(self) -> bool:
        """Whether the layer is normalised."""
        return self.switch.editor.value() is True

    def set_value(self, value: object, default: object) -> None:
        """Show the switch, and the options."""
        self.switch.set_value(_switched(value), _switched(default))
        self._show_options(value, default)

    def set_owner(self, owner: str) -> None:
        """Hand the owner on."""
        self._owner = owner
        self.switch.set_owner(owner)
        self._rows.set_owner(owner)

    def places(self) -> Iterator[tuple[str, Place]]:
        """Yield the switch, then the options."""
        yield "", self.switch
        yield from self._rows.places()

    def _on_switched(self, value: object) -> None:
        self._show_options(MISSING, MISSING)
        self.value_edited.emit("", value, False)

    def _on_option_edited(self, *, typing: bool) -> None:
        group = {path: field.editor.value() for path, field in self._fields.items()}
        self.value_edited.emit("", group, typing)

    def _show_options(self, value: object, default: object) -> None:
        if self.is_on and not self._fields:
            self._make_options()
        self._rows.set_value(_grouped(value), _grouped(default))
        self.options.setVisible(self.is_on)

    def _make_options(self) -> None:
        self._fields = {row.path: FieldBinding(row, self.options) for row in OPTIONS}
        for path, field in self._fields.items():
            self._rows.add(path, field)
            self.options.add(field)
        if self._owner:
            self._rows.set_owner(self._owner)


def _switched(value: object) -> object:
    """Return what the switch shows: on for a group of options."""
    return True if isinstance(value, Mapping) else value


def _grouped(value: object) -> object:
    """Return the options, or `MISSING` where only the switch is written."""
    return value if isinstance(value, Mapping) else MISSING
