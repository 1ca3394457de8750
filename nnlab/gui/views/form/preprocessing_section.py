"""The section of the preprocessing: its steps in order, and what they are fitted on."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from nnlab.gui.numbers import count
from nnlab.gui.views.form.add_button import AddButton
from nnlab.gui.views.form.column import Column
from nnlab.gui.views.form.explanations import FIELDS
from nnlab.gui.views.form.field_binding import FieldBinding
from nnlab.gui.views.form.kinds.steps import STEPS
from nnlab.gui.views.form.list_binding import ListBinding
from nnlab.gui.views.form.section import Section
from nnlab.gui.views.form.step_card import StepCard
from nnlab.gui.views.form.table import Choice, FieldRow
from nnlab.gui.views.form.words import tooltip, translate, worded
from nnlab.gui.views.small_text import SIGN, SmallText
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

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(translate("form", "Preprocessing"), "preprocessing", parent)
        column = Column(spacing=0)
        self._steps = ListBinding(column, StepCard, self)
        self._steps.entry_removed.connect(self.step_removed)
        self._steps.entry_moved.connect(self.step_moved)
        self.fields.add("preprocessing", self._steps)
        self._empty = SmallText(translate("form", "No step: the network sees the raw examples."))
        self.add(self._empty)
        self.add(column)
        self.add(self._add_button())
        self._fit = FieldBinding(FIT, self)
        self.add_field(FIT.path, self._fit)
        self._leakage = _leakage()
        self.add(self._leakage)
        self.hide_summary_when_open()

    def refresh(self) -> None:
        """Let the heading say what it hides, and the section what no field of it says."""
        super().refresh()
        names = [card.name for card in self._steps.cards if isinstance(card, StepCard)]
        self._empty.setVisible(not names)
        self._leakage.setVisible(self._fit.editor.value() == "all")
        self.set_summary(" · ".join(names), count(len(names)))

    def _add_button(self) -> AddButton:
        button = AddButton(translate("form", "Add step"))
        button.setToolTip(translate("form", "Add a step of preprocessing at the end"))
        button.set_menu(self._menu(button))
        return button

    def _menu(self, button: AddButton) -> QMenu:
        menu = QMenu(button)
        menu.setToolTipsVisible(True)
        for step in STEPS:
            name = worded(step.label)
            action = menu.addAction(name)
            action.setToolTip(tooltip(name, step.explanation))
            action.triggered.connect(lambda _=False, kind=step.kind: self._on_step_chosen(kind))
        return menu

    def _on_step_chosen(self, kind: str) -> None:
        self._steps.expect_added()
        self.step_added.emit(kind)


def _leakage() -> SmallText:
    why = translate(
        "form", "Leakage: validation and test examples shape the statistics, so their results come out too good."
    )
    return SmallText(f"{SIGN} {why}", "problem")
