"""A part of the form under a heading that opens and closes it."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from nnlab.gui import theme
from nnlab.gui.theme import GRID
from nnlab.gui.views.form.binding import Group, Place
from nnlab.gui.views.form.field_binding import FieldBinding
from nnlab.gui.views.form.fold import Chevron, Fold
from nnlab.gui.views.form.kind_binding import KindBinding
from nnlab.gui.views.form.notice import Notice
from nnlab.gui.views.form.row import SPACING, Row


class Section(QWidget):
    """A heading with a summary at its right, and below it what it is about.

    Parameters
    ----------
    title : str
        Translated.
    path : str
        Where problems that no field below shows belong.
    is_open : bool
        How it starts.

    Attributes
    ----------
    fields : Group
        The bindings of the section, by their path in the document.
    notice : Notice
        What is wrong with the section as a whole.
    """

    value_edited = Signal(str, object, bool)
    typing_finished = Signal()

    def __init__(self, title: str, path: str, *, is_open: bool = True) -> None:
        super().__init__()
        self.path = path
        self.fields = Group(self)
        self.notice = Notice(parent=self)
        self._summary = _summary_label()
        self._body = QWidget()
        self._rows = _column(self._body)
        self._rows.addWidget(self.notice)
        chevron = _heading(title)
        self.fold = Fold(chevron, self._body, title, is_open=is_open)
        column = _column(self)
        column.addLayout(_line(chevron, self.fold.sign, self._summary))
        column.addWidget(self._body)
        self.fields.value_edited.connect(self.value_edited)
        self.fields.typing_finished.connect(self.typing_finished)

    def add(self, widget: QWidget) -> None:
        """Add a widget below the others."""
        self._rows.addWidget(widget)

    def add_field(self, path: str, binding: FieldBinding) -> None:
        """Add a row with its label."""
        self.fields.add(path, binding)
        self._rows.addWidget(Row(binding))

    def add_kinds(self, path: str, binding: KindBinding) -> None:
        """Add a row for a choice of kind, and its options below."""
        self.fields.add(path, binding)
        self._rows.addWidget(Row(binding.choice))
        self._rows.addWidget(binding.options)

    def set_summary(self, text: str) -> None:
        """Show ``text`` at the right of the heading."""
        self._summary.setText(text)

    def places(self) -> Iterator[tuple[str, Place]]:
        """Yield where problems can be shown, each with its path in the document."""
        yield self.path, self.notice
        yield from self.fields.places()

    def mark_problems(self) -> None:
        """Let the heading show whether something below is wrong."""
        self.fold.set_wrong(any(place.has_problem() for _, place in self.places()))


def _heading(title: str) -> Chevron:
    chevron = Chevron()
    font = chevron.font()
    font.setBold(True)
    chevron.setFont(font)
    chevron.setText(title)
    chevron.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    return chevron


def _summary_label() -> QLabel:
    label = QLabel()
    label.setWordWrap(True)
    label.setFont(theme.tabular(theme.small(label.font())))
    label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    theme.mark(label, "role", "muted")
    return label


def _line(chevron: Chevron, sign: QLabel, summary: QLabel) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(SPACING)
    line.addWidget(chevron)
    line.addWidget(sign)
    line.addWidget(summary, 1)
    return line


def _column(widget: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(GRID // 2)
    return column
