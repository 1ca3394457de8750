"""Scrolls the rows of the activations, and goes through the steps with the arrows."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea

from nnlab.gui.views.activations.layer_rows import LayerRows
from nnlab.training.moment import Moment


class RowScroll(QScrollArea):
    """Scrolls the rows, also with the arrows and by pages; left and right go from one recorded step to the next.

    Parameters
    ----------
    rows : LayerRows

    Signals
    -------
    step_pointed : int
        The person went to this step.
    """

    step_pointed = Signal(int)

    def __init__(self, rows: LayerRows) -> None:
        super().__init__()
        self._moment: Moment | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setWidget(rows)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(rows.accessibleName())
        for ground in (self.viewport(), rows):
            ground.setAutoFillBackground(False)  # the card shows through

    def set_moment(self, moment: Moment) -> None:
        """Take what is shown, from which the keys go on."""
        self._moment = moment

    def event(self, event: QEvent) -> bool:
        """Keep the arrows from the shortcuts of the window."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and self._goes(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the recorded step before or after the one that is shown."""
        way = self._goes(event)
        if not way or self._moment is None or self._moment.picture is None:
            super().keyPressEvent(event)
            return
        steps = [picture.step for picture in self._moment.pictures]
        shown = self._moment.picture.step
        wanted = [step for step in steps if (step > shown if way > 0 else step < shown)]
        if wanted:
            self.step_pointed.emit(wanted[0] if way > 0 else wanted[-1])

    def _goes(self, event: QKeyEvent) -> int:
        if event.modifiers() != Qt.KeyboardModifier.NoModifier:
            return 0
        return {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
