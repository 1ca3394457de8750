"""The controllers of the Data view, made together."""

from __future__ import annotations

from nnlab.gui.controllers.data_reading import DataReading
from nnlab.gui.controllers.data_view_controller import DataViewController
from nnlab.gui.controllers.draft import Draft
from nnlab.gui.controllers.import_controller import ImportController
from nnlab.gui.controllers.predict_controller import PredictController
from nnlab.gui.controllers.run_controller import RunController
from nnlab.gui.pending import Pending
from nnlab.gui.settings import Settings
from nnlab.gui.views.dialogs import Dialogs
from nnlab.gui.views.main_window import MainWindow
from nnlab.jobs import ComputeThread


class DataDesk:
    """Who looks after the Data view.

    Parameters
    ----------
    window : MainWindow
    draft : Draft
    runs : RunController
    reading : DataReading
    thread : ComputeThread
    dialogs : Dialogs
    settings : Settings
    pending : Pending

    Attributes
    ----------
    view : DataViewController
    imports : ImportController
    predictions : PredictController
    """

    def __init__(
        self,
        window: MainWindow,
        draft: Draft,
        runs: RunController,
        reading: DataReading,
        thread: ComputeThread,
        dialogs: Dialogs,
        settings: Settings,
        pending: Pending,
    ) -> None:
        self.view = DataViewController(window, draft, reading, thread)
        self.imports = ImportController(window, draft, reading, thread, dialogs, settings)
        self.predictions = PredictController(window, runs, thread, dialogs, settings, pending)
