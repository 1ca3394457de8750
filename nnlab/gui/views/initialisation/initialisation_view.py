"""The tab of the initialisations: a network before its first step, with all of them side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QSplitter, QStackedLayout, QVBoxLayout, QWidget

from nnlab.gui import numbers, theme
from nnlab.gui.number_table import NumberTable
from nnlab.gui.translation import translate
from nnlab.gui.views.elided import ElidedLabel
from nnlab.gui.views.initialisation.choices import Choices
from nnlab.gui.views.initialisation.shown import ShownStart
from nnlab.gui.views.initialisation.spread_plot import SpreadPlot
from nnlab.gui.views.initialisation.start_grid import Cell, StartGrid
from nnlab.gui.views.initialisation.start_heads import StartHeads
from nnlab.gui.views.initialisation.tables import initialisation_tables
from nnlab.gui.views.tool_button import tool_button
from nnlab.insight.probe.probe import Probe
from nnlab.insight.probe.starts import OWN, Start

PROMISE, PICTURE = 0, 1
SHARES: Final = [650, 350]
"""Of the height, for histograms and lines."""
PLOT_HEIGHT: Final = 130


class InitialisationView(QWidget):
    """Shows what each initialisation makes of a network.

    Signals
    -------
    start_taken : str
        The person wants one of the initialisations in all layers of the form.
    """

    start_taken = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Initialisation"))
        self.choices, self.grid, self.plot = Choices(), StartGrid(), SpreadPlot()
        self.heads = StartHeads(self.grid)
        self.note, self.details = ElidedLabel("muted"), ElidedLabel("muted")
        about = self.tr("Give all hidden layers of the form this initialisation")
        self.take = tool_button(self.tr("Use it in all layers"), about)
        self._promise = QLabel()
        self._labels: tuple[str, ...] = ()
        self._starts: tuple[ShownStart, ...] = ()
        self._chosen: int | None = None
        self._lay_out()
        self.choices.what_chosen.connect(self._on_choices_what_chosen)
        self.grid.pointed.connect(self._on_grid_pointed)
        self.heads.chosen.connect(self._on_heads_chosen)
        self.take.clicked.connect(self._on_take_clicked)
        self._choose(None)

    def set_starts(self, labels: Sequence[str], starts: Sequence[Start]) -> None:
        """Show other starts from now on; of the same layers, what was found stands until there is something newer.

        Parameters
        ----------
        labels : sequence of str
            Of the layers, from the input up.
        starts : sequence of Start
        """
        same = tuple(labels) == self._labels
        found = {shown.start.key: shown.probe for shown in self._starts if same}
        self._labels = tuple(labels)
        self._starts = tuple(ShownStart(start, found.get(start.key)) for start in starts)
        self._stack.setCurrentIndex(PICTURE)
        self._choose(self._chosen)

    def set_probe(self, key: str, probe: Probe) -> None:
        """Show what was found of one start."""
        self._starts = tuple(replace(shown, probe=probe) if shown.start.key == key else shown for shown in self._starts)
        words = self.tr("{count} training examples, before the first step; axes are the same in every column")
        self.note.setText(words.format(count=numbers.count(probe.examples)))
        self._show()

    @property
    def is_complete(self) -> bool:
        """Whether there is a picture of every start, be it a rough one."""
        return all(shown.probe is not None for shown in self._starts)

    def set_busy(self, share: float | None) -> None:
        """Say how far the pictures are; None when they are done."""
        if share is not None and not any(shown.probe for shown in self._starts):
            self.note.setText(self.tr("working out {percent}").format(percent=numbers.percent(share)))

    def set_problem(self, words: str) -> None:
        """Say why there is nothing to see."""
        self._starts = ()
        self.note.clear()
        self._promise.setText(words)
        self._stack.setCurrentIndex(PROMISE)
        self._choose(None)

    def tables(self) -> Sequence[NumberTable]:
        """Return the numbers behind the histograms."""
        return initialisation_tables(self._starts)

    def _show(self) -> None:
        self.grid.set_starts(self._labels, self._starts)
        self.heads.set_starts(self._starts, self._chosen)
        self.plot.set_starts(self._labels, self._starts, self.choices.what())
        self._show_details(None)

    def _choose(self, column: int | None) -> None:
        """Bring one of the starts forward, or none."""
        self._chosen = column if column is not None and column < len(self._starts) else None
        start = self._starts[self._chosen].start if self._chosen is not None else None
        is_other = start is not None and start.key != OWN and self.choices.chosen().network == "own"
        self.take.setEnabled(is_other)
        self._show()
        self.plot.mark(start.key if start is not None else None)

    def _show_details(self, cell: Cell | None) -> None:
        if cell is not None:
            words = self.grid.cell_words(cell)
        elif self._chosen is not None and (found := self._starts[self._chosen].verdict) is not None:
            words = f"{self._starts[self._chosen].title}: {translate(found.why)}"
        else:
            words = self.tr("Click a heading to bring it forward; point at a histogram for its numbers.")
        self.details.setText(words)
        self.details.setToolTip(words)

    def _lay_out(self) -> None:
        card = QFrame()
        theme.mark(card, "card", True)
        inner = QVBoxLayout(card)
        inner.setContentsMargins(12, 8, 12, 8)
        inner.setSpacing(theme.GRID // 2)
        inner.addWidget(self.heads)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(self._scrolled())
        split.addWidget(self.plot)
        self.plot.setMinimumHeight(PLOT_HEIGHT)
        split.setSizes(SHARES)
        inner.addWidget(split, 1)
        inner.addLayout(self._foot())
        self._promise.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._promise.setWordWrap(True)
        theme.mark(self._promise, "role", "muted")
        self._stack = QStackedLayout()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(theme.GRID, theme.GRID, theme.GRID, theme.GRID)
        rows.setSpacing(theme.GRID)
        rows.addWidget(self.choices)
        rows.addWidget(self.note)
        rows.addLayout(self._stack, 1)
        self._stack.addWidget(self._promise)
        self._stack.addWidget(card)

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(theme.GRID)
        foot.addWidget(self.details, 1)
        foot.addWidget(self.take)
        return foot

    def _scrolled(self) -> QScrollArea:
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setWidget(self.grid)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for ground in (scroll.viewport(), self.grid):
            ground.setAutoFillBackground(False)  # the card shows through
        return scroll

    def _on_choices_what_chosen(self, what: str) -> None:
        self.grid.set_what(self.choices.what())
        self._show()

    def _on_grid_pointed(self, cell: Cell | None) -> None:
        column = cell[0] if cell is not None else self._chosen
        self.plot.mark(self._starts[column].start.key if column is not None and column < len(self._starts) else None)
        self._show_details(cell)

    def _on_heads_chosen(self, column: int) -> None:
        self._choose(None if column == self._chosen else column)

    def _on_take_clicked(self) -> None:
        if self._chosen is not None:
            self.start_taken.emit(self._starts[self._chosen].start.key)
