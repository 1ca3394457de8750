"""Which examples are shown: of which part and class, where to go, and how large images are."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QSlider, QWidget

from nnlab.data.looking.overview import PARTS
from nnlab.gui import theme
from nnlab.gui.views.data.example_grid import SIDES
from nnlab.gui.views.data.example_set import LEFT_OUT, ExampleSet
from nnlab.gui.views.data.parts import part_word
from nnlab.gui.views.flow import FlowLayout

CHOICE_WIDTH = 12
"""In characters."""


class ExampleFilters(QWidget):
    """A line of controls above the examples.

    Signals
    -------
    filter_changed
    number_entered : str
        What was typed as the number of an example.
    side_changed : int
        About how large images are wanted.
    """

    filter_changed = Signal()
    number_entered = Signal(str)
    side_changed = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.part_choice, self.class_choice = self._choice(self.tr("Part")), self._choice(self.tr("Class"))
        self.number_field = self._number_field()
        self.side_slider = self._side_slider()
        self._size = _labelled(self.tr("size"), self.side_slider)
        flow = FlowLayout(self, spacing=theme.GRID)
        go_to = _labelled(self.tr("go to example"), self.number_field)
        for control in (self.part_choice, self.class_choice, go_to, self._size):
            flow.addWidget(control)

    def set_examples(self, examples: ExampleSet | None) -> None:
        """Offer the parts and classes that there are, and all of them to begin with."""
        self.blockSignals(True)
        self._fill(self.part_choice, self.tr("all parts"), _parts(examples))
        names = examples.dataset.class_names if examples is not None else ()
        self._fill(self.class_choice, self.tr("all classes"), [(name, label) for label, name in enumerate(names)])
        self.blockSignals(False)
        self.class_choice.setVisible(bool(names))
        self._size.setVisible(examples is not None and examples.is_images)
        self.number_field.clear()
        self.set_wrong(False)

    def part_index(self) -> int | None:
        """Return the part that is chosen, as `ExampleSet` has it; None for all."""
        return _chosen(self.part_choice)

    def label(self) -> int | None:
        """Return the class that is chosen; None for all."""
        return _chosen(self.class_choice)

    def show_all(self) -> None:
        """Choose all parts and classes."""
        self.part_choice.setCurrentIndex(0)
        self.class_choice.setCurrentIndex(0)

    def set_wrong(self, wrong: bool) -> None:
        """Say whether the number that was typed is that of no example."""
        theme.mark(self.number_field, "wrong", wrong)

    def _fill(self, choice: QComboBox, everything: str, entries: list[tuple[str, int]]) -> None:
        choice.clear()
        choice.addItem(everything, None)
        for name, value in entries:
            choice.addItem(name, value)

    def _choice(self, name: str) -> QComboBox:
        choice = QComboBox()
        choice.setAccessibleName(name)
        choice.setToolTip(self.tr("Show all examples, or only some"))
        choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        choice.setMinimumContentsLength(CHOICE_WIDTH)
        choice.setMaxVisibleItems(20)
        choice.currentIndexChanged.connect(lambda _: self.filter_changed.emit())
        return choice

    def _number_field(self) -> QLineEdit:
        field = QLineEdit()
        field.setAccessibleName(self.tr("Go to example"))
        field.setMaxLength(CHOICE_WIDTH)
        field.setPlaceholderText(self.tr("number"))
        field.setToolTip(self.tr("Type the number of an example and press Enter to go there"))
        field.setFixedWidth(CHOICE_WIDTH * field.fontMetrics().averageCharWidth())
        field.returnPressed.connect(lambda: self.number_entered.emit(field.text()))
        field.textEdited.connect(lambda _: self.set_wrong(False))
        return field

    def _side_slider(self) -> QSlider:
        slider = QSlider(Qt.Orientation.Horizontal)
        slider.setRange(0, len(SIDES) - 1)
        slider.setValue(1)
        slider.setPageStep(1)
        slider.setFixedWidth(12 * theme.GRID)
        slider.setAccessibleName(self.tr("Size of the images"))
        slider.setToolTip(self.tr("Size of the images"))
        slider.valueChanged.connect(lambda place: self.side_changed.emit(SIDES[place]))
        return slider


def _parts(examples: ExampleSet | None) -> list[tuple[str, int]]:
    """Return the parts by name; what a limit leaves out is among them where there is such."""
    parts = [(part_word(part), index) for index, part in enumerate(PARTS)]
    if examples is not None and np.any(examples.part_indices == LEFT_OUT):
        parts.append((part_word(None), LEFT_OUT))
    return parts


def _chosen(choice: QComboBox) -> int | None:
    value: int | None = choice.currentData()
    return value


def _labelled(words: str, control: QWidget) -> QWidget:
    label = QLabel(words)
    theme.mark(label, "role", "muted")
    whole = QWidget()
    whole.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    row = QHBoxLayout(whole)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.GRID // 2)
    row.addWidget(label)
    row.addWidget(control)
    return whole
