"""Has the experiment of the form checked on the compute thread, and shows the checklist as it grows."""

from __future__ import annotations

from collections import deque
from collections.abc import Generator

from PySide6.QtCore import QObject, QTimer, Signal

from nnlab.gui.controllers.data_reading import said
from nnlab.gui.controllers.draft import Draft
from nnlab.gui.controllers.run_words import problem_words
from nnlab.gui.task import Task
from nnlab.gui.views.guide.checks_page import ChecksPage
from nnlab.gui.views.main_window import MainWindow
from nnlab.insight.checks import checking
from nnlab.insight.checks.check import CheckReport
from nnlab.insight.remedy import Remedy
from nnlab.jobs import ComputeThread
from nnlab.spec.document import same_run
from nnlab.spec.experiment import ExperimentSpec
from nnlab.training.blas import blas_threads


class ChecksController(QObject):
    """Checks what the form says when it is asked to; the run that is shown is not touched.

    Parameters
    ----------
    window : MainWindow
    page : ChecksPage
    draft : Draft
    thread : ComputeThread

    Signals
    -------
    remedy_chosen : ExperimentSpec, Remedy
        The person wants a change of the experiment that was checked.
    """

    remedy_chosen = Signal(object, object)

    def __init__(self, window: MainWindow, page: ChecksPage, draft: Draft, thread: ComputeThread) -> None:
        super().__init__(window)
        self._window, self._page, self._draft = window, page, draft
        self._spec: ExperimentSpec | None = None
        self._reports: deque[CheckReport] = deque(maxlen=1)
        self._task = Task(thread, self)
        self._task.progressed.connect(lambda _: self._show())
        self._task.succeeded.connect(self._on_task_succeeded)
        self._task.failed.connect(self._on_task_failed)
        draft.changed.connect(self._refresh)
        page.start_asked.connect(self.start)
        page.cancel_asked.connect(self._on_page_cancel_asked)
        page.remedy_chosen.connect(self._on_page_remedy_chosen)
        self._refresh()

    @property
    def is_busy(self) -> bool:
        """Whether checks are being made."""
        return self._task.is_busy

    def start(self) -> None:
        """Check the experiment of the form, once it is one."""
        if self._draft.spec is None or self._draft.outline is None or self.is_busy:
            return
        self._spec = self._draft.spec
        self._reports = deque(maxlen=1)  # one that was given up may still write into its own
        self._page.clear()
        self._page.set_running(True)
        threads = blas_threads(self._draft.outline, self._spec.training.batch_size)
        self._task.start(_watched(self._spec, self._reports), threads)

    def _show(self) -> None:
        if self._reports and self._spec is not None:
            self._page.set_report(self._reports[-1], self._spec.training.learning_rate)

    def _refresh(self) -> None:
        problems = self._draft.problems
        self._page.set_ready(problem_words(problems, self._window.form.name_of) if problems else "")
        checked, spec = self._spec, self._draft.spec
        self._page.set_past(checked is not None and (spec is None or not same_run(checked, spec)))

    def _on_task_succeeded(self, _: object) -> None:
        self._show()
        self._page.set_running(False)
        QTimer.singleShot(0, self._page, self._page.show_first_failure)  # once it has its place

    def _on_task_failed(self, error: Exception) -> None:
        self._page.set_problem(said(error))

    def _on_page_cancel_asked(self) -> None:
        self._task.cancel()
        self._page.set_problem(self.tr("Cancelled; what was measured before stays."))

    def _on_page_remedy_chosen(self, remedy: Remedy) -> None:
        if self._spec is not None:
            self.remedy_chosen.emit(self._spec, remedy)


def _watched(spec: ExperimentSpec, reports: deque[CheckReport]) -> Generator[float, None, None]:
    """Make the checks, leaving each report to be fetched."""
    work = checking(spec)
    while True:
        try:
            report = next(work)
        except StopIteration as end:
            reports.append(end.value)
            return
        reports.append(report)
        yield report.share
