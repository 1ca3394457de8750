"""Reads a person's files, once they agreed to it, and says why where that fails."""

from __future__ import annotations

from pathlib import Path
from time import monotonic

from PySide6.QtCore import QObject, QTimer, Signal

from nnlab.data.dataset import Dataset
from nnlab.data.loading import loaded, loading, stand_in
from nnlab.errors import NnlabError
from nnlab.gui.controllers.draft import Draft
from nnlab.gui.controllers.run_controller import RunController
from nnlab.gui.controllers.suiting import data_of
from nnlab.gui.task import Task
from nnlab.gui.translation import translate
from nnlab.gui.views.dialogs import Dialogs
from nnlab.gui.views.main_window import MainWindow
from nnlab.gui.views.message_bar import Choice
from nnlab.jobs import ComputeThread
from nnlab.logs import log_path
from nnlab.spec.experiment import DataSpec
from nnlab.spec.files import FileSpec, IdxSpec
from nnlab.spec.paths import moved_to
from nnlab.text import QT_TRANSLATE_NOOP, Text
from nnlab.training.checkpoint import RunRecord

SETTLE_MS = 200
"""How long reading waits for the next keystroke in a path."""
TOLD_AFTER_S = 0.5
FORM_FIELDS = "data.source"
BEING_READ = QT_TRANSLATE_NOOP("nnlab", "is being read.")
STOPPED = QT_TRANSLATE_NOOP("nnlab", "has not been read: reading was stopped.")
UNEXPECTED = QT_TRANSLATE_NOOP("nnlab", "could not be read for an unexpected reason; the details are in {path}.")


class DataReading(QObject):
    """Sees to it that the files of the experiment are at hand.

    A path that came with an experiment is opened only after the person said so: the file may be a stranger's.

    Parameters
    ----------
    window : MainWindow
    draft : Draft
    runs : RunController
    thread : ComputeThread
    dialogs : Dialogs

    Signals
    -------
    finished
        Data that were missing are at hand.
    """

    finished = Signal()

    def __init__(
        self, window: MainWindow, draft: Draft, runs: RunController, thread: ComputeThread, dialogs: Dialogs
    ) -> None:
        super().__init__(window)
        self._window, self._draft, self._runs, self._dialogs = window, draft, runs, dialogs
        self._agreed: set[str] = set()
        self._wanted: DataSpec | None = None
        self._done_with: DataSpec | None = None
        self._compared: RunRecord | None = None
        self._since = 0.0
        self._task = Task(thread, self)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._settle.timeout.connect(self.look)
        draft.changed.connect(self._settle.start)
        window.form.value_edited.connect(self._on_form_value_edited)
        self._task.progressed.connect(self._on_task_progressed)
        self._task.succeeded.connect(self._on_task_succeeded)
        self._task.failed.connect(self._on_task_failed)

    @property
    def is_busy(self) -> bool:
        """Whether data are being read, or are about to be looked for."""
        return self._settle.isActive() or self._task.is_busy

    def agree(self, *paths: str) -> None:
        """Open ``paths`` from now on without a question: the person chose them."""
        self._agreed.update(paths)
        self._done_with = None
        self._settle.start()

    def look(self) -> None:
        """Read what the experiment asks for, or ask whether that is wanted."""
        spec = data_of(self._draft.document)
        if spec == self._wanted:
            return
        self._task.cancel()
        self._wanted = None
        if spec is None or not isinstance(spec.source, FileSpec) or not spec.source.path:
            return
        if (dataset := loaded(spec)) is not None:
            self._compare(dataset)
        elif self._uses_kept(spec):
            self._draft.set_data_problem(None, None)
            text = self.tr("The data of this experiment are not at {path}: those that were saved with it are used.")
            self._window.messages.show_news(text.format(path=spec.source.path))
            self.finished.emit()
        elif self._agreed.issuperset(_paths(spec.source)):
            self._read(spec)
        elif spec != self._done_with:
            self._done_with = spec
            self._ask(spec.source)

    def _uses_kept(self, spec: DataSpec) -> bool:
        """Let the examples that came with the run stand for the same ones where they are not; return whether so."""
        record = self._runs.record
        if record is None or record.spec.data.source != spec.source:
            return False
        kept = record.checkpoint.data.dataset
        return kept is not None and stand_in(spec, kept)

    def _read(self, spec: DataSpec) -> None:
        if spec == self._done_with:
            return
        self._wanted, self._since = spec, monotonic()
        self._draft.set_data_problem(spec, Text(BEING_READ))
        self._task.start(loading(spec))

    def _ask(self, source: FileSpec) -> None:
        """Ask whether the file may be read, or where it is now."""
        path, paths = source.path, _paths(source)
        find = Choice(self.tr("Find…"), lambda: self._find(source))
        if not Path(path).exists():
            missing = self.tr("The data of this experiment are not there: {path}")
            self._window.messages.show_problem(missing.format(path=path), find)
            return
        read = Choice(self.tr("Read"), lambda: self.agree(*paths))
        question = self.tr("This experiment reads its data from {path}")
        self._window.messages.ask(question.format(path=" · ".join(paths)), read, find)

    def _find(self, source: FileSpec) -> None:
        """Let the person say where the data are now."""
        found = self._dialogs.ask_data_path(Path(source.path), is_folder=Path(source.path).suffix == "")
        if found is not None:
            self.agree(str(found))
            self._draft.edit("data.source.path", str(found))

    def _on_form_value_edited(self, path: str, value: object, _typing: bool) -> None:
        """Take a path that was typed as agreed to."""
        if path in {"data.source.path", "data.source.labels"}:
            self.agree(str(value))
        elif path.startswith(FORM_FIELDS):
            self._done_with = None

    def _on_task_progressed(self, share: float) -> None:
        if monotonic() - self._since < TOLD_AFTER_S or self._wanted is None:
            return
        name = Path(getattr(self._wanted.source, "path", "")).name
        text = self.tr("Reading {name}: {percent} %").format(name=name, percent=round(100 * share))
        self._window.messages.show_progress(text, Choice(self.tr("Cancel"), self._stop))

    def _stop(self) -> None:
        self._task.cancel()
        self._settle_with(Text(STOPPED))

    def _on_task_succeeded(self, dataset: Dataset) -> None:
        self._window.messages.end_progress()
        self._wanted = None
        self._draft.set_data_problem(None, None)
        self._compare(dataset)
        self.finished.emit()

    def _on_task_failed(self, error: Exception) -> None:
        self._window.messages.end_progress()
        self._settle_with(error.text if isinstance(error, NnlabError) else Text(UNEXPECTED, path=log_path()))

    def _settle_with(self, text: Text) -> None:
        """Say beside the field why the data are not there, and do not try again until something changes."""
        self._done_with, self._wanted = self._wanted, None
        self._draft.set_data_problem(self._done_with, text)

    def _compare(self, dataset: Dataset) -> None:
        """Say so, once, where a saved run was trained on other data than are there now."""
        record, spec = self._runs.record, self._draft.spec
        if record is None or record is self._compared or spec is None:
            return
        if record.spec.data.source != moved_to(spec, record.spec).data.source:  # other data were asked for
            return
        self._compared = record
        if record.checkpoint.data.fingerprint != dataset.fingerprint:
            goes_on = record.checkpoint.data.dataset is not None
            self._window.messages.show_problem(self._changed_words(goes_on=goes_on))

    def _changed_words(self, *, goes_on: bool) -> str:
        said = self.tr("The data have changed since this run was saved. Its curves and numbers are of the old data")
        if goes_on:
            return self.tr("{said}, with which it also goes on; a new run takes the new.").format(said=said)
        return self.tr("{said}, and it cannot go on with the new.").format(said=said)


def _paths(source: FileSpec) -> list[str]:
    """Return all files that a source would have opened."""
    beside = source.labels if isinstance(source, IdxSpec) else None
    return [source.path, *([beside] if beside else [])]


def said(error: Exception) -> str:
    """Return what to tell a person of an error, translated."""
    if isinstance(error, NnlabError):
        return translate(error.text)
    return translate(Text(UNEXPECTED, path=log_path()))
