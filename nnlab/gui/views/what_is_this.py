"""What is this? The explanation of what is under the pointer or has the focus, with its value now."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLineEdit,
    QWhatsThis,
    QWidget,
)


def explain(window: QWidget) -> None:
    """Show the explanation of what is under the pointer; of what has the focus, where the pointer is elsewhere."""
    place = QCursor.pos()
    under = QApplication.widgetAt(place)
    if under is None or under.window() is not window or not words_of(under):
        under = QApplication.focusWidget()
        place = under.mapToGlobal(QPoint(0, under.height())) if under is not None else place
    words = words_of(under) if under is not None else ""
    QWhatsThis.showText(place, words or _nothing(), window)


def words_of(widget: QWidget) -> str:
    """Return what is to be said of a widget: its tooltip, or that of what it is a part of, and its value."""
    part: QWidget | None = widget
    while part is not None:
        if part.toolTip():
            return _rich(part.toolTip()) + _value_words(part)
        part = part.parentWidget()
    return ""


def value_of(widget: QWidget) -> str:
    """Return what a control shows now; nothing for what has no value."""
    if isinstance(widget, QLineEdit):
        return widget.text()
    if isinstance(widget, QComboBox):
        return widget.currentText()
    if isinstance(widget, QAbstractButton) and widget.isCheckable():
        tr = QCoreApplication.translate
        return tr("WhatIsThis", "on") if widget.isChecked() else tr("WhatIsThis", "off")
    children = widget.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return next((value for child in children if (value := value_of(child))), "")


def _value_words(widget: QWidget) -> str:
    value = value_of(widget)
    template = QCoreApplication.translate("WhatIsThis", "Now: {value}")
    return f"<p><b>{escape(template.format(value=value))}</b></p>" if value else ""


def _rich(text: str) -> str:
    return text if text.lstrip().startswith("<") else f"<p>{escape(text)}</p>"


def _nothing() -> str:
    words = QCoreApplication.translate(
        "WhatIsThis", "Rest the pointer on a control, and press F1: it says what it is for, and its value now."
    )
    return f"<p>{escape(words)}</p>"
