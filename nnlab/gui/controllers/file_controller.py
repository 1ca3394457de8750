"""New, open, save and recent files; nothing is lost without a question."""

from __future__ import annotations

import re
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from PySide6.QtCore import QObject

from nnlab.errors import NnlabError
from nnlab.gui.controllers.draft import Draft
from nnlab.gui.controllers.run_controller import RunController
from nnlab.gui.controllers.run_words import problem_words
from nnlab.gui.pending import Pending
from nnlab.gui.settings import Settings
from nnlab.gui.translation import translate
from nnlab.gui.views.dialogs import Answer, Dialogs
from nnlab.gui.views.main_window import MainWindow
from nnlab.spec.document import new_spec
from nnlab.store.experiment_file import SUFFIX, Experiment, open_experiment, save
from nnlab.training.checkpoint import RunRecord


class FileController(QObject):
    """Knows which file the experiment belongs to, and what of it is not saved yet.

    Parameters
    ----------
    window : MainWindow
    draft : Draft
    runs : RunController
    dialogs : Dialogs
    settings : Settings
    pending : Pending
    """

    def __init__(
        self,
        window: MainWindow,
        draft: Draft,
        runs: RunController,
        dialogs: Dialogs,
        settings: Settings,
        pending: Pending,
    ) -> None:
        super().__init__(window)
        self._window, self._draft, self._runs = window, draft, runs
        self._dialogs, self._settings, self._pending = dialogs, settings, pending
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="nnlab-writer")
        self._path: Path | None = None
        self._saved_place = (0, 0)
        self._closing = self._closed = False
        self._connect()
        self._refresh()

    def _connect(self) -> None:
        window, actions = self._window, self._window.actions_
        actions.new.triggered.connect(self._on_new_triggered)
        actions.open.triggered.connect(self._on_open_triggered)
        actions.save.triggered.connect(self._on_save_triggered)
        actions.save_as.triggered.connect(self._on_save_as_triggered)
        actions.quit.triggered.connect(window.close)
        window.recent_file_chosen.connect(lambda name: self._unless_unsaved(lambda: self.open(Path(name))))
        window.recent_files_cleared.connect(self._on_window_recent_files_cleared)
        window.may_close = self._may_close
        self._draft.changed.connect(self._refresh)
        self._runs.progressed.connect(self._refresh)
        self._draft.undo_stack.cleanChanged.connect(self._refresh)
        window.set_recent_files(self._settings.recent_files())

    @property
    def path(self) -> Path | None:
        """The file of the experiment; None before it was first saved."""
        return self._path

    @property
    def is_unsaved(self) -> bool:
        """Whether closing now would lose a change or steps of a run."""
        return not self._draft.undo_stack.isClean() or self._runs.place != self._saved_place

    def show(self, experiment: Experiment, path: Path | None) -> None:
        """Show an experiment, from a file or one to begin with, instead of the present one."""
        self._path = path
        self._draft.open(experiment.spec)
        self._runs.open(experiment.record)
        self._mark_saved(self._runs.place)

    def open(self, path: Path) -> None:
        """Open a file; where that fails, say why and leave everything as it is."""
        try:
            experiment = open_experiment(path)
        except NnlabError as error:
            self._window.messages.show_problem(translate(error.text))
            self._window.set_recent_files(self._settings.forget_file(path))
            return
        self._window.messages.hide()
        self.show(experiment, path if path.suffix == SUFFIX else None)
        self._window.set_recent_files(self._settings.remember_file(path))

    def save(self, then: Callable[[], None] | None = None) -> None:
        """Save to the experiment's file, asking for one where there is none; call ``then`` when it is done."""
        if self._path is None:
            self.save_as(then)
        else:
            self._save_to(self._path, then)

    def save_as(self, then: Callable[[], None] | None = None) -> None:
        """Ask for a file and save to it."""
        path = self._dialogs.ask_save_path(self._path or self._settings.folder() / self._suggested_name())
        if path is not None:
            self._save_to(path, then)

    def close(self) -> None:
        """Wait for what is being written, and listen no longer."""
        self._writer.shutdown(wait=True)
        if not self._closed:
            self._draft.undo_stack.cleanChanged.disconnect(self._refresh)
        self._closed = True

    def _save_to(self, path: Path, then: Callable[[], None] | None) -> None:
        """Have the run copied on its thread, and write it on another; the window goes on meanwhile."""
        spec = self._draft.spec
        if spec is None:
            self._window.messages.show_problem(problem_words(self._draft.problems))
            return
        self._draft.end_typing()
        index = self._draft.undo_stack.index()

        def write(copied: Future[RunRecord | None]) -> None:
            record = copied.result()
            place = (self._runs.place[0], record.checkpoint.step if record else 0)
            written = self._writer.submit(save, path, Experiment(spec, record))
            self._pending.when_done(written, lambda future: self._on_written(future, path, (index, place), then))

        self._pending.when_done(self._runs.record(), write)

    def _on_written(
        self,
        future: Future[None],
        path: Path,
        saved: tuple[int, tuple[int, int]],
        then: Callable[[], None] | None,
    ) -> None:
        error = future.exception()
        if isinstance(error, NnlabError):
            self._window.messages.show_problem(translate(error.text))
            return
        future.result()
        self._path = path
        index, place = saved
        if index == self._draft.undo_stack.index():
            self._mark_saved(place)
        self._window.set_recent_files(self._settings.remember_file(path))
        self._window.messages.show_news(self.tr("Saved to {path}.").format(path=path))
        if then is not None:
            then()

    def _mark_saved(self, place: tuple[int, int]) -> None:
        self._draft.undo_stack.setClean()
        self._saved_place = place
        self._refresh()

    def _suggested_name(self) -> str:
        """Return a file name made of the experiment's name."""
        name = re.sub(r"[^\w\- ]+", "", self._draft.document.get("name") or "").strip()
        return (name or self.tr("Experiment")) + SUFFIX

    def _refresh(self, _clean: bool = True) -> None:
        name = self._draft.document.get("name") or (self._path.stem if self._path else self.tr("New experiment"))
        self._window.set_title(str(name), modified=self.is_unsaved)

    def _on_new_triggered(self) -> None:
        self._unless_unsaved(lambda: self.show(Experiment(new_spec()), None))

    def _on_open_triggered(self) -> None:
        def ask() -> None:
            path = self._dialogs.ask_open_path(self._settings.folder())
            if path is not None:
                self.open(path)

        self._unless_unsaved(ask)

    def _on_save_triggered(self) -> None:
        self.save()

    def _on_save_as_triggered(self) -> None:
        self.save_as()

    def _on_window_recent_files_cleared(self) -> None:
        self._window.set_recent_files(self._settings.forget_all_files())

    def _unless_unsaved(self, act: Callable[[], None]) -> None:
        """Do ``act``, after saving or after the person agreed to lose what is not saved."""
        answer = self._dialogs.ask_about_unsaved(self._name()) if self.is_unsaved else Answer.DISCARD
        if answer is Answer.SAVE:
            self.save(then=act)
        elif answer is Answer.DISCARD:
            act()

    def _name(self) -> str:
        return str(self._draft.document.get("name") or self.tr("New experiment"))

    def _may_close(self) -> bool:
        """Return whether the window may close now; saving first closes it afterwards."""
        if self._closing or not self.is_unsaved:
            return True
        answer = self._dialogs.ask_about_unsaved(self._name())
        if answer is Answer.SAVE:
            self.save(then=self._close_window)
        return answer is Answer.DISCARD

    def _close_window(self) -> None:
        self._closing = True
        self._window.close()
