"""One window with everything behind it, put together and taken apart."""

from __future__ import annotations

from pathlib import Path

from nnlab.gui.controllers.data_reading import DataReading
from nnlab.gui.controllers.data_view_controller import DataViewController
from nnlab.gui.controllers.draft import Draft
from nnlab.gui.controllers.file_controller import FileController
from nnlab.gui.controllers.form_controller import FormController
from nnlab.gui.controllers.import_controller import ImportController
from nnlab.gui.controllers.predict_controller import PredictController
from nnlab.gui.controllers.run_controller import RunController
from nnlab.gui.controllers.view_controller import ViewController
from nnlab.gui.pending import Pending
from nnlab.gui.settings import Settings
from nnlab.gui.views.dialogs import Dialogs
from nnlab.gui.views.main_window import MainWindow
from nnlab.jobs import ComputeThread
from nnlab.store.experiment_file import SUFFIX, Experiment, find

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
        pending = Pending(self.window)
        self.form = FormController(self.window, self.draft)
        self.runs = RunController(self.window, self.draft, self.thread, pending)
        dialogs = dialogs or Dialogs(self.window, SUFFIX)
        self.files = FileController(self.window, self.draft, self.runs, dialogs, settings, pending)
        self.views = ViewController(self.window, settings)
        self.reading = DataReading(self.window, self.draft, self.runs, self.thread, dialogs)
        self.data = DataViewController(self.window, self.draft, self.reading, self.thread)
        self.imports = ImportController(self.window, self.draft, self.reading, self.thread, dialogs, settings)
        self.predictions = PredictController(self.window, self.runs, self.thread, dialogs, settings, pending)
        self._settings = settings
        if (layout := settings.layout()) is not None:
            self.window.restore_layout(*layout)
        self.window.closed.connect(self._on_window_closed)
        self.window.file_dropped.connect(self._on_window_file_dropped)
        self.files.show(Experiment(find(FIRST_EXAMPLE).spec), None)

    def open(self, path: Path) -> None:
        """Open a file, as from the command line."""
        self.files.open(path)

    def close(self) -> None:
        """End the run, write what is being written, and join every thread."""
        self.runs.close()
        self.thread.close()
        self.files.close()

    def _on_window_file_dropped(self, name: str) -> None:
        """Open an experiment; look at anything else as data."""
        if name.endswith((SUFFIX, ".json")):
            self.window.recent_file_chosen.emit(name)
        else:
            self.imports.begin(Path(name))

    def _on_window_closed(self) -> None:
        self._settings.set_layout(*self.window.layout_state())
        self.close()
