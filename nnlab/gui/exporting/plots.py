"""Plots are drawn for the screen: lines of one of its pixels, symbols as small pictures. For a file they are not."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any, Final

import pyqtgraph as pg
from PySide6.QtGui import QPen
from PySide6.QtWidgets import QGraphicsItem, QWidget

PENS: Final = ("pen", "currentPen", "_pen", "_tickPen")
"""Where pyqtgraph's items keep their pens; curves keep them among their ``opts``."""


@contextmanager
def plots_for_file(widget: QWidget, scale: float) -> Iterator[None]:
    """Have every plot within ``widget`` drawn with smooth lines as thick as they are on the screen times ``scale``.

    Parameters
    ----------
    widget : QWidget
    scale : float
        Pixels of the file a pixel of the screen.
    """
    views = [view for view in [widget, *widget.findChildren(QWidget)] if isinstance(view, pg.GraphicsView)]
    with ExitStack() as stack:
        for view in views:
            for item in view.scene().items():
                stack.enter_context(_item_for_file(item, scale))
        yield


@contextmanager
def _item_for_file(item: QGraphicsItem, scale: float) -> Iterator[None]:
    """Change one item, and change it back."""
    kept = [(place, name, place[name]) for place in _places(item) for name in _pens(place)]
    set_mode = getattr(item, "setExportMode", None)
    for place, name, pen in kept:
        place[name] = _thicker(pen, scale)
    if set_mode is not None:
        set_mode(True, {"antialias": True, "resolutionScale": 1.0, "background": None, "painter": None})
    _forget_picture(item)
    try:
        yield
    finally:
        for place, name, pen in kept:
            place[name] = pen
        if set_mode is not None:
            set_mode(False)
        _forget_picture(item)


def _places(item: QGraphicsItem) -> list[dict[str, Any]]:
    """Return the dictionaries in which an item may keep pens."""
    return [
        place for place in (getattr(item, "opts", None), getattr(item, "__dict__", None)) if isinstance(place, dict)
    ]


def _pens(place: dict[str, Any]) -> list[str]:
    return [name for name in PENS if isinstance(place.get(name), QPen)]


def _thicker(pen: QPen, scale: float) -> QPen:
    """Return a pen that is as thick in the file as on the screen, where its width is one in pixels."""
    result = QPen(pen)
    if pen.isCosmetic():
        result.setWidthF(max(pen.widthF(), 1.0) * scale)
    return result


def _forget_picture(item: QGraphicsItem) -> None:
    """Let an axis draw itself anew."""
    if isinstance(item, pg.AxisItem):
        item.picture = None
