"""Small quiet text that wraps."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy

from nnlab.gui import theme

SIGN: Final = "⚠"
"""Says what the colour of a problem says, for those who do not see it."""


class SmallText(QLabel):
    """A remark; it takes whatever width there is.

    Parameters
    ----------
    text : str
        Translated.
    role : str
        Of the style sheet: ``muted`` or ``problem``.
    """

    def __init__(self, text: str = "", role: str = "muted") -> None:
        super().__init__(text)
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(theme.tabular(theme.small(self.font())))
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.mark(self, "role", role)
