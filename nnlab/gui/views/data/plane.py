"""Examples of two features as points of the plane."""

from __future__ import annotations

import numpy as np
from PySide6.QtWidgets import QVBoxLayout, QWidget

from nnlab.data.dataset import Dataset, Labels
from nnlab.data.feature_names import names_of
from nnlab.data.looking.pushing import evenly
from nnlab.gui import numbers, theme
from nnlab.gui.translation import translate
from nnlab.gui.views.data.card import DataCard
from nnlab.gui.views.data.mark_legend import MarkLegend
from nnlab.gui.views.data.marks import marks_of
from nnlab.gui.views.data.scatter import Scatter

MOST_POINTS = 5000


class PlanePanel(DataCard):
    """Shows the examples as a cloud, classes by colour and symbol, numbers to be met by colour and size."""

    def __init__(self) -> None:
        super().__init__(self.tr("Plane"), self.tr("Examples of two features appear here once data are loaded."))
        self.scatter, self.legend = Scatter(), MarkLegend()
        self._dataset: Dataset | None = None
        self._index: Labels = np.empty(0, np.intp)
        self._count_words = ""
        self.scatter.pointed.connect(self._on_scatter_pointed)
        self.legend.emphasis_changed.connect(self.scatter.set_emphasis)
        self.set_content(self._body())

    def set_dataset(self, dataset: Dataset | None) -> None:
        """Show the examples of a data set; None for none."""
        is_plane = dataset is not None and dataset.x.shape[1:] == (2,) and len(dataset.x) > 0
        self._dataset = dataset if is_plane else None
        self.show_content(is_plane, self._absent_words(dataset))
        if dataset is None or not is_plane:
            return
        total = len(dataset.x)
        self._index = evenly(np.arange(total), MOST_POINTS)
        self._marks = marks_of(dataset.targets[self._index], dataset.class_names, dataset.target_names)
        self.legend.set_marks(self._marks)
        self.scatter.set_points(self._points(dataset), self._marks, self._names(dataset))
        cut = self.tr("{shown} of {all} examples, taken evenly")
        template = cut if len(self._index) < total else self.tr("{all} examples")
        self._count_words = template.format(shown=numbers.count(len(self._index)), all=numbers.count(total))
        self.note.setText(self._count_words)

    def point_words(self, point: int) -> str:
        """Return what is said of a point."""
        if self._dataset is None:
            return ""
        example = int(self._index[point])
        values = zip(self._names(self._dataset), self._dataset.x[example].tolist(), strict=True)
        return " · ".join(
            [
                self.tr("example {number}").format(number=numbers.count(example + 1)),
                self._marks.words(point),
                *(f"{name} {numbers.significant(value)}" for name, value in values),
            ]
        )

    def _points(self, dataset: Dataset) -> np.ndarray:
        return dataset.x[self._index].astype(np.float64)

    def _names(self, dataset: Dataset) -> list[str]:
        names = names_of(dataset)
        return [translate(names[0]), translate(names[1])]

    def _absent_words(self, dataset: Dataset | None) -> str:
        if dataset is None or dataset.shape.features == 2:
            return ""
        words = self.tr("A plane shows two features; these examples have {count}.")
        return words.format(count=numbers.count(dataset.shape.features))

    def _on_scatter_pointed(self, point: int | None) -> None:
        self.note.setText(self._count_words if point is None else self.point_words(point))

    def _body(self) -> QWidget:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GRID // 2)
        column.addWidget(self.legend)
        column.addWidget(self.scatter, 1)
        return body
