"""On which side of their room words and numbers stand."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt

LEFT: Final = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
RIGHT: Final = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
SPACE: Final = "\u2003"
"""Behind a number on the right, so that it does not touch the words in the next column."""
