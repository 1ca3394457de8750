"""Starts the application: the one place where it is put together."""

from __future__ import annotations

import gc
import logging
import os
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QLocale, QMessageLogContext, QTimer, QtMsgType, QTranslator, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

import nnlab
from nnlab.gui import theme
from nnlab.gui.settings import Settings
from nnlab.gui.views.key_guard import KeyGuard
from nnlab.gui.workbench import Workbench
from nnlab.logs import log_path, start_logging
from nnlab.resources import resource

Hook = Callable[[type[BaseException], BaseException, TracebackType | None], None]

NO_SCREEN = "nnlab: there is no screen here; 'nnlab train digits' trains without a window."
logger = logging.getLogger(__name__)


def run_window(arguments: Sequence[str]) -> int:
    """Open the window and return the exit code when it is closed.

    Parameters
    ----------
    arguments : sequence of str
        At most the name of a file to open.
    """
    if not has_screen():
        print(NO_SCREEN, file=sys.stderr)  # noqa: T201
        return 2
    start_logging()
    logger.info("nnlab %s opens its window", nnlab.__version__)
    app = create_application()
    with theme.unstyled(app):
        workbench = Workbench()
    sys.excepthook = _reporter(workbench)
    app.aboutToQuit.connect(workbench.close)
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    for name in arguments[:1]:
        workbench.open(Path(name))
    workbench.window.show()
    QTimer.singleShot(0, _collect_again)
    QTimer.singleShot(0, workbench.recovery.offer)
    return app.exec()


def _collect_again() -> None:
    """Let Python look for garbage, but no more among all that has been there since the launch."""
    gc.freeze()
    gc.enable()


def has_screen() -> bool:
    """Return whether a window can be shown; Qt would abort the process where it cannot."""
    if sys.platform in {"win32", "darwin"}:
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def create_application() -> QApplication:
    """Return the application with name, language and colours set."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(sys.argv[:1])
    qInstallMessageHandler(_log_qt_message)
    app.setApplicationName("nnlab")
    app.setApplicationVersion(nnlab.__version__)
    app.setDesktopFileName("nnlab")
    _install_translation(app)
    KeyGuard(app)
    theme.apply(app, Settings().colours())
    return app


def _log_qt_message(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    """Keep what Qt says to programmers in the log, not on a person's terminal."""
    severe = {QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg}
    logger.log(logging.ERROR if kind in severe else logging.INFO, "Qt: %s", message)


def _install_translation(app: QApplication) -> None:
    """Speak the system's language where there is a translation into it."""
    try:
        folder = resource("translations")
    except FileNotFoundError:
        return
    translator = QTranslator(app)
    if translator.load(QLocale.system(), "nnlab", "_", str(folder)):
        app.installTranslator(translator)


def _reporter(workbench: Workbench) -> Hook:
    """Return a hook that logs an unexpected error and says so in the window, which stays usable."""

    def report(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        logger.critical("unexpected error", exc_info=(kind, error, trace))
        template = workbench.window.tr("Something unexpected went wrong; the details are in {path}.")
        workbench.window.messages.show_problem(template.format(path=log_path()))

    return report
