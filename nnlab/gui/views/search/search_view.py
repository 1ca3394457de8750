"""The tab of the search: the setup above, the trials below as a table and as pictures, linked by what is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QProgressBar, QSplitter, QVBoxLayout, QWidget

from nnlab.gui import theme
from nnlab.gui.number_table import NumberTable
from nnlab.gui.translation import translate
from nnlab.gui.views.flow import FlowLayout
from nnlab.gui.views.search.parallel_plot import ParallelPlot
from nnlab.gui.views.search.setup_panel import SetupPanel
from nnlab.gui.views.search.tables import search_tables
from nnlab.gui.views.search.trial_scatter import TrialScatter
from nnlab.gui.views.search.trial_table import TrialTable
from nnlab.gui.views.search.words import field_name, value_words
from nnlab.gui.views.small_text import SmallText
from nnlab.gui.views.tool_button import tool_button
from nnlab.spec.search import Space, TrialRecord

STEPS: Final = 1000
SHARES: Final = [520, 480]


class SearchView(QWidget):
    """Shows a search before, during and after it.

    Signals
    -------
    start_asked
    pause_asked
    stop_asked
    opened : int
        The experiment of a trial is to come into the form.
    widened : str
        The range of this field is to be wider where the best value lies.
    """

    start_asked = Signal()
    pause_asked = Signal()
    stop_asked = Signal()
    opened = Signal(int)
    widened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Search"))
        self.setup, self.table, self.scatter, self.parallel = SetupPanel(), TrialTable(), TrialScatter(), ParallelPlot()
        self.start = tool_button(self.tr("Search"), self.tr("Try settings of the experiment in the form"))
        self.pause = tool_button(self.tr("Pause"), self.tr("Begin no new trials"))
        self.stop = tool_button(self.tr("Stop"), self.tr("End the search; what was found stays"))
        self.open = tool_button(self.tr("Open as experiment"), self.tr("Bring the chosen trial into the form"))
        self.progress, self.doing, self.found = QProgressBar(), SmallText(), SmallText(role="")
        self.importance = SmallText()
        self.importance.setToolTip(
            self.tr(
                "How much of the differences between trials each field explains by itself: eta squared of the "
                "Kruskal-Wallis test on the ranks of their losses, among the trials of the first stage. Fields that "
                "matter only together are not seen."
            )
        )
        self.border = QWidget()
        self.across, self.upward = QComboBox(), QComboBox()
        self._space: Space = {}
        self._trials: tuple[TrialRecord, ...] = ()
        self._lay_out()
        self._connect()
        self.set_running(running=False, paused=False)
        self.set_trials({}, ())
        self.set_importance("")

    def set_running(self, *, running: bool, paused: bool) -> None:
        """Offer to start, or to pause and to stop."""
        self.setup.set_enabled(not running)
        self.start.setVisible(not running)
        self.pause.setVisible(running)
        self.stop.setVisible(running)
        self.progress.setVisible(running)
        self.pause.setText(self.tr("Go on") if paused else self.tr("Pause"))

    def set_ready(self, problem: str) -> None:
        """Say why it cannot be started; nothing where it can."""
        self.setup.set_problem(problem)
        self.start.setEnabled(not problem)

    def set_progress(self, share: float, words: str) -> None:
        """Say how far it is."""
        self.progress.setValue(round(STEPS * share))
        self.doing.setText(words)

    def set_trials(self, space: Space, trials: Sequence[TrialRecord]) -> None:
        """Show trials as far as they have come."""
        are_others = tuple(space) != tuple(self._space)
        self._space, self._trials = space, tuple(trials)
        if are_others:
            self._offer_axes()
        self.table.show_trials(trials, tuple(space))
        self._draw()

    def set_found(self, words: str, border: dict[str, str]) -> None:
        """Say what was found so far.

        Parameters
        ----------
        words : str
        border : dict of str to str
            What is said of each field whose best value lies at the border of its range.
        """
        self.found.setText(words)
        while (item := self._border_line.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for path, said in border.items():
            button = tool_button(said, self.tr("Search this field again in a wider range"))
            button.clicked.connect(lambda _=False, path=path: self.widened.emit(path))
            self._border_line.addWidget(button)
        self.border.setVisible(bool(border))

    def set_importance(self, words: str) -> None:
        """Say which fields matter; nothing where there is nothing to say."""
        self.importance.setText(words)
        self.importance.setVisible(bool(words))

    def number_tables(self) -> list[NumberTable]:
        """Return what is shown as numbers."""
        return search_tables(self._space, self._trials)

    def _offer_axes(self) -> None:
        for place, box in enumerate((self.across, self.upward)):
            box.blockSignals(True)
            box.clear()
            for path in self._space:
                box.addItem(translate(field_name(path)), path)
            box.setCurrentIndex(min(place, max(len(self._space) - 1, 0)))
            box.blockSignals(False)

    def _draw(self) -> None:
        axes = (self.across.currentData(), self.upward.currentData()) if self._space else None
        self.scatter.set_trials(self._space, self._trials, axes)
        self.parallel.set_trials(self._space, self._trials)

    def _connect(self) -> None:
        self.start.clicked.connect(self.start_asked)
        self.pause.clicked.connect(self.pause_asked)
        self.stop.clicked.connect(self.stop_asked)
        self.open.clicked.connect(self._on_open_clicked)
        self.table.opened.connect(self.opened)
        self.table.chosen.connect(self._on_chosen)
        self.scatter.chosen.connect(self.table.choose)
        self.parallel.chosen.connect(self.table.choose)
        self.across.currentIndexChanged.connect(lambda _: self._draw())
        self.upward.currentIndexChanged.connect(lambda _: self._draw())

    def _on_chosen(self, number: int | None) -> None:
        self.scatter.mark(number)
        self.parallel.mark(number)
        self.open.setEnabled(number is not None)

    def _on_open_clicked(self) -> None:
        number = self.table.chosen_number()
        if number is not None:
            self.opened.emit(number)

    def _lay_out(self) -> None:
        self.progress.setRange(0, STEPS)
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(self.tr("Progress of the search"))
        self.open.setEnabled(False)
        for box, name in ((self.across, self.tr("Across")), (self.upward, self.tr("Upward"))):
            box.setAccessibleName(name)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.GRID, theme.GRID, theme.GRID, theme.GRID)
        column.setSpacing(theme.GRID)
        column.addWidget(_card(self.setup))
        column.addLayout(self._line())
        column.addWidget(self.border)
        column.addWidget(self.importance)
        self._border_line = FlowLayout(self.border, spacing=theme.GRID)
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(_card(self.table))
        split.addWidget(self._pictures())
        split.setSizes(SHARES)
        split.setChildrenCollapsible(False)
        column.addWidget(split, 1)

    def _line(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(theme.GRID)
        for button in (self.start, self.pause, self.stop):
            line.addWidget(button)
        line.addWidget(self.progress)
        line.addWidget(self.doing, 1)
        line.addWidget(self.found, 2)
        line.addWidget(self.open)
        return line

    def _pictures(self) -> QSplitter:
        left = QWidget()
        over = QVBoxLayout(left)
        over.setContentsMargins(0, 0, 0, 0)
        choices = QHBoxLayout()
        for name, box in ((self.tr("across"), self.across), (self.tr("up"), self.upward)):
            choices.addWidget(QLabel(name))
            choices.addWidget(box, 1)
        over.addLayout(choices)
        over.addWidget(self.scatter, 1)
        both = QSplitter(Qt.Orientation.Horizontal)
        both.addWidget(_card(left))
        both.addWidget(_card(self.parallel))
        both.setChildrenCollapsible(False)
        return both


def _card(inner: QWidget) -> QFrame:
    card = QFrame()
    theme.mark(card, "card", True)
    layout = QVBoxLayout(card)
    layout.setContentsMargins(12, 8, 12, 8)
    layout.addWidget(inner)
    return card


def setting_words(trial: TrialRecord) -> str:
    """Return the setting of a trial in one line."""
    return ", ".join(f"{translate(field_name(path))} {value_words(value)}" for path, value in trial.values.items())
