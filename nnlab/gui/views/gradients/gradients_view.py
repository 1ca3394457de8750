"""The view of gradients and weights: how each layer learns, and what it has learned."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from nnlab.gui import numbers, theme
from nnlab.gui.number_table import NumberTable
from nnlab.gui.run_facts import RunFacts
from nnlab.gui.views.data.page_bar import PageBar
from nnlab.gui.views.gradients.gradients_page import GradientsPage
from nnlab.gui.views.gradients.norm_page import NormPage
from nnlab.gui.views.gradients.slopes_page import SlopesPage
from nnlab.gui.views.gradients.tables import tables_of
from nnlab.gui.views.gradients.updates_page import UpdatesPage
from nnlab.gui.views.moment_words import moment_words
from nnlab.training.moment import Moment

Page = GradientsPage | UpdatesPage | NormPage | SlopesPage


class GradientsView(QWidget):
    """Pages about gradients and weights, one at a time; only the one in front is told of news.

    Signals
    -------
    step_pointed : int
        The person asks to see this recorded step.
    """

    step_pointed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Gradients and weights"))
        self.gradients, self.updates, self.norm, self.slopes = GradientsPage(), UpdatesPage(), NormPage(), SlopesPage()
        self._pages: dict[str, tuple[str, Page]] = {
            "gradients": (self.tr("Gradients"), self.gradients),
            "updates": (self.tr("Updates"), self.updates),
            "norm": (self.tr("Batch norm"), self.norm),
            "slopes": (self.tr("Slopes"), self.slopes),
        }
        self._facts: RunFacts | None = None
        self._moment: Moment | None = None
        self._bar, self._stack = PageBar(), QStackedWidget()
        for name, (title, page) in self._pages.items():
            self._bar.add(name, title)
            self._stack.addWidget(page)
        self._lay_out()
        self._bar.page_chosen.connect(self.show_page)
        for timed in (self.updates, self.norm, self.slopes):
            timed.step_pointed.connect(self.step_pointed)

    @property
    def page(self) -> str:
        """The name of the page in front: ``gradients``, ``updates``, ``norm`` or ``slopes``."""
        return self._bar.page

    def show_page(self, name: str) -> None:
        """Bring a page to the front."""
        self._bar.set_page(name)
        page = self._pages[name][1]
        self._stack.setCurrentWidget(page)
        if self._moment is not None:
            page.set_moment(self._moment)

    def set_run(self, facts: RunFacts | None) -> None:
        """Show another run from now on; None for no run. The run that is shown already stays as it is."""
        if facts is not None and facts == self._facts:
            return
        self._facts, self._moment = facts, None
        self._bar.set_message("")
        for _, page in self._pages.values():
            page.set_run(facts)

    def set_moment(self, moment: Moment) -> None:
        """Show the run at a moment."""
        if self._facts is None or moment.run_id != self._facts.run_id:
            return
        self._moment = moment
        self._bar.set_message(self._words(moment))
        self._pages[self.page][1].set_moment(moment)

    def message(self) -> str:
        """Return which step is shown."""
        return self._bar.message()

    def tables(self) -> Sequence[NumberTable]:
        """Return the numbers behind what is shown."""
        if self._facts is None or self._moment is None:
            return []
        return tables_of(self._facts.labels, self._moment.picture, self._moment.pictures)

    def _words(self, moment: Moment) -> str:
        picture = moment.picture
        if picture is None:
            return ""
        words = moment_words(moment, picture.step)
        if picture.measured_step in {0, picture.step}:
            return words
        gradients = self.tr("gradients of step {step}").format(step=numbers.count(picture.measured_step))
        return f"{words} · {gradients}"

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.GRID, theme.GRID, theme.GRID, theme.GRID)
        layout.setSpacing(theme.GRID)
        layout.addWidget(self._bar)
        layout.addWidget(self._stack, 1)
