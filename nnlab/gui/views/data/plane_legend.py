"""What the points of the plane stand for: symbols with the names of classes, or a scale of numbers."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QToolButton, QWidget

from nnlab.gui import numbers, theme
from nnlab.gui.views.data.marks import STEPS, ClassMarks, TargetMarks
from nnlab.gui.views.form.flow import FlowLayout

ICON = QSize(12, 12)
STEP_WIDTH = 12
GAP = 8


class PlaneLegend(QWidget):
    """Lists the classes, of which one can be made to stand out, or shows the scale.

    Signals
    -------
    emphasis_changed : object
        The class that stands out; None for none.
    """

    emphasis_changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.buttons: list[QToolButton] = []
        self._marks: ClassMarks | TargetMarks | None = None
        self._flow = FlowLayout(self, spacing=4)

    def set_marks(self, marks: ClassMarks | TargetMarks) -> None:
        """Show another legend, in which nothing stands out."""
        while (item := self._flow.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        self._marks, self.buttons = marks, []
        if isinstance(marks, TargetMarks):
            self._flow.addWidget(Scale(marks))
        elif marks.are_told_apart:
            self.buttons = [self._button(kind, name) for kind, name in enumerate(marks.names)]
            for button in self.buttons:
                self._flow.addWidget(button)
        else:
            words = self.tr("{count} classes, too many to tell apart; the mouse says which")
            label = QLabel(words.format(count=numbers.count(len(marks.names))))
            theme.mark(label, "role", "muted")
            self._flow.addWidget(label)
        self._restyle()

    def changeEvent(self, event: QEvent) -> None:
        """Take the colours of a new theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._restyle()

    def _button(self, kind: int, name: str) -> QToolButton:
        button = QToolButton()
        button.setText(name.replace("&", "&&"))
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


class Scale(QWidget):
    """The marks from the lowest number to the highest.

    Parameters
    ----------
    marks : TargetMarks
    """

    def __init__(self, marks: TargetMarks) -> None:
        super().__init__()
        self._marks = marks
        self._ends = numbers.significant(marks.low), numbers.significant(marks.high)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.words())

    def words(self) -> str:
        """Return what the scale says."""
        return self.tr("{name}: {low} to {high}").format(name=self._marks.name, low=self._ends[0], high=self._ends[1])

    def sizeHint(self) -> QSize:
        """Ask for one line."""
        metrics = self.fontMetrics()
        words = sum(metrics.horizontalAdvance(text) + GAP for text in (self._marks.name, *self._ends))
        return QSize(words + STEPS * STEP_WIDTH, metrics.height() + 4)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the name, and between the ends the marks."""
        painter, ratio = QPainter(self), self.devicePixelRatioF()
        painter.setFont(theme.tabular(self.font()))
        painter.setPen(QColor(theme.current().text))
        metrics, middle = painter.fontMetrics(), self.height() / 2
        base, x = (self.height() + metrics.ascent() - metrics.descent()) // 2, 0
        for text in (self._marks.name, self._ends[0]):
            painter.drawText(x, base, text)
            x += metrics.horizontalAdvance(text) + GAP
        for kind in range(STEPS):
            stamp = self._marks.stamp(kind, ratio)
            side = stamp.width() / ratio
            painter.drawPixmap(QPointF(x + (STEP_WIDTH - side) / 2, middle - side / 2), stamp)
            x += STEP_WIDTH
        painter.drawText(x + GAP // 2, base, self._ends[1])
