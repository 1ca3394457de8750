"""The card of a hidden layer."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QVBoxLayout

from nnlab.gui import theme
from nnlab.gui.views.form.binding import Place
from nnlab.gui.views.form.card import ActionButton, Card, name_action
from nnlab.gui.views.form.layer_body import LayerBody
from nnlab.gui.views.form.layer_fields import LayerFields
from nnlab.gui.views.form.summaries import layer_wordings, with_extras
from nnlab.gui.views.form.words import translate
from nnlab.training.outline import LayerOutline


class LayerCard(Card):
    """A fully connected layer: units, activation and initialisation in one line, the rest behind the chevron."""

    def __init__(self) -> None:
        super().__init__()
        theme.mark(self, "card", True)
        self.body = LayerBody(self._hidden)
        self.binding: LayerFields = LayerFields(self.body)
        self._sizes: tuple[str, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.body)
        self.body.header.insertWidget(0, self.grip)
        for action in (self.duplicate, self.remove):
            self.body.header.addWidget(ActionButton(action))

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
        self._sizes = layer_wordings(n_in, outline) if outline else ()
        self._show_summary()

    def refresh(self) -> None:
        """Let the card say what it hides."""
        self.binding.refresh()
        self.body.fold.refresh()
        self._show_summary()

    def _hidden(self) -> Iterator[Place]:
        return self.binding.hidden()

    def _show_summary(self) -> None:
        self.body.summary.set_wordings(*with_extras(self._sizes, self.binding.extras()))
