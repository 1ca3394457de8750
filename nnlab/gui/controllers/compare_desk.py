"""Everything behind the Compare view: the runs at hand, runs beside the window's own, and one thing changed."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from nnlab.gui.controllers.change_controller import ChangeController
from nnlab.gui.controllers.compare_controller import CompareController
from nnlab.gui.controllers.draft import Draft
from nnlab.gui.controllers.earlier_runs_controller import EarlierRunsController
from nnlab.gui.controllers.file_controller import FileController
from nnlab.gui.controllers.own_run import OwnRun
from nnlab.gui.controllers.present_run import PresentRun
from nnlab.gui.controllers.race_controller import RaceController
from nnlab.gui.controllers.run_controller import RunController
from nnlab.gui.controllers.run_shelf import RunShelf
from nnlab.gui.pending import Pending
from nnlab.gui.settings import Settings
from nnlab.gui.views.compare.compare_view import CompareView
from nnlab.gui.views.dialogs import Dialogs
from nnlab.gui.views.main_window import MainWindow
from nnlab.jobs import ComputeThread

KEY = "compare"


class CompareDesk(QObject):
    """Keeps the runs of the session from the start; the rest comes with the view.

    Parameters
    ----------
    window : MainWindow
    draft : Draft
    runs : RunController
    present : PresentRun
    files : FileController
    thread : ComputeThread
    dialogs : Dialogs
    settings : Settings
    pending : Pending

    Attributes
    ----------
    shelf : RunShelf
    race : RaceController
    """

    def __init__(
        self,
        window: MainWindow,
        draft: Draft,
        runs: RunController,
        present: PresentRun,
        files: FileController,
        thread: ComputeThread,
        dialogs: Dialogs,
        settings: Settings,
        pending: Pending,
    ) -> None:
        super().__init__(window)
        self._window, self._draft, self._runs, self._files = window, draft, runs, files
        self._thread, self._dialogs, self._settings = thread, dialogs, settings
        self.shelf = RunShelf(self)
        self.race = RaceController(thread, pending, self)
        self._own = OwnRun(runs, present, self.shelf)
        self._controller: CompareController | None = None
        self._changes: ChangeController | None = None
        files.experiment_shown.connect(self._on_files_experiment_shown)
        window.tabs.view_made.connect(self._on_tabs_view_made)
        if window.tabs.is_made(KEY):
            self._on_tabs_view_made(KEY, window.tabs.view(KEY))
        self._on_files_experiment_shown()
        self._earlier = EarlierRunsController(window, runs, self.shelf)

    def change_one(self) -> None:
        """Ask what is to be changed of an experiment."""
        self._window.tabs.show_view(KEY)
        if self._changes is not None:
            self._changes.begin()

    def close(self) -> None:
        """End every run beside the window's own."""
        if self._controller is not None:
            self._controller.close()
        self.race.close()

    def _on_files_experiment_shown(self) -> None:
        """Put the run of a file that was opened beside the others."""
        path, record = self._files.path, self._runs.record
        if path is not None and record is not None and all(run.record is not record for run in self.shelf.runs):
            self.shelf.add(record, path.stem)

    def _on_tabs_view_made(self, key: str, view: QWidget) -> None:
        if key != KEY or not isinstance(view, CompareView):
            return
        self._controller = CompareController(
            view,
            self.shelf,
            self.race,
            self._thread,
            self._dialogs,
            self._settings,
            self._window.messages,
            self._own,
        )
        self._changes = ChangeController(view, self.shelf, self.race, self._window.messages, lambda: self._draft.spec)
        self._controller.open_requested.connect(self._files.open_run)
        self._changes.form_requested.connect(self._draft.take_spec)
        self._draft.changed.connect(self._changes.refresh)
