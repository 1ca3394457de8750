"""Turns the templates of Qt-free parts into sentences of the language in use."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QCoreApplication

from nnlab.text import Text

CONTEXT = "nnlab"
"""The translation context of every template that is marked outside the window."""


def translate(text: Text) -> str:
    """Return ``text`` in the language of the application, its values filled in."""
    template = QCoreApplication.translate(CONTEXT, text.template)
    return template.format(**{name: _value(value) for name, value in text.values.items()})


def _value(value: Any) -> Any:
    return translate(value) if isinstance(value, Text) else value
