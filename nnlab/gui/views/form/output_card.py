"""The card of the output layer: always there, always last, one unit a class."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout

from nnlab.gui import theme
from nnlab.gui.numbers import count
from nnlab.gui.views.form.binding import Group, Place
from nnlab.gui.views.form.explanations import FIELDS
from nnlab.gui.views.form.field_binding import FieldBinding
from nnlab.gui.views.form.kind_binding import KindBinding
from nnlab.gui.views.form.kinds.initializers import INITIALIZERS
from nnlab.gui.views.form.layer_body import LayerBody
from nnlab.gui.views.form.layer_rows import INIT, OUTPUT_BIAS
from nnlab.gui.views.form.row import Row
from nnlab.gui.views.form.summaries import layer_wordings
from nnlab.gui.views.form.words import translate
from nnlab.training.outline import LayerOutline


class OutputCard(QFrame):
    """The output layer: its units are shown, its initialisation can be chosen."""

    def __init__(self) -> None:
        super().__init__()
        theme.mark(self, "card", True)
        owner = translate("form", "Output layer")
        self.setAccessibleName(owner)
        self.body = LayerBody(self._hidden)
        self.body.title.setText(translate("form", "Output"))
        self.body.name_details(owner)
        self._units = QLabel()
        self._units.setToolTip(
            translate(
                "form",
                "As many as the loss asks for: one a class, whose score says how much speaks for it; "
                "a single one for the logistic loss.",
            )
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.body)
        self._add_fields()
        self.binding.set_owner(owner)

    def set_outline(self, n_in: int, outline: LayerOutline | None) -> None:
        """Show sizes and parameters, or nothing while they are unknown."""
        self.body.summary.set_wordings(*layer_wordings(n_in, outline) if outline else ())
        if outline is not None and outline.units == 1:
            self._units.setText(translate("form", "1 unit"))
        else:
            units = count(outline.units) if outline else "–"
            self._units.setText(translate("form", "{units} units").format(units=units))

    def refresh(self) -> None:
        """Let the card say what it hides."""
        self.body.fold.refresh()

    def _hidden(self) -> Iterator[Place]:
        return (place for _, place in chain(self._init.option_places(), self._bias.places()))

    def _add_fields(self) -> None:
        why = FIELDS["network.output.init"]
        self._init = KindBinding(INIT, INITIALIZERS, why, self.body, names_itself=True)
        self._bias = FieldBinding(OUTPUT_BIAS, self.body)
        self.body.line.addWidget(self._units)
        self.body.add_field(self._init.choice)
        self.body.add_detail(self._init.options)
        self.body.add_detail(Row(self._bias))
        self.binding = Group(self, self.body.notice)
        self.binding.add("init", self._init)
        self.binding.add("bias", self._bias)
