"""What a person does in the window."""

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from nnlab.training.runner import RunState


def field(bench, name: str) -> QLineEdit:
    """Return a field of the form by what a screen reader calls it."""
    found = [f for f in bench.window.form.findChildren(QLineEdit) if f.accessibleName() == name]
    assert len(found) == 1, [f.accessibleName() for f in bench.window.form.findChildren(QLineEdit)]
    return found[0]


def write(qtbot, line: QLineEdit, text: str) -> None:
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, text)
    qtbot.keyClick(line, Qt.Key.Key_Return)


def press(bench, name: str) -> None:
    action = getattr(bench.window.actions_, name)
    assert action.isEnabled(), name
    action.trigger()


def reach(qtbot, bench, state: RunState) -> None:
    qtbot.waitUntil(lambda: bench.runs.state is state, timeout=20_000)


def record_of(qtbot, bench):
    _, future = bench.runs.copy()
    qtbot.waitUntil(future.done, timeout=5000)
    return future.result()


def curve(bench, name: str) -> np.ndarray:
    return bench.window.live.loss.metrics.lines[name].points()[1].copy()
