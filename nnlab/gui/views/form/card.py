"""A card: what belongs to one entry of a list, with the actions that move, copy and remove it."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QPaintEvent
from PySide6.QtWidgets import QFrame, QToolButton

from nnlab.gui import theme
from nnlab.gui.icons import icon
from nnlab.gui.views.form.binding import Binding
from nnlab.gui.views.form.grip import Grip
from nnlab.gui.views.form.words import translate
from nnlab.gui.views.ring import draw_ring

SIZE = QSize(20, 20)
"""Of a button: its icon and a little room."""


class Card(QFrame):
    """An entry of a list; it takes the focus itself, so that keys can act on the whole of it.

    Signals
    -------
    move_chosen : -1 or 1
    duplicate_chosen, remove_chosen

    Attributes
    ----------
    binding : Binding
        Of the entry; made by the subclass.
    grip : Grip
    """

    move_chosen = Signal(int)
    duplicate_chosen = Signal()
    remove_chosen = Signal()

    binding: Binding

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.grip = Grip(self)
        self.up = self._action(["Alt+Up"], lambda: self.move_chosen.emit(-1))
        self.down = self._action(["Alt+Down"], lambda: self.move_chosen.emit(1))
        self.duplicate = self._action(["Ctrl+D"], self.duplicate_chosen.emit)
        self.remove = self._action(["Delete", "Backspace"], self.remove_chosen.emit)
        self.remove.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.up.setText(translate("form", "Move up"))
        self.down.setText(translate("form", "Move down"))
        self._show_icons()

    @abstractmethod
    def fits(self, entry: object) -> bool:
        """Say whether this card can show ``entry``, or another has to be made for it."""

    def set_place(self, index: int, count: int) -> None:
        """Take where the card stands: ``index`` of ``count``."""
        self.up.setEnabled(index > 0)
        self.down.setEnabled(index < count - 1)

    def changeEvent(self, event: QEvent) -> None:
        """Draw the icons anew in another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._show_icons()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a ring while the card itself has the focus."""
        super().paintEvent(event)
        if self.hasFocus():
            draw_ring(self, theme.current().accent, 6)

    def _action(self, keys: list[str], slot: Callable[[], None]) -> QAction:
        action = QAction(self)
        action.setShortcuts([QKeySequence(key) for key in keys])
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(lambda _: slot())
        self.addAction(action)
        return action

    def _show_icons(self) -> None:
        self.duplicate.setIcon(icon("duplicate"))
        self.remove.setIcon(icon("remove"))


def name_action(action: QAction, text: str, reason: str = "") -> None:
    """Name an action of a card, for its menu, its button and the screen reader.

    Parameters
    ----------
    action : QAction
    text : str
        Translated.
    reason : str
        Why it cannot be done now; it then stands in the tooltip instead of the keys.
    """
    action.setText(text)
    keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    action.setToolTip(reason or f"{text} ({keys})")
    action.setEnabled(not reason)


class ActionButton(QToolButton):
    """A small button for an action of a card.

    Keys and the menu of the card do the same, so Tab passes the button by.
    """

    def __init__(self, action: QAction) -> None:
        super().__init__()
        self.setAutoRaise(True)
        self.setFixedSize(SIZE)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        self.setDefaultAction(action)
        action.changed.connect(lambda: self.setAccessibleName(action.text()))
