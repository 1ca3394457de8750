"""A card that says what was noticed, why it matters, and what may be done about it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from nnlab.gui import theme
from nnlab.gui.views.flow import FlowLayout
from nnlab.gui.views.guide.remedy_rows import RemedyRows
from nnlab.gui.views.guide.wrapped import WrappedLabel
from nnlab.gui.views.small_text import SmallText
from nnlab.gui.views.tool_button import toggle, tool_button


class AdviceCard(QFrame):
    """One thing that is pointed at; its words may change under the reader, its buttons stay where they are.

    Parameters
    ----------
    sign : str
        What says its kind beside the colour: ``⚠``, ``✗``, ``✓``.

    Attributes
    ----------
    remedies : RemedyRows

    Signals
    -------
    view_asked
        The person wants to see where it shows.
    """

    view_asked = Signal()

    def __init__(self, sign: str = "⚠") -> None:
        super().__init__()
        theme.mark(self, "card", True)
        self._sign = sign
        self.title = WrappedLabel()
        theme.mark(self.title, "role", "title")
        self.reading, self.why, self.remedies = WrappedLabel(), SmallText(), RemedyRows()
        self.why.hide()
        self.why_button = toggle(self.tr("Why?"), self.tr("Say what is behind this"))
        self.why_button.toggled.connect(self.why.setVisible)
        self.show_button = tool_button(self.tr("Show"), self.tr("Go to the view in which this can be seen"))
        self.show_button.clicked.connect(self.view_asked)
        self._lay_out()

    def set_words(self, title: str, reading: str, why: str) -> None:
        """Say something else; translated."""
        self.title.setText(f"{self._sign}  {title}")
        self.reading.setText(reading)
        self.reading.setVisible(bool(reading))
        self.why.setText(why)
        self.why_button.setVisible(bool(why))
        self.setAccessibleName(title)
        self.setAccessibleDescription(reading)

    def _lay_out(self) -> None:
        links = QWidget()
        line = FlowLayout(links, spacing=theme.GRID // 2)
        line.addWidget(self.why_button)
        line.addWidget(self.show_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(theme.GRID // 2)
        for part in (self.title, self.reading, self.remedies, self.why, links):
            column.addWidget(part)
