"""The tab of the search: the setup above, the trials below as a table and as pictures, linked by what is chosen."""

from __future__ import annotations

from typing import Final, Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from nnlab.gui import numbers, theme
from nnlab.gui.number_table import NumberTable
from nnlab.gui.views.flow import FlowLayout
from nnlab.gui.views.search.cards import card
from nnlab.gui.views.search.setup_panel import SetupPanel
from nnlab.gui.views.search.shown import Shown, standing
from nnlab.gui.views.search.tables import search_tables
from nnlab.gui.views.search.trial_pictures import TrialPictures
from nnlab.gui.views.search.trial_table import TrialTable
from nnlab.gui.views.small_text import SmallText
from nnlab.gui.views.tool_button import primary_button, tool_button
from nnlab.search.sides import sides
from nnlab.spec.search import SearchRecord, SearchSpec, Space, TrialRecord

State = Literal["idle", "running", "paused", "between_stages"]
STEPS: Final = 1000
SHARES: Final = [440, 560]


class SearchView(QWidget):
    """Shows a search before, during and after it.

    Signals
    -------
    start_asked
    pause_asked
    next_stage_asked
        The ranges of the next stage have been looked at.
    stop_asked
    opened : int
        The experiment of a trial is to come into the form.
    widened : str
        The range of this field is to be wider where the best value lies.
    """

    start_asked = Signal()
    pause_asked = Signal()
    next_stage_asked = Signal()
    stop_asked = Signal()
    opened = Signal(int)
    widened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Search"))
        self.setup, self.table, self.pictures = SetupPanel(), TrialTable(), TrialPictures()
        self.start = primary_button(self.tr("Search"), self.tr("Try settings of the experiment in the form"))
        self.pause = tool_button(self.tr("Pause"), self.tr("Begin no new trials"))
        self.next_stage = primary_button("", self.tr("Try settings in the ranges above"))
        self.stop = tool_button(self.tr("Stop"), self.tr("End the search; what was found stays"))
        self.open = tool_button(self.tr("Open as experiment"), self.tr("Bring the chosen trial into the form"))
        self.keep_all = tool_button(self.tr("Show all"), self.tr("Take away all parts of axes"))
        self.progress, self.doing, self.found = QProgressBar(), SmallText(), SmallText(role="")
        self.kept, self.importance = SmallText(), SmallText()
        self.importance.setToolTip(
            self.tr(
                "How much of the differences between trials each field explains by itself: eta squared of the "
                "Kruskal-Wallis test on the ranks of their losses, among the trials of the first stage. Fields that "
                "matter only together are not seen."
            )
        )
        self.empty = QLabel(
            self.tr(
                "Search tries settings of the experiment on the left, drawn from the ranges above.\n"
                "Here you will see which of them learn, and where the best lie."
            )
        )
        self.border, self.results = QWidget(), QStackedWidget()
        self._search: SearchSpec | None = None
        self._trials: tuple[TrialRecord, ...] = ()
        self._lay_out()
        self._connect()
        self.set_state("idle")
        self.set_record(None)
        self.set_importance("")

    def set_state(self, state: State, stage: int = 0) -> None:
        """Offer to start, to pause and to stop, or to begin a ``stage``, counted from 1."""
        is_idle, is_between = state == "idle", state == "between_stages"
        focused = QApplication.focusWidget()
        had_keyboard = focused is not None and self.setup.isAncestorOf(focused)
        self.setup.set_enabled(fields=is_idle, ranges=is_idle or is_between)
        self.start.setVisible(is_idle)
        self.pause.setVisible(not is_idle and not is_between)
        self.next_stage.setVisible(is_between)
        self.stop.setVisible(not is_idle)
        self.progress.setVisible(not is_idle)
        self.pause.setText(self.tr("Go on") if state == "paused" else self.tr("Pause"))
        self.next_stage.setText(self.tr("Begin stage {stage}").format(stage=stage))
        if had_keyboard and state == "running":
            self.pause.setFocus()  # or it would go to a line of the form, and the next key with it

    def set_ready(self, problem: str) -> None:
        """Say why it cannot be started, or go on; nothing where it can."""
        self.setup.set_problem(problem)
        for button in (self.start, self.next_stage):
            button.setEnabled(not problem)

    def set_progress(self, share: float, words: str) -> None:
        """Say how far it is."""
        self.progress.setValue(round(STEPS * share))
        self.doing.setText(words)

    def set_record(self, record: SearchRecord | None, proposed: Space | None = None) -> None:
        """Show a search as far as it has come, and the ranges that are proposed for its next stage; None for none."""
        search, self._trials = (record.search, record.trials) if record is not None else (None, ())
        if search != self._search:
            self.table.choose(None)  # its number is another trial now
        self._search = search
        if record is None:
            self.pictures.show_trials(Shown(), ())
        else:
            later = (*record.spaces[1:], *([proposed] if proposed else []))
            shown = Shown(self._space, later, self._trials, standing(self._trials))
            self.pictures.show_trials(shown, sides(record))
        self._show_table()
        self.results.setCurrentIndex(0 if record is None else 1)

    @property
    def _space(self) -> Space:
        return self._search.space if self._search is not None else {}

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

    def _show_table(self) -> None:
        """Show the trials that are kept, and say how many those are."""
        kept = self.pictures.kept()
        trials = [trial for trial in self._trials if kept is None or trial.number in kept]
        self.table.show_trials(trials, tuple(self._space))
        template = self.tr("{kept} of {count} trials kept")
        self.kept.setText(template.format(kept=numbers.count(len(trials)), count=numbers.count(len(self._trials))))
        for widget in (self.kept, self.keep_all):
            widget.setVisible(kept is not None)

    def _connect(self) -> None:
        self.start.clicked.connect(self.start_asked)
        self.pause.clicked.connect(self.pause_asked)
        self.next_stage.clicked.connect(self.next_stage_asked)
        self.stop.clicked.connect(self.stop_asked)
        self.open.clicked.connect(self._on_open_clicked)
        self.keep_all.clicked.connect(self.pictures.parallel.keep_all)
        self.table.opened.connect(self.opened)
        self.table.chosen.connect(self._on_table_chosen)
        self.pictures.chosen.connect(self.table.choose)
        self.pictures.narrowed.connect(self._on_pictures_narrowed)

    def _on_table_chosen(self, number: int | None) -> None:
        self.pictures.mark(number)
        self.open.setEnabled(number is not None)

    def _on_pictures_narrowed(self) -> None:
        self._show_table()
        self.table.show_chosen()

    def _on_open_clicked(self) -> None:
        number = self.table.chosen_number()
        if number is not None:
            self.opened.emit(number)

    def _lay_out(self) -> None:
        self.progress.setRange(0, STEPS)
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(self.tr("Progress of the search"))
        self.open.setEnabled(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.GRID, theme.GRID, theme.GRID, theme.GRID)
        column.setSpacing(theme.GRID)
        column.addWidget(card(self.setup))
        column.addLayout(self._line())
        column.addWidget(self.border)
        column.addWidget(self.importance)
        self._border_line = FlowLayout(self.border, spacing=theme.GRID)
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(card(self._table_part()))
        split.addWidget(self.pictures)
        split.setSizes(SHARES)
        split.setChildrenCollapsible(False)
        theme.mark(self.empty, "role", "muted")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setWordWrap(True)
        self.results.addWidget(card(self.empty))
        self.results.addWidget(split)
        column.addWidget(self.results, 1)

    def _line(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(theme.GRID)
        for button in (self.start, self.pause, self.next_stage, self.stop):
            line.addWidget(button)
        line.addWidget(self.progress)
        line.addWidget(self.doing, 1)
        line.addWidget(self.found, 2)
        line.addWidget(self.open)
        return line

    def _table_part(self) -> QWidget:
        part, line = QWidget(), QHBoxLayout()
        line.addWidget(self.kept, 1)
        line.addWidget(self.keep_all)
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(line)
        column.addWidget(self.table, 1)
        return part
