"""Colours, and the help windows."""

from __future__ import annotations

import platform
from importlib.metadata import version

from PySide6.QtCore import QObject, qVersion
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication

import nnlab
from nnlab.gui import theme
from nnlab.gui.settings import Settings
from nnlab.gui.views.help import HelpWindow, key_rows
from nnlab.gui.views.main_window import MainWindow
from nnlab.gui.views.what_is_this import explain
from nnlab.logs import log_path

LIBRARIES = ("numpy", "PySide6-Essentials", "pyqtgraph", "pydantic")


class ViewController(QObject):
    """Applies the chosen colours, and opens the help windows.

    Parameters
    ----------
    window : MainWindow
    settings : Settings
    """

    def __init__(self, window: MainWindow, settings: Settings) -> None:
        super().__init__(window)
        self._window, self._settings = window, settings
        actions = window.actions_
        actions.theme_choices[settings.colours()].setChecked(True)
        actions.themes.triggered.connect(self._on_themes_triggered)
        actions.what.triggered.connect(lambda: explain(window))
        actions.keys.triggered.connect(self._on_keys_triggered)
        actions.about.triggered.connect(self._on_about_triggered)

    def _on_themes_triggered(self, action: QAction) -> None:
        self._settings.set_colours(action.data())
        app = QApplication.instance()
        if isinstance(app, QApplication):
            theme.apply(app, action.data())

    def _on_keys_triggered(self) -> None:
        actions = self._window.actions_
        rows = [(self.tr("Start, pause, go on"), actions.start.shortcut().toString())]
        rows += key_rows([action for action in self._window.actions() if action is not actions.start])
        HelpWindow(self._window, self.tr("Keys"), [*rows, *self._form_keys()]).show()

    def _form_keys(self) -> list[tuple[str, str]]:
        """Return the keys of the form, which act on the card or field that has the focus."""
        return [
            (self.tr("Move a layer or a step up or down"), "Alt+↑  Alt+↓"),
            (self.tr("Duplicate a layer"), "Ctrl+D"),
            (self.tr("Remove a layer or a step"), self.tr("Del")),
            (self.tr("Raise or lower a number"), "↑  ↓"),
            (self.tr("Reset a field, from its menu"), self.tr("Menu")),
        ]

    def _on_about_triggered(self) -> None:
        rows = [
            ("nnlab", nnlab.__version__),
            (self.tr("Python"), platform.python_version()),
            (self.tr("Qt"), qVersion()),
            *((name, version(name)) for name in LIBRARIES),
            (self.tr("System"), platform.platform()),
            (self.tr("Licence"), self.tr("MIT")),
            (self.tr("Log file"), str(log_path())),
        ]
        HelpWindow(self._window, self.tr("About nnlab"), rows).show()
