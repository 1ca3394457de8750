"""Taking a widget out of the form."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget


def discard(widget: QWidget) -> None:
    """Take ``widget`` out of its parent now, so that nobody finds it there, and delete it when no event needs it."""
    widget.hide()
    widget.setParent(None)
    widget.deleteLater()
