"""Where the stages are: below them the images, to which one scrolls where the window is low."""

from __future__ import annotations

from typing import Final

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from nnlab.data.looking.stages import Bench
from nnlab.gui import theme
from nnlab.gui.views.data.image_bench import ImageBench
from nnlab.gui.views.data.marks import Marks
from nnlab.gui.views.data.stage_row import StageRow

LEAST_HEIGHT, ROOMY_HEIGHT = 440, 530
"""Of the stages: with less than the first they could not be read; with the second there is room for images, too."""
PEEK: Final = 44
"""So much of the images is to be seen under stages that fill the window, so that one knows of them."""


class StageArea(QScrollArea):
    """The stages and the images.

    Attributes
    ----------
    row : StageRow
    images : ImageBench
    """

    def __init__(self) -> None:
        super().__init__()
        self.row, self.images = StageRow(), ImageBench()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setAccessibleName(self.tr("Stages of the preprocessing"))
        contents = QWidget()
        column = QVBoxLayout(contents)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GRID)
        column.addWidget(self.row, 1)
        column.addWidget(self.images)
        self.setWidget(contents)
        for ground in (self.viewport(), contents):
            ground.setAutoFillBackground(False)

    def set_bench(self, bench: Bench, marks: Marks) -> None:
        """Show other stages."""
        self.row.set_bench(bench, marks)
        self.images.set_bench(bench)
        self._divide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Divide the height anew."""
        super().resizeEvent(event)
        self._divide()

    def _divide(self) -> None:
        """Let the stages fill the window, unless there is room for the images as well."""
        room = self.viewport().height()
        beside = room - theme.GRID - self.images.sizeHint().height()
        fills = not self.images.isHidden() and beside < ROOMY_HEIGHT
        self.row.setMinimumHeight(max(LEAST_HEIGHT, room - PEEK) if fills else LEAST_HEIGHT)
