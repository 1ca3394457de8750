"""The quiet button below a list that adds to it."""

from __future__ import annotations

from PySide6.QtWidgets import QMenu

from nnlab.gui.views.form.flat_button import FlatButton


class AddButton(FlatButton):
    """A plus sign and what it adds.

    Parameters
    ----------
    text : str
        Translated.

    Attributes
    ----------
    menu_ : QMenu or None
        What there is to add, where there is a choice.
    """

    def __init__(self, text: str) -> None:
        super().__init__("add", text)
        self.menu_: QMenu | None = None

    def set_menu(self, menu: QMenu) -> None:
        """Let a click offer ``menu``; unlike Qt's own menu buttons, without an arrow."""
        self.menu_ = menu
        self.clicked.connect(lambda: menu.popup(self.mapToGlobal(self.rect().bottomLeft())))
