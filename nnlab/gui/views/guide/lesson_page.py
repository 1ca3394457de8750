"""A lesson: the question first, a prediction, then the experiments, what they showed, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QProgressBar, QPushButton, QToolButton, QVBoxLayout, QWidget

from nnlab.gui import theme
from nnlab.gui.views.guide.answer_rows import AnswerRows
from nnlab.gui.views.guide.claim_card import ClaimCard
from nnlab.gui.views.guide.markdown_label import MarkdownLabel
from nnlab.gui.views.guide.page import GuidePage
from nnlab.gui.views.guide.wrapped import WrappedLabel
from nnlab.gui.views.small_text import SmallText
from nnlab.gui.views.tool_button import primary_button, tool_button

STEPS: Final = 1000


@dataclass(frozen=True)
class LessonShown:
    """What a page shows of a lesson.

    Attributes
    ----------
    question, intro, text : str
        The question; what is said before the experiments, and after them, in Markdown.
    asked : str
        What is to be predicted.
    answers, claims : tuple of str
    experiments : tuple of (str, str)
        Names and titles.
    look : tuple of (str, str, str)
        Views, what is to be seen there, and of which experiment, or nothing.
    """

    question: str
    intro: str
    text: str
    asked: str
    answers: tuple[str, ...]
    claims: tuple[str, ...]
    experiments: tuple[tuple[str, str], ...]
    look: tuple[tuple[str, str, str], ...]


class LessonPage(GuidePage):
    """One lesson after the other.

    Signals
    -------
    lesson_chosen : int
        Its place among the titles.
    predicted : int
        The place of an answer.
    run_asked
    cancel_asked
    experiment_asked : str
        The name of one that is to be shown.
    view_asked : str, str
        The key of a view, and the name of an experiment or nothing.
    """

    lesson_chosen = Signal(int)
    predicted = Signal(int)
    run_asked = Signal()
    cancel_asked = Signal()
    experiment_asked = Signal(str)
    view_asked = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Lesson"))
        self.choice, self.question, self.asked = QComboBox(), WrappedLabel(), WrappedLabel()
        self.intro, self.text = MarkdownLabel(), MarkdownLabel()
        self.answers = AnswerRows()
        self.run = primary_button(self.tr("Run the experiments"), self.tr("Train them, and measure what is claimed"))
        self.next = tool_button(self.tr("Next lesson"), self.tr("Go on to the next question"))
        self.cancel = QPushButton(self.tr("Cancel"))
        self.progress, self.doing = QProgressBar(), SmallText()
        self.cards: list[ClaimCard] = []
        self._claims, self._experiments, self._look = QWidget(), QWidget(), QWidget()
        self._lay_out()
        self.choice.activated.connect(self.lesson_chosen)
        self.next.clicked.connect(self._on_next_clicked)
        self.answers.chosen.connect(self.predicted)
        self.run.clicked.connect(self.run_asked)
        self.cancel.clicked.connect(self.cancel_asked)
        self.set_running(False)

    def set_lessons(self, titles: Sequence[str], glossary: Mapping[str, str]) -> None:
        """Offer lessons, whose texts link to terms of ``glossary``."""
        self.choice.clear()
        self.choice.addItems([f"{place}  {title}" for place, title in enumerate(titles, start=1)])
        for label in (self.intro, self.text):
            label.set_glossary(glossary)

    def set_lesson(self, place: int, shown: LessonShown, predicted: int | None) -> None:
        """Show a lesson, as far as it has come: what comes of it stays hidden until it was run."""
        self.choice.setCurrentIndex(place)
        self.question.setText(shown.question)
        self.intro.setText(shown.intro)
        self.asked.setText(shown.asked)
        self.answers.set_answers(shown.answers, predicted)
        self.text.setText(shown.text)
        self.cards = [ClaimCard(claim) for claim in shown.claims]
        _fill(self._claims, self.cards)
        _fill(self._experiments, [self._experiment_row(name, title) for name, title in shown.experiments])
        _fill(self._look, [self._look_row(*look) for look in shown.look])
        self.set_ready(predicted is not None)
        self.show_outcome(False)
        self.verticalScrollBar().setValue(0)

    def set_ready(self, ready: bool) -> None:
        """Offer to run the experiments, once something was predicted."""
        self.run.setEnabled(ready)
        self.doing.setText("" if ready else self.tr("First choose what you expect: then you will see."))
        self.doing.setVisible(not ready)

    def set_running(self, running: bool) -> None:
        """Offer to run, or to give up."""
        self.run.setVisible(not running)
        for widget in (self.progress, self.cancel):
            widget.setVisible(running)
        self.choice.setEnabled(not running)
        self.answers.setEnabled(not running)
        self.next.setEnabled(not running)

    def set_progress(self, share: float) -> None:
        """Say how far it is."""
        self.progress.setValue(round(STEPS * share))

    def show_outcome(self, shown: bool) -> None:
        """Show claims, text and experiments, or hide them again."""
        for widget in (self._claims, self.text, self._experiments, self._look):
            widget.setVisible(shown)
        self.next.setVisible(shown and self.choice.currentIndex() + 1 < self.choice.count())

    def set_problem(self, words: str) -> None:
        """Say why it ended early; nothing where it did not."""
        self.doing.setText(words)
        self.doing.setVisible(bool(words))

    def _on_next_clicked(self) -> None:
        self.lesson_chosen.emit(self.choice.currentIndex() + 1)

    def _experiment_row(self, name: str, title: str) -> QWidget:
        button = tool_button(self.tr("Open"), self.tr("Look at it in the views"), name=self.tr("Open") + " " + title)
        button.clicked.connect(lambda: self.experiment_asked.emit(name))
        return _row(title, button)

    def _look_row(self, view: str, words: str, experiment: str) -> QWidget:
        button = tool_button(self.tr("Show"), self.tr("Go to the view in which this is to be seen"))
        button.clicked.connect(lambda: self.view_asked.emit(view, experiment))
        return _row(words, button)

    def _lay_out(self) -> None:
        self.choice.setAccessibleName(self.tr("Lessons"))
        self.choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.progress.setRange(0, STEPS)
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(self.tr("Progress of the experiments"))
        theme.mark(self.question, "role", "title")
        theme.mark(self.asked, "role", "title")
        for widget in (self._claims, self._experiments, self._look):
            column = QVBoxLayout(widget)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(theme.GRID)
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.run)
        row.addWidget(self.progress, 1)
        row.addWidget(self.cancel)
        row.addStretch()
        above = (self.choice, self.question, self.intro, self.asked, self.answers, line, self.doing)
        for widget in (*above, self._claims, self.text, self._look, self._experiments, self.next):
            self.put(widget)


def _row(words: str, button: QToolButton) -> QWidget:
    """Return words that wrap, and a button beside them."""
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    line.addWidget(WrappedLabel(words), 1)
    line.addWidget(button)
    return row


def _fill(widget: QWidget, parts: Sequence[QWidget]) -> None:
    """Show other parts one below the other."""
    column = widget.layout()
    assert column is not None
    while (item := column.takeAt(0)) is not None:
        if (old := item.widget()) is not None:
            old.hide()
            old.deleteLater()
    for part in parts:
        column.addWidget(part)
