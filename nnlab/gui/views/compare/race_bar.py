"""What is said and done about runs that train together."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QWidget

from nnlab.gui import numbers, theme
from nnlab.gui.views.elided import ElidedLabel

PROGRESS_WIDTH = 120
WHOLE = 1000


@dataclass(frozen=True)
class RaceState:
    """How far the runs at work are.

    Attributes
    ----------
    names : tuple of str
        Of the runs.
    share : float
        How much of all of them is done.
    is_paused : bool
    """

    names: tuple[str, ...]
    share: float
    is_paused: bool


class RaceBar(QWidget):
    """Progress of runs at work, and the buttons that stop them; hidden while there is none.

    Signals
    -------
    pause_chosen
        They are to rest, or to go on.
    stop_chosen
        They are to end, with results.
    """

    pause_chosen = Signal()
    stop_chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Runs at work"))
        self.words = ElidedLabel("muted")
        self.progress = QProgressBar()
        self.progress.setRange(0, WHOLE)
        self.progress.setFixedWidth(PROGRESS_WIDTH)
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(self.tr("How much of these runs is done"))
        self.pause, self.stop = QPushButton(self.tr("Pause These")), QPushButton(self.tr("Stop These"))
        self.stop.setToolTip(self.tr("End these runs and measure their results"))
        self.pause.clicked.connect(lambda _=False: self.pause_chosen.emit())
        self.stop.clicked.connect(lambda _=False: self.stop_chosen.emit())
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.GRID)
        line.addWidget(self.words, 1)
        for widget in (self.progress, self.pause, self.stop):
            line.addWidget(widget)
        self.set_state(None)

    def set_state(self, state: RaceState | None) -> None:
        """Show how far runs are; None for none."""
        self.setVisible(state is not None)
        if state is None:
            return
        template = self.tr("Paused: {names}") if state.is_paused else self.tr("Training in turn: {names}")
        if len(state.names) == 1 and not state.is_paused:
            template = self.tr("Training: {names}")
        words = template.format(names=" · ".join(state.names))
        self.words.setText(f"{words} · {numbers.percent(state.share)}")
        self.words.setToolTip("\n".join(state.names))
        self.progress.setValue(round(WHOLE * state.share))
        self.pause.setText(self.tr("Go On") if state.is_paused else self.tr("Pause These"))
        self.pause.setToolTip(self.tr("Go on where they rest") if state.is_paused else self.tr("Let these runs rest"))
