"""One stage of the bench: its cloud, its means and covariance, and what changed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QLabel, QVBoxLayout, QWidget

from nnlab.data.looking.stages import Stage
from nnlab.gui import numbers, theme
from nnlab.gui.views.data import stage_words
from nnlab.gui.views.data.cloud import Cloud
from nnlab.gui.views.data.heat_map import HeatMap
from nnlab.gui.views.data.marks import Marks
from nnlab.gui.views.data.mean_bars import MeanBars
from nnlab.gui.views.elided import ElidedLabel
from nnlab.gui.views.small_text import SIGN, SmallText

LEAST_WIDTH, MOST_WIDTH = 176, 520
MARGIN = 10
WIDE = 0.8
"""A card that is wider than so many times its height has its pictures side by side."""


class StageCard(QFrame):
    """Shows one stage.

    Parameters
    ----------
    place : int
        Counted from 0, the raw examples.
    stage, before : Stage
        There is none before the raw examples.
    marks : Marks
    leaks : bool
        Whether examples outside the training part shaped this stage.
    """

    def __init__(self, place: int, stage: Stage, before: Stage | None, marks: Marks, *, leaks: bool) -> None:
        super().__init__()
        self.title = QLabel(stage_words.title(place, stage))
        self.formula = ElidedLabel("muted")
        self.formula.setText(stage_words.formula(stage.step, before, stage))
        self.formula.setToolTip(self.formula.text())
        self.cloud = Cloud(stage, marks)
        self.heat_map = HeatMap(stage)
        self.means = MeanBars(stage, self.heat_map)
        self.numbers = [ElidedLabel("muted") for _ in range(2)]
        self._pictures = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self.note = SmallText(stage_words.notes(stage), "")
        self.note.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.setAccessibleName(self.title.text())
        self.setAccessibleDescription(self.note.text())
        self.setMinimumWidth(LEAST_WIDTH)
        self.setMaximumWidth(MOST_WIDTH)
        if leaks:
            self.title.setText(f"{SIGN} {self.title.text()}")
            self.title.setToolTip(self.tr("Fitted on validation and test examples, too: leakage"))
        self._lay_out(stage)
        theme.mark(self.title, "role", "title")
        theme.mark(self, "card", True)
        theme.mark(self, "wrong", leaks)

    def hasHeightForWidth(self) -> bool:
        """Return that the height is free: the note has a fixed one, and pictures take what there is."""
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the pictures side by side where the card is wide, and one above the other where it is high."""
        super().resizeEvent(event)
        across = self.width() > WIDE * self.height()
        direction = QBoxLayout.Direction.LeftToRight if across else QBoxLayout.Direction.TopToBottom
        self._pictures.setDirection(direction)

    def note_height(self, width: int) -> int:
        """Return how high the note is in a card of so many pixels."""
        inside = min(max(width, LEAST_WIDTH), MOST_WIDTH) - 2 * (MARGIN + 1)
        wrapped = self.note.fontMetrics().boundingRect(0, 0, inside, 0, Qt.TextFlag.TextWordWrap, self.note.text())
        return wrapped.height()

    def _lay_out(self, stage: Stage) -> None:
        for label, words in zip(self.numbers, stage_words.cloud_words(stage), strict=True):
            label.setText(words)
            label.setToolTip(words)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, theme.GRID, MARGIN, theme.GRID)
        layout.setSpacing(3)
        layout.addWidget(self.title)
        layout.addWidget(self.formula)
        layout.addLayout(self._pictures, 1)
        layout.addSpacing(theme.GRID // 2)
        layout.addWidget(self.note)
        self._pictures.setSpacing(theme.GRID)
        self._pictures.addLayout(_column(self.cloud, *self.numbers), 3)
        self._pictures.addLayout(_column(self._covariance_heading(stage), self.means, self.heat_map), 2)

    def _covariance_heading(self, stage: Stage) -> ElidedLabel:
        heading = ElidedLabel("muted")
        shown, features = numbers.count(len(stage.names)), numbers.count(stage.features)
        words = self.tr("covariance") if shown == features else self.tr("covariance, {shown} of {features}")
        heading.setText(words.format(shown=shown, features=features))
        heading.setToolTip(
            self.tr(
                "The two of the cloud first, then those that vary most; once the data are rotated, the first "
                "components. The scale of colours is each stage's own. Bars: the means."
            )
        )
        return heading


def _column(*widgets: QWidget) -> QVBoxLayout:
    """Return widgets one above the other, without gaps that would part what belongs together."""
    column = QVBoxLayout()
    column.setSpacing(2)
    for widget in widgets:
        column.addWidget(widget, int(isinstance(widget, Cloud | HeatMap)))
    return column
