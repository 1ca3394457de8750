"""Examples with the words for each: what grid, table and plane say about them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QCoreApplication

from nnlab.data.dataset import Dataset, Labels
from nnlab.data.feature_names import channel_name, names_of
from nnlab.data.looking.overview import PARTS, Part
from nnlab.data.split import Split
from nnlab.gui import numbers
from nnlab.gui.translation import translate
from nnlab.gui.views.data.parts import part_word
from nnlab.gui.views.data.thumbnails import pixel_name
from nnlab.gui.views.data.values import exact

LEFT_OUT = -1


class ExampleSet:
    """A data set and who of it trains, validates or tests. Examples are counted from 1 where a person reads it.

    Attributes
    ----------
    dataset : Dataset
    part_indices : (n,) of int
        Into PARTS, LEFT_OUT for examples that are in no part.
    feature_names : FeatureNames
    """

    def __init__(self, dataset: Dataset, split: Split) -> None:
        self.dataset = dataset
        self.part_indices = np.full(len(dataset.x), LEFT_OUT, np.int8)
        for number, index in enumerate((split.train, split.validation, split.test)):
            self.part_indices[index] = number
        self.feature_names = names_of(dataset)

    def __len__(self) -> int:
        return len(self.dataset.x)

    @property
    def is_images(self) -> bool:
        """Whether an example is an image."""
        return self.dataset.x.ndim == 4

    def part_of(self, example: int) -> Part | None:
        """Return the part of an example; None where it is left out."""
        number = int(self.part_indices[example])
        return None if number == LEFT_OUT else PARTS[number]

    def indices(self, part_index: int | None, label: int | None) -> Labels:
        """Return which examples are of a part and of a class; None is any."""
        is_meant = np.ones(len(self), bool)
        if part_index is not None:
            is_meant &= self.part_indices == part_index
        if label is not None:
            is_meant &= self.dataset.targets == label
        return np.flatnonzero(is_meant)

    def label(self, example: int) -> str:
        """Return the class of an example, or the numbers to be met."""
        target = self.dataset.targets[example]
        if self.dataset.has_classes:
            return self.dataset.class_names[int(target)]
        return ", ".join(numbers.significant(float(value)) for value in target)

    def words(self, example: int) -> str:
        """Return number, part and label of an example."""
        template = QCoreApplication.translate("ExampleSet", "example {number}")
        return " · ".join(
            [
                template.format(number=numbers.count(example + 1)),
                part_word(self.part_of(example)),
                self._label_words(example),
            ]
        )

    def value_words(self, example: int, feature: int) -> str:
        """Return a feature and its value in an example."""
        value = self.dataset.x[example].flat[feature]
        return f"{translate(self.feature_names[feature])}: {exact(value)}"

    def pixel_words(self, example: int, row: int, column: int) -> str:
        """Return where a pixel is, counted from 1, and its values."""
        values = self.dataset.x[example][row, column]
        names = [translate(channel_name(i, len(values))) for i in range(len(values))] if len(values) > 1 else [""]
        said = ", ".join(f"{name} {exact(value)}".strip() for name, value in zip(names, values, strict=True))
        return f"{pixel_name(row, column, self.dataset.x.shape[2])}: {said}"

    def line(self, example: int) -> str:
        """Return an example with all its values in full, separated by tabs."""
        target = self.dataset.targets[example]
        labels = [self.label(example)] if self.dataset.has_classes else [str(value) for value in target]
        values = [str(value) for value in self.dataset.x[example].ravel()]
        return "\t".join([str(example + 1), *labels, part_word(self.part_of(example)), *values])

    def _label_words(self, example: int) -> str:
        if self.dataset.has_classes:
            template = QCoreApplication.translate("ExampleSet", "class {name}")
            return template.format(name=self.label(example))
        names = self.target_names()
        values = self.dataset.targets[example]
        return ", ".join(f"{name} {exact(value)}" for name, value in zip(names, values, strict=True))

    def target_names(self) -> list[str]:
        """Return what is to be met: the class, or numbers by their names."""
        if self.dataset.has_classes:
            return [QCoreApplication.translate("ExampleSet", "class")]
        return target_names(self.dataset.target_names, self.dataset.targets.shape[1])


def target_names(given: Sequence[str], count: int) -> list[str]:
    """Return what numbers to be met are called; those without a name are counted from 1."""
    template = QCoreApplication.translate("ExampleSet", "target {number}")
    alone = QCoreApplication.translate("ExampleSet", "target")
    nameless = [alone] if count == 1 else [template.format(number=i + 1) for i in range(count)]
    return [name or other for name, other in zip(given or nameless, nameless, strict=True)]
