"""A row of words that choose a page, and beside them what there is to say about all of them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from nnlab.gui import theme
from nnlab.gui.views.tool_button import toggle


class PageBar(QWidget):
    """Offers pages by name; one of them is in front.

    Signals
    -------
    page_chosen : str
        The person chose another page.
    """

    page_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Pages"))
        self.page = ""
        self._buttons: dict[str, QToolButton] = {}
        self._group = QButtonGroup(self)
        self._message = QLabel()
        self._message.setTextFormat(Qt.TextFormat.PlainText)
        self._message.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._message.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        theme.mark(self._message, "role", "muted")
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(theme.GRID // 2)
        self._line.addWidget(self._message, 1)

    def add(self, name: str, title: str) -> None:
        """Offer another page; the first is in front."""
        button = toggle(title, "")
        button.clicked.connect(lambda _=False: self.page_chosen.emit(name))
        self._group.addButton(button)
        self._line.insertWidget(len(self._buttons), button)
        self._buttons[name] = button
        if not self.page:
            self.set_page(name)

    def set_page(self, name: str) -> None:
        """Mark the page that is in front."""
        self.page = name
        self._buttons[name].setChecked(True)

    def set_offered(self, name: str, *, is_offered: bool) -> None:
        """Offer a page or not."""
        self._buttons[name].setVisible(is_offered)

    def is_offered(self, name: str) -> bool:
        """Return whether a page is offered."""
        return not self._buttons[name].isHidden()

    def set_message(self, text: str) -> None:
        """Say something beside the words."""
        self._message.setText(text)
        self._message.setToolTip(text)

    def message(self) -> str:
        """Return what is said beside the words."""
        return self._message.text()
