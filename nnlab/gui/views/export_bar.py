"""A line above the views that makes a file, or the clipboard's content, of the one in front."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, Literal, cast

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from nnlab.gui import numbers, theme
from nnlab.gui.exporting.sizes import LARGEST_SCALE, LEAST_SCALE, is_too_large, pixel_size
from nnlab.gui.views.flow import FlowLayout

Kind = Literal["png", "svg", "csv"]
STEP: Final = 0.5
FIRST_SCALE: Final = 2.0
ALL: Final = ""
"""Stands for all tables of a view."""


class ExportBar(QFrame):
    """Hidden until it is asked for; Esc closes it.

    Signals
    -------
    save_chosen
        A file is wanted.
    copy_chosen
        The clipboard is to have it.
    closed
    """

    save_chosen = Signal()
    copy_chosen = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.mark(self, "card", True)
        self.setAccessibleName(self.tr("Export"))
        self._size = QSize()
        self._has_tables = False
        self.title = QLabel()
        theme.mark(self.title, "role", "title")
        self.kinds, self.colours, self.tables = QComboBox(), QComboBox(), QComboBox()
        self.scales, self.note = QDoubleSpinBox(), QLabel()
        self.save = self._button(self.tr("Save…"), self.save_chosen.emit)
        self.copy = self._button(self.tr("Copy"), self.copy_chosen.emit)
        self._fill()
        self._lay_out()
        self.kinds.currentIndexChanged.connect(self._refresh)
        self.scales.valueChanged.connect(self._refresh)
        self._refresh()
        self.hide()

    @property
    def kind(self) -> Kind:
        """What is made: a picture of pixels or of lines, or a table."""
        return cast("Kind", self.kinds.currentData())

    @property
    def scale(self) -> float:
        """Pixels of the picture for each of the screen."""
        return self.scales.value()

    @property
    def is_light(self) -> bool:
        """Whether the picture is light whatever the window is."""
        return bool(self.colours.currentData() == "light")

    @property
    def table(self) -> str:
        """The name of the table that is wanted; ALL for every one."""
        return str(self.tables.currentData() or ALL)

    def set_view(self, title: str, size: QSize, tables: Sequence[str]) -> None:
        """Offer another view.

        Parameters
        ----------
        title : str
            What it is called.
        size : QSize
            Of its picture on the screen.
        tables : sequence of str
            The names of its tables of numbers.
        """
        self._size, self._has_tables = size, bool(tables)
        self.title.setText(self.tr("Export {view}").format(view=title))
        self._offer_tables(tables)
        self._refresh()

    def open(self) -> None:
        """Show the bar, and let the keys begin at its left."""
        self.show()
        self.kinds.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_bar(self) -> None:
        """Hide the bar."""
        self.hide()
        self.closed.emit()

    def event(self, event: QEvent) -> bool:
        """Keep Esc for the bar while the focus is in it; elsewhere it stops the run."""
        is_escape = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if event.type() == QEvent.Type.ShortcutOverride and is_escape:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        else:
            super().keyPressEvent(event)

    def _fill(self) -> None:
        for kind, text in (
            ("png", self.tr("Picture, PNG")),
            ("svg", self.tr("Picture, SVG")),
            ("csv", self.tr("Numbers, CSV")),
        ):
            self.kinds.addItem(text, kind)
        for name, text in (("shown", self.tr("Colours as shown")), ("light", self.tr("Light colours"))):
            self.colours.addItem(text, name)
        self.scales.setRange(LEAST_SCALE, LARGEST_SCALE)
        self.scales.setSingleStep(STEP)
        self.scales.setDecimals(1)
        self.scales.setSuffix(" ×")
        self.scales.setValue(FIRST_SCALE)
        self.kinds.setAccessibleName(self.tr("What to export"))
        self.colours.setAccessibleName(self.tr("Colours of the picture"))
        self.tables.setAccessibleName(self.tr("Which numbers"))
        self.scales.setAccessibleName(self.tr("Scale of the picture"))
        self.note.setFont(theme.tabular(self.note.font()))

    def _lay_out(self) -> None:
        controls = QWidget()
        flow = FlowLayout(controls, spacing=theme.GRID)
        widgets = (self.title, self.kinds, self.scales, self.tables, self.colours, self.note, self.save, self.copy)
        for widget in widgets:
            flow.addWidget(widget)
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * theme.GRID, theme.GRID, theme.GRID, theme.GRID)
        row.addWidget(controls, 1)
        close = self._button(self.tr("Close"), self.close_bar)
        close.setAccessibleName(self.tr("Close the export"))
        row.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)

    def _button(self, text: str, act: Callable[[], None]) -> QPushButton:
        button = QPushButton(text)
        button.clicked.connect(lambda _=False: act())
        return button

    def _offer_tables(self, names: Sequence[str]) -> None:
        """List the tables, and keep the one that is chosen where it is still there."""
        chosen = self.table
        self.tables.clear()
        for name in names:
            self.tables.addItem(name, name)
        if len(names) > 1:
            self.tables.insertItem(0, self.tr("All tables"), ALL)
        self.tables.setCurrentIndex(max(self.tables.findData(chosen), 0))

    def _refresh(self) -> None:
        """Show what matters for what is made, and say why it cannot be where that is so."""
        is_picture = self.kind != "csv"
        self.scales.setVisible(self.kind == "png")
        self.colours.setVisible(is_picture)
        self.tables.setVisible(not is_picture and self._has_tables)
        problem = self._problem()
        theme.mark(self.note, "role", "problem" if problem else "muted")
        self.note.setText(f"⚠  {problem}" if problem else self._size_words() if self.kind == "png" else "")
        self.note.setVisible(bool(self.note.text()))
        for button in (self.save, self.copy):
            button.setEnabled(not problem)

    def _problem(self) -> str:
        if self.kind == "csv" and not self._has_tables:
            return self.tr("There are no numbers behind this view yet.")
        if self.kind == "png" and is_too_large(pixel_size(self._size, self.scale)):
            return self.tr("{size}: too large to be made.").format(size=self._size_words())
        return ""

    def _size_words(self) -> str:
        size = pixel_size(self._size, self.scale)
        template = self.tr("{width} × {height} pixels")
        return template.format(width=numbers.count(size.width()), height=numbers.count(size.height()))
