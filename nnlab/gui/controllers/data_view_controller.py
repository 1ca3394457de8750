"""Fills the Data view while it is seen: examples, features, and what preprocessing does to them."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QObject, QTimer

from nnlab.data.dataset import Dataset
from nnlab.data.loading import loading
from nnlab.data.looking.overview import Overview, overview
from nnlab.data.looking.stages import FIVE_STAGES, Bench, stages
from nnlab.data.split import Split, split_examples
from nnlab.gui.controllers.data_reading import DataReading, said
from nnlab.gui.controllers.draft import Draft
from nnlab.gui.controllers.suiting import data_of
from nnlab.gui.task import Task
from nnlab.gui.translation import translate
from nnlab.gui.views.form.words import sentence
from nnlab.gui.views.main_window import MainWindow
from nnlab.jobs import ComputeThread
from nnlab.spec.experiment import DataSpec
from nnlab.spec.files import FileSpec
from nnlab.spec.preprocessing import PreprocessingSpec
from nnlab.spec.sources import PointsSpec
from nnlab.training.blas import blas_threads

KEY = "data"
SETTLE_MS = 150
"""How long the view waits for the next keystroke."""


@dataclass(frozen=True)
class Shown:
    """Data as the view has them."""

    spec: DataSpec
    dataset: Dataset
    split: Split
    overview: Overview


@dataclass(frozen=True)
class Measured:
    """What decides what the bench shows."""

    spec: DataSpec
    steps: tuple[PreprocessingSpec, ...]
    fit: Literal["train", "all"]
    pair: tuple[int, int] | None


class DataViewController(QObject):
    """Shows the data of the draft; what is out of date is computed anew on the compute thread.

    Parameters
    ----------
    window : MainWindow
    draft : Draft
    reading : DataReading
    thread : ComputeThread
    """

    def __init__(self, window: MainWindow, draft: Draft, reading: DataReading, thread: ComputeThread) -> None:
        super().__init__(window)
        self._window, self._view, self._draft = window, window.data, draft
        self._shown: Shown | None = None
        self._wanted: DataSpec | None = None
        self._measured: Measured | None = None
        self._pair: tuple[int, int] | None = None
        self._all_five = False
        self._overviewer, self._bencher = Task(thread, self), Task(thread, self)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._connect()
        reading.finished.connect(self.refresh)

    def _connect(self) -> None:
        view = self._view
        self._settle.timeout.connect(self.refresh)
        self._draft.changed.connect(self._settle.start)
        self._window.tabs.view_shown.connect(lambda _: self.refresh())
        view.page_chosen.connect(lambda _: self.refresh())
        view.points_edited.connect(self._on_view_points_edited)
        view.bench.features_chosen.connect(self._on_bench_features_chosen)
        view.bench.mode_chosen.connect(self._on_bench_mode_chosen)
        self._overviewer.progressed.connect(view.set_busy)
        self._overviewer.succeeded.connect(self._on_overviewer_succeeded)
        self._overviewer.failed.connect(lambda error: view.set_problem(said(error)))
        self._bencher.progressed.connect(view.bench.set_busy)
        self._bencher.succeeded.connect(self._on_bencher_succeeded)
        self._bencher.failed.connect(lambda error: view.bench.set_problem(said(error)))

    @property
    def is_busy(self) -> bool:
        """Whether something that is seen is being computed, or is about to be."""
        return self._settle.isActive() or self._overviewer.is_busy or self._bencher.is_busy

    def refresh(self) -> None:
        """Bring what is seen up to date."""
        if self._window.tabs.key != KEY:
            return
        spec = data_of(self._draft.document)
        self._show_points(spec)
        if spec is None or not self._is_at_hand(spec):
            self._forget()
            self._view.set_problem(self._why_not())
        elif self._shown is None or self._shown.spec != spec:
            self._look_over(spec)
        elif self._view.page == "bench":
            self._measure(self._shown)

    def _is_at_hand(self, spec: DataSpec) -> bool:
        """Return whether there is something to show: read, or to be made."""
        problems = self._draft.problems
        if any(path.startswith(("data.source", "data.split")) for path in problems):
            return False
        return not isinstance(spec.source, FileSpec) or self._draft.problems.get("data.source.path") is None

    def _why_not(self) -> str:
        """Return what stands in the way of the data, as it stands in the form."""
        sentences = (
            sentence(translate(text)) for path, text in self._draft.problems.items() if path.startswith("data.")
        )
        return next(sentences, "")

    def _forget(self) -> None:
        self._overviewer.cancel()
        self._bencher.cancel()
        self._shown = self._wanted = self._measured = None
        self._view.clear()

    def _look_over(self, spec: DataSpec) -> None:
        if spec != self._wanted:
            self._wanted = spec
            self._overviewer.start(_looking_over(spec))

    def _on_overviewer_succeeded(self, shown: Shown) -> None:
        if self._shown is None or self._shown.dataset.x.shape[1:] != shown.dataset.x.shape[1:]:
            self._pair = None
        self._shown, self._wanted, self._measured = shown, None, None
        self._view.set_data(shown.dataset, shown.split, shown.overview)
        self.refresh()

    def _measure(self, shown: Shown) -> None:
        spec = self._draft.spec
        steps = FIVE_STAGES if self._all_five else spec.preprocessing if spec else ()
        fit = spec.preprocessing_fit if spec else "train"
        measured = Measured(shown.spec, tuple(steps), fit, self._pair)
        if measured != self._measured:
            self._measured = measured
            threads = 1 if self._draft.outline is None else blas_threads(self._draft.outline, 1)
            self._bencher.start(stages(shown.dataset, shown.split, steps, fit, self._pair), threads)

    def _on_bencher_succeeded(self, bench: Bench) -> None:
        self._view.bench.set_busy(None)
        self._view.bench.set_bench(bench)

    def _show_points(self, spec: DataSpec | None) -> None:
        source = spec.source if spec else None
        if isinstance(source, PointsSpec):
            self._view.set_points(source.points, source.classes)
        else:
            self._view.set_points(None, 0)

    def _on_view_points_edited(self, points: Sequence[tuple[float, float, int]]) -> None:
        source = {**self._draft.document["data"]["source"], "points": [list(point) for point in points]}
        self._draft.set_source(source)

    def _on_bench_features_chosen(self, first: int, second: int) -> None:
        self._pair = first, second
        self.refresh()

    def _on_bench_mode_chosen(self, mode: str) -> None:
        self._all_five = mode == "five"
        self.refresh()


def _looking_over(spec: DataSpec) -> Generator[float, None, Shown]:
    dataset = yield from loading(spec)
    split = split_examples(dataset, spec)
    return Shown(spec, dataset, split, (yield from overview(dataset, split)))
