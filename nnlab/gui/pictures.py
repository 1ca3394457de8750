"""Pictures of the window without a screen: of one experiment, or all that the documentation shows.

``python -m nnlab.gui.pictures RUN.nnlab PICTURE.png`` and ``python -m nnlab.gui.pictures --all FOLDER``.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QDeadlineTimer, QEventLoop, QSize
from PySide6.QtWidgets import QApplication

from nnlab.errors import NnlabError
from nnlab.gui import theme
from nnlab.gui.app import create_application
from nnlab.gui.workbench import Workbench
from nnlab.training.runner import RunState

SIZES = (QSize(1280, 800), QSize(1920, 1080))
THEMES: tuple[theme.Choice, ...] = ("light", "dark")
PATIENCE_MS = 60_000


def empty(_workbench: Workbench) -> None:
    """Show the window as it opens."""


def trained(workbench: Workbench) -> None:
    """Show the digits example after its run."""
    workbench.window.actions_.start.trigger()
    wait_until(lambda: workbench.runs.state is RunState.FINISHED)


def paused(workbench: Workbench) -> None:
    """Show ten sigmoid layers in the middle of their run."""
    layer = {"kind": "dense", "units": 100, "activation": {"kind": "sigmoid"}, "init": {"kind": "xavier"}}
    workbench.draft.edit("network.layers", [dict(layer) for _ in range(10)])
    for _ in range(3):
        workbench.window.actions_.step_epoch.trigger()
        wait_until(lambda: workbench.runs.state is RunState.PAUSED)


def diverged(workbench: Workbench) -> None:
    """Show a run whose learning rate was far too high."""
    workbench.draft.edit("training.learning_rate", 1e6)
    trained(workbench)


def changed(workbench: Workbench) -> None:
    """Show an example with batch normalisation whose rate and dropout were changed on the way."""
    workbench.files.open_example("dropout")
    for epoch in range(12):
        workbench.window.actions_.step_epoch.trigger()
        wait_until(lambda: workbench.runs.state is RunState.PAUSED)
        if epoch == 5:
            workbench.draft.edit("network.layers.0.dropout", 0.2)
            workbench.draft.edit("training.learning_rate", 0.0005)
    workbench.window.live.loss.plot.point_at(45)


def wrong(workbench: Workbench) -> None:
    """Show what the form says about values that are not allowed."""
    workbench.draft.edit("network.layers.0.units", 0)
    workbench.draft.edit("training.learning_rate", "fast")


SCENES: dict[str, Callable[[Workbench], None]] = {
    "start": empty,
    "trained": trained,
    "sigmoid": paused,
    "diverged": diverged,
    "changed": changed,
    "wrong": wrong,
}


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


def take(workbench: Workbench, path: Path, size: QSize) -> None:
    """Write a picture of the whole window in ``size``."""
    window = workbench.window
    window.resize(size)
    window.show()
    for _ in range(5):  # layout, polish and what is drawn only when it is visible
        QApplication.processEvents()
    if not window.grab().save(str(path)):
        raise OSError(f"{path} could not be written")


def picture_of(run: Path, path: Path) -> None:
    """Write a picture of the window that shows the run in a file."""
    workbench = Workbench()
    workbench.open(run)
    if message := workbench.window.messages.text():
        workbench.close()
        raise OSError(message)
    take(workbench, path, SIZES[0])
    workbench.close()


def all_pictures(folder: Path) -> Iterator[Path]:
    """Write every scene in every size and theme, and yield the paths."""
    folder.mkdir(parents=True, exist_ok=True)
    app = create_application()
    for name, play in SCENES.items():
        workbench = Workbench()
        workbench.window.resize(SIZES[0])
        workbench.window.show()
        play(workbench)
        for choice in THEMES:
            theme.apply(app, choice)
            for size in SIZES:
                path = folder / f"{name}-{choice}-{size.width()}.png"
                take(workbench, path, size)
                yield path
        workbench.close()
        workbench.window.deleteLater()


def main(arguments: list[str] | None = None) -> int:
    """Read the command line and write the pictures."""
    parser = argparse.ArgumentParser(prog="nnlab.gui.pictures", description="Pictures of the window.")
    parser.add_argument("--all", metavar="FOLDER", type=Path, help="every picture of the documentation")
    parser.add_argument("run", nargs="?", type=Path, help="an experiment file")
    parser.add_argument("picture", nargs="?", type=Path, help="the PNG file to write")
    options: Any = parser.parse_args(arguments)
    if options.all is None and options.picture is None:
        parser.error("name a run and a picture, or --all FOLDER")
    create_application()
    try:
        if options.all is not None:
            for path in all_pictures(options.all):
                print(path)  # noqa: T201
        else:
            picture_of(options.run, options.picture)
    except (NnlabError, OSError) as error:
        print(error, file=sys.stderr)  # noqa: T201
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
