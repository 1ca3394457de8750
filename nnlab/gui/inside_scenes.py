"""Scenes of the views that look inside a network."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QDeadlineTimer, QEventLoop
from PySide6.QtWidgets import QApplication

from nnlab.training.runner import RunState

if TYPE_CHECKING:
    from nnlab.gui.workbench import Workbench

PATIENCE_MS: Final = 60_000
EARLIER: Final = 60


def wait_until(condition: Callable[[], bool]) -> None:
    """Let the window live until ``condition`` holds.

    Raises
    ------
    TimeoutError
        When it does not within a minute.
    """
    deadline = QDeadlineTimer(PATIENCE_MS)
    while not condition():
        if deadline.hasExpired():
            raise TimeoutError("the window did not get there in time")
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)


def run_to_end(workbench: Workbench) -> None:
    """Train until the run ends."""
    workbench.window.actions_.start.trigger()
    wait_until(lambda: workbench.runs.state is RunState.FINISHED)


def _of(example: str, key: str, page: str = "", look_at: int | None = None) -> Callable[[Workbench], None]:
    """Return a scene: an example after its run, in one view, now or at an earlier step."""

    def play(workbench: Workbench) -> None:
        workbench.files.open_example(example)
        run_to_end(workbench)
        _show(workbench, key, page)
        if look_at is not None:
            workbench.timeline.look_at(look_at)
        wait_until(lambda: not workbench.asking.is_busy)

    return play


def _show(workbench: Workbench, key: str, page: str = "") -> None:
    workbench.window.tabs.show_view(key)
    view: Any = workbench.window.tabs.view(key)
    if page:
        view.show_page(page)
    wait_until(lambda: not workbench.asking.is_busy)


def vanishing(workbench: Workbench) -> None:
    """Show the gradients of ten sigmoid layers."""
    layer = {"kind": "dense", "units": 100, "activation": {"kind": "sigmoid"}, "init": {"kind": "xavier"}}
    workbench.draft.edit("network.layers", [dict(layer) for _ in range(10)])
    workbench.draft.edit("training.epochs", 5)
    run_to_end(workbench)
    _show(workbench, "gradients")


def dying(workbench: Workbench) -> None:
    """Show ReLUs that die, at a rate that is too high for raw inputs."""
    workbench.draft.edit("preprocessing", [])
    workbench.draft.edit("training.optimizer", {"kind": "adam"})
    run_to_end(workbench)
    _show(workbench, "activations")


def compared(workbench: Workbench) -> None:
    """Show three runs beside each other."""
    for rate in (0.001, 0.01, 0.1):
        workbench.draft.edit("training.learning_rate", rate)
        run_to_end(workbench)
    _show(workbench, "compare")


INSIDE_SCENES: dict[str, Callable[[Workbench], None]] = {
    "curves": _of("digits", "live", "curves"),
    "activations": dying,
    "activations-earlier": _of("batch_norm", "activations", look_at=EARLIER),
    "gradients": vanishing,
    "updates": _of("digits", "gradients", "updates"),
    "norm": _of("batch_norm", "gradients", "norm"),
    "boundary": _of("spirals", "decision", "BoundaryPage"),
    "neurons": _of("spirals", "decision", "NeuronsPage"),
    "warp": _of("spirals", "decision", "WarpPage"),
    "surface": _of("hills", "decision", "SurfacePage"),
    "confusion": _of("digits", "decision", "ConfusionPage"),
    "mistakes": _of("digits", "decision", "MistakesPage"),
    "first-layer": _of("digits", "decision", "FirstLayerPage"),
    "try-one": _of("digits", "decision", "DrawPage"),
    "network": _of("spirals", "network"),
    "compare": compared,
}
