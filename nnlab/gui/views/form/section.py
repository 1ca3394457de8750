"""A part of the form under a heading that opens and closes it."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from nnlab.gui.views.form.binding import Group, Place
from nnlab.gui.views.form.chevron import Chevron
from nnlab.gui.views.form.field_binding import FieldBinding
from nnlab.gui.views.form.fitting_label import FittingLabel
from nnlab.gui.views.form.fold import Fold
from nnlab.gui.views.form.kind_binding import KindBinding
from nnlab.gui.views.form.notice import Notice
from nnlab.gui.views.form.row import SPACING, Row
from nnlab.gui.views.form.rows import plain_column
from nnlab.gui.views.form.words import translate, within_sentence


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
    is_bold : bool
        Whether the heading stands out; one within another section does not.

    Attributes
    ----------
    fields : Group
        The bindings of the section, by their path in the document.
    """

    value_edited = Signal(str, object, bool)
    typing_finished = Signal()
    browse_requested = Signal(str)

    def __init__(
        self, title: str, path: str, parent: QWidget | None = None, *, is_open: bool = True, is_bold: bool = True
    ) -> None:
        super().__init__(parent)
        self._path = path
        self.fields = Group(self)
        self._inner: list[Section] = []
        self._notice = Notice()
        self._summary = FittingLabel(Qt.AlignmentFlag.AlignRight)
        self._body = QWidget()
        self._rows = plain_column(self._body)
        self._rows.addWidget(self._notice)
        self._chevron = chevron = Chevron(title, is_bold=is_bold)
        self.fold = Fold(chevron, self._body, self._hidden, is_open=is_open)
        column = plain_column(self)
        column.addLayout(heading_line(chevron, self.fold, self._summary))
        column.addWidget(self._body)
        self.fields.value_edited.connect(self.value_edited)
        self.fields.typing_finished.connect(self.typing_finished)
        self.fields.browse_requested.connect(self.browse_requested)

    def add(self, widget: QWidget) -> None:
        """Add a widget below the others."""
        self._rows.addWidget(widget)

    def add_field(self, path: str, binding: FieldBinding) -> None:
        """Add a row with its label."""
        self.fields.add(path, binding)
        self.add(Row(binding))

    def add_kinds(self, path: str, binding: KindBinding) -> None:
        """Add a row for a choice of kind, and its options below."""
        self.fields.add(path, binding)
        self.add(Row(binding.choice))
        self.add(binding.options)

    def add_section(self, section: Section) -> None:
        """Add a section within this one; its fields become fields of this one too."""
        self.fields.add("", section.fields)
        self._inner.append(section)
        self.add(section)

    def set_owner(self, owner: str) -> None:
        """Name the heading after the section that it stands in: ``Data: more``."""
        template = translate("form", "{owner}: {field}")
        self._chevron.setAccessibleName(template.format(owner=owner, field=within_sentence(self._chevron.text())))

    def set_summary(self, *wordings: str) -> None:
        """Show the longest wording that fits at the right of the heading."""
        self._summary.set_wordings(*wordings)

    def hide_summary_when_open(self) -> None:
        """Show the summary only in place of the fields that it sums up."""
        self.fold.turned.connect(lambda is_open: self._summary.setVisible(not is_open))
        self._summary.setVisible(not self.fold.is_open)

    def places(self) -> Iterator[tuple[str, Place]]:
        """Yield where problems can be shown, each with its path in the document."""
        yield self._path, self._notice
        yield from self.fields.places()

    def refresh(self) -> None:
        """Let the headings say what closed sections hide."""
        for section in self._inner:
            section.refresh()
        self.fold.refresh()

    def _hidden(self) -> Iterator[Place]:
        """Yield what is not seen while the section is closed."""
        return (place for _, place in self.places())


def heading_line(chevron: Chevron, fold: Fold, summary: FittingLabel) -> QHBoxLayout:
    """Return a line that opens and closes something, with its summary at the right."""
    line = QHBoxLayout()
    line.setSpacing(SPACING)
    line.addWidget(chevron, 0, Qt.AlignmentFlag.AlignLeft)
    line.addWidget(fold.sign)
    line.addWidget(summary, 1)
    return line
