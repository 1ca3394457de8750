"""Examples with what a network says of them: images as a grid, rows as a table."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QStackedLayout, QWidget

from nnlab.data.dataset import Dataset
from nnlab.gui.views.data.thumbnails import brightness_range, to_image
from nnlab.gui.views.decision.examples.case_columns import case_columns
from nnlab.gui.views.decision.examples.case_table import CaseTable
from nnlab.gui.views.decision.examples.case_words import case_caption, case_words
from nnlab.gui.views.decision.examples.tiles import Tile, TileGrid
from nnlab.training.inside.cases import Cases


class CaseView(QWidget):
    """Shows cases.

    Parameters
    ----------
    name : str
        For a screen reader, translated.

    Signals
    -------
    looked_at : int or None
        The row under the mouse or the keys.
    """

    looked_at = Signal(object)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.cases: Cases | None = None
        self._seen: tuple[Dataset, tuple[float, float]] | None = None
        self.grid, self.table = TileGrid(name), CaseTable(name)
        self._stack = QStackedLayout(self)
        for view in (self.grid, self.table):
            self._stack.addWidget(view)
        self.grid.looked_at.connect(self.looked_at)
        self.table.current_changed.connect(self.looked_at)

    def set_cases(self, cases: Cases) -> None:
        """Show other cases."""
        is_images = cases.dataset.x.ndim == 4
        self.cases = cases
        self._stack.setCurrentWidget(self.grid if is_images else self.table)
        if is_images:
            tiles = [
                Tile(int(cases.index[row]), self.image_of(cases, row), case_caption(cases, row), case_words(cases, row))
                for row in range(len(cases))
            ]
            self.grid.set_tiles(tiles, cases.dataset.x.shape[1:])
            return
        self.table.set_columns(case_columns(cases))

    def image_of(self, cases: Cases, row: int) -> Callable[[], QImage]:
        """Return what makes the picture of a case, as the data view draws it."""
        if self._seen is None or self._seen[0] is not cases.dataset:
            self._seen = (cases.dataset, brightness_range(cases.dataset.x))
        return partial(to_image, cases.dataset.x[cases.index[row]], *self._seen[1])
