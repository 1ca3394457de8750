"""The preprocessing bench: what each step does to the data, all stages side by side."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QStackedLayout, QVBoxLayout, QWidget

from nnlab.data.looking.stages import Bench
from nnlab.gui import numbers, theme
from nnlab.gui.views.data.bench_heading import BenchHeading
from nnlab.gui.views.data.mark_legend import MarkLegend
from nnlab.gui.views.data.marks import marks_of
from nnlab.gui.views.data.stage_area import StageArea
from nnlab.gui.views.small_text import SIGN, SmallText


class BenchPanel(QWidget):
    """Shows the training examples raw and after every step of the preprocessing.

    Signals
    -------
    features_chosen : int, int
        The two features that are to span the cloud, counted from 0.
    mode_chosen : str
        Whose steps are to be shown: ``experiment`` its own, ``five`` those of the lecture.
    """

    features_chosen = Signal(int, int)
    mode_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Preprocessing bench"))
        self.heading, self.area = BenchHeading(), StageArea()
        self.legend = MarkLegend(self.tr("+ mean   ◯ two standard deviations around it"))
        self.leakage = SmallText(role="problem")
        self.message = _message()
        self._bench: Bench | None = None
        self.heading.features_chosen.connect(self.features_chosen)
        self.heading.mode_chosen.connect(self.mode_chosen)
        self.legend.emphasis_changed.connect(self.area.row.set_emphasis)
        self._lay_out()
        self.set_bench(None)

    def set_bench(self, bench: Bench | None) -> None:
        """Show other stages; None shows what will appear here."""
        self._bench = bench
        self.heading.set_bench(bench)
        self.leakage.setVisible(bench is not None and bench.leaks)
        self.legend.setVisible(bench is not None)
        self._say(self.tr("The data after every step of the preprocessing appear here, side by side."))
        self._stack.setCurrentIndex(1 if bench is not None else 0)
        if bench is not None:
            self._show(bench)

    def set_mode(self, mode: str) -> None:
        """Show whose steps are looked at: ``experiment`` or ``five``."""
        self.heading.set_mode(mode)

    def set_busy(self, share: float | None) -> None:
        """Show how much of the next bench is computed, from 0 to 1; None when none is on its way."""
        self.heading.set_busy(share)
        if self._bench is None and share is not None:
            words = self.tr("The stages are being computed: {share}")
            self._say(words.format(share=numbers.percent(share)))

    def set_problem(self, text: str) -> None:
        """Say, in place of the stages, why there are none."""
        self.set_bench(None)
        self._say(f"{SIGN} {text}", "problem")

    def _show(self, bench: Bench) -> None:
        marks = marks_of(bench.targets, bench.class_names, bench.target_names)
        self.legend.set_marks(marks)
        self.area.set_bench(bench, marks)
        stops: list[QWidget] = [
            *self.heading.modes.values(),
            *self.legend.buttons,
            self.area,
            *self.area.images.buttons,
        ]
        for first, second in pairwise(stops):  # buttons that were made late would come last
            QWidget.setTabOrder(first, second)
        words = self.tr(
            "Leakage: {strangers} validation and test examples helped to fit these steps. This is wrong: "
            "results on them no longer say how new data will fare."
        )
        self.leakage.setText(f"{SIGN} {words.format(strangers=numbers.count(bench.strangers))}")

    def _say(self, text: str, role: str = "muted") -> None:
        self.message.setText(text)
        theme.mark(self.message, "role", role)

    def _lay_out(self) -> None:
        self._stack = QStackedLayout()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GRID // 2)
        layout.addWidget(self.heading)
        layout.addWidget(self.leakage)
        layout.addWidget(self.legend)
        layout.addLayout(self._stack, 1)
        self._stack.addWidget(self.message)  # once the stack has a parent: it shows its first widget at once
        self._stack.addWidget(self.area)


def _message() -> QLabel:
    label = QLabel()
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setContentsMargins(24, 0, 24, 0)
    return label
