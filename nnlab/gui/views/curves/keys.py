"""What keys do in a plot over steps.

Left and Right move the pointer, with Shift by one step; Home and End take it to the ends of the run; plus and minus
zoom, and Return points out the step.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

if TYPE_CHECKING:
    from nnlab.gui.views.plot import Plot

STRIDE = 0.01
"""Of what is shown: how far the pointer goes."""
ZOOM = 0.8


def act_on(plot: Plot, event: QKeyEvent) -> bool:
    """Do what a key says; return whether it says anything here."""
    by_one = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    acts: dict[int, Callable[[], Any]] = {
        Qt.Key.Key_Left: lambda: _move(plot, -1, by_one=by_one),
        Qt.Key.Key_Right: lambda: _move(plot, 1, by_one=by_one),
        Qt.Key.Key_Home: lambda: plot.point_at(0.0),
        Qt.Key.Key_End: lambda: plot.point_at(float(plot.last_step)),
        Qt.Key.Key_Plus: lambda: plot.zoom_by(ZOOM),
        Qt.Key.Key_Minus: lambda: plot.zoom_by(1 / ZOOM),
    }
    if plot.pointed_at is not None:
        at = round(plot.pointed_at)
        acts |= dict.fromkeys((Qt.Key.Key_Return, Qt.Key.Key_Enter), lambda: plot.step_pointed.emit(at))
    act = acts.get(event.key())
    if act is not None:
        act()
    return act is not None


def _move(plot: Plot, direction: int, *, by_one: bool) -> None:
    at = float(plot.last_step) if plot.pointed_at is None else plot.pointed_at
    moved = plot.scale.beside(at, direction * STRIDE)
    if by_one or abs(moved - at) < 1:
        moved = at + direction
    plot.point_at(float(round(min(max(moved, 0.0), plot.last_step))))
