"""One window with everything behind it, put together and taken apart."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import QWidget

from nnlab.gui.controllers.asking_controller import AskingController
from nnlab.gui.controllers.clipboard_controller import ClipboardController
from nnlab.gui.controllers.data_controllers import DataControllers
from nnlab.gui.controllers.data_reading import DataReading
from nnlab.gui.controllers.draft import Draft
from nnlab.gui.controllers.file_controller import FileController
from nnlab.gui.controllers.form_controller import FormController
from nnlab.gui.controllers.present_run import PresentRun
from nnlab.gui.controllers.recovery_controller import RecoveryController
from nnlab.gui.controllers.run_controller import RunController
from nnlab.gui.controllers.start_again import StartAgain
from nnlab.gui.controllers.timeline_controller import TimelineController
from nnlab.gui.controllers.view_controller import ViewController
from nnlab.gui.pending import Pending
from nnlab.gui.settings import Settings
from nnlab.gui.views.dialogs import Dialogs
from nnlab.gui.views.main_window import MainWindow
from nnlab.jobs import ComputeThread
from nnlab.store.experiment_file import SUFFIX, Experiment, find
from nnlab.store.writer import Writer
from nnlab.training.checkpoint import RunRecord

if TYPE_CHECKING:
    from nnlab.gui.controllers.compare_desk import CompareDesk
    from nnlab.gui.controllers.data_desk import DataDesk
    from nnlab.gui.controllers.export_controller import ExportController
    from nnlab.gui.controllers.export_run_controller import ExportRunController
    from nnlab.gui.controllers.guide_controller import GuideController
    from nnlab.gui.controllers.initialisation_controller import InitialisationController
    from nnlab.gui.controllers.search_controller import SearchController
    from nnlab.gui.views.initialisation.initialisation_view import InitialisationView
    from nnlab.gui.views.search.search_view import SearchView

FIRST_EXAMPLE = "digits"


class Workbench:
    """Composes views, controllers and the compute thread; shows the digits example to begin with.

    Parameters
    ----------
    settings : Settings, optional
    dialogs : Dialogs, optional
        Tests answer the questions themselves.
    """

    def __init__(self, settings: Settings | None = None, dialogs: Dialogs | None = None) -> None:
        settings = settings or Settings()
        self.thread = ComputeThread()
        self.window = MainWindow()
        self.draft = Draft(self.window)
        self._settings, self._pending = settings, Pending(self.window)
        self.form = FormController(self.window, self.draft)
        self.runs = RunController(self.window, self.draft, self.thread, self._pending)
        self._present = PresentRun(self.runs)
        self._dialogs = dialogs = dialogs or Dialogs(self.window, SUFFIX)
        self._writer = Writer()
        self.files = FileController(self.window, self.draft, self.runs, dialogs, settings, self._writer, self._pending)
        self.recovery = RecoveryController(self.window, self.draft, self.runs, self.files, self._writer, self._pending)
        self.clipboard = ClipboardController(self.window, self.draft, self.runs, self.files, settings)
        self.views = ViewController(self.window, settings)
        self.timeline = TimelineController(self.window, self.runs, self.draft)
        self.again = StartAgain(self.window, self.draft, self.runs, self.timeline, self._pending)
        self.asking = AskingController(self.window, self.runs, self.timeline, self.thread)
        self.reading = DataReading(self.window, self.draft, self.runs, self.thread, dialogs)
        self.reading.finished.connect(self.asking.ask)
        self._data = DataControllers(self.window, self.files, self._data_desk)
        self._exports: ExportController | None = None
        self._run_exports: ExportRunController | None = None
        self._comparing: CompareDesk | None = None
        self.initialisation: InitialisationController | None = None
        self._guide: GuideController | None = None
        self.search: SearchController | None = None
        self.window.actions_.export_view.triggered.connect(self._on_export_view_triggered)
        self.window.actions_.export_run.triggered.connect(self._on_export_run_triggered)
        self.window.actions_.change_one.triggered.connect(self._on_change_one_triggered)
        if (layout := settings.layout()) is not None:
            self.window.restore_layout(*layout)
        self.window.closed.connect(self._on_window_closed)
        self.window.file_dropped.connect(self._on_window_file_dropped)
        self.files.show(Experiment(find(FIRST_EXAMPLE).spec), None)
        self.window.tabs.view_made.connect(self._on_tabs_view_made)

    @property
    def data(self) -> DataDesk:
        """The controllers of the Data view, which are made if nobody needed them before."""
        return self._data.desk

    def open(self, path: Path) -> None:
        """Open a file, as from the command line."""
        self.files.open(path)

    def close(self) -> None:
        """End the run, write what is being written, and join every thread."""
        if self._exports is not None:
            self._exports.close()
        if self._run_exports is not None:
            self._run_exports.close()
        if self._comparing is not None:
            self._comparing.close()
        if self.search is not None:
            self.search.close()
        self.runs.close()
        self.thread.close()
        self.recovery.close()
        self._writer.close()

    def _data_desk(self) -> DataDesk:
        """Make the controllers of the Data view; with them come the readers of all kinds of files."""
        from nnlab.gui.controllers.data_desk import DataDesk

        return DataDesk(
            self.window,
            self.draft,
            self.runs,
            self.reading,
            self.thread,
            self._dialogs,
            self._settings,
            self._pending,
        )

    @property
    def comparing(self) -> CompareDesk:
        """What keeps the runs of this session, and compares them."""
        from nnlab.gui.controllers.compare_desk import CompareDesk

        if self._comparing is None:
            self._comparing = CompareDesk(
                self.window,
                self.draft,
                self.runs,
                self._present,
                self.files,
                self.thread,
                self._dialogs,
                self._settings,
                self._pending,
            )
        return self._comparing

    @property
    def guide(self) -> GuideController:
        """What says what stands out in the run, and checks the experiment before it."""
        from nnlab.gui.controllers.guide_controller import GuideController

        if self._guide is None:
            self._guide = GuideController(self.window, self.draft, self.runs, self._present, self.thread)
            self._guide.lessons_done.connect(self.files.keep_lessons)
            self._guide.run_made.connect(self._on_guide_run_made)
            self._guide.run_asked.connect(self._on_guide_run_asked)
            self.files.experiment_shown.connect(self._on_files_experiment_shown)
            self._on_files_experiment_shown()
        return self._guide

    def _on_files_experiment_shown(self) -> None:
        if self._guide is not None:
            self._guide.set_lessons_done(self.files.lessons)

    def _on_guide_run_made(self, record: RunRecord, title: str) -> None:
        self.comparing.shelf.add(record, title)

    def _on_guide_run_asked(self, record: RunRecord) -> None:
        self.files.open_run(record, is_saved=True)

    def _on_tabs_view_made(self, key: str, view: QWidget) -> None:
        """Bring what the first picture does without: Live follows on it, and no run is without Live."""
        if key in ("live", "compare"):
            _ = self.comparing
        if key == "live":
            _ = self.guide
        if key == "initialisation":
            self._look_at_initialisations(view)
        if key == "search":
            self._search_with(view)

    def _search_with(self, view: QWidget) -> None:
        """Search with the setup of a view, from now on."""
        from nnlab.gui.controllers.search_controller import SearchController

        self.search = SearchController(self.window, cast("SearchView", view), self.draft, self.files)

    def _look_at_initialisations(self, view: QWidget) -> None:
        """Fill the view of a network before its first step, from now on."""
        from nnlab.gui.controllers.initialisation_controller import InitialisationController

        self.initialisation = InitialisationController(
            self.window, cast("InitialisationView", view), self.draft, self.reading, self.thread
        )

    def _on_change_one_triggered(self) -> None:
        self.comparing.change_one()

    def _on_export_view_triggered(self) -> None:
        """Offer to export the view in front; what draws it into a file comes with the first one."""
        from nnlab.gui.controllers.export_controller import ExportController

        if self._exports is None:
            self._exports = ExportController(
                self.window.tabs,
                self.window.export_bar,
                self.window.messages,
                self._dialogs,
                self._settings,
                self._pending,
                lambda: str(self.draft.document.get("name") or ""),
            )
        self._exports.open()

    def _on_export_run_triggered(self) -> None:
        """Ask where to write the run, and as what."""
        from nnlab.gui.controllers.export_run_controller import ExportRunController

        if self._run_exports is None:
            self._run_exports = ExportRunController(
                self.draft,
                self.runs,
                self.window.messages,
                self._dialogs,
                self._settings,
                self._writer,
                self._pending,
            )
        self._run_exports.ask()

    def _on_window_file_dropped(self, name: str) -> None:
        """Open an experiment; look at anything else as data."""
        if name.endswith((SUFFIX, ".json")):
            self.window.recent_file_chosen.emit(name)
        else:
            self.data.imports.begin(Path(name))

    def _on_window_closed(self) -> None:
        self._settings.set_layout(*self.window.layout_state())
        self.close()
