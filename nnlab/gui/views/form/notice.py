"""A sentence about a problem, beside what it is about."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from nnlab.gui.views.form.words import sentence
from nnlab.gui.views.small_text import SIGN, SmallText


class Notice(SmallText):
    """A line in the colour of what is wrong, with a sign; hidden while nothing is.

    Parameters
    ----------
    prefix : str
        The name of the field, translated, where no label stands beside it.
    """

    def __init__(self, prefix: str = "", parent: QWidget | None = None) -> None:
        super().__init__(role="problem")
        self.setParent(parent)
        self._prefix = prefix
        self.hide()

    def set_problem(self, text: str) -> None:
        """Show ``text``, or nothing."""
        begun = f"{self._prefix}: {text}" if self._prefix else sentence(text)
        self.setText(f"{SIGN} {begun}" if text else "")
        self.setVisible(bool(text))

    def has_problem(self) -> bool:
        """Say whether something is shown."""
        return bool(self.text())

    def differs(self) -> bool:
        """Return that a sentence has no default."""
        return False
