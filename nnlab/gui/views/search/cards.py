"""The frames of this tab."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from nnlab.gui import theme


def card(inner: QWidget) -> QFrame:
    """Return a frame on the ground of a card around ``inner``."""
    frame = QFrame()
    theme.mark(frame, "card", True)
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(12, 8, 12, 8)
    layout.addWidget(inner)
    return frame
