"""The bar at the bottom: what can be done with the run, and how it goes."""

from __future__ import annotations

from dataclasses import dataclass, fields

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QSlider,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from nnlab.gui import numbers, theme
from nnlab.gui.views.elided import ElidedLabel
from nnlab.training.snapshot import Part, Snapshot

SLOWEST, FASTEST = 1.0, 1000.0
"""Steps per second at the left end of the slider, and just before full speed."""
NOTCHES = 24
NOTCHES_OF_PROGRESS = 1000
"""Of the bar: steps themselves may be more than Qt can count."""


@dataclass(frozen=True)
class TransportActions:
    """What the buttons do."""

    start: QAction
    step_batch: QAction
    step_epoch: QAction
    stop: QAction
    restart: QAction
    new_seed: QAction


class Transport(QWidget):
    """Buttons, speed, progress, and the latest numbers.

    Signals
    -------
    speed_chosen : object
        Steps per second; None for full speed.
    """

    speed_chosen = Signal(object)

    def __init__(self, actions: TransportActions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Transport"))
        self.speed = self._speed_slider()
        self.speed_words = QLabel()
        self.progress = QProgressBar()
        self.state = ElidedLabel()
        self.latest = QLabel()
        self._loss: float | None = None
        self._validation: float | None = None
        self._epoch_words = ""
        self._lay_out(actions)
        self.speed.valueChanged.connect(self._on_speed_value_changed)
        self._show_speed()
        self.clear()

    def focus_start(self) -> None:
        """Give the keyboard to the first button."""
        self._buttons[0].setFocus()

    def set_state(self, text: str) -> None:
        """Say where the run is."""
        self.state.setText(text)
        self.state.setToolTip(text)

    def set_snapshot(self, snapshot: Snapshot) -> None:
        """Show the latest numbers."""
        progress = snapshot.progress
        self.progress.setValue(NOTCHES_OF_PROGRESS * progress.step // progress.steps)
        template = self.tr("epoch {epoch} / {epochs}")
        self._epoch_words = template.format(epoch=numbers.count(progress.epoch), epochs=numbers.count(progress.epochs))
        self.progress.setFormat(self._epoch_words)
        if len(snapshot.losses):
            self._loss = float(snapshot.losses[-1])
        part: Part = "validation"
        for evaluation in snapshot.evaluations:
            if evaluation.part == part:
                self._validation = evaluation.accuracy
        self.latest.setText(self._latest_words(progress.steps_per_second))

    def set_time_left(self, seconds: float | None) -> None:
        """Say how long it will still take; None where that is not known."""
        words = [self._epoch_words]
        if seconds is not None:
            words.append(self.tr("{time} left").format(time=numbers.duration(seconds)))
        self.progress.setFormat(" · ".join(words))

    def clear(self) -> None:
        """Show no run."""
        self._loss = self._validation = None
        self.progress.setRange(0, NOTCHES_OF_PROGRESS)
        self.progress.setValue(0)
        self._epoch_words = ""
        self.set_time_left(None)
        self.latest.clear()

    def steps_per_second(self) -> float | None:
        """Return what the slider stands for; None for full speed."""
        share = self.speed.value() / NOTCHES
        return None if share >= 1 else SLOWEST * (FASTEST / SLOWEST) ** (share * NOTCHES / (NOTCHES - 1))

    def _latest_words(self, rate: float) -> str:
        words = []
        if self._loss is not None:
            words.append(self.tr("loss {value}").format(value=numbers.significant(self._loss)))
        if self._validation is not None:
            words.append(self.tr("validation {share}").format(share=numbers.accuracy(self._validation)))
        if rate:
            words.append(self.tr("{count} steps/s").format(count=numbers.count(round(rate))))
        return " · ".join(words)

    def _lay_out(self, actions: TransportActions) -> None:
        controls = QHBoxLayout()
        controls.setSpacing(4)
        self._buttons = [_button(getattr(actions, field.name)) for field in fields(actions)]
        for button in self._buttons:
            controls.addWidget(button)
        controls.addSpacing(12)
        caption = QLabel(self.tr("Speed"))
        caption.setBuddy(self.speed)
        controls.addWidget(caption)
        controls.addWidget(self.speed)
        controls.addWidget(self.speed_words)
        controls.addSpacing(12)
        controls.addWidget(self.progress, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(4)
        layout.addLayout(controls)
        layout.addLayout(self._status())

    def _status(self) -> QBoxLayout:
        line = QHBoxLayout()
        for label in (self.latest, self.speed_words):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setFont(theme.tabular(label.font()))
        self.speed_words.setAccessibleName(self.tr("Speed"))
        self.state.setAccessibleName(self.tr("State of the run"))
        self.latest.setAccessibleName(self.tr("Latest numbers"))
        self.progress.setAccessibleName(self.tr("Progress"))
        self.progress.setMinimumWidth(120)
        line.addWidget(self.state, 1)
        line.addWidget(self.latest)
        return line

    def _speed_slider(self) -> QSlider:
        slider = QSlider(Qt.Orientation.Horizontal)
        slider.setRange(0, NOTCHES)
        slider.setValue(NOTCHES)
        slider.setFixedWidth(104)
        slider.setAccessibleName(self.tr("Speed"))
        slider.setToolTip(self.tr("How many steps a second at most: slow enough to watch, or as fast as it goes"))
        return slider

    def _on_speed_value_changed(self) -> None:
        self._show_speed()
        self.speed_chosen.emit(self.steps_per_second())

    def _show_speed(self) -> None:
        chosen = self.steps_per_second()
        if chosen is None:
            self.speed_words.setText(self.tr("full"))
        else:
            self.speed_words.setText(self.tr("{count}/s").format(count=numbers.count(round(chosen))))
        self.speed_words.setMinimumWidth(self.fontMetrics().horizontalAdvance("1,000/s "))


def _button(action: QAction) -> QToolButton:
    button = QToolButton()
    button.setDefaultAction(action)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setAutoRaise(True)
    return button
