"""What holds for every test: folders of its own, and nothing left behind."""

import gc
import os
import sys
import threading
from collections.abc import Iterator
from typing import Any

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# NumPy has one core unless a job asks for more: the workers of the tests would wait for each other's.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


@pytest.fixture(scope="session", autouse=True)
def folders_of_their_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the tests out of the person's settings, logs and caches."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for kind in ("CONFIG", "STATE", "DATA", "CACHE"):
            patch.setenv(f"XDG_{kind}_HOME", str(home / kind.lower()))
        yield


@pytest.fixture(autouse=True)
def no_thread_left() -> Iterator[None]:
    """Fail a test that leaves a running thread; one that was told to stop gets a second to do so."""
    before = set(threading.enumerate())
    yield
    left = [t for t in threading.enumerate() if t not in before and not isinstance(t, threading._DummyThread)]
    for thread in left:
        thread.join(timeout=1.0)
    running = [thread.name for thread in left if thread.is_alive()]
    if running:
        pytest.fail(f"left running threads: {running}", pytrace=False)


@pytest.fixture(autouse=True)
def no_widget_left() -> Iterator[None]:
    """Fail a test that leaves a top-level widget."""
    before = top_level_widgets()
    yield
    left = [widget for widget in top_level_widgets() if widget not in before]
    if left:
        left.clear()
        gc.collect()  # a widget without a parent may hang in a cycle, as pyqtgraph's menus do
        left = [widget for widget in top_level_widgets() if widget not in before]
    if left:
        pytest.fail(f"left top-level widgets: {left}", pytrace=False)


def top_level_widgets() -> list[Any]:
    """List the top-level widgets that are not about to be deleted; none where Qt does not run."""
    widgets = sys.modules.get("PySide6.QtWidgets")
    app = widgets.QApplication.instance() if widgets else None
    if app is None:
        return []
    app.sendPostedEvents(None, sys.modules["PySide6.QtCore"].QEvent.Type.DeferredDelete.value)
    return app.topLevelWidgets()


@pytest.fixture(scope="session")
def qapp(qapp: Any) -> Any:
    """Let the application outlive its windows."""
    qapp.setQuitOnLastWindowClosed(False)
    return qapp


def pytest_collection_finish() -> None:
    """Spare the garbage collector the ten thousand collected tests."""
    gc.collect()
    gc.freeze()
