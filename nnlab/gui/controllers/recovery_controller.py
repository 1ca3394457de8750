"""Keeps what is not saved yet for after a crash, and offers what an earlier crash left."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass

from PySide6.QtCore import QDateTime, QLocale, QObject, QTimer

from nnlab.errors import NnlabError
from nnlab.gui import numbers
from nnlab.gui.controllers.draft import Draft
from nnlab.gui.controllers.file_controller import FileController
from nnlab.gui.controllers.run_controller import RunController
from nnlab.gui.controllers.run_mark import RunMark
from nnlab.gui.pending import Pending, result_of
from nnlab.gui.translation import translate
from nnlab.gui.views.main_window import MainWindow
from nnlab.gui.views.message_bar import Choice
from nnlab.spec.document import Document
from nnlab.spec.lessons import LessonRecords
from nnlab.spec.search import SearchRecord
from nnlab.store.experiment_file import Experiment
from nnlab.store.recovery.entry import Entry
from nnlab.store.recovery.journal import INTERVAL_S, Journal, cut_off
from nnlab.store.writer import Writer
from nnlab.training.checkpoint import RunRecord

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class _State:
    """What of which experiment there is to lose."""

    experiment: int
    document: Document
    mark: RunMark
    search: SearchRecord | None
    lessons: LessonRecords


@dataclass(frozen=True)
class _Found:
    """What a crash left; ``experiment`` is an error where it cannot be read."""

    entry: Entry
    experiment: Experiment | NnlabError


class RecoveryController(QObject):
    """Looks every few seconds whether there is something to lose, and has it written if it is new.

    Parameters
    ----------
    window : MainWindow
    draft : Draft
    runs : RunController
    files : FileController
    writer : Writer
    pending : Pending

    Attributes
    ----------
    is_busy : bool
        Whether something is being looked for or written.
    """

    def __init__(
        self,
        window: MainWindow,
        draft: Draft,
        runs: RunController,
        files: FileController,
        writer: Writer,
        pending: Pending,
    ) -> None:
        super().__init__(window)
        self._window, self._draft, self._runs, self._files = window, draft, runs, files
        self._writer, self._pending = writer, pending
        self._journal = Journal(writer)
        self._kept: _State | None = None
        self.is_busy = self._has_told = self._is_closed = False
        self._found: list[_Found] = []
        self._timer = QTimer(self)
        self._timer.setInterval(round(1000 * INTERVAL_S))
        self._timer.timeout.connect(self.look)
        self._timer.start()
        files.saved.connect(self.look)
        files.experiment_shown.connect(self.look)

    @property
    def _state(self) -> _State:
        return _State(
            self._files.number, self._draft.document, self._runs.mark, self._files.search, self._files.lessons
        )

    def look(self) -> None:
        """Keep what is new, or nothing where nothing would be lost."""
        state, spec, origin = self._state, self._draft.spec, self._files.path
        if not self._files.is_unsaved:
            self._drop()
            return
        if self.is_busy or self._is_closed or state == self._kept:
            return
        self.is_busy = True
        waiting = self._files.waiting
        _, copied = self._runs.copy()

        def write(copied: Future[RunRecord | None]) -> None:
            self.is_busy = False
            failed = copied.cancelled() or copied.exception() is not None
            record = None if failed else copied.result()
            shown = spec or (record.present_spec if record else None)  # the form may be half-edited
            is_wanted = self._files.number == state.experiment and self._files.is_unsaved and not self._is_closed
            if failed or shown is None or not is_wanted:
                return
            self.is_busy, self._kept = True, state
            present = Experiment(shown, record, search=state.search, waiting=waiting, lessons=state.lessons)
            kept = self._journal.keep(present, origin)
            self._pending.when_done(kept, self._on_kept)

        self._pending.when_done(copied, write)

    def offer(self) -> None:
        """Look for what a crash left, and ask what is to become of it."""
        self.is_busy = True
        self._pending.when_done(self._writer.submit(_find), self._on_found)

    def close(self) -> None:
        """Keep nothing of this window; what was not opened is offered again by the next one."""
        self._timer.stop()
        self._drop()
        self._is_closed = True
        self._release()

    def _release(self) -> None:
        for found in self._found:
            found.entry.release()
        self._found = []

    def _drop(self) -> None:
        if self._kept is not None:
            self._kept = None
            self._journal.drop()

    def _on_kept(self, future: Future[None]) -> None:
        """Say once where a crash would cost something."""
        self.is_busy = False
        error = None if future.cancelled() else future.exception()
        if error is None or self._has_told:
            return
        self._has_told = True
        logger.warning("nothing can be kept for after a crash", exc_info=error)
        if isinstance(error, NnlabError):
            text = self.tr("{problem} What is not saved would be lost in a crash.")
            self._window.messages.show_problem(text.format(problem=translate(error.text)))

    def _on_found(self, future: Future[list[_Found]]) -> None:
        self.is_busy = False
        self._found = result_of(future, lambda: None) or []
        if self._is_closed:
            self._release()
        self._ask()

    def _ask(self) -> None:
        """Ask about the latest."""
        if not self._found:
            self._window.messages.stop_asking()
            return
        found = self._found[0]
        discard = Choice(self.tr("Discard"), lambda: self._discard(found))
        if isinstance(found.experiment, NnlabError):
            text = self.tr("What was kept of an experiment that was cut off cannot be read. {problem}")
            self._window.messages.keep_asking(text.format(problem=translate(found.experiment.text)), discard)
            return
        recover = Choice(self.tr("Open"), self._opening(found, found.experiment))
        self._window.messages.keep_asking(self._words(found.entry, found.experiment), recover, discard)

    def _words(self, entry: Entry, experiment: Experiment) -> str:
        name = experiment.spec.name or (entry.origin.stem if entry.origin else self.tr("New experiment"))
        kept = QDateTime.fromSecsSinceEpoch(int(entry.saved_at.timestamp()))
        when = QLocale().toString(kept, QLocale.FormatType.ShortFormat)
        record, search = experiment.record, experiment.search
        if record is not None:
            text = self.tr("“{name}” was cut off before it was saved, {steps} steps into its run ({when}).")
            return text.format(name=name, steps=numbers.count(record.checkpoint.step), when=when)
        if search is not None:
            text = self.tr("“{name}” was cut off before it was saved, {trials} trials into its search ({when}).")
            return text.format(name=name, trials=numbers.count(len(search.trials)), when=when)
        return self.tr("“{name}” was cut off before it was saved ({when}).").format(name=name, when=when)

    def _opening(self, found: _Found, experiment: Experiment) -> Callable[[], None]:
        def show() -> None:
            self._found.remove(found)
            self._files.show(experiment, found.entry.origin, is_saved=False)
            self._journal.take_over(found.entry)
            self._kept = self._state
            self._ask()

        def show_unless_unsaved() -> None:
            self._files.unless_unsaved(show)
            self._ask()  # again, where the person stays with what there is

        return show_unless_unsaved

    def _discard(self, found: _Found) -> None:
        self._found.remove(found)
        self._writer.submit(found.entry.remove)
        self._ask()


def _find() -> list[_Found]:
    """Claim and read what was cut off; on the writer's thread."""
    return [_Found(entry, _read(entry)) for entry in cut_off()]


def _read(entry: Entry) -> Experiment | NnlabError:
    try:
        return entry.read()
    except NnlabError as error:
        return error
