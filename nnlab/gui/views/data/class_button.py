"""A button that chooses the class of the points that are drawn."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QToolButton

from nnlab.gui import theme
from nnlab.gui.views.data.plane_picture import LARGER
from nnlab.gui.views.data.symbols import SYMBOLS, class_colour, stamp

ICON: Final = QSize(16, 16)


class ClassButton(QToolButton):
    """The symbol of a class, and its name.

    Parameters
    ----------
    label : int
    """

    def __init__(self, label: int) -> None:
        super().__init__()
        self._label = label
        self.setText(class_name(label))
        self.setCheckable(True)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setIconSize(ICON)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # after a click, the keys still draw
        self.setAccessibleName(self.tr("Class {name}").format(name=class_name(label)))
        self.setToolTip(self.tr("Draw points of class {name} (Left, Right)").format(name=class_name(label)))
        theme.mark(self, "toggle", True)
        self._show_icon()

    def changeEvent(self, event: QEvent) -> None:
        """Draw the symbol in the colours of a new theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._show_icon()

    def _show_icon(self) -> None:
        self.setIcon(QIcon(_picture(self._label, self.devicePixelRatioF())))


def class_name(label: int) -> str:
    """Return what a class is called: its index, as in the other made data."""
    return str(label)


def _picture(label: int, ratio: float) -> QPixmap:
    """Return the symbol on the ground of the plane, since that of a chosen button would hide some colours."""
    picture = QPixmap(ICON * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    symbol = stamp(SYMBOLS[label], class_colour(label), ratio, LARGER)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.current().base))
    painter.drawRoundedRect(QRectF(QPointF(), QSizeF(ICON)), 3, 3)
    inset = (ICON.width() - symbol.width() / ratio) / 2
    painter.drawPixmap(QPointF(inset, inset), symbol)
    painter.end()
    return picture
