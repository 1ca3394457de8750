"""What stands over the stages: the choice of features and of steps, and how far a computation is."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QProgressBar, QSizePolicy, QWidget

from nnlab.data.looking.stages import Bench
from nnlab.gui import numbers, theme
from nnlab.gui.views.data.feature_box import FeatureBox
from nnlab.gui.views.elided import ElidedLabel
from nnlab.gui.views.flow import FlowLayout
from nnlab.gui.views.tool_button import toggle

BUSY_WIDTH, BUSY_HEIGHT = 90, 14
SUMMARY_WIDTH = 120
STEPS = 1000


class BenchHeading(QWidget):
    """The row of controls.

    Signals
    -------
    features_chosen : int, int
    mode_chosen : str
    """

    features_chosen = Signal(int, int)
    mode_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.boxes = [FeatureBox(self.tr("Feature to the right")), FeatureBox(self.tr("Feature upward"))]
        self.modes = {
            "experiment": toggle(
                self.tr("this experiment"), self.tr("The steps of this experiment, each with its options")
            ),
            "five": toggle(
                self.tr("all five stages"),
                self.tr("Raw, centred, normalised, decorrelated by PCA, whitened, whatever this experiment does"),
            ),
        }
        self.summary = ElidedLabel("muted")
        self.busy = self._busy_bar()
        self._pair = (0, 1)
        self._lay_out()
        for place, box in enumerate(self.boxes):
            box.activated.connect(lambda feature, place=place: self._on_feature_activated(place, feature))

    def set_bench(self, bench: Bench | None) -> None:
        """Show what ``bench`` was asked for."""
        for box in self.boxes:
            box.setEnabled(bench is not None and len(bench.feature_names) > 2)
        self.summary.setText(self._summary_words(bench) if bench is not None else "")
        self.summary.setToolTip(self.tr("Training examples in the clouds; the numbers are of all of them"))
        if bench is not None:
            self._pair = bench.pair
            for box, feature in zip(self.boxes, bench.pair, strict=True):
                box.set_features(bench.feature_names, feature)

    def set_mode(self, mode: str) -> None:
        """Show which steps are looked at."""
        self.modes[mode].setChecked(True)

    def set_busy(self, share: float | None) -> None:
        """Show how much is done; None when nothing is under way."""
        self.busy.setVisible(share is not None)
        if share is not None:
            self.busy.setValue(round(STEPS * share))

    def _summary_words(self, bench: Bench) -> str:
        points = len(bench.stages[0].cloud)
        words = self.tr("{examples} examples") if points == bench.examples else self.tr("{points} of {examples} drawn")
        return words.format(points=numbers.count(points), examples=numbers.count(bench.examples))

    def _on_feature_activated(self, place: int, feature: int) -> None:
        """Report the pair; a feature that is taken from the other axis changes places with what was here."""
        pair = list(self._pair)
        if pair[place] == feature:
            return
        if pair[1 - place] == feature:
            pair[1 - place] = pair[place]
        pair[place] = feature
        for box, chosen in zip(self.boxes, pair, strict=True):
            box.setCurrentIndex(chosen)
        self._pair = (pair[0], pair[1])
        self.features_chosen.emit(*pair)

    def _busy_bar(self) -> QProgressBar:
        bar = QProgressBar()
        bar.setRange(0, STEPS)
        bar.setFixedSize(BUSY_WIDTH, BUSY_HEIGHT)
        bar.setTextVisible(False)
        bar.setAccessibleName(self.tr("Progress of the bench"))
        bar.setToolTip(self.tr("The stages are being computed"))
        bar.hide()
        return bar

    def _lay_out(self) -> None:
        flow = FlowLayout(self, spacing=theme.GRID)
        for words, box in zip((self.tr("Features"), self.tr("and")), self.boxes, strict=True):
            label = QLabel(words)
            label.setBuddy(box)
            flow.addWidget(_beside(label, box))
        self.summary.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.summary.setMinimumWidth(SUMMARY_WIDTH)
        flow.addWidget(self.summary)
        flow.addWidget(self.busy)
        group = QButtonGroup(self)
        flow.addWidget(_beside(*self.modes.values()))
        for mode, button in self.modes.items():
            group.addButton(button)
            button.clicked.connect(lambda _=False, mode=mode: self.mode_chosen.emit(mode))
        self.modes["experiment"].setChecked(True)


def _beside(*widgets: QWidget) -> QWidget:
    """Return widgets that stay together, side by side."""
    whole = QWidget()
    row = QHBoxLayout(whole)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.GRID)
    for widget in widgets:
        row.addWidget(widget)
    return whole
