"""What a launch does before its first picture, and what it leaves for later."""

import subprocess
import sys

import pytest

LATER = [
    "pyqtgraph",
    "PIL",
    "nnlab.data.readers",
    "nnlab.gui.controllers.data_desk",
    "nnlab.gui.controllers.export_controller",
    "nnlab.gui.views.live",
    "nnlab.gui.views.data.data_view",
]
LAUNCH = """
import sys
from PySide6.QtCore import QEvent, QObject
from nnlab.gui.app import create_application
from nnlab.gui.workbench import Workbench

class Watcher(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Show:
            workbench.window.windowHandle().installEventFilter(self)
        elif event.type() == QEvent.Type.Expose:  # the window is painted while this one is handled
            watched.removeEventFilter(self)
            print(*sys.modules)
            app.exit()
        return False

app = create_application()
workbench = Workbench()
watcher = Watcher()
workbench.window.installEventFilter(watcher)
workbench.window.show()
app.exec()
workbench.close()
"""


@pytest.fixture(scope="module")
def imported():
    """Return the names of what a launch has imported by its first picture."""
    done = subprocess.run([sys.executable, "-c", LAUNCH], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


@pytest.mark.parametrize("name", LATER)
def test_the_first_picture_does_without(imported, name):
    assert name not in imported


def test_the_view_in_front_comes_after_the_first_picture(qtbot, open_window):
    bench = open_window()
    qtbot.waitUntil(lambda: bench.window.tabs.front is bench.window.tabs.view("live"))
    assert bench.window.live.isVisible()
