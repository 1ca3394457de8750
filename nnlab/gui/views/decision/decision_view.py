"""The tab that shows what the network decides: the pages that fit the run."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from nnlab.gui import numbers, theme
from nnlab.gui.number_table import NumberTable
from nnlab.gui.run_facts import RunFacts
from nnlab.gui.views.data.page_bar import PageBar
from nnlab.gui.views.decision.page import DecisionPage
from nnlab.gui.views.decision.pages import PAGES
from nnlab.gui.views.moment_words import moment_words
from nnlab.training.inside.question import Question
from nnlab.training.moment import Moment


class DecisionView(QWidget):
    """Has one page in front, which alone is told of the run, and asks.

    Parameters
    ----------
    pages : sequence of DecisionPage classes
        Made when they are first shown.

    Signals
    -------
    question_changed
        Another question is asked from now on.

    Attributes
    ----------
    bar : PageBar
    """

    question_changed = Signal()

    def __init__(self, pages: Sequence[type[DecisionPage]] = PAGES) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Decision"))
        self.bar = PageBar()
        self._kinds = {kind.__name__: kind for kind in pages}
        self._made: dict[str, Any] = {}
        self._facts: RunFacts | None = None
        self._moment: Moment | None = None
        self._shown_step: int | None = None
        self._progress: float | None = None
        self._answered: tuple[Question | None, Any, int] | None = None
        self._stack, self._promise = QStackedWidget(), QLabel()
        for name, kind in self._kinds.items():
            self.bar.add(name, kind.title())
        self.bar.page_chosen.connect(self._on_bar_page_chosen)
        self._lay_out()
        self._offer()

    def set_run(self, facts: RunFacts | None) -> None:
        """Show another run from now on; None for no run."""
        is_other = (facts and facts.run_id) != (self._facts and self._facts.run_id)
        self._facts = facts
        if is_other:
            self._moment, self._shown_step, self._progress, self._answered = None, None, None, None
            self._offer()
        if (page := self.page()) is not None:
            page.set_run(facts)
        self._show_words()

    def set_moment(self, moment: Moment) -> None:
        """Show the run at a moment."""
        self._moment = moment
        if (page := self.page()) is not None:
            page.set_moment(moment)
        self._show_words()

    def question(self) -> Question | None:
        """Return what the page in front asks."""
        page = self.page()
        return page.question() if page is not None else None

    def set_answer(self, answer: Any, step: int) -> None:
        """Show the answer to the question of the page in front."""
        if (page := self.page()) is not None:
            self._shown_step, self._answered = step, (page.question(), answer, step)
            page.set_answer(answer, step)
            self._show_words()

    def set_progress(self, share: float | None) -> None:
        """Show how far a long answer is; None when nothing is worked out."""
        self._progress = share
        if (page := self.page()) is not None:
            page.set_progress(share)
        self._show_words()

    def tables(self) -> Sequence[NumberTable]:
        """Return the numbers behind the page in front."""
        page = self.page()
        return page.tables() if page is not None else ()

    def page(self) -> DecisionPage | None:
        """Return the page in front; None where none fits the run."""
        if self._facts is None or not self.bar.is_offered(self.bar.page):
            return None
        page: DecisionPage = self._made[self.bar.page]
        return page

    def show_page(self, name: str) -> None:
        """Bring a page that fits the run to the front, and tell it all that it missed."""
        self.bar.set_page(name)
        if name not in self._made:
            self._make(name)
        page = self._made[name]
        self._stack.setCurrentWidget(page)
        page.set_run(self._facts)
        if self._moment is not None:
            page.set_moment(self._moment)
        self._shown_step, self._progress = None, None
        if self._answered is not None and page.question() == self._answered[0]:
            self.set_answer(*self._answered[1:])  # two pages may ask the same, and it is answered once
        self._show_words()

    def _make(self, name: str) -> None:
        page: Any = self._kinds[name]()
        page.question_changed.connect(lambda: self._on_page_question_changed(name))
        self._stack.addWidget(page)
        self._made[name] = page

    def _offer(self) -> None:
        """Offer the pages that fit the run, and show the one that was in front, or the first."""
        facts = self._facts
        fitting = [name for name, kind in self._kinds.items() if facts is not None and kind.fits(facts)]
        for name in self._kinds:
            self.bar.set_offered(name, is_offered=name in fitting)
        self._promise.setText(self._promise_words())
        if fitting:
            self.show_page(self.bar.page if self.bar.page in fitting else fitting[0])
        else:
            self._stack.setCurrentWidget(self._promise)

    def _promise_words(self) -> str:
        if self._facts is None:
            return self.tr(
                "What the network decides appears here during a run: with two features the boundary or the surface "
                "over the plane, every neuron as a function of it, and the plane as each layer bends it; with classes "
                "the confusion matrix, with numbers to be met the predictions, and the worst mistakes of either; with "
                "images the weights of the first layer."
            )
        return self.tr("There is nothing to show here of a run on examples with {features} features.").format(
            features=numbers.count(self._facts.sizes.features)
        )

    def _show_words(self) -> None:
        """Say which step is shown, and how far the next answer is."""
        words = []
        if self._moment is not None and self._shown_step is not None and self.page() is not None:
            words.append(moment_words(self._moment, self._shown_step))
        if self._progress is not None:
            words.append(self.tr("working out … {share}").format(share=numbers.percent(self._progress)))
        if self.bar.message() != (text := " · ".join(words)):
            self.bar.set_message(text)

    def _on_bar_page_chosen(self, name: str) -> None:
        self.show_page(name)
        self.question_changed.emit()

    def _on_page_question_changed(self, name: str) -> None:
        if self._facts is not None and name == self.bar.page:
            self.question_changed.emit()

    def _lay_out(self) -> None:
        self._promise.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._promise.setWordWrap(True)
        self._promise.setContentsMargins(48, 0, 48, 0)
        theme.mark(self._promise, "role", "muted")
        self._stack.addWidget(self._promise)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.GRID, theme.GRID, theme.GRID, theme.GRID)
        column.setSpacing(theme.GRID)
        column.addWidget(self.bar)
        column.addWidget(self._stack, 1)
