"""The quiet button below a list that adds to it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QMenu, QToolButton

from nnlab.gui.icons import icon


class AddButton(QToolButton):
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
        super().__init__()
        self.menu_: QMenu | None = None
        self.setText(text)
        self.setAccessibleName(text)
        self.setAutoRaise(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setIcon(icon("add"))

    def set_menu(self, menu: QMenu) -> None:
        """Let a click offer ``menu``; unlike Qt's own menu buttons, without an arrow."""
        self.menu_ = menu
        self.clicked.connect(lambda: menu.popup(self.mapToGlobal(self.rect().bottomLeft())))

    def changeEvent(self, event: QEvent) -> None:
        """Draw the sign anew in another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.setIcon(icon("add"))
