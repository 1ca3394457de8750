"""What the marks of the points stand for; pressing a class lets it stand out."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from nnlab.gui import numbers, theme
from nnlab.gui.views.data.marks import STEPS, ClassMarks, TargetMarks
from nnlab.gui.views.form.flow import FlowLayout

ICON = QSize(12, 12)


class MarkLegend(QWidget):
    """Lists the classes, or the range of the numbers to be met.

    Signals
    -------
    emphasis_changed : object
        The class that stands out; None for none.
    """

    emphasis_changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._marks: ClassMarks | TargetMarks | None = None
        self._pictures: list[tuple[QToolButton | QLabel, int]] = []
        self._flow = FlowLayout(self, spacing=4)

    @property
    def buttons(self) -> list[QToolButton]:
        """The classes."""
        return [widget for widget, _ in self._pictures if isinstance(widget, QToolButton)]

    def set_marks(self, marks: ClassMarks | TargetMarks) -> None:
        """Show another legend, with nothing standing out."""
        while (item := self._flow.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._marks, self._pictures = marks, []
        if isinstance(marks, TargetMarks):
            self._add_targets(marks)
        elif marks.are_told_apart:
            for kind, name in enumerate(marks.names):
                self._add_class(kind, name)
        else:
            words = self.tr("{count} classes, too many to tell apart; a resting mouse says which")
            self._add(_small_label(words.format(count=numbers.count(len(marks.names)))))
        about_spread = _small_label(self.tr("+ mean   ◯ two standard deviations around it"))
        about_spread.setContentsMargins(theme.GRID, 0, 0, 0)
        self._add(about_spread)
        self._restyle()

    def changeEvent(self, event: QEvent) -> None:
        """Take the colours of a new theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._restyle()

    def _add_class(self, kind: int, name: str) -> None:
        button = QToolButton()
        button.setText(name)
        button.setCheckable(True)
        button.setAutoRaise(True)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setIconSize(ICON)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setAccessibleName(self.tr("Class {name}").format(name=name))
        button.setToolTip(self.tr("Let class {name} stand out").format(name=name))
        button.clicked.connect(lambda checked: self._on_class_clicked(kind, checked))
        self._pictures.append((button, kind))
        self._add(button)

    def _add_targets(self, marks: TargetMarks) -> None:
        entry = QWidget()
        layout = QHBoxLayout(entry)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(_small_label(marks.name))
        for kind, value in ((0, marks.low), (STEPS // 2, (marks.low + marks.high) / 2), (STEPS - 1, marks.high)):
            picture = QLabel()
            self._pictures.append((picture, kind))
            layout.addWidget(picture)
            layout.addWidget(_small_label(numbers.significant(value)))
        self._add(entry)

    def _add(self, entry: QWidget) -> None:
        self._flow.addWidget(entry)
        entry.show()  # at once: Qt would show one after the other, and each time paint the stages below

    def _restyle(self) -> None:
        if self._marks is None:
            return
        for widget, kind in self._pictures:
            pixmap = self._marks.stamp(kind, self.devicePixelRatioF())
            if isinstance(widget, QToolButton):
                widget.setIcon(QIcon(pixmap))
            else:
                widget.setPixmap(pixmap)

    def _on_class_clicked(self, kind: int, checked: bool) -> None:
        for other, button in enumerate(self.buttons):
            button.setChecked(checked and other == kind)
        self.emphasis_changed.emit(kind if checked else None)


def _small_label(text: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setFont(theme.tabular(theme.small(label.font())))
    theme.mark(label, "role", "muted")
    return label
