"""The order in which Tab goes through the form: that of the eye."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QWidget


class TabOrder:
    """Keeps Tab in the order of the layouts.

    Qt goes by the order in which widgets were made, so a card that is added late, or moved, would come last.

    Parameters
    ----------
    root : QWidget
        What is gone through.
    """

    def __init__(self, root: QWidget) -> None:
        self._root = root
        self._order: list[QWidget] = []

    def refresh(self) -> None:
        """Put the order right where widgets came, went or moved."""
        order = list(_stops(self._root))
        if order != self._order:
            self._order = order
            for first, second in pairwise(order):
                QWidget.setTabOrder(first, second)


def _stops(widget: QWidget) -> Iterator[QWidget]:
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
        yield widget
    layout = widget.layout()
    if layout is not None:
        yield from _stops_in(layout)


def _stops_in(layout: QLayout) -> Iterator[QWidget]:
    for index in range(layout.count()):
        item = layout.itemAt(index)
        widget, inner = (item.widget(), item.layout()) if item is not None else (None, None)
        if widget is not None:
            yield from _stops(widget)
        elif inner is not None:
            yield from _stops_in(inner)
