"""The stages side by side, alike in size, so that the eye can go from one to the next."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from nnlab.data.looking.stages import Bench
from nnlab.gui import theme
from nnlab.gui.views.data.marks import Marks
from nnlab.gui.views.data.stage_card import StageCard


class StageRow(QWidget):
    """A card for each stage, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.cards: list[StageCard] = []
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(theme.GRID)

    def set_bench(self, bench: Bench, marks: Marks) -> None:
        """Show other stages."""
        while (item := self._layout.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        befores = (None, *bench.stages[:-1])
        self.cards = [
            StageCard(place, stage, before, marks, leaks=bench.leaks and place > 0)
            for place, (stage, before) in enumerate(zip(bench.stages, befores, strict=True))
        ]
        self._align_notes()
        for card in self.cards:
            self._layout.addWidget(card, 1)
            card.show()  # at once: Qt would show one after the other, and lay out and paint all of them each time
        self._layout.addStretch(0)
        self._layout.activate()

    def set_emphasis(self, kind: int | None) -> None:
        """Let the points of one class stand out in every cloud."""
        for card in self.cards:
            card.cloud.set_emphasis(kind)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep what belongs together at one height."""
        super().resizeEvent(event)
        self._align_notes()

    def _align_notes(self) -> None:
        gaps = self._layout.spacing() * (len(self.cards) - 1)
        width = (self.width() - gaps) // max(len(self.cards), 1)
        height = max((card.note_height(width) for card in self.cards), default=0)
        for card in self.cards:
            card.note.setFixedHeight(height)
