"""What the cards of hidden layers and of the output share: two lines, and details behind a chevron."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from nnlab.gui import theme
from nnlab.gui.theme import GRID
from nnlab.gui.views.flow import FlowLayout
from nnlab.gui.views.form.binding import Place
from nnlab.gui.views.form.chevron import Chevron
from nnlab.gui.views.form.choice_field import ChoiceField
from nnlab.gui.views.form.field_binding import FieldBinding
from nnlab.gui.views.form.fitting_label import FittingLabel
from nnlab.gui.views.form.fold import Fold
from nnlab.gui.views.form.notice import Notice
from nnlab.gui.views.form.row import SPACING
from nnlab.gui.views.form.rows import plain_column
from nnlab.gui.views.form.words import translate


class Swatch(QWidget):
    """The colour that a layer has in every view."""

    def __init__(self) -> None:
        super().__init__()
        self._index, self._count = 0, 1
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_place(self, index: int, count: int) -> None:
        """Take which layer of how many, the output counted."""
        self._index, self._count = index, count
        self.update()

    def sizeHint(self) -> QSize:
        """Return a slim bar."""
        return QSize(GRID // 2, GRID * 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the bar."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.current().layer_colour(self._index, self._count))
        painter.drawRoundedRect(self.rect(), 2, 2)


class LayerBody(QWidget):
    """The inside of a layer's card.

    Parameters
    ----------
    hidden : callable
        Returns what is behind the chevron.

    Attributes
    ----------
    header, line : layout
        The upper line, and the lower one with the fields that matter most.
    title, summary : QLabel
    swatch : Swatch
    fold : Fold
        Of the details.
    """

    def __init__(self, hidden: Callable[[], Iterator[Place]]) -> None:
        super().__init__()
        self.notice = Notice()
        self.swatch = Swatch()
        self.title = QLabel()
        theme.mark(self.title, "role", "title")
        self.summary = FittingLabel()
        self.chevron = Chevron()
        self._details = QWidget()
        self._rows = plain_column(self._details)
        self._notices = QVBoxLayout()
        self.fold = Fold(self.chevron, self._details, hidden, is_open=False)
        self.chevron.setToolTip(translate("form", "Show or hide the details of this layer (Right, Left)"))
        self.header = QHBoxLayout()
        self.header.setSpacing(SPACING)
        self.line = FlowLayout(spacing=SPACING)
        self._lay_out()

    def add_field(self, binding: FieldBinding) -> None:
        """Add a field to the lower line; what is wrong with it stands below, with its name."""
        policy = QSizePolicy.Policy.Expanding
        binding.editor.setSizePolicy(policy, binding.editor.sizePolicy().verticalPolicy())
        if isinstance(binding.editor, ChoiceField):
            binding.editor.fit_chosen()
        self.line.addWidget(binding.editor)
        self._notices.addWidget(binding.notice)

    def add_detail(self, widget: QWidget) -> None:
        """Add a row to the details."""
        self._rows.addWidget(widget)

    def name_details(self, owner: str) -> None:
        """Name the chevron after the layer that it belongs to."""
        name = translate("form", "{owner}: {field}").format(owner=owner, field=translate("form", "details"))
        self.chevron.setAccessibleName(name)

    def _lay_out(self) -> None:
        for widget in (self.swatch, self.title, self.fold.sign):
            self.header.addWidget(widget)
        self.header.addWidget(self.summary, 1)
        column = plain_column(self)
        column.setContentsMargins(GRID, SPACING, SPACING, GRID)
        column.addLayout(self.header)
        lower = QHBoxLayout()
        lower.setSpacing(0)
        lower.addLayout(self.line, 1)
        lower.addWidget(self.chevron, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(lower)
        column.addLayout(self._notices)
        column.addWidget(self.notice)
        column.addWidget(self._details)
