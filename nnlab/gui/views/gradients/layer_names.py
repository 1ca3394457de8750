"""The names of layers where there is little room."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import Final

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QFontMetrics

ROOM: Final = 8
"""Pixels between names."""


def short_names(labels: Sequence[str], slot: float, metrics: QFontMetrics) -> dict[int, str]:
    """Return what is written below each layer: its whole name, or its number, or at every few layers its number.

    Parameters
    ----------
    labels : sequence of str
    slot : float
        Pixels a layer.
    metrics : QFontMetrics
    """
    if not labels:
        return {}
    if max(metrics.horizontalAdvance(label) for label in labels) + ROOM <= slot:
        return dict(enumerate(labels))
    last = len(labels) - 1
    names = [*(str(layer + 1) for layer in range(last)), QCoreApplication.translate("LayerNames", "out")]
    stride = max(1, ceil((max(metrics.horizontalAdvance(name) for name in names) + ROOM) / max(slot, 1)))
    return {layer: names[layer] for layer in range(last, -1, -stride)}
