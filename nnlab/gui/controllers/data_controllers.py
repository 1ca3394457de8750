"""Brings the controllers of the Data view into being together with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from nnlab.gui.controllers.file_controller import FileController
from nnlab.gui.views.main_window import MainWindow

if TYPE_CHECKING:
    from nnlab.gui.controllers.data_desk import DataDesk

KEY = "data"


class DataControllers(QObject):
    """Leads to the Data view's controllers whatever asks for data.

    Parameters
    ----------
    window : MainWindow
    files : FileController
    factory : callable
        Makes the controllers; the view is there by then.
    """

    def __init__(self, window: MainWindow, files: FileController, factory: Callable[[], DataDesk]) -> None:
        super().__init__(window)
        self._window, self._factory = window, factory
        self._desk: DataDesk | None = None
        actions = window.actions_
        actions.import_data.triggered.connect(lambda: self.desk.imports.ask(is_folder=False))
        actions.import_folder.triggered.connect(lambda: self.desk.imports.ask(is_folder=True))
        actions.predict.triggered.connect(self._on_predict_triggered)
        window.form.browse_requested.connect(self._on_form_browse_requested)
        window.tabs.view_made.connect(self._on_tabs_view_made)
        files.experiment_shown.connect(self._on_files_experiment_shown)

    @property
    def desk(self) -> DataDesk:
        """The controllers, which are made, with the view, if nobody needed them before."""
        self._window.tabs.view(KEY)
        if self._desk is None:
            raise RuntimeError("the Data view was made before anybody heard of it")
        return self._desk

    def _on_tabs_view_made(self, key: str, _: object) -> None:
        if key == KEY:
            self._desk = self._factory()

    def _on_predict_triggered(self) -> None:
        self.desk.predictions.ask()

    def _on_form_browse_requested(self, path: str) -> None:
        self.desk.imports.browse(path)

    def _on_files_experiment_shown(self) -> None:
        """Forget what another network predicted."""
        if self._desk is not None:
            self._desk.predictions.forget()
