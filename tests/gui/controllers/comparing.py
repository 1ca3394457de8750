"""A view of comparisons with everything behind it but a window."""

from pathlib import Path
from typing import Any

from nnlab.gui.controllers.change_controller import ChangeController
from nnlab.gui.controllers.compare_controller import CompareController
from nnlab.gui.controllers.own_run import OwnRun
from nnlab.gui.controllers.present_run import PresentRun
from nnlab.gui.controllers.race_controller import RaceController
from nnlab.gui.controllers.run_shelf import RunShelf
from nnlab.gui.pending import Pending
from nnlab.gui.settings import Settings
from nnlab.gui.views.compare.compare_view import CompareView
from nnlab.gui.views.message_bar import MessageBar
from nnlab.jobs import ComputeThread
from nnlab.spec.experiment import ExperimentSpec
from tests.training.runs import small_spec


class FakeDialogs:
    """Answers with a file."""

    def __init__(self) -> None:
        self.path: Path | None = None

    def ask_open_path(self, folder: Path) -> Path | None:
        return self.path


class CompareDesk:
    """What the window puts together; ``spec`` is what its form would show, ``runs`` stands for its run controller."""

    def __init__(self, qtbot: Any, runs: Any = None) -> None:
        self.view, self.messages, self.dialogs = CompareView(), MessageBar(), FakeDialogs()
        self.thread, self.pending, self.shelf = ComputeThread(), Pending(), RunShelf()
        self.race = RaceController(self.thread, self.pending)
        self.spec: ExperimentSpec | None = small_spec(name="Mine")
        self.own = OwnRun(runs, PresentRun(runs), self.shelf) if runs is not None else None
        self.controller = CompareController(
            self.view, self.shelf, self.race, self.thread, self.dialogs, Settings(), self.messages, self.own
        )
        self.changes = ChangeController(self.view, self.shelf, self.race, self.messages, lambda: self.spec)
        for widget in (self.view, self.messages):
            qtbot.addWidget(widget)
        self.view.resize(1500, 800)
        with qtbot.waitExposed(self.view):
            self.view.show()

    def close(self) -> None:
        self.controller.close()
        self.race.close()
        self.thread.close()

    @property
    def said(self) -> str:
        return self.messages.text()

    def rows(self, *names: str) -> list[list[str]]:
        """Return some columns of the table."""
        headings = self.view.table.headings()
        return [[row[headings.index(name)] for name in names] for row in self.view.table.texts()]
