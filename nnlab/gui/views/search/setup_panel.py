"""What is searched and how: the ranges, the method, and how many trials in how many stages."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLabel, QSpinBox, QVBoxLayout, QWidget

from nnlab.gui import theme
from nnlab.gui.views.search.fields import FIRST, OFFERED
from nnlab.gui.views.search.range_row import RangeRow
from nnlab.gui.views.small_text import SmallText
from nnlab.gui.views.tool_button import tool_button

TRIALS: Final = 40
STAGES: Final = 2
MOST_TRIALS: Final = 10_000
MOST_EPOCHS: Final = 10_000
MOST_STAGES: Final = 10


class SetupPanel(QWidget):
    """The ranges one below the other, and the numbers beside them.

    Attributes
    ----------
    rows : list of RangeRow

    Signals
    -------
    edited
    """

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[RangeRow] = []
        self.method, self.trials, self.stages, self.epochs = QComboBox(), QSpinBox(), QSpinBox(), QSpinBox()
        self.problem = SmallText(role="problem")
        self._add = tool_button(self.tr("Add field"), self.tr("Search one more field"))
        self._is_whole = True
        self._prepare_numbers()
        self._lay_out()
        for path in FIRST:
            self.add(path, OFFERED[path][1])
        self._add.clicked.connect(self._on_add_clicked)
        self.method.currentIndexChanged.connect(lambda _: self.edited.emit())
        for box in (self.trials, self.stages, self.epochs):
            box.valueChanged.connect(lambda _: self.edited.emit())

    def space(self) -> dict[str, Any]:
        """Return the ranges as a document; of a field that stands there twice the last one."""
        return {row.path: row.document() for row in self.rows}

    @property
    def has_doubles(self) -> bool:
        """Whether a field stands there twice."""
        return len(self.space()) < len(self.rows)

    def set_space(self, space: dict[str, Any]) -> None:
        """Show other ranges."""
        for row in [*self.rows]:
            self._drop(row)
        for path, dimension in space.items():
            self.add(path, dimension)

    def add(self, path: str, dimension: dict[str, Any]) -> None:
        """Search one more field."""
        row = RangeRow(path, dimension)
        row.edited.connect(self.edited)
        row.removed.connect(lambda: self._on_row_removed(row))
        self.rows.append(row)
        self._column.addWidget(row)

    def set_problem(self, words: str) -> None:
        """Say why this cannot be searched; nothing where it can."""
        self.problem.setText(words)
        self.problem.setVisible(bool(words))

    def set_enabled(self, enabled: bool) -> None:
        """Let it be edited, or not while a search goes on."""
        for row in self.rows:
            row.set_enabled(enabled)
        for widget in (self.method, self.trials, self.stages, self.epochs, self._add):
            widget.setEnabled(enabled)

    def _drop(self, row: RangeRow) -> None:
        self.rows.remove(row)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _on_row_removed(self, row: RangeRow) -> None:
        self._drop(row)
        self.edited.emit()

    def _on_add_clicked(self) -> None:
        """Offer the first field that is not searched yet."""
        taken = {row.path for row in self.rows}
        path = next((path for path in OFFERED if path not in taken), "training.learning_rate")
        self.add(path, OFFERED[path][1])
        self.edited.emit()

    def _prepare_numbers(self) -> None:
        self.method.addItem(self.tr("random"), "random")
        self.method.addItem(self.tr("grid"), "grid")
        self.method.setToolTip(
            self.tr(
                "Random tries another value of every field in each trial; a grid of 36 trials has tried six values of "
                "each of two fields, also of the one that matters."
            )
        )
        self.trials.setRange(1, MOST_TRIALS)
        self.trials.setValue(TRIALS)
        self.trials.setToolTip(self.tr("Settings that are tried, in all stages together"))
        self.stages.setRange(1, MOST_STAGES)
        self.stages.setValue(STAGES)
        self.stages.setToolTip(
            self.tr("From coarse to fine: each stage lies around the best of the one before, and its trials are longer")
        )
        self.epochs.setRange(1, MOST_EPOCHS)
        self.epochs.setToolTip(self.tr("Of each trial of the last stage; those of the stage before have a third"))

    def _lay_out(self) -> None:
        numbers = QGridLayout()
        numbers.setHorizontalSpacing(theme.GRID)
        numbers.setVerticalSpacing(theme.GRID // 2)
        fields = (
            (self.tr("Method"), self.method),
            (self.tr("Trials"), self.trials),
            (self.tr("Stages"), self.stages),
            (self.tr("Epochs"), self.epochs),
        )
        for place, (name, widget) in enumerate(fields):
            label = QLabel(name)
            label.setBuddy(widget)
            widget.setAccessibleName(name)
            numbers.addWidget(label, place, 0)
            numbers.addWidget(widget, place, 1)
        ranges = QVBoxLayout()
        self._column = QVBoxLayout()
        self._column.setSpacing(theme.GRID // 2)
        ranges.addLayout(self._column)
        line = QHBoxLayout()
        line.addWidget(self._add)
        line.addWidget(self.problem, 1)
        line.addStretch()
        ranges.addLayout(line)
        ranges.addStretch(1)
        both = QHBoxLayout(self)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(3 * theme.GRID)
        both.addLayout(ranges, 1)
        both.addLayout(numbers)
