"""What all pages about the plane have in common."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any, Final

from PySide6.QtCore import QEvent, Signal

from nnlab.data.feature_names import FeatureNames
from nnlab.gui import numbers
from nnlab.gui.run_facts import RunFacts
from nnlab.gui.translation import translate
from nnlab.gui.views.data.card import DataCard
from nnlab.training.inside.question import Question
from nnlab.training.moment import Moment

PLANE: Final = (2,)
LARGE: Final = 100_000
"""Parameters from which on fewer points are asked, lest an answer take seconds."""
FINE, COARSE = 100, 60


class PlanePage(DataCard):
    """A card that shows the answer to one question about the plane.

    A subclass builds its content, asks in ``ask`` and shows in ``show_answer``.

    Parameters
    ----------
    title, promise : str
        See DataCard.

    Signals
    -------
    question_changed
        Another question is asked from now on.

    Attributes
    ----------
    facts : RunFacts or None
    answer : Any
        What is shown; None while there is nothing.
    """

    question_changed = Signal()
    facts: RunFacts | None = None
    answer: Any = None

    @abstractmethod
    def ask(self, facts: RunFacts) -> Question:
        """Return the question about a run that fits."""

    @abstractmethod
    def show_answer(self) -> None:
        """Show ``answer``, in the colours of the present theme; there is one."""

    def on_run(self, facts: RunFacts) -> None:
        """Adapt the controls to another run."""

    def set_run(self, facts: RunFacts | None) -> None:
        """Show another run from now on; None for no run."""
        if (facts and facts.run_id) == (self.facts and self.facts.run_id):
            return
        self.facts, self.answer = facts, None
        self.show_content(False)
        if facts is not None:
            self.on_run(facts)

    def set_moment(self, moment: Moment) -> None:
        """Wait for the answer, which says all."""

    def question(self) -> Question | None:
        """Return what is asked about the weights of each moment."""
        return self.ask(self.facts) if self.facts else None

    def set_answer(self, answer: Any, step: int) -> None:
        """Show the answer to the present question."""
        self.answer = answer
        self.show_content(True)
        self.show_answer()

    def set_progress(self, share: float | None) -> None:
        """Show how far the first answer is."""
        if self.answer is None:
            words = self.tr("Working out … {share}").format(share=numbers.percent(share)) if share is not None else ""
            self.show_content(False, words)

    def ask_anew(self) -> None:
        """Let another question be asked; what is shown stays until it is answered."""
        self.question_changed.emit()

    def changeEvent(self, event: QEvent) -> None:
        """Draw in the colours of a new theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self.answer is not None:
            self.show_answer()


def axis_names(names: FeatureNames) -> tuple[str, str]:
    """Return what both features are called, translated."""
    return translate(names[0]), translate(names[1])


def is_plane(facts: RunFacts) -> bool:
    """Return whether the examples of a run have two features."""
    return facts.sizes.example_shape == PLANE


def resolution_for(facts: RunFacts) -> int:
    """Return how many points along each axis to ask for."""
    return FINE if facts.sizes.parameters < LARGE else COARSE
