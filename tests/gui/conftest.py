"""Windows as a launch makes them, with answers in place of a person's."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from nnlab.gui import theme
from nnlab.gui.settings import Settings
from nnlab.gui.views.dialogs import Answer
from nnlab.gui.workbench import Workbench


class FakeDialogs:
    """Answers questions, and remembers that they were asked."""

    def __init__(self, path: Path | None = None, answer: Answer = Answer.DISCARD) -> None:
        self.path, self.answer = path, answer
        self.asked: list[str] = []

    def ask_open_path(self, folder: Path) -> Path | None:
        return self.path

    def ask_save_path(self, suggestion: Path) -> Path | None:
        self.asked.append(suggestion.name)
        return self.path

    def ask_picture_path(self, suggestion: Path) -> Path | None:
        self.asked.append(suggestion.name)
        return self.path

    def ask_table_path(self, suggestion: Path) -> Path | None:
        self.asked.append(suggestion.name)
        return self.path

    def ask_export_path(self, folder: Path, choices: Any) -> tuple[Path, int] | None:
        """Take the format of which the path has the ending; the longest one fits best."""
        self.asked += [name for _, name in choices]
        if self.path is None:
            return None
        endings = [name[len(choices[0][1].partition(".")[0]) :] for _, name in choices]
        fitting = [place for place, ending in enumerate(endings) if self.path.name.endswith(ending)]
        return self.path, max(fitting, key=lambda place: len(endings[place]))

    def ask_about_unsaved(self, name: str) -> Answer:
        self.asked.append(name)
        return self.answer


@pytest.fixture
def fake_dialogs() -> type[FakeDialogs]:
    return FakeDialogs


@pytest.fixture
def open_window(qtbot: Any) -> Iterator[Callable[..., Workbench]]:
    """Make windows as a launch does; they are closed at the end."""
    benches = []

    def make(dialogs: Any = None) -> Workbench:
        bench = Workbench(dialogs=dialogs or FakeDialogs())
        qtbot.addWidget(bench.window, before_close_func=allow_to_close)
        bench.window.show()
        bench.window.activateWindow()
        qtbot.waitUntil(bench.window.isActiveWindow)
        benches.append(bench)
        return bench

    yield make
    for bench in benches:
        bench.close()
    Settings().forget_all_files()


def allow_to_close(window: Any) -> None:
    """Let the window close at the end of a test whatever the fake person answers."""
    window.may_close = lambda: True


@pytest.fixture
def in_theme(qapp: Any) -> Iterator[Callable[[theme.Choice], theme.Theme]]:
    """Change the colours, and go back at the end."""

    def change(choice: theme.Choice) -> theme.Theme:
        theme.apply(qapp, choice)
        return theme.current()

    yield change
    theme.apply(qapp, "system")


@pytest.fixture
def shown(qtbot: Any) -> Callable[..., Any]:
    """Show a widget and have it closed at the end."""

    def show(widget: Any, width: int = 900, height: int = 500) -> Any:
        qtbot.addWidget(widget)
        widget.resize(width, height)
        with qtbot.waitExposed(widget):
            widget.show()
        return widget

    return show
