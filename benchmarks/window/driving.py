"""A window that is driven as a person drives it, and watched from inside its process."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

from PySide6.QtCore import QDeadlineTimer, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from benchmarks.window.screen import SIZE
from nnlab.gui import theme
from nnlab.gui.app import create_application
from nnlab.gui.workbench import Workbench
from nnlab.spec.experiment import ExperimentSpec
from nnlab.store.experiment_file import Experiment
from nnlab.training.runner import Runner, RunState

PATIENCE_MS = 60_000
WANTED = "activations"
"""The key of the view that is in front."""


class Desk:
    """A window of the size of the screen that shows one view of one run.

    Parameters
    ----------
    spec : ExperimentSpec
    view : str
        The key of the view.
    """

    def __init__(self, spec: ExperimentSpec, view: str = WANTED) -> None:
        app = create_application()
        with theme.unstyled(app):
            self.bench = Workbench()
        self.window = self.bench.window
        self.window.may_close = lambda: True
        self.window.resize(*SIZE)
        self.window.show()
        self.window.tabs.show_view(view)
        self.bench.files.show(Experiment(spec), None)
        self.live_for(0.5)

    @property
    def runner(self) -> Runner:
        """The present run."""
        runner = self.bench.runs._runner
        if runner is None:
            raise RuntimeError("there is no run")
        return runner

    @property
    def step(self) -> int:
        """How far the run really is, whatever the window knows of it."""
        return steps_of(self.runner)

    def start(self) -> None:
        """Start the run, or go on with it."""
        self.window.actions_.start.trigger()
        self.wait_until(lambda: self.bench.runs.state is RunState.RUNNING)
        self.wait_until(lambda: self.step > 0)

    def pause(self) -> None:
        """Bring the run to rest."""
        self.window.actions_.start.trigger()
        self.wait_until(lambda: self.bench.runs.state is RunState.PAUSED)

    def live_for(self, seconds: float) -> None:
        """Let the window handle its events as in ``exec``."""
        loop = QEventLoop()
        QTimer.singleShot(round(1000 * seconds), loop.quit)
        loop.exec()

    def wait_until(self, condition: Callable[[], bool]) -> None:
        """Let the window live until ``condition`` holds."""
        deadline = QDeadlineTimer(PATIENCE_MS)
        while not condition():
            if deadline.hasExpired():
                raise TimeoutError("the window did not get there in time")
            self.live_for(0.02)

    def steps_per_second(self, seconds: float) -> float:
        """Return how fast the run is while the window lives for ``seconds``."""
        begun, first = perf_counter(), self.step
        self.live_for(seconds)
        return (self.step - first) / (perf_counter() - begun)

    def close(self) -> None:
        """Close the window and end its threads."""
        self.window.close()
        self.bench.close()
        QApplication.processEvents()


def steps_of(runner: Runner) -> int:
    """Return how many steps a run has taken."""
    trainer = runner._trainer
    return trainer.step_count if trainer is not None else 0
