"""The section of the network: its hidden layers as cards, and the output."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from nnlab.gui.theme import GRID
from nnlab.gui.views.form.add_button import AddButton
from nnlab.gui.views.form.column import Column
from nnlab.gui.views.form.layer_card import LayerCard
from nnlab.gui.views.form.list_binding import ListBinding
from nnlab.gui.views.form.output_card import OutputCard
from nnlab.gui.views.form.section import Section
from nnlab.gui.views.form.summaries import network_wordings
from nnlab.gui.views.form.words import translate
from nnlab.training.outline import LayerOutline, Outline


class NetworkSection(Section):
    """Hidden layers from the input down the page, then the output.

    Signals
    -------
    layer_added, layer_duplicated, layer_removed : index
    layer_moved : (from, to)
    """

    layer_added = Signal(int)
    layer_duplicated = Signal(int)
    layer_removed = Signal(int)
    layer_moved = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(translate("form", "Network"), "network", parent)
        column = Column(spacing=GRID)
        self._layers = ListBinding(column, lambda _: LayerCard(), self)
        self._layers.entry_duplicated.connect(self.layer_duplicated)
        self._layers.entry_removed.connect(self.layer_removed)
        self._layers.entry_moved.connect(self.layer_moved)
        self._output = OutputCard()
        add = AddButton(translate("form", "Add layer"))
        add.setToolTip(translate("form", "Add a hidden layer before the output"))
        add.clicked.connect(self._on_add_clicked)
        self.add(column)
        self.add(add)
        self.add(self._output)
        self.fields.add("network.layers", self._layers)
        self.fields.add("network.output", self._output.binding)

    def set_outline(self, outline: Outline | None) -> None:
        """Show sizes and parameters, or nothing while they are unknown."""
        self.set_summary(*network_wordings(outline) if outline else ())
        cards = self._cards()
        for card, (n_in, layer) in zip(cards, _layers(outline, len(cards)), strict=True):
            card.set_outline(n_in, layer)
        self._output.body.swatch.set_place(len(cards) - 1, len(cards))

    def refresh(self) -> None:
        """Let the heading and the cards say what they hide."""
        super().refresh()
        for card in self._cards():
            card.refresh()

    def _cards(self) -> list[LayerCard | OutputCard]:
        """Return all cards, the output's last."""
        return [*(card for card in self._layers.cards if isinstance(card, LayerCard)), self._output]

    def _on_add_clicked(self) -> None:
        self._layers.expect_added()
        self.layer_added.emit(len(self._layers.cards))


def _layers(outline: Outline | None, count: int) -> list[tuple[int, LayerOutline | None]]:
    """Return what each of ``count`` layers takes and gives; nothing where the outline is of another network."""
    if outline is None or len(outline.layers) != count:
        return [(0, None)] * count
    n_in = [outline.inputs, *(layer.units for layer in outline.layers)]
    return list(zip(n_in, outline.layers, strict=False))
