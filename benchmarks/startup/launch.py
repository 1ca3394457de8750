"""One launch in a process of its own: ``python -m benchmarks.startup.launch ours|empty``.

It prints the clock at which the first picture was on the screen, and ends. The clock is that of the whole system.
"""

from __future__ import annotations

import gc
import sys
from time import perf_counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

SIZE = (1280, 800)


def ours() -> None:
    """Launch nnlab as its script does."""
    from nnlab.__main__ import main

    gc.disable()  # as the script does before the following import
    from nnlab.gui import app

    class Watched(app.Workbench):
        """Looks at its window."""

        def __init__(self) -> None:
            super().__init__()
            end_with_first_picture(self.window)

    app.Workbench = Watched  # type: ignore[misc]
    main([])


def empty() -> None:
    """Show a window with nothing but an empty plot."""
    import pyqtgraph as pg
    from PySide6.QtWidgets import QMainWindow

    application = pg.mkQApp()
    window = QMainWindow()
    window.setCentralWidget(pg.PlotWidget())
    window.resize(*SIZE)
    end_with_first_picture(window)
    window.show()
    application.exec()


def end_with_first_picture(window: QWidget) -> None:
    """Print the clock once ``window`` has been painted, and quit."""
    from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer

    def told() -> None:
        print(perf_counter(), flush=True)
        QCoreApplication.exit(0)

    class Watcher(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Show and watched is window:
                window.windowHandle().installEventFilter(self)
            elif event.type() == QEvent.Type.Expose:  # the window paints itself while it handles this one
                watched.removeEventFilter(self)
                QTimer.singleShot(0, told)
            return False

    window.installEventFilter(Watcher(window))


PROGRAMS = {"ours": ours, "empty": empty}

if __name__ == "__main__":
    PROGRAMS[sys.argv[1]]()
