"""What stands in the place of points that are drawn by hand: how many there are, and where they are drawn."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QVBoxLayout, QWidget

from nnlab.gui.numbers import count
from nnlab.gui.views.form.binding import Binding, Place
from nnlab.gui.views.form.notice import Notice
from nnlab.gui.views.form.row import SPACING
from nnlab.gui.views.form.words import translate
from nnlab.gui.views.small_text import SmallText


class PointsLine(Binding):
    """A line that is there while the source has points of its own.

    Attributes
    ----------
    widget : QWidget
        To be laid out.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._words, self._notice = SmallText(), Notice()
        self.widget = QWidget(parent)
        self.widget.hide()
        column = QVBoxLayout(self.widget)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACING)
        column.addWidget(self._words)
        column.addWidget(self._notice)

    def set_value(self, value: object, default: object) -> None:
        """Count the points."""
        if isinstance(value, list):
            template = translate("form", "Points: {count} · drawn in the Data view")
            self._words.setText(template.format(count=count(len(value))))
        self.widget.setVisible(isinstance(value, list))

    def set_owner(self, owner: str) -> None:
        """Do nothing: no field has to be named."""

    def places(self) -> Iterator[tuple[str, Place]]:
        """Yield where problems of the points can be read."""
        yield "", self._notice
