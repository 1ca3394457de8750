"""Gives lessons: keeps what was predicted, has the experiments run, and shows what was measured."""

from __future__ import annotations

from collections import deque
from math import inf, isfinite, nan
from typing import Final

from PySide6.QtCore import QObject, Signal

from nnlab.errors import NnlabError
from nnlab.gui.controllers.data_reading import said
from nnlab.gui.controllers.draft import Draft
from nnlab.gui.task import Task
from nnlab.gui.views.guide.lesson_page import LessonPage, LessonShown
from nnlab.gui.views.main_window import MainWindow
from nnlab.jobs import ComputeThread
from nnlab.lessons.bench import THREADS, Bench
from nnlab.lessons.checking import Outcome, checking
from nnlab.lessons.experiments import experiments
from nnlab.lessons.reading import LessonFolder, glossary, shipped
from nnlab.spec.lessons import NO_LESSONS, ClaimRecord, LessonRecord, LessonRecords

PART: Final = "\n## "
"""Before a heading of the second level: what stands above the first one is said before anything is run."""


class LessonController(QObject):
    """Goes through the lessons that come with the program.

    Parameters
    ----------
    window : MainWindow
    page : LessonPage
    draft : Draft
    thread : ComputeThread
    done : LessonRecords
        What was done before.

    Signals
    -------
    done_changed : LessonRecords
        A lesson was gone through.
    run_made : RunRecord, str
        An experiment was run; the name is its title.
    run_asked : RunRecord
        The person wants to see a run in the views.
    """

    done_changed = Signal(object)
    run_made = Signal(object, str)
    run_asked = Signal(object)

    def __init__(
        self, window: MainWindow, page: LessonPage, draft: Draft, thread: ComputeThread, done: LessonRecords
    ) -> None:
        super().__init__(window)
        self._done = NO_LESSONS
        self._window, self._page, self._draft = window, page, draft
        self._folders: list[LessonFolder] = []
        self._place = 0
        self._predictions: dict[str, int] = {}
        self._outcomes: dict[str, tuple[Outcome, ...]] = {}
        self._benches: dict[str, Bench] = {}
        self._measured: deque[Outcome] = deque()
        self._task = Task(thread, self)
        self._task.progressed.connect(self._on_task_progressed)
        self._task.succeeded.connect(self._on_task_succeeded)
        self._task.failed.connect(self._on_task_failed)
        page.lesson_chosen.connect(self.show)
        page.predicted.connect(self._on_page_predicted)
        page.run_asked.connect(self.run)
        page.cancel_asked.connect(self._on_page_cancel_asked)
        page.experiment_asked.connect(self._on_page_experiment_asked)
        page.view_asked.connect(self._on_page_view_asked)
        self._open()
        self.set_done(done)

    @property
    def is_busy(self) -> bool:
        """Whether the experiments of a lesson are run."""
        return self._task.is_busy

    @property
    def lesson(self) -> LessonFolder | None:
        """The one that is shown."""
        return self._folders[self._place] if self._folders else None

    def set_done(self, done: LessonRecords) -> None:
        """Show what was done as a file has it, or as it has become."""
        if done == self._done:
            return
        self._done = done
        self._predictions, self._outcomes = {}, {}
        for folder in self._folders:
            record = done.of(folder.name)
            if record is not None and record.predicted is not None:
                self._predictions[folder.name] = record.predicted
            if record is not None and record.claims:
                self._outcomes[folder.name] = _outcomes_of(folder, record)
        if self._folders and not self.is_busy:
            self.show(self._place)

    def show(self, place: int) -> None:
        """Show a lesson, with what was predicted and measured before."""
        self._place = place
        folder = self._folders[place]
        self._page.set_lesson(place, shown(folder), self._predictions.get(folder.name))
        self._show_outcomes(self._outcomes.get(folder.name, ()))

    def run(self) -> None:
        """Train the experiments on the compute thread, and measure what is claimed."""
        folder = self.lesson
        if folder is None or self.is_busy:
            return
        self._measured = deque()
        self._page.set_progress(0.0)
        self._page.set_running(True)
        self._page.set_problem("")
        bench = Bench(experiments(folder.lesson))
        self._benches = {folder.name: bench}  # the runs of one lesson are enough to hold
        self._task.start(checking(folder.lesson, bench, self._measured.append), THREADS)
        self._show_outcomes(())

    def _open(self) -> None:
        try:
            self._folders = shipped()
            terms = glossary()
        except (NnlabError, FileNotFoundError) as error:
            self._page.set_problem(said(error))
            return
        self._page.set_lessons([folder.lesson.title for folder in self._folders], terms)
        self.show(0)

    def _show_outcomes(self, outcomes: tuple[Outcome, ...]) -> None:
        folder = self.lesson
        claims = folder.lesson.claims if folder is not None else ()
        known = {outcome.claim.name: outcome for outcome in outcomes}
        for card, claim in zip(self._page.cards, claims, strict=True):
            if (outcome := known.get(claim.name)) is not None:
                card.set_outcome(outcome.passed, outcome.measured, outcome.expected)
        self._page.show_outcome(self.is_busy or (folder is not None and folder.name in self._outcomes))

    def _on_page_predicted(self, answer: int) -> None:
        folder = self.lesson
        if folder is not None:
            self._predictions[folder.name] = answer
            self._page.set_ready(True)

    def _on_task_progressed(self, share: float) -> None:
        self._page.set_progress(share)
        self._show_outcomes(tuple(self._measured))

    def _on_task_succeeded(self, outcomes: tuple[Outcome, ...]) -> None:
        folder = self.lesson
        if folder is not None:
            self._outcomes[folder.name] = outcomes
            bench = self._benches[folder.name]
            for name, experiment in folder.lesson.experiments.items():
                if bench.has_run(name):
                    self.run_made.emit(bench.run(name), experiment.title)
            self._done = self._done.with_lesson(_record_of(folder, self._predictions.get(folder.name), outcomes))
            self.done_changed.emit(self._done)
        self._page.set_running(False)
        self._show_outcomes(outcomes)

    def _on_task_failed(self, error: Exception) -> None:
        self._page.set_running(False)
        self._page.set_problem(said(error))

    def _on_page_cancel_asked(self) -> None:
        self._task.cancel()
        self._page.set_running(False)
        self._page.set_problem(self.tr("Cancelled; nothing was measured."))

    def _on_page_experiment_asked(self, name: str) -> None:
        """Show the run of an experiment in the views; one that was not run comes into the form."""
        folder = self.lesson
        if folder is None:
            return
        bench = self._benches.get(folder.name) or Bench(experiments(folder.lesson))
        if bench.has_run(name):
            self.run_asked.emit(bench.run(name))
            return
        spec = bench.spec(name)
        self._draft.take_spec(spec)
        template = self.tr("In the form: {title}. R starts it, Ctrl+Z takes it back.")
        self._window.messages.show_news(template.format(title=spec.name))

    def _on_page_view_asked(self, view: str, experiment: str) -> None:
        """Show a view, of the experiment that is meant."""
        if experiment:
            self._on_page_experiment_asked(experiment)
        self._window.tabs.show_view(view)


def shown(folder: LessonFolder) -> LessonShown:
    """Return what a page shows of a lesson."""
    lesson = folder.lesson
    _, _, body = folder.text.partition("\n")  # without the title
    intro, mark, rest = body.partition(PART)
    return LessonShown(
        question=lesson.question,
        intro=intro.strip(),
        text=(mark + rest).strip(),
        asked=lesson.prediction.question,
        answers=lesson.prediction.answers,
        claims=tuple(claim.sentence for claim in lesson.claims),
        experiments=tuple((name, experiment.title) for name, experiment in lesson.experiments.items()),
        look=tuple((look.view, look.words, look.of or "") for look in lesson.look),
    )


def _record_of(folder: LessonFolder, predicted: int | None, outcomes: tuple[Outcome, ...]) -> LessonRecord:
    """Return what is kept of a lesson that was gone through."""
    claims = [
        ClaimRecord(name=each.claim.name, measured=each.value if isfinite(each.value) else None, passed=each.passed)
        for each in outcomes
    ]
    answer = "" if predicted is None else folder.lesson.prediction.answers[predicted]
    return LessonRecord(lesson=folder.name, predicted=predicted, answer=answer, claims=tuple(claims))


def _outcomes_of(folder: LessonFolder, record: LessonRecord) -> tuple[Outcome, ...]:
    """Return what was measured of the claims that the lesson still has."""
    kept = {claim.name: claim for claim in record.claims}
    return tuple(Outcome(claim, _value(kept[claim.name])) for claim in folder.lesson.claims if claim.name in kept)


def _value(claim: ClaimRecord) -> float:
    """Return the number; one that was not finite is infinite where the claim held, and none where it did not."""
    if claim.measured is not None:
        return claim.measured
    return inf if claim.passed else nan
