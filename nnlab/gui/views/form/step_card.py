"""One step of preprocessing: a line with its number, its name and its options."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout

from nnlab.gui.theme import GRID
from nnlab.gui.views.flow import FlowLayout
from nnlab.gui.views.form.binding import Group, at
from nnlab.gui.views.form.card import ActionButton, Card, name_action
from nnlab.gui.views.form.field_binding import FieldBinding
from nnlab.gui.views.form.kinds.steps import STEPS
from nnlab.gui.views.form.notice import Notice
from nnlab.gui.views.form.row import SPACING
from nnlab.gui.views.form.table import Explanation, Kind
from nnlab.gui.views.form.words import tooltip, translate, worded

KINDS = {step.kind: step for step in STEPS}


INSET = 2
"""Above and below the fields, for the ring of the focus."""


class StepCard(Card):
    """A step of one kind; another kind needs another card.

    Parameters
    ----------
    entry : object
        As it stands in the document.

    Attributes
    ----------
    name : str
        Of its kind, translated.
    """

    def __init__(self, entry: object) -> None:
        super().__init__()
        self._kind = at(entry, "kind")
        self._step = _kind(self._kind)
        self.name = worded(self._step.label)
        self._notice = Notice()
        self._title = QLabel()
        self._title.setMinimumWidth(self._widest())
        self._title.setToolTip(tooltip(self.name, self._step.explanation))
        self.removeAction(self.duplicate)
        self._options = Group(self, self._notice)
        self.binding = self._options
        self._lay_out()

    def fits(self, entry: object) -> bool:
        """Say whether ``entry`` is of the kind of this card."""
        return at(entry, "kind") == self._kind

    def set_place(self, index: int, count: int) -> None:
        """Show the step's number, and name everything after it."""
        super().set_place(index, count)
        number = index + 1
        self._title.setText(self._words(number, self.name))
        owner = translate("form", "Step {number}, {step}").format(number=number, step=self.name)
        self.setAccessibleName(owner)
        self.binding.set_owner(owner)
        name_action(self.remove, translate("form", "Remove step {number}").format(number=number))
        move = translate("form", "Drag step {number} to another place (Alt+Up, Alt+Down)")
        self.grip.set_name(move.format(number=number))

    def _widest(self) -> int:
        """Return the width of the longest name, so that the options stand below each other."""
        names = [self._words(0, worded(step.label)) for step in STEPS]
        return max(self._title.fontMetrics().horizontalAdvance(name) for name in names)

    def _words(self, number: int, name: str) -> str:
        return translate("form", "{number}  {step}").format(number=number, step=name)

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(SPACING)
        line.addWidget(self.grip)
        flow = FlowLayout(spacing=SPACING)
        flow.addWidget(self._title)
        line.addLayout(flow, 1)
        line.addWidget(ActionButton(self.remove))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, INSET, 0, INSET)
        column.setSpacing(SPACING)
        column.addLayout(line)
        for row in self._step.options:
            option = FieldBinding(row, self, names_itself=True)
            option.editor.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            flow.addWidget(option.editor)
            column.addWidget(option.notice)
            self._options.add(row.path, option)
        column.addWidget(self._notice)
        self.setMinimumHeight(GRID * 3)


def _kind(kind: object) -> Kind:
    """Return the kind's row; a kind that is none gets one that shows its name."""
    found = KINDS.get(kind) if isinstance(kind, str) else None
    return found or Kind(str(kind), str(kind), Explanation("", ""))
