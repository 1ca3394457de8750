"""Every neuron as a small picture of its own function of the plane, and one of them enlarged."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from nnlab.gui import theme
from nnlab.gui.number_table import NumberTable
from nnlab.gui.run_facts import RunFacts
from nnlab.gui.views.data.card import scrolled
from nnlab.gui.views.decision.plane.neuron_detail import NeuronDetail
from nnlab.gui.views.decision.plane.neuron_places import Unit
from nnlab.gui.views.decision.plane.neuron_sheet import NeuronSheet
from nnlab.gui.views.decision.plane.plane_page import LARGE, PlanePage, axis_names, is_plane
from nnlab.training.inside.neurons import NeuronPictures, NeuronsQuestion
from nnlab.training.inside.question import Question

MOST_UNITS: Final = 64
"""Of each layer."""
SIDES: Final = (112, 96, 80, 64, 56)
"""Pictures are as large as fits the window; they take as many points as pixels."""
SMALL: Final = 48
LARGE_SIDE: Final = 64
"""Of networks with many parameters, whose every point takes its time."""


class NeuronsPage(PlanePage):
    """Has the small pictures, and beside them the one under the mouse or the chosen one."""

    answer: NeuronPictures | None = None

    def __init__(self) -> None:
        super().__init__(
            self.tr("Neurons over the plane"),
            self.tr("Every neuron as a picture of its own function of the plane appears here during a run."),
        )
        self.sheet, self.detail = NeuronSheet(), NeuronDetail()
        self._side = 0
        self.sheet.pointed.connect(self._on_sheet_pointed)
        self.set_content(self._body())

    @staticmethod
    def title() -> str:
        """Return its name in the row of pages."""
        return QCoreApplication.translate("NeuronsPage", "Neurons")

    @staticmethod
    def fits(facts: RunFacts) -> bool:
        """Return whether the neurons of a run are functions of the plane."""
        return is_plane(facts)

    def on_run(self, facts: RunFacts) -> None:
        """Take the names of the layers."""
        self.sheet.set_layers(facts.labels)

    def ask(self, facts: RunFacts) -> Question:
        """Ask for the function of every unit."""
        self._side = self._fitting_side(facts)
        return NeuronsQuestion(self._side, MOST_UNITS)

    def show_answer(self) -> None:
        """Draw the pictures."""
        if self.answer is None:
            return
        self.note.setText(self.tr("blue: positive, hatched orange: negative, each on a scale of its own"))
        self.sheet.set_pictures(self.answer)
        self._on_sheet_pointed(self.sheet.unit())

    def tables(self) -> Sequence[NumberTable]:
        """Return the outputs of the enlarged unit over the plane, and the range of every unit."""
        pictures = self.answer
        if pictures is None:
            return ()
        layer, unit = self.sheet.unit()
        names = axis_names(pictures.grid.names)
        values = pictures.layers[layer].values[unit].ravel().tolist()
        points = zip(pictures.grid.points().tolist(), values, strict=True)
        ranges = [
            (place + 1, index + 1, float(functions.low[index]), float(functions.high[index]))
            for place, functions in enumerate(pictures.layers)
            for index in range(len(functions))
        ]
        return (
            NumberTable(f"neuron_{layer + 1}_{unit + 1}", (*names, "output"), [(*point, v) for point, v in points]),
            NumberTable("neurons", ("layer", "unit", "low", "high"), ranges),
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for larger or smaller pictures where these fit."""
        super().resizeEvent(event)
        if self.facts is not None and self._fitting_side(self.facts) != self._side:
            self.ask_anew()

    def _fitting_side(self, facts: RunFacts) -> int:
        """Return the size of the largest pictures that can be seen all at once, or else of small ones."""
        counts = [min(layer.units, MOST_UNITS) for layer in facts.sizes.layers]
        most = SIDES[0] if facts.sizes.parameters < LARGE else LARGE_SIDE
        room = self._area.viewport().size()
        for side in SIDES:
            if side <= most and self.sheet.height_of(counts, side, room.width()) <= room.height():
                return side
        return SMALL

    def _body(self) -> QWidget:
        body = QWidget()
        row = QHBoxLayout(body)
        row.setContentsMargins(0, theme.GRID // 2, 0, 0)
        row.setSpacing(2 * theme.GRID)
        self._area = scrolled(self.sheet)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the sheet takes the keys, and scrolls
        row.addWidget(self._area, 3)
        row.addWidget(self.detail, 2)
        return body

    def _on_sheet_pointed(self, unit: Unit) -> None:
        if self.answer is not None:
            self.detail.set_unit(self.answer, unit, self.sheet.words(unit))
