"""Markdown that takes whatever width there is; a link to a term of the glossary explains it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QLabel, QSizePolicy, QToolTip

from nnlab.gui import theme

SCHEME: Final = "glossary:"


class MarkdownLabel(QLabel):
    """Paragraphs, headings and formulas; nothing in it is fetched from anywhere."""

    def __init__(self) -> None:
        super().__init__()
        self._glossary: Mapping[str, str] = {}
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.MarkdownText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        self.setFont(theme.tabular(self.font()))
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.linkActivated.connect(self._on_link_activated)

    def set_glossary(self, glossary: Mapping[str, str]) -> None:
        """Know what terms mean."""
        self._glossary = glossary

    def explanation(self, link: str) -> str:
        """Return what the term of a link means; nothing for other links, which are not followed."""
        return self._glossary.get(link.removeprefix(SCHEME), "") if link.startswith(SCHEME) else ""

    def _on_link_activated(self, link: str) -> None:
        QToolTip.showText(QCursor.pos(), self.explanation(link), self)
