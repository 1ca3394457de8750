"""Pictures of the window without a screen: of one experiment, or all that the documentation shows.

``python -m nnlab.gui.pictures RUN.nnlab PICTURE.png`` and ``python -m nnlab.gui.pictures --all FOLDER``.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from nnlab.errors import NnlabError
from nnlab.gui import theme
from nnlab.gui.app import create_application
from nnlab.gui.inside_scenes import wait_until
from nnlab.gui.scenes import SCENES
from nnlab.gui.workbench import Workbench

SIZES = (QSize(1280, 800), QSize(1920, 1080))
THEMES: tuple[theme.Choice, ...] = ("light", "dark")


def take(workbench: Workbench, path: Path, size: QSize) -> None:
    """Write a picture of the whole window in ``size``."""
    window = workbench.window
    window.resize(size)
    window.show()
    for _ in range(5):  # layout, polish and what is drawn only when it is visible
        QApplication.processEvents()
    wait_until(lambda: not workbench.asking.is_busy)  # some views ask anew when they have another size
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
