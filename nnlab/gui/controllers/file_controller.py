"""New, open, save and recent files; nothing is lost without a question."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from nnlab.errors import NnlabError
from nnlab.gui.controllers.draft import Draft
from nnlab.gui.controllers.run_controller import RunController
from nnlab.gui.controllers.run_mark import NO_RUN, RunMark
from nnlab.gui.controllers.run_words import problem_words
from nnlab.gui.pending import Pending
from nnlab.gui.settings import Settings
from nnlab.gui.translation import translate
from nnlab.gui.views.dialogs import Answer, Dialogs
from nnlab.gui.views.main_window import MainWindow
from nnlab.logs import log_path
from nnlab.spec.document import Document, new_spec
from nnlab.spec.lessons import NO_LESSONS, LessonRecords
from nnlab.spec.search import SearchRecord
from nnlab.store.experiment_file import SUFFIX, Experiment, examples, open_experiment
from nnlab.store.writer import Writer
from nnlab.training.checkpoint import RunRecord
from nnlab.training.keyframe import Keyframe

Act = Callable[[], None]
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Saved:
    """What a file holds, to be compared with what the window shows: which experiment, edited so, run so far."""

    path: Path | None
    experiment: int
    document: Document
    mark: RunMark
    search: SearchRecord | None = None
    lessons: LessonRecords = NO_LESSONS


class FileController(QObject):
    """Knows which file the experiment belongs to, and what of it is not saved yet.

    Parameters
    ----------
    window : MainWindow
    draft : Draft
    runs : RunController
    dialogs : Dialogs
    settings : Settings
    writer : Writer
    pending : Pending

    Attributes
    ----------
    search : SearchRecord or None
        What is saved with the experiment of a search for better settings.
    waiting : mapping of int to Keyframe
        The states of its trials that are to go on.
    lessons : LessonRecords
        What was done of the lessons, which other experiments than those of files leave as it is.

    Signals
    -------
    saved
        What there was when saving began is in a file.
    experiment_shown
        Another experiment than before is in the window.
    """

    saved = Signal()
    experiment_shown = Signal()

    def __init__(
        self,
        window: MainWindow,
        draft: Draft,
        runs: RunController,
        dialogs: Dialogs,
        settings: Settings,
        writer: Writer,
        pending: Pending,
    ) -> None:
        super().__init__(window)
        self._window, self._draft, self._runs = window, draft, runs
        self._dialogs, self._settings, self._writer, self._pending = dialogs, settings, writer, pending
        self._saved = Saved(None, 0, draft.document, NO_RUN)
        self.search: SearchRecord | None = None
        self.waiting: Mapping[int, Keyframe] = {}
        self.lessons = NO_LESSONS
        self._under_way = 0
        self._closing = self._agreed = False
        self._connect()
        self._refresh()

    def _connect(self) -> None:
        window, actions = self._window, self._window.actions_
        actions.new.triggered.connect(self._on_new_triggered)
        actions.open.triggered.connect(self._on_open_triggered)
        actions.save.triggered.connect(self._on_save_triggered)
        actions.save_as.triggered.connect(self._on_save_as_triggered)
        actions.quit.triggered.connect(window.close)
        window.example_chosen.connect(lambda name: self.unless_unsaved(lambda: self.open_example(name)))
        window.recent_file_chosen.connect(lambda name: self.unless_unsaved(lambda: self.open(Path(name))))
        window.recent_files_cleared.connect(self._on_window_recent_files_cleared)
        window.may_close = self._may_close
        self._draft.changed.connect(self._refresh)
        self._runs.progressed.connect(self._refresh)
        window.set_recent_files(self._settings.recent_files())
        shipped = {name: open_experiment(path).spec for name, path in examples().items()}
        window.set_examples({name: (spec.name, spec.notes) for name, spec in shipped.items()})

    @property
    def path(self) -> Path | None:
        """The file of the experiment; None before it was first saved."""
        return self._saved.path

    @property
    def number(self) -> int:
        """Which experiment is shown: each that is opened gets the next one."""
        return self._saved.experiment

    @property
    def saved_mark(self) -> RunMark:
        """How much of which run the file holds."""
        return self._saved.mark

    @property
    def is_unsaved(self) -> bool:
        """Whether closing now would lose a change, steps or results of a run, trials of a search, or a lesson."""
        return self._is_experiment_unsaved or self.lessons != self._saved.lessons

    @property
    def _is_experiment_unsaved(self) -> bool:
        is_edited = self._draft.document != self._saved.document or self._runs.mark != self._saved.mark
        return is_edited or self.search is not self._saved.search

    def show(self, experiment: Experiment, path: Path | None, *, is_saved: bool = True) -> None:
        """Show an experiment, from a file or one to begin with, instead of the present one.

        One whose run no file is known to hold is not ``is_saved``: closing asks.
        """
        self._window.messages.clear()
        self._window.transport.focus_start()
        self._draft.open(experiment.spec)
        self._runs.open(experiment.record)
        self.search, self.waiting = experiment.search, experiment.waiting
        mark = self._runs.mark if is_saved else NO_RUN
        held = self._saved.lessons
        if path is not None or experiment.lessons.lessons:
            self.lessons = held = experiment.lessons
        self._saved = Saved(path, self._saved.experiment + 1, self._draft.document, mark, self.search, held)
        self._refresh()
        self.experiment_shown.emit()

    def keep_search(self, found: SearchRecord, waiting: Mapping[int, Keyframe]) -> None:
        """Have a search saved with the experiment from now on."""
        self.search, self.waiting = found, waiting
        self._refresh()

    def keep_lessons(self, done: LessonRecords) -> None:
        """Have what was done of the lessons saved with the experiment from now on."""
        self.lessons = done
        self._refresh()

    def open(self, path: Path) -> None:
        """Open a file; where that fails, say why and leave everything as it is."""
        try:
            experiment = open_experiment(path)
        except NnlabError as error:
            self._window.messages.show_problem(translate(error.text))
            self._window.set_recent_files(self._settings.forget_file(path))
            return
        self.show(experiment, path if path.suffix == SUFFIX else None)
        self._window.set_recent_files(self._settings.remember_file(path))

    def open_example(self, name: str) -> None:
        """Show an example that comes with the program."""
        self.show(open_experiment(examples()[name]), None)

    def open_run(self, record: RunRecord, *, is_saved: bool = False) -> None:
        """Show a run of this session instead of the present one, and its experiment as it was at the end.

        One that can be had again at any time counts as saved.
        """
        if is_saved and not self._is_experiment_unsaved:  # lessons stay whatever experiment is shown
            self.show(Experiment(record.present_spec, record), None)
            return
        self.unless_unsaved(lambda: self.show(Experiment(record.present_spec, record), None, is_saved=is_saved))

    def save(self, then: Act | None = None) -> None:
        """Save to the experiment's file, asking for one where there is none; call ``then`` when it is done."""
        if self.path is None:
            self.save_as(then)
        else:
            self._save_to(self.path, then)

    def save_as(self, then: Act | None = None) -> None:
        """Ask for a file and save to it."""
        path = self._dialogs.ask_save_path(self.path or self._settings.folder() / self._suggested_name())
        if path is not None:
            self._save_to(path, then)

    def unless_unsaved(self, act: Act) -> None:
        """Do ``act``, after saving or after the person agreed to lose what is not saved."""
        answer = self._dialogs.ask_about_unsaved(self._name()) if self.is_unsaved else Answer.DISCARD
        if answer is Answer.SAVE:
            self.save(then=act)
        elif answer is Answer.DISCARD:
            act()

    def _save_to(self, path: Path, then: Act | None) -> None:
        """Have the run copied on its thread and written on another; the window goes on meanwhile."""
        spec, document, experiment = self._draft.spec, self._draft.document, self._saved.experiment
        if spec is None:
            problem = problem_words(self._draft.problems, self._window.form.name_of)
            self._window.messages.show_problem(self.tr("Not saved: {problem}").format(problem=problem))
            return
        self._draft.end_typing()
        self._under_way += 1
        run_id, copied = self._runs.copy()
        search, waiting, lessons = self.search, self.waiting, self.lessons

        def write(copied: Future[RunRecord | None]) -> None:
            failed = copied.cancelled() or copied.exception() is not None
            record = None if failed else copied.result()
            saved = Saved(path, experiment, document, RunMark.of(run_id, record), search, lessons)
            experiment_now = Experiment(spec, record, search=search, waiting=waiting, lessons=lessons)
            written = copied if failed else self._writer.save(path, experiment_now)
            self._pending.when_done(written, lambda future: self._on_written(future, saved, then))

        self._pending.when_done(copied, write)

    def _on_written(self, future: Future[Any], saved: Saved, then: Act | None) -> None:
        self._under_way -= 1
        if future.cancelled() or future.exception() is not None:
            self._closing = False
            self._report(None if future.cancelled() else future.exception())
            return
        if saved.experiment == self._saved.experiment:
            self._saved = saved
            self._refresh()
        if saved.path is not None:
            self._window.set_recent_files(self._settings.remember_file(saved.path))
        self._window.messages.show_news(self.tr("Saved to {path}.").format(path=saved.path))
        self.saved.emit()
        if then is not None:
            then()
        if self._closing and not self._under_way:
            self._agreed = True
            self._window.close()

    def _report(self, error: BaseException | None) -> None:
        if isinstance(error, NnlabError):
            self._window.messages.show_problem(translate(error.text))
            return
        logger.error("an experiment could not be saved", exc_info=error)
        template = self.tr("The experiment could not be saved; the details are in {path}.")
        self._window.messages.show_problem(template.format(path=log_path()))

    def _suggested_name(self) -> str:
        """Return a file name made of the experiment's name."""
        name = re.sub(r"[^\w\- ]+", "", str(self._draft.document.get("name") or "")).strip()
        return (name or self.tr("Experiment")) + SUFFIX

    def _refresh(self) -> None:
        name = self._draft.document.get("name") or (self.path.stem if self.path else self.tr("New experiment"))
        self._window.set_title(str(name), modified=self.is_unsaved)

    def _on_save_triggered(self) -> None:
        self.save()

    def _on_save_as_triggered(self) -> None:
        self.save_as()

    def _on_new_triggered(self) -> None:
        self.unless_unsaved(lambda: self.show(Experiment(new_spec()), None))

    def _on_open_triggered(self) -> None:
        def ask() -> None:
            path = self._dialogs.ask_open_path(self._settings.folder())
            if path is not None:
                self.open(path)

        self.unless_unsaved(ask)

    def _on_window_recent_files_cleared(self) -> None:
        self._window.set_recent_files(self._settings.forget_all_files())

    def _name(self) -> str:
        return str(self._draft.document.get("name") or self.tr("New experiment"))

    def _may_close(self) -> bool:
        """Return whether the window may close now; while something is written it closes by itself afterwards."""
        if self._agreed:
            return True
        if not self._under_way and self.is_unsaved:
            answer = self._dialogs.ask_about_unsaved(self._name())
            if answer is not Answer.SAVE:
                return answer is Answer.DISCARD
            self.save()
            if not self._under_way:  # no file was chosen
                return False
        self._closing = self._under_way > 0
        return not self._closing
