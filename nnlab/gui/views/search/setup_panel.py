"""What is searched and how: the ranges, the method, and how many trials in how many stages."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QHBoxLayout, QLabel, QSpinBox, QVBoxLayout, QWidget

from nnlab.gui import theme
from nnlab.gui.views.flow import FlowLayout
from nnlab.gui.views.search.fields import FIRST, OFFERED
from nnlab.gui.views.search.range_row import RangeRow
from nnlab.gui.views.small_text import SmallText
from nnlab.gui.views.tool_button import tool_button
from nnlab.search.plan import stages_for
from nnlab.spec.search import SearchSpec, StageSpec

TRIALS: Final = 40
STAGES: Final = 2
MOST_TRIALS: Final = 10_000
MOST_EPOCHS: Final = 10_000
MOST_STAGES: Final = 10
MOST_HALVING: Final = 10
MOST_SEED: Final = 2**31 - 1
BOTH: Final = "both"


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
        self.halving, self.seed = QSpinBox(), QSpinBox()
        self.stops_behind, self.looks = QCheckBox(), QCheckBox()
        self.note, self.problem = SmallText(role="title"), SmallText(role="problem")
        self._add = tool_button(self.tr("Add field"), self.tr("Search one more field"))
        self._shown: tuple[StageSpec, ...] = ()
        self._stages_before = STAGES
        self._prepare_numbers()
        self._prepare_choices()
        self._lay_out()
        for path in FIRST:
            self.add(path, OFFERED[path][1])
        self.set_note("")
        self._connect()

    def document(self) -> dict[str, Any]:
        """Return what is asked for as the document of a search."""
        return {
            "space": self.space(),
            "method": self.method.currentData(),
            "stages": [stage.model_dump() for stage in self._asked_stages()],
            "halving": self.halving.value() if self.halving.value() > 1 else None,
            "stops_behind": self.stops_behind.isChecked(),
            "seed": self.seed.value(),
        }

    def show_search(self, search: SearchSpec) -> None:
        """Show what another search asked for."""
        self.set_space(search.model_dump(mode="json")["space"])
        self.method.setCurrentIndex(self.method.findData(search.method))
        self.stages.setValue(len(search.stages))
        self.trials.setValue(sum(stage.trials for stage in search.stages))
        self.epochs.setValue(search.stages[-1].epochs)
        self.halving.setValue(search.halving or 1)
        self.stops_behind.setChecked(search.stops_behind)
        self.seed.setValue(search.seed)
        self._shown = search.stages

    def space(self) -> dict[str, Any]:
        """Return the ranges as a document; of a field that stands there twice the last one."""
        return {row.path: row.document() for row in self.rows}

    def trouble(self) -> str:
        """Return what the rows lack to be ranges of fields; nothing where they are complete."""
        if not self.rows:
            return self.tr("Nothing is searched: add a field.")
        if len(self.space()) < len(self.rows):
            return self.tr("One field is there twice.")
        return next((words for row in self.rows if (words := row.trouble())), "")

    def set_space(self, space: dict[str, Any]) -> None:
        """Show other ranges, as they stand in a document; rows of the same fields stay, and with them the keyboard."""
        if [row.path for row in self.rows] == list(space):
            for row in self.rows:
                row.set(row.path, space[row.path])
            return
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

    def set_note(self, words: str) -> None:
        """Say what the ranges are of; nothing where they are those of the whole search."""
        self.note.setText(words)
        self.note.setVisible(bool(words))

    def set_problem(self, words: str) -> None:
        """Say why this cannot be searched; nothing where it can."""
        self.problem.setText(words)
        self.problem.setVisible(bool(words))

    def set_enabled(self, *, fields: bool, ranges: bool) -> None:
        """Let all be edited, or the ranges of the next stage, or nothing while trials run."""
        for row in self.rows:
            row.set_enabled(field=fields, values=ranges)
        for widget in (self.method, self.trials, self.epochs, self.halving, self.seed, self.stops_behind, self._add):
            widget.setEnabled(fields)
        self.stages.setEnabled(fields and self.method.currentData() != BOTH)

    def _asked_stages(self) -> tuple[StageSpec, ...]:
        """Return the stages that the numbers stand for: those of the search that is shown, if they are its own."""
        count, trials, epochs = self.stages.value(), self.trials.value(), self.epochs.value()
        shown = self._shown
        of_shown = (len(shown), sum(stage.trials for stage in shown), shown[-1].epochs if shown else 0)
        return shown if of_shown == (count, trials, epochs) else stages_for(max(trials, count), count, epochs)

    def _drop(self, row: RangeRow) -> None:
        self.rows.remove(row)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _connect(self) -> None:
        self._add.clicked.connect(self._on_add_clicked)
        self.method.currentIndexChanged.connect(self._on_method_current_index_changed)
        for box in (self.trials, self.stages, self.epochs, self.halving, self.seed):
            box.valueChanged.connect(lambda _: self.edited.emit())
        self.stops_behind.toggled.connect(lambda _: self.edited.emit())

    def _on_row_removed(self, row: RangeRow) -> None:
        self._drop(row)
        self.edited.emit()

    def _on_add_clicked(self) -> None:
        """Offer the first field that is not searched yet."""
        taken = {row.path for row in self.rows}
        path = next((path for path in OFFERED if path not in taken), "training.learning_rate")
        self.add(path, OFFERED[path][1])
        self.edited.emit()

    def _on_method_current_index_changed(self) -> None:
        """Two methods are compared in a single stage; without that there are as many stages as before."""
        is_both = self.method.currentData() == BOTH
        if is_both and self.stages.isEnabled():
            self._stages_before = self.stages.value()
            self.stages.setValue(1)
        elif not is_both and not self.stages.isEnabled():
            self.stages.setValue(self._stages_before)
        self.stages.setEnabled(not is_both)
        self.edited.emit()

    def _prepare_numbers(self) -> None:
        self.trials.setRange(1, MOST_TRIALS)
        self.trials.setValue(TRIALS)
        self.trials.setToolTip(
            self.tr(
                "Settings that are tried, in all stages together; half of them on the grid, where both are asked for"
            )
        )
        self.stages.setRange(1, MOST_STAGES)
        self.stages.setValue(STAGES)
        self.stages.setToolTip(
            self.tr("From coarse to fine: each stage lies around the best of the one before, and its trials are longer")
        )
        self.epochs.setRange(1, MOST_EPOCHS)
        self.epochs.setToolTip(self.tr("Of each trial of the last stage; those of the stage before have a third"))
        self.halving.setRange(1, MOST_HALVING)
        self.halving.setSpecialValueText(self.tr("off"))
        self.halving.setPrefix(self.tr("1 in "))
        self.halving.setToolTip(
            self.tr("Successive halving: from each third of the way only the best go on, one in so many trials")
        )
        self.seed.setRange(0, MOST_SEED)
        self.seed.setToolTip(self.tr("The same seed tries the same settings"))

    def _prepare_choices(self) -> None:
        self.method.addItem(self.tr("random"), "random")
        self.method.addItem(self.tr("grid"), "grid")
        self.method.addItem(self.tr("grid and random"), BOTH)
        self.method.setToolTip(
            self.tr(
                "Random tries another value of every field in each trial; a grid of 36 trials has tried six values of "
                "each of two fields, also of the one that matters. Both compares them: as many trials each."
            )
        )
        self.stops_behind.setText(self.tr("Cut those far behind"))
        self.stops_behind.setChecked(True)
        self.stops_behind.setToolTip(
            self.tr(
                "Half-way all trials wait for each other; those in the worse half that have come less than half as far "
                "down as the best end there"
            )
        )
        self.looks.setText(self.tr("Look before each stage"))
        self.looks.setChecked(True)
        self.looks.setToolTip(self.tr("The search waits until you begin the next stage, whose ranges you may change"))

    def _lay_out(self) -> None:
        ranges = QVBoxLayout()
        ranges.setSpacing(theme.GRID // 2)
        self._column = QVBoxLayout()
        self._column.setSpacing(theme.GRID // 2)
        ranges.addWidget(self.note)
        ranges.addLayout(self._column)
        line = FlowLayout(spacing=theme.GRID)
        for widget in (self._add, self.stops_behind, self.looks):
            line.addWidget(widget)
        ranges.addLayout(line)
        ranges.addWidget(self.problem)
        ranges.addStretch(1)
        both = QHBoxLayout(self)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(3 * theme.GRID)
        both.addLayout(ranges, 1)
        both.addLayout(self._numbers())

    def _numbers(self) -> QGridLayout:
        numbers = QGridLayout()
        numbers.setHorizontalSpacing(theme.GRID)
        numbers.setVerticalSpacing(theme.GRID // 2)
        fields = (
            (self.tr("Method"), self.method),
            (self.tr("Seed"), self.seed),
            (self.tr("Trials"), self.trials),
            (self.tr("Stages"), self.stages),
            (self.tr("Epochs"), self.epochs),
            (self.tr("Halving"), self.halving),
        )
        for place, (name, widget) in enumerate(fields):
            label = QLabel(name)
            label.setBuddy(widget)
            widget.setAccessibleName(name)
            row, column = divmod(place, 2)
            numbers.addWidget(label, row, 2 * column)
            numbers.addWidget(widget, row, 2 * column + 1)
        numbers.setRowStretch(len(fields) // 2, 1)
        return numbers
