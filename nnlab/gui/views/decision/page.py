"""What the decision tab expects of its pages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from nnlab.gui.number_table import NumberTable
from nnlab.gui.run_facts import RunFacts
from nnlab.training.inside.question import Question
from nnlab.training.moment import Moment


class DecisionPage(Protocol):
    """A QWidget that shows one thing, made without arguments when it is first to be shown.

    It is told of nothing while it is behind others, and of run and moment when it comes to the front. The tab says
    which step is shown and how far an answer is; a page need not.

    Signals
    -------
    question_changed
        Another question is asked from now on.
    """

    question_changed: Any

    @staticmethod
    def title() -> str:
        """Return its name in the row of pages, translated; no two pages have the same."""

    @staticmethod
    def fits(facts: RunFacts) -> bool:
        """Return whether there is something to show of a run."""

    def set_run(self, facts: RunFacts | None) -> None:
        """Show another run from now on; None for no run."""

    def set_moment(self, moment: Moment) -> None:
        """Show the run at a moment; it may be one that is shown already."""

    def question(self) -> Question | None:
        """Return what is asked about the weights of each moment; None where nothing can be shown."""

    def set_answer(self, answer: Any, step: int) -> None:
        """Show the answer to the present question about the weights of ``step``."""

    def set_progress(self, share: float | None) -> None:
        """Show how far a long answer is; None when nothing is worked out."""

    def tables(self) -> Sequence[NumberTable]:
        """Return the numbers behind what is shown."""
