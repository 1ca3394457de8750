"""Help that stays beside the work: the list of keys, and about the program."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

SHARE_OF_SCREEN = 0.7


class HelpWindow(QDialog):
    """A window of labels and values that does not block the main one.

    Parameters
    ----------
    parent : QWidget
    title : str
    rows : sequence of (str, str)
        Shown in two columns; the second can be selected and copied.
    """

    def __init__(self, parent: QWidget, title: str, rows: Sequence[tuple[str, str]]) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setModal(False)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(6)
        for row, texts in enumerate(rows):
            for column, text in enumerate(texts):
                grid.addWidget(self._label(text, selectable=column == 1), row, column)
        buttons = QDialogButtonBox(self)
        close = buttons.addButton(self.tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        close.setAccessibleName(self.tr("Close the help window"))
        buttons.rejected.connect(self.close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(16)
        layout.addWidget(self._scrolled(grid))
        layout.addWidget(buttons)

    def _scrolled(self, grid: QGridLayout) -> QScrollArea:
        """Return the rows in an area no higher than most of the screen."""
        contents = QWidget()
        contents.setLayout(grid)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(contents)
        needed = contents.sizeHint()
        scroll.setMinimumWidth(needed.width() + scroll.verticalScrollBar().sizeHint().width())
        scroll.setMinimumHeight(min(needed.height(), round(SHARE_OF_SCREEN * self.screen().availableSize().height())))
        return scroll

    def _label(self, text: str, *, selectable: bool) -> QLabel:
        label = QLabel(text, self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        if selectable:
            keyboard = Qt.TextInteractionFlag.TextSelectableByKeyboard
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse | keyboard)
        return label


def key_rows(actions: Sequence[QAction]) -> list[tuple[str, str]]:
    """Return what each key does, for the list of keys."""
    native = QKeySequence.SequenceFormat.NativeText
    return [
        (action.statusTip(), action.shortcut().toString(native))
        for action in actions
        if not action.shortcut().isEmpty()
    ]
