"""Runs side by side: a table, their curves on the same axes, and their histograms of one layer."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QMimeData, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QPushButton, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from nnlab.gui import numbers, theme
from nnlab.gui.number_table import NumberTable
from nnlab.gui.views.compare.change_panel import ChangePanel
from nnlab.gui.views.compare.curves_page import CurvesPage
from nnlab.gui.views.compare.histogram_page import HistogramPage
from nnlab.gui.views.compare.race_bar import RaceBar, RaceState
from nnlab.gui.views.compare.run_table import RunTable
from nnlab.gui.views.compare.shown_run import ShownRun
from nnlab.gui.views.data.card import DataCard
from nnlab.gui.views.data.page_bar import PageBar
from nnlab.gui.views.flow import FlowLayout
from nnlab.training.comparison import Comparison, compare

SUFFIXES: Final = (".nnlab",)
MOST_TABLE: Final = 0.42
"""The share of the height that the table takes at most by itself."""


class CompareView(QWidget):
    """Shows runs and reports what a person wants of them; decides nothing.

    Signals
    -------
    shown
        It has become visible: what it shows may be old.
    file_chosen
        Runs are to be added from files.
    files_dropped : list of str
    duplicate_chosen
        A run is to be duplicated with one thing changed.
    open_chosen : id
    remove_chosen : list of id
    tick_changed : (id, is_ticked)
    name_edited : (id, name)
    pause_chosen, stop_chosen
        Of the runs at work.

    Attributes
    ----------
    change : ChangePanel
        Hidden until something is duplicated.
    """

    shown = Signal()
    file_chosen = Signal()
    files_dropped = Signal(list)
    duplicate_chosen = Signal()
    open_chosen = Signal(int)
    remove_chosen = Signal(list)
    tick_changed = Signal(int, bool)
    name_edited = Signal(int, str)
    pause_chosen = Signal()
    stop_chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Comparison of runs"))
        self._runs: tuple[ShownRun, ...] = ()
        self._comparison = compare([])
        self._is_divided = False
        self.table, self.change, self.race = RunTable(), ChangePanel(), RaceBar()
        self.curves, self.histograms = CurvesPage(), HistogramPage()
        self.pages, self._stack = PageBar(), QStackedWidget()
        self.card = DataCard(self.tr("Runs"), self._promise())
        self._make_buttons()
        self._lay_out()
        self._connect()
        self.setAcceptDrops(True)
        self.change.hide()
        self.set_runs((), self._comparison)

    def set_runs(self, runs: Sequence[ShownRun], comparison: Comparison) -> None:
        """Show runs, and how they compare."""
        is_longer = len(runs) != len(self._runs)
        self._runs, self._comparison = tuple(runs), comparison
        self.table.set_runs(runs, comparison)
        self.card.show_content(bool(runs))
        self._panel.setVisible(bool(runs))
        self.card.note.setText(self._summary())
        self._refresh_page()
        self._refresh_buttons()
        if is_longer:
            self._settle.start()

    def set_race(self, state: RaceState | None) -> None:
        """Show how far the runs at work are; None where there is none."""
        self.race.set_state(state)

    @property
    def page(self) -> str:
        """Which page is in front: ``curves`` or ``histograms``."""
        return self.pages.page

    def show_page(self, name: str) -> None:
        """Bring a page to the front."""
        self.pages.set_page(name)
        self._stack.setCurrentWidget(self.curves if name == "curves" else self.histograms)
        self._refresh_page()

    def chosen(self) -> list[int]:
        """Return the ids of the runs whose rows are chosen."""
        return self.table.chosen()

    def tables(self) -> Sequence[NumberTable]:
        """Return the numbers behind what is shown."""
        runs = NumberTable("runs", self._comparison.columns(), self._comparison.rows())
        return [runs, *(self.curves.tables() if self.page == "curves" else self.histograms.tables())]

    def showEvent(self, event: QShowEvent) -> None:
        """Tell that what is shown may be old."""
        super().showEvent(event)
        self.shown.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome experiment files."""
        if _files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell of the files that were dropped."""
        event.acceptProposedAction()
        self.files_dropped.emit(_files(event.mimeData()))

    def _promise(self) -> str:
        return self.tr(
            "Every run that ends comes here, to be compared with those before it. Start one, change something, "
            "start again; or add runs from files, or drop files here.\n\n"
            "Duplicate and change one thing (Ctrl+Shift+D) trains the experiment in the form and a changed one "
            "together, step by step in turn."
        )

    def _summary(self) -> str:
        """Return how many runs there are, and how many fields differ among those with a tick."""
        ticked = sum(run.is_ticked for run in self._runs)
        if not self._runs:
            return ""
        words = self.tr("{ticked} of {count} ticked").format(ticked=ticked, count=numbers.count(len(self._runs)))
        if ticked < 2:
            return f"{words} · " + self.tr("tick two or more to compare them")
        fields = len(self._comparison.differences)
        if fields == 0:
            return f"{words} · " + self.tr("the same settings")
        differ = self.tr("1 field differs") if fields == 1 else self.tr("{count} fields differ").format(count=fields)
        return f"{words} · {differ} (≠)"

    def _share_height(self) -> None:
        """Give the table what its rows need, as far as the curves keep the larger part, unless a person decided."""
        if not self._is_divided:
            height = self._splitter.height()
            table = min(
                self.card.height() - self.table.height() + self.table.wanted_height(), round(MOST_TABLE * height)
            )
            self._splitter.setSizes([table, height - table])

    def _refresh_page(self) -> None:
        ticked = [run for run in self._runs if run.is_ticked]
        if self.page == "curves":
            self.curves.set_runs(ticked)
        else:
            self.histograms.set_runs(ticked)

    def _refresh_buttons(self) -> None:
        chosen = set(self.chosen())
        ended = [run.id for run in self._runs if run.id in chosen and not run.is_live]
        self.open_button.setEnabled(len(ended) == 1 and len(chosen) == 1)
        self.remove_button.setEnabled(bool(ended))

    def _make_buttons(self) -> None:
        self.file_button = self._button(self.tr("Add from File…"), self.tr("Add runs that were saved, beside these"))
        self.duplicate_button = self._button(
            self.tr("Duplicate and Change One Thing…"),
            self.tr("Make an experiment like the chosen run but for one setting  (Ctrl+Shift+D)"),
        )
        self.open_button = self._button(self.tr("Open"), self.tr("Show the chosen run in all views  (Return)"))
        self.remove_button = self._button(
            self.tr("Remove"), self.tr("Take the chosen runs off this list; files stay  (Delete)")
        )

    def _button(self, text: str, about: str) -> QPushButton:
        button = QPushButton(text)
        button.setToolTip(about)
        return button

    def _lay_out(self) -> None:
        for page, name, title in (
            (self.curves, "curves", self.tr("Curves")),
            (self.histograms, "histograms", self.tr("Histograms")),
        ):
            self.pages.add(name, title)
            self._stack.addWidget(page)
        self._panel = QWidget()
        lower = QVBoxLayout(self._panel)
        lower.setContentsMargins(0, 0, 0, 0)
        lower.setSpacing(theme.GRID)
        lower.addWidget(self.pages)
        lower.addWidget(self._stack, 1)
        self.card.set_content(self.table)
        self._splitter = _Splitter(Qt.Orientation.Vertical)
        self._settle = QTimer(self)  # in the middle of a layout a splitter does not take what it is told
        self._settle.setSingleShot(True)
        self._settle.timeout.connect(self._share_height)
        self._splitter.resized.connect(self._settle.start)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(theme.GRID)
        for widget in (self.card, self._panel):
            self._splitter.addWidget(widget)
        self._splitter.splitterMoved.connect(self._on_splitter_moved)
        buttons = FlowLayout(spacing=theme.GRID)
        for button in (self.duplicate_button, self.file_button, self.open_button, self.remove_button):
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.GRID, theme.GRID, theme.GRID, theme.GRID)
        column.setSpacing(theme.GRID)
        column.addLayout(buttons)
        for part in (self.change, self.race):
            column.addWidget(part)
        column.addWidget(self._splitter, 1)

    def _connect(self) -> None:
        self.file_button.clicked.connect(lambda _=False: self.file_chosen.emit())
        self.duplicate_button.clicked.connect(lambda _=False: self.duplicate_chosen.emit())
        self.open_button.clicked.connect(lambda _=False: self._on_open())
        self.remove_button.clicked.connect(lambda _=False: self._on_remove())
        self.table.open_chosen.connect(self._on_open)
        self.table.remove_chosen.connect(self._on_remove)
        self.table.chosen_changed.connect(self._refresh_buttons)
        self.table.tick_changed.connect(self.tick_changed)
        self.table.name_edited.connect(self.name_edited)
        self.race.pause_chosen.connect(self.pause_chosen)
        self.race.stop_chosen.connect(self.stop_chosen)
        self.pages.page_chosen.connect(self.show_page)

    def _on_splitter_moved(self) -> None:
        self._is_divided = True

    def _on_open(self) -> None:
        if self.open_button.isEnabled():
            self.open_chosen.emit(self.chosen()[0])

    def _on_remove(self) -> None:
        live = {run.id for run in self._runs if run.is_live}
        if ended := [run_id for run_id in self.chosen() if run_id not in live]:
            self.remove_chosen.emit(ended)


class _Splitter(QSplitter):
    """Tells when it has another size."""

    resized = Signal()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()


def _files(data: QMimeData) -> list[str]:
    """Return the paths of the experiment files that are dragged."""
    paths = [url.toLocalFile() for url in data.urls() if url.isLocalFile()]
    return [path for path in paths if Path(path).suffix in SUFFIXES]
