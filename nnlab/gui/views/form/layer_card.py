"""The card of a hidden layer."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Final

from PySide6.QtWidgets import QVBoxLayout

from nnlab.gui import theme
from nnlab.gui.views.form.binding import Group, Place
from nnlab.gui.views.form.card import ActionButton, Card, name_action
from nnlab.gui.views.form.explanations import FIELDS
from nnlab.gui.views.form.field_binding import FieldBinding
from nnlab.gui.views.form.kind_binding import KindBinding
from nnlab.gui.views.form.kinds.network import ACTIVATIONS, INITIALIZERS
from nnlab.gui.views.form.layer_body import LayerBody
from nnlab.gui.views.form.row import Row
from nnlab.gui.views.form.steps import Counts, Linear
from nnlab.gui.views.form.summaries import layer_wordings
from nnlab.gui.views.form.table import FieldRow, Number
from nnlab.gui.views.form.words import translate
from nnlab.text import QT_TRANSLATE_NOOP
from nnlab.training.outline import LayerOutline

UNITS: Final = FieldRow(
    "units",
    QT_TRANSLATE_NOOP("form", "Units"),
    Number(Counts(1, 100_000), whole=True),
    FIELDS["network.layers.units"],
)
BIAS: Final = FieldRow(
    "bias",
    QT_TRANSLATE_NOOP("form", "Bias"),
    Number(Linear(0.01, -1000, 1000)),
    FIELDS["network.layers.bias"],
)
ACTIVATION: Final = QT_TRANSLATE_NOOP("form", "Activation")
INIT: Final = QT_TRANSLATE_NOOP("form", "Init")


class LayerCard(Card):
    """A fully connected layer: units, activation and initialisation in one line, the rest behind the chevron."""

    def __init__(self) -> None:
        super().__init__()
        theme.mark(self, "card", True)
        self.body = LayerBody(self._hidden)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.body)
        self.body.header.insertWidget(0, self.grip)
        for action in (self.duplicate, self.remove):
            self.body.header.addWidget(ActionButton(action))
        self._add_fields()

    def fits(self, entry: object) -> bool:
        """Return that every layer is of the one kind there is."""
        return True

    def set_place(self, index: int, count: int) -> None:
        """Show the layer's number, and name everything after it."""
        super().set_place(index, count)
        number = index + 1
        owner = translate("form", "Layer {number}").format(number=number)
        self.body.title.setText(str(number))
        self.body.swatch.set_place(index, count + 1)
        self.setAccessibleName(owner)
        self.binding.set_owner(owner)
        self.body.name_details(owner)
        self._name_actions(number, is_only=count == 1)

    def _name_actions(self, number: int, *, is_only: bool) -> None:
        name_action(self.duplicate, translate("form", "Duplicate layer {number}").format(number=number))
        reason = translate("form", "A network has at least one hidden layer, so the last one stays.")
        remove = translate("form", "Remove layer {number}").format(number=number)
        name_action(self.remove, remove, reason if is_only else "")
        move = translate("form", "Drag layer {number} to another place (Alt+Up, Alt+Down)")
        self.grip.set_name(move.format(number=number))

    def set_outline(self, n_in: int, outline: LayerOutline | None) -> None:
        """Show sizes and parameters, or nothing while they are unknown."""
        self.body.summary.set_wordings(*layer_wordings(n_in, outline) if outline else ())

    def _hidden(self) -> Iterator[Place]:
        options = chain(self._activation.option_places(), self._init.option_places(), self._bias.places())
        return (place for _, place in options)

    def _add_fields(self) -> None:
        body = self.body
        why = FIELDS["network.layers.activation"], FIELDS["network.layers.init"]
        units = FieldBinding(UNITS, body, names_itself=True)
        self._activation = KindBinding(ACTIVATION, ACTIVATIONS, why[0], body, names_itself=True)
        self._init = KindBinding(INIT, INITIALIZERS, why[1], body, names_itself=True)
        self._bias = FieldBinding(BIAS, body)
        for field in (units, self._activation.choice, self._init.choice):
            body.add_field(field)
        for detail in (self._activation.options, self._init.options, Row(self._bias)):
            body.add_detail(detail)
        group = Group(self, body.notice)
        group.add("units", units)
        group.add("activation", self._activation)
        group.add("init", self._init)
        group.add("bias", self._bias)
        self.binding = group
