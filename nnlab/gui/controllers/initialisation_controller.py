"""Fills the Initialisation view while it is seen, and takes one of the initialisations into the form."""

from __future__ import annotations

from collections import deque
from collections.abc import Generator
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer

from nnlab.data.prepared import PreparedData, preparing
from nnlab.gui.controllers.data_reading import DataReading, said
from nnlab.gui.controllers.draft import Draft
from nnlab.gui.controllers.run_words import layer_labels, problem_words
from nnlab.gui.task import Task
from nnlab.gui.views.initialisation.initialisation_view import InitialisationView
from nnlab.gui.views.initialisation.shown import Asked
from nnlab.gui.views.main_window import MainWindow
from nnlab.insight.probe.comparing import comparing
from nnlab.insight.probe.probe import Probe
from nnlab.insight.probe.starts import INITS, Start, lecture_spec, starts
from nnlab.insight.remedy import with_hidden
from nnlab.jobs import ComputeThread
from nnlab.spec.experiment import ExperimentSpec
from nnlab.spec.training import TrainingSpec
from nnlab.training.blas import blas_threads
from nnlab.training.outline import EVALUATION_BATCH, outline

KEY = "initialisation"
SETTLE_MS = 150
"""How long the view waits for the next keystroke."""


@dataclass(frozen=True)
class _Wanted:
    """What decides what is shown."""

    spec: ExperimentSpec
    asked: Asked


class InitialisationController(QObject):
    """Probes the draft, or the lecture's network, on the compute thread; an older request gives way to a newer one.

    Parameters
    ----------
    window : MainWindow
    view : InitialisationView
    draft : Draft
    reading : DataReading
    thread : ComputeThread
    """

    def __init__(
        self, window: MainWindow, view: InitialisationView, draft: Draft, reading: DataReading, thread: ComputeThread
    ) -> None:
        super().__init__(window)
        self._window, self._view, self._draft = window, view, draft
        self._wanted: _Wanted | None = None
        self._found: deque[tuple[str, Probe]] = deque()
        self._prober = _Prober()
        self._task = Task(thread, self)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._settle.timeout.connect(self.refresh)
        draft.changed.connect(self._settle.start)
        reading.finished.connect(self.refresh)
        window.tabs.view_shown.connect(lambda _: self.refresh())
        view.choices.asked.connect(lambda _: self.refresh())
        view.start_taken.connect(self._on_view_start_taken)
        self._task.progressed.connect(self._on_task_progressed)
        self._task.succeeded.connect(self._on_task_succeeded)
        self._task.failed.connect(self._on_task_failed)

    @property
    def is_busy(self) -> bool:
        """Whether something that is seen is being worked out, or is about to be."""
        return self._settle.isActive() or self._task.is_busy

    def refresh(self) -> None:
        """Bring what is seen up to date."""
        if self._window.tabs.key != KEY:
            self._forget()
            return
        asked = self._view.choices.chosen()
        spec = self._own_spec() if asked.network == "own" else lecture_spec(asked.network, self._own_init())
        if spec is None:
            self._forget()
            self._view.set_problem(self._why_not())
        elif _Wanted(spec, asked) != self._wanted:
            self._probe(_Wanted(spec, asked))

    def _own_spec(self) -> ExperimentSpec | None:
        """Return the draft without what an initialisation does not depend on; None while something is wrong."""
        spec = self._draft.spec
        if spec is None or self._draft.outline is None:
            return None
        return spec.model_copy(update={"name": "", "notes": "", "training": TrainingSpec(loss=spec.training.loss)})

    def _own_init(self) -> dict[str, object] | None:
        """Return the initialisation of the draft's first layer, to be tried in the lecture's network."""
        return self._draft.spec.network.layers[0].init.model_dump() if self._draft.spec is not None else None

    def _why_not(self) -> str:
        problems = self._draft.problems
        return problem_words(problems, self._window.form.name_of) if problems else ""

    def _forget(self) -> None:
        self._task.cancel()
        self._wanted = None

    def _probe(self, wanted: _Wanted) -> None:
        self._wanted = wanted
        found: deque[tuple[str, Probe]] = deque()
        self._found = found
        sizes = self._draft.outline if wanted.asked.network == "own" else outline(wanted.spec)
        compared = starts(wanted.spec, wanted.asked.normalised)
        if sizes is not None:
            self._view.set_starts(layer_labels(wanted.spec, sizes.n_outputs), compared)
            work = self._prober.probing(wanted.spec, compared, found)
            self._task.start(work, blas_threads(sizes, EVALUATION_BATCH))

    def _take_found(self) -> None:
        while self._found:
            self._view.set_probe(*self._found.popleft())

    def _on_task_progressed(self, share: float) -> None:
        self._take_found()
        self._view.set_busy(share)

    def _on_task_succeeded(self, _: object) -> None:
        self._take_found()
        self._view.set_busy(None)

    def _on_task_failed(self, error: Exception) -> None:
        self._wanted = None
        self._view.set_problem(said(error))

    def _on_view_start_taken(self, key: str) -> None:
        """Give all hidden layers of the form an initialisation, as one step of undo."""
        if self._draft.spec is not None:
            self._draft.take_spec(with_hidden(self._draft.spec, {"init": INITS[key]}))


class _Prober:
    """Probes on the compute thread, and keeps the examples for the next time."""

    def __init__(self) -> None:
        self._spec: ExperimentSpec | None = None
        self._data: PreparedData | None = None

    def probing(
        self, spec: ExperimentSpec, compared: tuple[Start, ...], found: deque[tuple[str, Probe]]
    ) -> Generator[float, None, None]:
        """Prepare the examples where they are others than last time, and probe all starts."""
        if self._data is None or self._spec is None or not _same_examples(self._spec, spec):
            self._data = yield from preparing(spec)
            self._spec = spec
        yield from comparing(compared, self._data, lambda key, probe: found.append((key, probe)))


def _same_examples(one: ExperimentSpec, other: ExperimentSpec) -> bool:
    """Return whether two specs ask for the same examples, prepared in the same way."""
    fields = ("data", "preprocessing", "preprocessing_fit", "precision")
    return all(getattr(one, field) == getattr(other, field) for field in fields)
