"""What the window expects of a view of a run."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol, runtime_checkable

from nnlab.gui.number_table import NumberTable
from nnlab.gui.run_facts import RunFacts
from nnlab.training.inside.question import Question
from nnlab.training.moment import Moment


@runtime_checkable
class RunView(Protocol):
    """Shows one run at one moment; told of nothing while it is hidden."""

    def set_run(self, facts: RunFacts | None) -> None:
        """Show another run from now on; None for no run."""

    def set_moment(self, moment: Moment) -> None:
        """Show the run at a moment; it may be one that is shown already."""

    def tables(self) -> Sequence[NumberTable]:
        """Return the numbers behind what is shown."""


@runtime_checkable
class AskingView(RunView, Protocol):
    """A view that shows what has to be worked out.

    Signals
    -------
    question_changed
        Another question is asked from now on.
    """

    question_changed: Any

    def question(self) -> Question | None:
        """Return what is asked about the weights of each moment; None where nothing can be shown."""

    def set_answer(self, answer: Any, step: int) -> None:
        """Show the answer to the present question about the weights of ``step``."""

    def set_progress(self, share: float | None) -> None:
        """Show how far a long answer is; None when nothing is worked out."""


@runtime_checkable
class PlanView(RunView, Protocol):
    """A view that can show what the form asks for while there is no run."""

    draws_plans: bool


@runtime_checkable
class PointingView(Protocol):
    """A view in which somebody can point at a step.

    Signals
    -------
    step_pointed : int
    """

    step_pointed: Any
