"""The panel of histograms: a heading, the columns' names, and a row a layer."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QStackedLayout,
    QToolButton,
    QToolTip,
    QVBoxLayout,
    QWidget,
)

from nnlab.gui import theme
from nnlab.gui.views.elided import ElidedLabel
from nnlab.gui.views.histogram_columns import number_columns
from nnlab.gui.views.histogram_painting import RIGHT
from nnlab.gui.views.histogram_rows import HistogramRows, non_finite_words
from nnlab.gui.views.moment_words import moment_words
from nnlab.gui.views.tool_button import toggle
from nnlab.training.layer_picture import LayerPicture
from nnlab.training.moment import Moment


class HistogramPanel(QFrame):
    """Shows how the outputs of every layer are distributed, all layers at once."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = HistogramRows()
        self.note = ElidedLabel("muted")
        self.shared_axis = self._axis_button()
        self._waiting: Moment | None = None
        self._picture: LayerPicture | None = None
        self._lay_out()
        theme.mark(self, "card", True)

    def set_layers(self, labels: Sequence[str]) -> None:
        """Name the layers, from the input up."""
        self.rows.set_labels(labels)

    def set_moment(self, moment: Moment) -> None:
        """Show the layers of ``moment``, once somebody looks."""
        if moment.picture is not None and moment.picture.layers:
            self._waiting = moment
            if self.isVisible():
                self._show_waiting()

    def clear(self) -> None:
        """Show nothing but the promise."""
        self._waiting = self._picture = None
        self.rows.set_layers(())
        self.note.clear()
        self._stack.setCurrentIndex(0)

    def showEvent(self, event: QShowEvent) -> None:
        """Draw what arrived while nobody looked."""
        super().showEvent(event)
        self._show_waiting()

    def _show_waiting(self) -> None:
        moment, self._waiting = self._waiting, None
        if moment is None or moment.picture is None:
            return
        if moment.picture is not self._picture:
            self._picture = moment.picture
            self.rows.set_layers(moment.picture.layers)
        self.note.setText(self._note_words(moment, moment.picture))
        self._stack.setCurrentIndex(1)

    def _note_words(self, moment: Moment, picture: LayerPicture) -> str:
        of_probe = self.tr("outputs on training examples, at most 1,000")
        of_batch = self.tr("outputs in the last batch, a sample")
        words = f"{of_batch if picture.is_sketch else of_probe} · {moment_words(moment, picture.step)}"
        lost = sum(layer.output.histogram.non_finite for layer in picture.layers)
        return f"{words} · ✕ {non_finite_words(lost)}" if lost else words

    def _axis_button(self) -> QToolButton:
        about = self.tr("Compare layers on one axis, or let each use its own, which shows its shape best")
        button = toggle(self.tr("one axis"), about, name=self.tr("One axis for all layers"))
        button.toggled.connect(self.rows.set_shared_axis)
        return button

    def _lay_out(self) -> None:
        title = QLabel(self.tr("Activations, per layer"))
        theme.mark(title, "role", "title")
        heading = QHBoxLayout()
        heading.setSpacing(16)
        heading.addWidget(title)
        heading.addWidget(self.note, 1)
        heading.addWidget(self.shared_axis)
        promise = QLabel(self.tr("A histogram of every layer's outputs appears here once training starts."))
        promise.setAlignment(Qt.AlignmentFlag.AlignCenter)
        promise.setWordWrap(True)
        promise.setContentsMargins(24, 0, 24, 0)
        theme.mark(promise, "role", "muted")
        self._stack = QStackedLayout()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.setSpacing(4)
        layout.addLayout(heading)
        layout.addLayout(self._stack, 1)
        self._stack.addWidget(promise)  # once the stack has a parent: it shows its first widget at once
        self._stack.addWidget(self._table())

    def _table(self) -> QWidget:
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setWidget(self.rows)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setAccessibleName(self.rows.accessibleName())
        table = QWidget()
        for ground in (scroll.viewport(), self.rows):
            ground.setAutoFillBackground(False)  # the card shows through
        column = QVBoxLayout(table)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(ColumnNames(self.rows))
        column.addWidget(scroll, 1)
        return table


class ColumnNames(QWidget):
    """The names of the numbers, above their columns."""

    def __init__(self, rows: HistogramRows) -> None:
        super().__init__()
        self._rows = rows
        rows.installEventFilter(self)

    def sizeHint(self) -> QSize:
        """Ask for one line."""
        return QSize(100, self.fontMetrics().height())

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Follow the width of the rows."""
        if event.type() == QEvent.Type.Resize:
            self.update()
        return False

    def event(self, event: QEvent) -> bool:
        """Answer a resting mouse with what the column says."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.words_at(event.pos().x()), self)
            return True
        return super().event(event)

    def words_at(self, x: int) -> str:
        """Return what the column at ``x`` says."""
        for place, column in zip(self._places(), number_columns(), strict=True):
            if place.left() <= x <= place.right():
                return column.about
        return ""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw each name over its column."""
        painter = QPainter(self)
        painter.setFont(theme.small(self.font()))
        painter.setPen(QColor(theme.current().muted))
        for place, column in zip(self._places(), number_columns(), strict=True):
            painter.drawText(place, RIGHT, column.name)

    def _places(self) -> list[QRect]:
        return self._rows.columns().numbers(QRect(0, 0, self._rows.width(), self.height()))
