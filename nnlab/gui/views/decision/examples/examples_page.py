"""What the pages about examples have in common."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QStackedLayout, QVBoxLayout, QWidget

from nnlab.gui import theme
from nnlab.gui.number_table import NumberTable
from nnlab.gui.run_facts import RunFacts
from nnlab.gui.views.small_text import SIGN, SmallText
from nnlab.training.inside.question import Question
from nnlab.training.moment import Moment

MARGIN: Final = 24


class ExamplesPage(QWidget):
    """A row of controls with a summary, and below it what is shown or a promise of it.

    A subclass gives ``content``, ``take`` and ``question``.

    Parameters
    ----------
    promise : str
        What is said while there is nothing to show, translated.

    Signals
    -------
    question_changed
        See DecisionPage.
    """

    question_changed = Signal()

    def __init__(self, promise: str) -> None:
        super().__init__()
        self.facts: RunFacts | None = None
        self.answer: Any = None
        self.summary, self._problem = SmallText(), SmallText(role="problem")
        self.summary.setWordWrap(False)
        self._promised, self._promise = promise, QLabel(promise)
        self._promise.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._promise.setWordWrap(True)
        self._promise.setContentsMargins(MARGIN, 0, MARGIN, 0)
        theme.mark(self._promise, "role", "muted")
        self._row, self._stack = QHBoxLayout(), QStackedLayout()
        self._row.setSpacing(theme.GRID)
        self._row.addWidget(self.summary, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GRID // 2)
        column.addLayout(self._row)
        column.addWidget(self._problem)
        column.addLayout(self._stack, 1)
        self._stack.addWidget(self._promise)  # once the stack has a parent: it shows its first widget at once
        self._problem.hide()

    def lay_out(self, content: QWidget, *controls: QWidget) -> None:
        """Take what is shown in place of the promise, and what stands at the beginning of the row."""
        for place, control in enumerate(controls):
            control.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            self._row.insertWidget(place, control)
        self._stack.addWidget(content)

    def set_run(self, facts: RunFacts | None) -> None:
        """Show another run from now on; see DecisionPage."""
        if facts is not None and facts == self.facts:
            return
        self.facts, self.answer = facts, None
        self.set_problem("")
        self.summary.clear()
        self.show_promise()
        self.fit_run()
        self.question_changed.emit()

    def set_moment(self, moment: Moment) -> None:
        """Show the run at a moment: what is shown comes with the answer."""

    def set_answer(self, answer: Any, step: int) -> None:
        """Show the answer about the weights of ``step``."""
        if self.facts is None:
            return
        self.answer = answer
        self._stack.setCurrentIndex(1)
        self.take(answer)

    def set_progress(self, share: float | None) -> None:
        """Show nothing: the tab does."""

    def question(self) -> Question | None:
        """Return what is asked; see DecisionPage."""
        return None

    def tables(self) -> Sequence[NumberTable]:
        """Return the numbers behind what is shown."""
        return ()

    def fit_run(self) -> None:
        """Offer what the run has."""

    def take(self, answer: Any) -> None:
        """Show an answer."""

    def show_promise(self, words: str = "") -> None:
        """Say what will be shown, or ``words``."""
        self._promise.setText(words or self._promised)
        self._stack.setCurrentIndex(0)

    def is_content_shown(self) -> bool:
        """Return whether there is something to show."""
        return self._stack.currentIndex() == 1

    def promise(self) -> str:
        """Return what is said in place of the content."""
        return self._promise.text()

    def set_problem(self, words: str) -> None:
        """Say what is wrong; nothing for nothing."""
        self._problem.setText(f"{SIGN} {words}" if words else "")
        self._problem.setVisible(bool(words))

    def problem(self) -> str:
        """Return what is said to be wrong."""
        return self._problem.text()
