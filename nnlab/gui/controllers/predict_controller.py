"""Applies the run that the window shows to new data, and keeps what came out."""

from __future__ import annotations

from collections.abc import Generator
from concurrent.futures import Future
from pathlib import Path
from time import monotonic

from PySide6.QtCore import QObject

from nnlab.data.new.examples import reading_new
from nnlab.data.progress import within
from nnlab.errors import NnlabError
from nnlab.gui import numbers
from nnlab.gui.controllers.run_controller import RunController
from nnlab.gui.pending import Pending
from nnlab.gui.settings import Settings
from nnlab.gui.task import Task
from nnlab.gui.translation import translate
from nnlab.gui.views.data.predictions import ShownPrediction
from nnlab.gui.views.dialogs import Dialogs
from nnlab.gui.views.main_window import MainWindow
from nnlab.gui.views.message_bar import Choice
from nnlab.jobs import ComputeThread
from nnlab.logs import log_path
from nnlab.store.predictions import writing_predictions
from nnlab.training.checkpoint import RunRecord
from nnlab.training.prediction import predicting
from nnlab.training.runner import RunState

TOLD_AFTER_S = 0.5
READING_SHARE = 0.5
"""Of the work, the rest being the predictions themselves; roughly."""


class PredictController(QObject):
    """Predicts on a file of the person's choice, and writes the predictions to another.

    Parameters
    ----------
    window : MainWindow
    runs : RunController
    thread : ComputeThread
    dialogs : Dialogs
    settings : Settings
    pending : Pending
    """

    def __init__(
        self,
        window: MainWindow,
        runs: RunController,
        thread: ComputeThread,
        dialogs: Dialogs,
        settings: Settings,
        pending: Pending,
    ) -> None:
        super().__init__(window)
        self._window, self._runs, self._panel = window, runs, window.data.predictions
        self._dialogs, self._settings, self._pending = dialogs, settings, pending
        self._data_path = self._table_path = Path()
        self._shown: ShownPrediction | None = None
        self._since = 0.0
        self._predictor, self._writer = Task(thread, self), Task(thread, self)
        self._connect()

    def _connect(self) -> None:
        self._panel.save_chosen.connect(self._on_panel_save_chosen)
        self._panel.data_dropped.connect(lambda name: self.predict(Path(name)))
        self._predictor.progressed.connect(self._on_predictor_progressed)
        self._predictor.succeeded.connect(self._on_predictor_succeeded)
        self._writer.progressed.connect(self._on_writer_progressed)
        self._writer.succeeded.connect(self._on_writer_succeeded)
        for task in (self._predictor, self._writer):
            task.failed.connect(self._on_task_failed)

    def ask(self) -> None:
        """Let the person choose the data, and apply the run to them as it then is."""
        if self._runs.state is RunState.IDLE:
            self._say_there_is_no_run()
            return
        folder = self._data_path.parent if self._data_path.name else self._settings.folder()
        path = self._dialogs.ask_data_path(folder, is_folder=False)
        if path is not None:
            self.predict(path)

    def predict(self, path: Path) -> None:
        """Apply the run to the data in ``path``."""
        self._data_path = path
        _, copied = self._runs.copy()
        self._pending.when_done(copied, lambda future: self._on_copied(path, future))

    def forget(self) -> None:
        """Show no predictions: another experiment is in the window."""
        self._shown = None
        self._panel.set_prediction(None)

    def _on_copied(self, path: Path, copied: Future[RunRecord | None]) -> None:
        failed = copied.cancelled() or copied.exception() is not None
        record = None if failed else copied.result()
        if record is None:
            self._say_there_is_no_run()
            return
        self._since = monotonic()
        self._predictor.start(_predicting(path, record, self._network_words(record)), record.checkpoint.blas_threads)

    def _say_there_is_no_run(self) -> None:
        self._window.messages.show_problem(self.tr("There is no trained network to predict with: start a run first."))

    def _network_words(self, record: RunRecord) -> str:
        name, steps = record.spec.name or self.tr("this network"), numbers.count(record.checkpoint.step)
        return self.tr("{name}, after {steps} steps").format(name=name, steps=steps)

    def _on_predictor_progressed(self, share: float) -> None:
        self._show_progress(self.tr("Predicting on {name}: {percent} %"), self._data_path, share, self._predictor)

    def _on_writer_progressed(self, share: float) -> None:
        self._show_progress(self.tr("Writing {name}: {percent} %"), self._table_path, share, self._writer)

    def _show_progress(self, template: str, path: Path, share: float, task: Task) -> None:
        if monotonic() - self._since < TOLD_AFTER_S:
            return
        text = template.format(name=path.name, percent=round(100 * share))
        self._window.messages.show_progress(text, Choice(self.tr("Cancel"), task.cancel))

    def _on_predictor_succeeded(self, shown: ShownPrediction) -> None:
        self._window.messages.end_progress()
        self._shown = shown
        self._panel.set_prediction(shown)
        self._window.show_data()
        self._window.data.show_page("predictions")

    def _on_panel_save_chosen(self) -> None:
        if self._shown is None:
            return
        data_path = self._shown.path
        suggestion = self.tr("{name} predictions.csv").format(name=data_path.stem)
        path = self._dialogs.ask_table_path(data_path.with_name(suggestion))
        if path is not None:
            self._table_path, self._since = path, monotonic()
            self._writer.start(writing_predictions(path, self._shown.prediction, self._shown.names))

    def _on_writer_succeeded(self, _: None) -> None:
        self._window.messages.end_progress()
        self._window.messages.show_news(self.tr("Saved to {path}.").format(path=self._table_path))

    def _on_task_failed(self, error: Exception) -> None:
        self._window.messages.end_progress()
        if isinstance(error, NnlabError):
            self._window.messages.show_problem(translate(error.text))
            return
        template = self.tr("Something unexpected went wrong; the details are in {path}.")
        self._window.messages.show_problem(template.format(path=log_path()))


def _predicting(path: Path, record: RunRecord, network: str) -> Generator[float, None, ShownPrediction]:
    """Read the data in ``path`` and predict."""
    data = record.checkpoint.data
    new = yield from within(reading_new(path, record.spec.data.source, data), 0, READING_SHARE)
    prediction = yield from within(predicting(record, new.x, new.targets), READING_SHARE, 1)
    is_images = len(data.shape.example_shape) == 3
    return ShownPrediction(path, network, prediction, new.names, new.x if is_images else None)
