"""The section of the data: where examples come from and how they are divided."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from nnlab.gui.views.flow import FlowLayout
from nnlab.gui.views.form.binding import Group, Place
from nnlab.gui.views.form.explanations import FIELDS
from nnlab.gui.views.form.field_binding import FieldBinding
from nnlab.gui.views.form.kind_binding import KindBinding
from nnlab.gui.views.form.kinds.sources import SOURCES
from nnlab.gui.views.form.notice import Notice
from nnlab.gui.views.form.points_line import PointsLine
from nnlab.gui.views.form.row import SPACING
from nnlab.gui.views.form.section import Section
from nnlab.gui.views.form.steps import Counts, Linear
from nnlab.gui.views.form.summaries import data_wordings, parts_line
from nnlab.gui.views.form.table import FieldRow, Number
from nnlab.gui.views.form.words import translate
from nnlab.gui.views.small_text import SmallText
from nnlab.text import QT_TRANSLATE_NOOP
from nnlab.training.outline import Outline

SHARE: Final = Number(Linear(0.05, 0, 1))
LARGEST_SEED: Final = 2**53

SPLIT: Final = (
    FieldRow("train", QT_TRANSLATE_NOOP("form", "Train"), SHARE, FIELDS["data.split.train"]),
    FieldRow("validation", QT_TRANSLATE_NOOP("form", "Validation"), SHARE, FIELDS["data.split.validation"]),
    FieldRow("test", QT_TRANSLATE_NOOP("form", "Test"), SHARE, FIELDS["data.split.test"]),
)
DETAILS: Final = (
    FieldRow(
        "data.limit",
        QT_TRANSLATE_NOOP("form", "Limit"),
        Number(Counts(), whole=True, empty=QT_TRANSLATE_NOOP("form", "all")),
        FIELDS["data.limit"],
    ),
    FieldRow("data.label_noise", QT_TRANSLATE_NOOP("form", "Label noise"), SHARE, FIELDS["data.label_noise"]),
    FieldRow(
        "data.seed",
        QT_TRANSLATE_NOOP("form", "Data seed"),
        Number(Counts(0, LARGEST_SEED), whole=True),
        FIELDS["data.seed"],
    ),
)
SOURCE: Final = QT_TRANSLATE_NOOP("form", "Source")


class DataSection(Section):
    """Source, split, and what is done to the examples before they are divided."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(translate("form", "Data"), "data", parent)
        source = KindBinding(SOURCE, SOURCES, FIELDS["data.source"], self)
        self.add_kinds("data.source", source)
        self._add_points()
        self._add_split()
        self._parts = SmallText()
        self.add(self._parts)
        self.add_section(More(source))

    def set_outline(self, outline: Outline | None) -> None:
        """Show sizes and parts, or nothing while they are unknown."""
        self.set_summary(*data_wordings(outline) if outline else ())
        self._parts.setText(parts_line(outline) if outline else "")
        self._parts.setVisible(outline is not None)

    def _add_points(self) -> None:
        points = PointsLine(self)
        self.fields.add("data.source.points", points)
        self.add(points.widget)

    def _add_split(self) -> None:
        """Add the three shares side by side, each below its name."""
        notice = Notice(parent=self)
        split = Group(self, notice)
        self.fields.add("data.split", split)
        shares = QWidget()
        flow = FlowLayout(shares, spacing=SPACING)
        self.add(shares)
        for row in SPLIT:
            share = FieldBinding(row, self, names_itself=True)
            split.add(row.path, share)
            flow.addWidget(_captioned(share))
            self.add(share.notice)
        self.add(notice)


class More(Section):
    """What is left alone more often than not, the finer options of the source among it.

    Parameters
    ----------
    source : KindBinding
    """

    def __init__(self, source: KindBinding) -> None:
        super().__init__(translate("form", "More"), "data", is_open=False, is_bold=False)
        self._source = source
        self.set_owner(translate("form", "Data"))
        self.add(source.fine)
        for row in DETAILS:
            self.add_field(row.path, FieldBinding(row, self))

    def _hidden(self) -> Iterator[Place]:
        fine = (place for _, place in self._source.fine_places())
        return chain(super()._hidden(), fine)


def _captioned(share: FieldBinding) -> QWidget:
    widget = QWidget()
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    caption = share.make_label()
    caption.setWordWrap(False)
    column.addWidget(caption, 0, Qt.AlignmentFlag.AlignBottom)
    column.addWidget(share.editor)
    return widget
