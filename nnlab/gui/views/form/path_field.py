"""Where a file or folder lies: a line that takes what is typed or dropped, and a button to look for it."""

from __future__ import annotations

from pathlib import PurePath

from PySide6.QtCore import QEvent, QMimeData, Qt, QUrl, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QHelpEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QStyle, QStyleOptionFrame, QToolTip, QWidget

from nnlab.gui.theme import GRID
from nnlab.gui.views.form.flat_button import FlatButton
from nnlab.gui.views.form.table import Path
from nnlab.gui.views.form.words import remark, translate
from nnlab.gui.views.form.words_field import WordsField

ROOMY = 40
"""From this width on, in characters, the button has its word beside the icon."""
INSET = 2
"""Beside the text of a line, as Qt has it."""


class PathLine(WordsField):
    """A line with a path, of which the name at its end is shown while nobody works on it; its tooltip has the whole."""

    def shown_text(self) -> str:
        """Return what is to be seen: the name alone, without its middle where there is no room for it."""
        if self.hasFocus() or not self.text():
            return self.text() or self.placeholderText()
        name = PurePath(self.text()).name or self.text()
        room = self.contentsRect().width() - 4 * INSET
        return self.fontMetrics().elidedText(name, Qt.TextElideMode.ElideMiddle, room)

    def tip(self) -> str:
        """Return the tooltip: the whole path, then what is said about the field."""
        return (remark(self.text()) if self.text() else "") + self.toolTip()

    def event(self, event: QEvent) -> bool:
        """Answer a resting mouse with the whole path."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.tip(), self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the name in the frame, or the line itself while it has the focus or is empty."""
        if self.hasFocus() or not self.text():
            super().paintEvent(event)
            return
        painter, option = QPainter(self), QStyleOptionFrame()
        self.initStyleOption(option)
        style = self.style()
        style.drawPrimitive(QStyle.PrimitiveElement.PE_PanelLineEdit, option, painter, self)
        inside = style.subElementRect(QStyle.SubElement.SE_LineEditContents, option, self)
        painter.setPen(option.palette.text().color())
        painter.drawText(inside.adjusted(INSET, 0, -INSET, 0), Qt.AlignmentFlag.AlignVCenter, self.shown_text())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a file or folder of this machine."""
        if dropped_path(event.mimeData()):
            event.acceptProposedAction()
        else:
            super().dragEnterEvent(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Take it anywhere in the line."""
        if dropped_path(event.mimeData()):
            event.acceptProposedAction()
        else:
            super().dragMoveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Put the path of what was dropped in the place of the present one."""
        path = dropped_path(event.mimeData())
        if not path:
            super().dropEvent(event)
            return
        event.acceptProposedAction()
        self._finish()
        self._take_and_show(path, typing=False)

    def _read(self, text: str) -> object:
        return super()._read(_plain(text))


class PathField(QWidget):
    """A line for a path with a button beside it, which only says that somebody wants to look for the file.

    Parameters
    ----------
    path : Path
        What an empty line says, and whether it stands for null.

    Attributes
    ----------
    line : PathLine
    button : FlatButton
    """

    browse_requested = Signal()

    def __init__(self, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = PathLine(path)
        self.button = FlatButton("open", translate("form", "Browse…"))
        self.button.setToolTip(translate("form", "Look for it; or drop it on the field"))
        self.button.clicked.connect(lambda _: self.browse_requested.emit())
        self.setFocusProxy(self.line)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID // 2)
        row.addWidget(self.line, 1)
        row.addWidget(self.button)

    def set_name(self, name: str) -> None:
        """Name line and button for a screen reader."""
        self.line.setAccessibleName(name)
        template = translate("form", "{owner}: {field}")
        self.button.setAccessibleName(template.format(owner=name, field=translate("form", "browse")))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say on the button what it does where there is room for the word."""
        super().resizeEvent(event)
        is_roomy = self.width() >= ROOMY * self.fontMetrics().averageCharWidth()
        style = Qt.ToolButtonStyle
        self.button.setToolButtonStyle(style.ToolButtonTextBesideIcon if is_roomy else style.ToolButtonIconOnly)


def dropped_path(data: QMimeData) -> str:
    """Return the path of the first file or folder in what is dragged; nothing if there is none on this machine."""
    paths = (url.toLocalFile() for url in data.urls())
    return next((path for path in paths if path), "")


def _plain(text: str) -> str:
    """Return a path as it is, from what file managers copy: between quotation marks, or as an address."""
    text = text.strip()
    if text.startswith("file:"):
        return QUrl(text).toLocalFile() or text
    is_quoted = len(text) > 2 and text[0] == text[-1] == '"'
    return text[1:-1] if is_quoted else text
