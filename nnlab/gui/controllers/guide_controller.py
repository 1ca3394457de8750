"""Opens the guide, fills its pages, and puts what it proposes into the form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from nnlab.gui.controllers.checks_controller import ChecksController
from nnlab.gui.controllers.draft import Draft
from nnlab.gui.controllers.hints_controller import HintsController
from nnlab.gui.controllers.present_run import PresentRun
from nnlab.gui.controllers.run_controller import RunController
from nnlab.gui.translation import translate
from nnlab.gui.views.guide.guide import Guide
from nnlab.gui.views.guide_button import set_count
from nnlab.gui.views.main_window import MainWindow
from nnlab.insight.remedy import Remedy
from nnlab.jobs import ComputeThread
from nnlab.spec.differences import carried_over
from nnlab.spec.document import to_document
from nnlab.spec.experiment import ExperimentSpec
from nnlab.spec.lessons import NO_LESSONS, LessonRecords

if TYPE_CHECKING:
    from nnlab.gui.controllers.lesson_controller import LessonController


class GuideController(QObject):
    """The guide opens by itself when something stands out, until somebody has closed it.

    Parameters
    ----------
    window : MainWindow
    draft : Draft
    runs : RunController
    present : PresentRun
    thread : ComputeThread

    Attributes
    ----------
    hints : HintsController
    checks : ChecksController or None
        None before the guide was opened.
    lessons : LessonController or None
        None before a lesson was asked for.

    Signals
    -------
    lessons_done : LessonRecords
        A lesson was gone through.
    run_made, run_asked
        See LessonController.
    """

    lessons_done = Signal(object)
    run_made = Signal(object, str)
    run_asked = Signal(object)

    def __init__(
        self, window: MainWindow, draft: Draft, runs: RunController, present: PresentRun, thread: ComputeThread
    ) -> None:
        super().__init__(window)
        self._window, self._draft, self._runs, self._thread = window, draft, runs, thread
        self.hints = HintsController(runs, present, thread)
        self.checks: ChecksController | None = None
        self.lessons: LessonController | None = None
        self._done = NO_LESSONS
        self._opens_itself = True
        self._has_broken = False
        window.guide_made.connect(self._on_window_guide_made)
        window.actions_.guide.triggered.connect(self._on_guide_triggered)
        window.actions_.check.triggered.connect(self._on_check_triggered)
        window.actions_.lessons.triggered.connect(self._on_lessons_triggered)
        self.hints.changed.connect(self._on_hints_changed)

    def set_lessons_done(self, done: LessonRecords) -> None:
        """Know what was done of the lessons before."""
        self._done = done
        if self.lessons is not None:
            self.lessons.set_done(done)

    def _on_window_guide_made(self, guide: Guide) -> None:
        guide.tabs.currentChanged.connect(lambda _: self._give_lessons(guide))
        guide.closed.connect(lambda: self._on_guide_triggered(False))
        guide.hints.remedy_chosen.connect(self._on_hint_remedy_chosen)
        guide.hints.view_asked.connect(self._window.tabs.show_view)
        self.checks = ChecksController(self._window, guide.checks, self._draft, self._thread)
        self.checks.remedy_chosen.connect(self._apply)
        self._show_hints(guide)

    def _on_guide_triggered(self, shown: bool) -> None:
        self._opens_itself = self._opens_itself and shown
        self._window.show_guide(shown=shown)

    def _on_check_triggered(self) -> None:
        self._window.show_guide(shown=True)
        self._window.guide.show_page("checks")
        if self.checks is not None:
            self.checks.start()

    def _on_lessons_triggered(self) -> None:
        self._window.show_guide(shown=True)
        self._window.guide.show_page("lesson")

    def _give_lessons(self, guide: Guide) -> None:
        """Read the lessons once somebody turns to them."""
        if guide.tabs.currentWidget() is guide.lesson and self.lessons is None:
            from nnlab.gui.controllers.lesson_controller import LessonController

            self.lessons = LessonController(self._window, guide.lesson, self._draft, self._thread, self._done)
            self.lessons.done_changed.connect(self.lessons_done)
            self.lessons.run_made.connect(self.run_made)
            self.lessons.run_asked.connect(self.run_asked)

    def _on_hints_changed(self) -> None:
        advice = self.hints.advice
        set_count(self._window.guide_button, advice.count)
        if advice.count and self._opens_itself and not self._window.actions_.guide.isChecked():
            self._window.show_guide(shown=True)
            self._window.guide.show_page("hints")
        if self.checks is not None:
            self._show_hints(self._window.guide)
            if advice.diagnosis is not None and not self._has_broken:
                self._window.guide.show_page("hints")  # why it broke goes before whatever else is read
        self._has_broken = advice.diagnosis is not None

    def _show_hints(self, guide: Guide) -> None:
        advice = self.hints.advice
        guide.hints.set_advice(advice.diagnosis, advice.hints, has_run=advice.spec is not None)
        guide.set_hint_count(advice.count)

    def _on_hint_remedy_chosen(self, remedy: Remedy) -> None:
        if self.hints.advice.spec is not None:
            self._apply(self.hints.advice.spec, remedy)

    def _apply(self, spec: ExperimentSpec, remedy: Remedy) -> None:
        """Make the same change in the form, which may have been edited since; one step of undo."""
        wanted = carried_over(self._draft.document, to_document(spec), to_document(remedy.spec))
        if wanted == self._draft.document:
            self._window.messages.show_news(self.tr("The form says so already, or has no place for it any more."))
            return
        self._draft.take_document(wanted)
        template = self.tr("In the form: {change}. R starts again, Ctrl+Z takes it back.")
        self._window.messages.show_news(template.format(change=translate(remedy.text)))
