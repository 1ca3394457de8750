"""The examples themselves, images or rows, with their labels."""

from __future__ import annotations

from functools import partial

import numpy as np
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from nnlab.data.dataset import Dataset, Labels
from nnlab.data.looking.overview import PARTS
from nnlab.data.split import Split
from nnlab.gui import numbers
from nnlab.gui.views.data.card import DataCard
from nnlab.gui.views.data.example_events import ExampleEvents
from nnlab.gui.views.data.example_filters import ExampleFilters
from nnlab.gui.views.data.example_grid import ExampleGrid
from nnlab.gui.views.data.example_set import ExampleSet
from nnlab.gui.views.data.example_table import ExampleTable
from nnlab.gui.views.data.parts import part_pen, part_word
from nnlab.gui.views.elided import ElidedLabel
from nnlab.gui.views.legend import LegendEntry

MOST_COPIED = 250_000
"""Values; more would keep the window busy for seconds."""


class ExamplesPanel(DataCard):
    """Shows images as a grid and rows as a table, all of them or those of one part and one class.

    Attributes
    ----------
    readout : ElidedLabel
        What is said of the example under the mouse, or else of the one that the keys have reached.
    """

    def __init__(self) -> None:
        super().__init__(self.tr("Examples"), self.tr("The examples appear here once data are loaded."))
        self._examples: ExampleSet | None = None
        self._shown: Labels = np.empty(0, np.intp)
        self._pointed = ""
        self.filters, self.readout = ExampleFilters(), ElidedLabel("muted")
        self.grid, self.table = ExampleGrid(), ExampleTable()
        self._legend = _line_legend()
        self.add_to_heading(self._legend)
        self.set_content(self._body())
        self.filters.filter_changed.connect(self._filter)
        self.filters.number_entered.connect(self._on_filters_number_entered)
        self.filters.side_changed.connect(self.grid.set_side)
        for view in (self.grid, self.table):
            events = ExampleEvents(view, view.words_at)
            events.pointed.connect(self._on_events_pointed)
            events.copy_requested.connect(self._copy)
            view.selectionModel().currentChanged.connect(lambda *_: self._show_readout())

    def set_dataset(self, dataset: Dataset | None, split: Split | None) -> None:
        """Show the examples of a data set; None for none."""
        self._examples = ExampleSet(dataset, split) if dataset is not None and split is not None else None
        self._shown = np.empty(0, np.intp)
        is_images = self._examples is not None and self._examples.is_images
        self.grid.set_examples(self._examples if is_images else None)
        self.table.set_examples(None if is_images else self._examples)
        self._views.setCurrentWidget(self.view())
        self._legend.setVisible(is_images)
        self._pointed = ""
        self.filters.set_examples(self._examples)
        self.show_content(self._examples is not None)
        self._filter()

    def view(self) -> ExampleGrid | ExampleTable:
        """Return the view that fits the examples."""
        return self.grid if self._examples is not None and self._examples.is_images else self.table

    def current(self) -> int | None:
        """Return the example that the keys have reached."""
        row = self.view().currentIndex().row()
        return int(self._shown[row]) if 0 <= row < len(self._shown) else None

    def chosen(self) -> Labels:
        """Return the examples that are chosen, (m,)."""
        ranges = [(chosen.top(), chosen.bottom()) for chosen in self.view().selectionModel().selection().toList()]
        rows = {row for top, bottom in ranges for row in range(top, bottom + 1)}
        return self._shown[sorted(rows)]

    def show_example(self, number: int) -> bool:
        """Go to an example, counted from 1; filters that hide it are opened. Return whether there is one."""
        if self._examples is None or not 1 <= number <= len(self._examples):
            return False
        if number - 1 not in self._shown:
            self.filters.show_all()
        self._go_to(number - 1)
        return True

    def _go_to(self, example: int) -> None:
        """Choose an example that is shown, and have it seen."""
        view = self.view()
        index = view.model().index(int(np.searchsorted(self._shown, example)), max(view.currentIndex().column(), 0))
        view.setCurrentIndex(index)
        view.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)

    def _filter(self) -> None:
        """Show the examples of the chosen part and class, and keep the current one if it is among them."""
        if self._examples is None:
            return
        current = self.current()
        self._shown = self._examples.indices(self.filters.part_index(), self.filters.label())
        self.view().show_indices(self._shown)
        if current is not None and current in self._shown:
            self._go_to(current)
        counts = {"shown": numbers.count(len(self._shown)), "all": numbers.count(len(self._examples))}
        are_all = len(self._shown) == len(self._examples)
        template = self.tr("{all} examples") if are_all else self.tr("{shown} of {all} examples")
        self.note.setText(template.format(**counts))
        self._show_readout()

    def _show_readout(self) -> None:
        current = self.current()
        words = self._examples.words(current) if self._examples is not None and current is not None else ""
        if not len(self._shown):
            words = self.tr("No example is of this part and this class.")
        self.readout.setText(self._pointed or words)

    def _copy(self) -> None:
        """Put the chosen examples on the clipboard, a line each; not more than can be copied at once."""
        chosen = self.chosen()
        if self._examples is None or not len(chosen):
            return
        copied = chosen[: max(1, MOST_COPIED // len(self._examples.feature_names))]
        QGuiApplication.clipboard().setText("\n".join(self._examples.line(example) for example in copied.tolist()))
        self.readout.setText(self._copied_words(copied, len(chosen)))

    def _copied_words(self, copied: Labels, chosen: int) -> str:
        if chosen == 1:
            return self.tr("Copied example {number}.").format(number=numbers.count(int(copied[0]) + 1))
        whole, cut = self.tr("Copied {count} examples."), self.tr("Copied the first {count} of {all} examples.")
        template = whole if len(copied) == chosen else cut
        return template.format(count=numbers.count(len(copied)), all=numbers.count(chosen))

    def _on_events_pointed(self, words: str) -> None:
        self._pointed = words
        self._show_readout()

    def _on_filters_number_entered(self, text: str) -> None:
        digits = text.replace(",", "").strip()
        found = digits.isdecimal() and self.show_example(int(digits))
        self.filters.set_wrong(not found)
        if not found and self._examples is not None:
            template = self.tr("Examples have the numbers 1 to {last}.")
            self.readout.setText(template.format(last=numbers.count(len(self._examples))))

    def _body(self) -> QWidget:
        self._views = QStackedLayout()
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.filters)
        column.addWidget(self.readout)
        column.addLayout(self._views, 1)
        self._views.addWidget(self.grid)  # once the stack has a parent: it shows its first widget at once
        self._views.addWidget(self.table)
        return body


def _line_legend() -> QWidget:
    legend = QWidget()
    row = QHBoxLayout(legend)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(16)
    for part in PARTS:
        row.addWidget(LegendEntry(part_word(part), partial(part_pen, part)))
    return legend
