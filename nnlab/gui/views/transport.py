"""The bar at the bottom: what can be done with the run, and how it goes."""

from __future__ import annotations

from dataclasses import dataclass, fields

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QAction, QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from nnlab.gui import numbers, theme
from nnlab.gui.views.elided import ElidedLabel
from nnlab.gui.views.timeline import Timeline
from nnlab.gui.views.word_button import WordButton
from nnlab.training.snapshot import Evaluation, Part, Snapshot

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
        self.timeline = Timeline()
        self._loss: float | None = None
        self._validation: Evaluation | None = None
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
                self._validation = evaluation
        self._show_latest(self._latest_words(progress.steps_per_second))

    def _show_latest(self, words: str) -> None:
        """Show the latest numbers in a place that only grows: ten times a second nothing is to be laid out anew."""
        metrics = self.latest.fontMetrics()
        needed = metrics.horizontalAdvance(words)
        if needed > self.latest.minimumWidth():
            self.latest.setFixedSize(needed, metrics.height())
        self.latest.setText(words)

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
        self.latest.setFixedSize(0, self.latest.fontMetrics().height())
        self.latest.clear()

    def steps_per_second(self) -> float | None:
        """Return what the slider stands for; None for full speed."""
        share = self.speed.value() / NOTCHES
        return None if share >= 1 else SLOWEST * (FASTEST / SLOWEST) ** (share * NOTCHES / (NOTCHES - 1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the words of the buttons where there is room for all of them."""
        super().resizeEvent(event)
        others = self._controls.minimumSize().width() - sum(
            button.minimumSizeHint().width() for button in self._buttons
        )
        wanted = others + sum(button.width_with_words() for button in self._buttons) + self._progress_words_width()
        for button in self._buttons:
            button.set_words_shown(wanted <= self.width() - 2 * theme.GRID)

    def _progress_words_width(self) -> int:
        """Return how much wider than at least the progress bar has to be for its longest words."""
        words = [self.tr("epoch {epoch} / {epochs}").format(epoch="1,000", epochs="1,000")]
        words.append(self.tr("{time} left").format(time=numbers.duration(3599)))
        wanted = self.progress.fontMetrics().horizontalAdvance(" · ".join(words)) + 2 * theme.GRID
        return max(0, wanted - self.progress.minimumWidth())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a line between this bar and what is above."""
        QPainter(self).fillRect(QRect(0, 0, self.width(), 1), QColor(theme.current().border))

    def _latest_words(self, rate: float) -> str:
        words = []
        if self._loss is not None:
            words.append(self.tr("loss {value}").format(value=numbers.significant(self._loss)))
        if self._validation is not None:
            measured = self._validation
            value = (
                numbers.accuracy(measured.accuracy)
                if measured.accuracy is not None
                else numbers.significant(measured.loss)
            )
            words.append(self.tr("validation {value}").format(value=value))
        if rate and self.steps_per_second() is None:  # how fast it could go says nothing while it is slowed down
            words.append(self.tr("{count} steps/s").format(count=numbers.count(round(rate))))
        return " · ".join(words)

    def _lay_out(self, actions: TransportActions) -> None:
        self._controls = controls = QHBoxLayout()
        controls.setSpacing(4)
        self._buttons = [WordButton(getattr(actions, field.name)) for field in fields(actions)]
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
        self.latest.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for label in (self.latest, self.speed_words):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setFont(theme.tabular(label.font()))
        self.speed_words.setAccessibleName(self.tr("Speed"))
        self.state.setAccessibleName(self.tr("State of the run"))
        self.latest.setAccessibleName(self.tr("Latest numbers"))
        self.progress.setAccessibleName(self.tr("Progress"))
        self.progress.setMinimumWidth(120)
        line.setSpacing(16)
        line.addWidget(self.state, 2)
        line.addWidget(self.timeline, 3)
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
        self.speed.setAccessibleDescription(self.speed_words.text())
        self.speed_words.setMinimumWidth(self.fontMetrics().horizontalAdvance("1,000/s "))
