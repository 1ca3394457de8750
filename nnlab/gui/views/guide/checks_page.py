"""The checklist: what to make sure of before a long run, on the experiment in the form."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QWidget

from nnlab.gui import theme
from nnlab.gui.translation import translate
from nnlab.gui.views.guide.check_card import CheckCard
from nnlab.gui.views.guide.page import GuidePage
from nnlab.gui.views.guide.rate_plot import RatePlot
from nnlab.gui.views.small_text import SmallText
from nnlab.insight.checks.check import CheckReport

STEPS = 1000


class ChecksPage(GuidePage):
    """Cards, one a check, as they are made.

    Attributes
    ----------
    cards : list of CheckCard

    Signals
    -------
    start_asked
        The experiment is to be checked.
    cancel_asked
        The checks are to be given up.
    remedy_chosen : Remedy
    """

    start_asked = Signal()
    cancel_asked = Signal()
    remedy_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Checklist"))
        self.cards: list[CheckCard] = []
        self.start = QPushButton(self.tr("Check this experiment"))
        self.cancel = QPushButton(self.tr("Cancel"))
        self.progress = QProgressBar()
        self.doing, self.summary, self.plot = SmallText(), SmallText(role=""), RatePlot()
        self.past = SmallText(self.tr("⚠ The form has changed since; this is what it was before."))
        self.start.clicked.connect(self.start_asked)
        self.cancel.clicked.connect(self.cancel_asked)
        self._lay_out()
        self.clear()

    def clear(self) -> None:
        """Show nothing but what will be done."""
        self._drop_cards()
        self.plot.hide()
        self.past.hide()
        self.summary.setText(
            self.tr(
                "Nine checks before a long run: are the data prepared, is the first loss right, can the network learn "
                "twenty examples by heart, which learning rates are worth trying? They take some seconds on networks "
                "and data of their own; your run is not touched."
            )
        )
        self.set_running(False)

    def set_running(self, running: bool) -> None:
        """Offer to start, or to give up."""
        self.start.setVisible(not running)
        for widget in (self.cancel, self.progress, self.doing):
            widget.setVisible(running)

    def set_ready(self, problem: str) -> None:
        """Say why the experiment cannot be checked; nothing where it can."""
        self.start.setEnabled(not problem)
        self.start.setToolTip(problem)

    def set_past(self, past: bool) -> None:
        """Say that what is shown is of another experiment than that of the form."""
        self.past.setVisible(past)

    def set_problem(self, words: str) -> None:
        """Say why the checks ended early."""
        self.set_running(False)
        self.summary.setText(words)

    def set_report(self, report: CheckReport, learning_rate: float) -> None:
        """Show the checks made so far.

        Parameters
        ----------
        report : CheckReport
        learning_rate : float
            Of the experiment.
        """
        if len(report.checks) < len(self.cards):
            self._drop_cards()
        for check in report.checks[len(self.cards) :]:
            card = CheckCard(len(self.cards) + 1, check)
            card.remedy_chosen.connect(self.remedy_chosen)
            self.cards.append(card)
            self.put(card)
        self.progress.setValue(round(STEPS * report.share))
        self.doing.setText(translate(report.doing) if report.doing is not None else "")
        self.plot.setVisible(bool(report.sweep))
        self.plot.set_sweep(report.sweep, report.range, learning_rate)
        self.summary.setText(self._summary_words(report))

    def show_first_failure(self) -> None:
        """Scroll to the first check that failed."""
        failed = next((card for card in self.cards if card.check.passed is False), None)
        if failed is not None:
            self.ensureWidgetVisible(failed)

    def _summary_words(self, report: CheckReport) -> str:
        failed = sum(check.passed is False for check in report.checks)
        passed = sum(check.passed is True for check in report.checks)
        return self.tr("✓ {passed} passed   ✗ {failed} failed").format(passed=passed, failed=failed)

    def _drop_cards(self) -> None:
        for card in self.cards:
            self.drop(card)
        self.cards = []

    def _lay_out(self) -> None:
        self.progress.setRange(0, STEPS)
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(self.tr("Progress of the checks"))
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GRID)
        row.addWidget(self.start)
        row.addWidget(self.progress, 1)
        row.addWidget(self.cancel)
        for widget in (line, self.doing, self.past, self.summary, self.plot):
            self.put(widget)
