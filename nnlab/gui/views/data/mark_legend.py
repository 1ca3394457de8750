"""What the marks of points stand for; pressing a class lets it stand out."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QLabel, QToolButton, QWidget

from nnlab.gui import numbers, theme
from nnlab.gui.views.data.marks import ClassMarks, TargetMarks
from nnlab.gui.views.data.target_scale import TargetScale
from nnlab.gui.views.flow import FlowLayout

ICON: Final = QSize(12, 12)


class MarkLegend(QWidget):
    """Lists the classes, or has the scale of the numbers to be met.

    Parameters
    ----------
    remark : str
        What else there is to be read in the picture, translated; it stands behind the marks.

    Signals
    -------
    emphasis_changed : object
        The class that stands out; None for none.

    Attributes
    ----------
    buttons : list of QToolButton
        The classes, unless they are too many to be told apart.
    """

    emphasis_changed = Signal(object)

    def __init__(self, remark: str = "") -> None:
        super().__init__()
        self.buttons: list[QToolButton] = []
        self._remark = remark
        self._marks: ClassMarks | TargetMarks | None = None
        self._flow = FlowLayout(self, spacing=4)

    def set_marks(self, marks: ClassMarks | TargetMarks) -> None:
        """Show another legend, in which nothing stands out."""
        self._clear()
        self._marks = marks
        if isinstance(marks, TargetMarks):
            self._add(TargetScale(marks))
        elif marks.are_told_apart:
            self.buttons = [self._button(kind, name) for kind, name in enumerate(marks.names)]
            for button in self.buttons:
                self._add(button)
        else:
            words = self.tr("{count} classes, too many to tell apart; the mouse says which")
            self._add(_small_label(words.format(count=numbers.count(len(marks.names)))))
        if self._remark:
            remark = _small_label(self._remark)
            remark.setContentsMargins(theme.GRID, 0, 0, 0)
            self._add(remark)
        self._restyle()

    def changeEvent(self, event: QEvent) -> None:
        """Take the colours of a new theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._restyle()

    def _clear(self) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.buttons = []

    def _add(self, entry: QWidget) -> None:
        self._flow.addWidget(entry)
        entry.show()  # at once: Qt would show one after the other, and each time paint what lies below

    def _button(self, kind: int, name: str) -> QToolButton:
        button = QToolButton()
        button.setText(name.replace("&", "&&"))  # a single one would underline what follows it
        button.setCheckable(True)
        button.setAutoRaise(True)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setIconSize(ICON)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setAccessibleName(self.tr("Class {name}").format(name=name))
        button.setToolTip(self.tr("Let class {name} stand out").format(name=name))
        button.clicked.connect(lambda checked: self._on_button_clicked(kind, checked))
        return button

    def _restyle(self) -> None:
        for kind, button in enumerate(self.buttons):
            if self._marks is not None:
                button.setIcon(QIcon(self._marks.stamp(kind, self.devicePixelRatioF())))

    def _on_button_clicked(self, kind: int, checked: bool) -> None:
        for other, button in enumerate(self.buttons):
            button.setChecked(checked and other == kind)
        self.emphasis_changed.emit(kind if checked else None)


def _small_label(text: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setFont(theme.tabular(theme.small(label.font())))
    theme.mark(label, "role", "muted")
    return label
