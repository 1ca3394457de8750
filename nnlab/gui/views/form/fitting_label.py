"""A label that says as much as there is room for."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from nnlab.gui import theme


class FittingLabel(QLabel):
    """Shows the longest of several wordings that fits; the tooltip has the whole.

    Parameters
    ----------
    alignment : Qt.AlignmentFlag
        Left or right.
    """

    def __init__(self, alignment: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft) -> None:
        super().__init__()
        self._wordings: tuple[str, ...] = ("",)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(theme.tabular(theme.small(self.font())))
        self.setAlignment(alignment | Qt.AlignmentFlag.AlignVCenter)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        theme.mark(self, "role", "muted")

    def set_wordings(self, *wordings: str) -> None:
        """Take the same in several lengths, the longest first; none empties the label."""
        wordings = wordings or ("",)
        if wordings != self._wordings:
            self._wordings = wordings
            self.setToolTip(wordings[0])
            self._fit()
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Return room for the longest."""
        return QSize(self._width(self._wordings[0]), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Return room for the shortest."""
        return QSize(self._width(self._wordings[-1]), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose anew."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        fitting = (one for one in self._wordings if self._width(one) <= self.width())
        self.setText(next(fitting, self._wordings[-1]))

    def _width(self, wording: str) -> int:
        return self.fontMetrics().horizontalAdvance(wording) + 1
