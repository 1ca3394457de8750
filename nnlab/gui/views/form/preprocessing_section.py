"""The section of the preprocessing: its steps in order, and what they are fitted on."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QMenu, QToolButton

from nnlab.gui import theme
from nnlab.gui.views.form.add_button import AddButton
from nnlab.gui.views.form.binding import MISSING, at
from nnlab.gui.views.form.column import Column
from nnlab.gui.views.form.explanations import FIELDS
from nnlab.gui.views.form.field_binding import FieldBinding
from nnlab.gui.views.form.kinds.data import STEPS
from nnlab.gui.views.form.list_binding import ListBinding
from nnlab.gui.views.form.notice import SIGN
from nnlab.gui.views.form.section import Section
from nnlab.gui.views.form.step_card import StepCard
from nnlab.gui.views.form.table import Choice, FieldRow
from nnlab.gui.views.form.words import tooltip, translate, worded
from nnlab.text import QT_TRANSLATE_NOOP

FIT: Final = FieldRow(
    "preprocessing_fit",
    QT_TRANSLATE_NOOP("form", "Fit on"),
    Choice(
        (
            ("train", QT_TRANSLATE_NOOP("form", "training part")),
            ("all", QT_TRANSLATE_NOOP("form", "all (leakage)")),
        )
    ),
    FIELDS["preprocessing_fit"],
)


class PreprocessingSection(Section):
    """The steps from raw examples to what the network sees.

    Signals
    -------
    step_added : kind
    step_removed : index
    step_moved : (from, to)
    """

    step_added = Signal(str)
    step_removed = Signal(int)
    step_moved = Signal(int, int)

    def __init__(self) -> None:
        super().__init__(translate("form", "Preprocessing"), "preprocessing")
        column = Column(spacing=0)
        self._steps = ListBinding(column, StepCard, self)
        self._steps.entry_removed.connect(self.step_removed)
        self._steps.entry_moved.connect(self.step_moved)
        self.fields.add("preprocessing", self._steps)
        self._empty = _muted(translate("form", "No step: the network sees the raw examples."))
        self.add(self._empty)
        self.add(column)
        self.add(self._add_button())
        self.add_field(FIT.path, FieldBinding(FIT, self))
        self._leakage = _leakage()
        self.add(self._leakage)

    def show_state(self, document: object, defaults: object) -> None:
        """Show what depends on more than one field."""
        steps = at(document, "preprocessing")
        self._empty.setVisible(isinstance(steps, list) and not steps)
        fit = at(document, "preprocessing_fit")
        fit = at(defaults, "preprocessing_fit") if fit is MISSING else fit
        self._leakage.setVisible(fit == "all")

    def _add_button(self) -> QToolButton:
        button = AddButton(translate("form", "Add step"))
        menu = QMenu(button)
        menu.setToolTipsVisible(True)
        for step in STEPS:
            name = worded(step.label)
            action = menu.addAction(name)
            action.setToolTip(tooltip(name, step.explanation))
            action.triggered.connect(lambda _=False, kind=step.kind: self._on_step_chosen(kind))
        button.setMenu(menu)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setToolTip(translate("form", "Add a step of preprocessing at the end"))
        return button

    def _on_step_chosen(self, kind: str) -> None:
        self._steps.expect_added()
        self.step_added.emit(kind)


def _muted(text: str) -> QLabel:
    label = QLabel(text)
    label.setWordWrap(True)
    label.setFont(theme.small(label.font()))
    theme.mark(label, "role", "muted")
    label.hide()
    return label


def _leakage() -> QLabel:
    why = translate(
        "form", "Leakage: validation and test examples shape the statistics, so their results come out too good."
    )
    label = _muted(f"{SIGN} {why}")
    theme.mark(label, "role", "problem")
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
