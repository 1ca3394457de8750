"""Has the questions of the view in front answered on the compute thread, as often as training can spare."""

from __future__ import annotations

from collections.abc import Generator
from time import monotonic
from typing import Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from nnlab.data.prepared import DataRecord, PreparedData
from nnlab.errors import NnlabError
from nnlab.gui.controllers.run_controller import RunController
from nnlab.gui.controllers.timeline_controller import TimelineController
from nnlab.gui.run_facts import RunFacts
from nnlab.gui.task import Task
from nnlab.gui.translation import translate
from nnlab.gui.views.main_window import MainWindow
from nnlab.gui.views.run_view import AskingView
from nnlab.jobs import ComputeThread
from nnlab.logs import log_path
from nnlab.spec.experiment import ExperimentSpec
from nnlab.training.inside.question import Question
from nnlab.training.inside.twin import ExamplesMissingError, Twin
from nnlab.training.keyframe import Weights
from nnlab.training.moment import Moment

SHARE_OF_TIME = 0.15
"""The share of the time that answers may take while a run goes on."""


class AskingController(QObject):
    """Asks again when the weights have moved on, and at once when the question is another.

    Parameters
    ----------
    window : MainWindow
    runs : RunController
    timeline : TimelineController
    thread : ComputeThread
    """

    def __init__(
        self, window: MainWindow, runs: RunController, timeline: TimelineController, thread: ComputeThread
    ) -> None:
        super().__init__(window)
        self._window, self._runs, self._timeline = window, runs, timeline
        self._facts: RunFacts | None = None
        self._answerer = _Answerer()
        self._asked: tuple[str, Question, int] | None = None
        self._question: Question | None = None
        self._started = self._not_before = 0.0
        self._task = Task(thread, self)
        self._task.succeeded.connect(self._on_task_succeeded)
        self._task.failed.connect(self._on_task_failed)
        self._task.progressed.connect(self._on_task_progressed)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self.ask)
        timeline.run_changed.connect(self._on_timeline_run_changed)
        timeline.moment_changed.connect(self._on_timeline_moment_changed)
        window.tabs.view_made.connect(self._on_tabs_view_made)

    @property
    def is_busy(self) -> bool:
        """Whether an answer is being worked out."""
        return self._task.is_busy

    def _on_tabs_view_made(self, _: str, view: QWidget) -> None:
        if isinstance(view, AskingView):
            view.question_changed.connect(self.ask)

    def _on_timeline_run_changed(self, facts: RunFacts | None) -> None:
        self._task.cancel()
        self._later.stop()
        self._facts, self._answerer, self._asked, self._question = facts, _Answerer(), None, None
        self._not_before = 0.0

    def _on_timeline_moment_changed(self, _: Moment) -> None:
        self.ask()

    def ask(self) -> None:
        """Have the present question answered, now or when there is time for it."""
        key = self._window.tabs.key
        view: object = self._window.tabs.front
        moment, facts, record = self._timeline.moment, self._facts, self._runs.record
        if moment is None or facts is None or moment.weights is None or not isinstance(view, AskingView):
            return
        question = view.question()
        if question is None or self._asked == (key, question, moment.weights.step):
            return
        is_other = question != self._question or not moment.is_present
        if self._task.is_busy and (not is_other or _may_be_late(question, self._question)):
            return  # asked again once the answer is there
        wait = self._not_before - monotonic()
        if wait > 0 and not is_other:
            self._later.start(max(1, round(1000 * wait)))
            return
        self._asked, self._question, self._started = (key, question, moment.weights.step), question, monotonic()
        known = record.checkpoint.data if record is not None else None
        self._task.start(self._answerer.answering(question, facts.spec, moment.weights, known, self._runs.examples()))

    def _on_task_succeeded(self, answer: Any) -> None:
        took = monotonic() - self._started
        self._not_before = monotonic() + took * (1 / SHARE_OF_TIME - 1)
        view = self._asking_view()
        if view is None:
            self._asked = None  # nobody saw the answer
        elif self._asked is not None:
            view.set_progress(None)
            asked, present = self._asked[1], view.question()
            if answer is not None and (present == asked or _may_be_late(present, asked)):
                view.set_answer(answer, self._asked[2])
        if answer is None:
            self._asked = None  # the examples are not there yet
        else:
            self.ask()

    def _on_task_progressed(self, share: float) -> None:
        view = self._asking_view()
        if view is not None and monotonic() - self._started > 1:
            view.set_progress(share)

    def _on_task_failed(self, error: Exception) -> None:
        view = self._asking_view()
        if view is None:
            self._asked = None
        else:
            view.set_progress(None)
        if isinstance(error, NnlabError):
            self._window.messages.show_problem(translate(error.text))
        else:
            template = self.tr("This could not be worked out for an unexpected reason; the details are in {path}.")
            self._window.messages.show_problem(template.format(path=log_path()))

    def _asking_view(self) -> AskingView | None:
        """Return the view that asked, if it is still in front."""
        if self._asked is None or self._asked[0] != self._window.tabs.key:
            return None
        view: object = self._window.tabs.view(self._asked[0])
        return view if isinstance(view, AskingView) else None


class _Answerer:
    """Answers the questions about one run, on the compute thread, and keeps the second network for the next one."""

    def __init__(self) -> None:
        self._twin: Twin | None = None
        self._examples: PreparedData | None = None

    def answering(
        self,
        question: Question,
        spec: ExperimentSpec,
        weights: Weights,
        known: DataRecord | None,
        preparing: Generator[float, None, PreparedData | None],
    ) -> Generator[float, None, Any]:
        """Return the answer; None where it takes examples that are not at hand."""
        examples = yield from preparing
        record = examples.record if examples is not None else known
        if record is None:
            return None
        if self._twin is None or self._twin.spec is not spec or self._examples is not examples:
            self._twin, self._examples = Twin(spec, record, weights, examples), examples
        self._twin.set_weights(weights)
        try:
            return (yield from question.answering(self._twin))
        except ExamplesMissingError:
            return None


def _may_be_late(question: Question | None, earlier: Question | None) -> bool:
    """Return whether the answer to an earlier question is still of use, as while somebody draws."""
    return type(question) is type(earlier) and getattr(question, "may_be_late", False)
