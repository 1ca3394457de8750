"""A button without a frame, for what stands between the rows."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QToolButton

from nnlab.gui import theme
from nnlab.gui.icons import icon
from nnlab.gui.views.ring import draw_ring

ICON_SIZE = QSize(16, 16)


class FlatButton(QToolButton):
    """An icon, perhaps with a word; a ring shows that it has the focus.

    Parameters
    ----------
    icon_name : str
    text : str
        Shown beside the icon, and its accessible name; translated.
    """

    def __init__(self, icon_name: str, text: str = "") -> None:
        super().__init__()
        self._icon_name = icon_name
        self.setAutoRaise(True)
        self.setIconSize(ICON_SIZE)
        self.setIcon(icon(icon_name))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # after a click, Space still starts the run
        if text:
            self.setText(text)
            self.setAccessibleName(text)
            self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)

    def set_icon_name(self, icon_name: str) -> None:
        """Show another icon."""
        self._icon_name = icon_name
        self.setIcon(icon(icon_name))

    def changeEvent(self, event: QEvent) -> None:
        """Draw the icon anew in another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.setIcon(icon(self._icon_name))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ring of the focus, which the style leaves out for flat buttons."""
        super().paintEvent(event)
        if self.hasFocus():
            draw_ring(self, theme.current().accent, 4)
