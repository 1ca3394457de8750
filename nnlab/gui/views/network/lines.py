"""Which connections are drawn, how thick and in which colour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QPen

from nnlab.data.dataset import Array, Labels
from nnlab.gui import theme
from nnlab.training.inside.drawing import NetworkDrawing

MOST_LINES: Final = 400
"""So many connections are drawn, the strongest; more would be a carpet, and slow."""
WIDTHS: Final = (0.8, 1.0, 2.0, 3.5)
"""Pixels, for each quarter of the way from nothing to the largest weight."""
STRENGTHS: Final = (0.35, 0.6, 0.85, 1.0)
"""How much of its colour a line has, likewise."""
LEAST: Final = 0.02
"""Connections below this share of the largest weight are not drawn."""
DASHES: Final = (6.0, 3.0)
"""Pixels of a negative line that are drawn, and that are not."""


@dataclass(frozen=True)
class Lines:
    """Connections between two neighbouring columns, the weakest first.

    Attributes
    ----------
    below, above : (n,) of intp
        The places of their ends among the drawn units.
    weights : (n,)
    classes : (n,) of intp
        Which of WIDTHS they have.
    """

    below: Labels
    above: Labels
    weights: Array
    classes: Labels


def lines_of(drawing: NetworkDrawing, *, shared: bool) -> tuple[Lines, ...]:
    """Return the strongest connections below each layer.

    Parameters
    ----------
    drawing : NetworkDrawing
    shared : bool
        Whether thickness means the same in all layers; otherwise each layer's largest weight is the thickest.
    """
    scales = scales_of(drawing, shared=shared)
    numbers = shares(MOST_LINES, [layer.weights.size for layer in drawing.layers])
    return tuple(
        strongest(layer.weights, scale, most)
        for layer, scale, most in zip(drawing.layers, scales, numbers, strict=True)
    )


def scales_of(drawing: NetworkDrawing, *, shared: bool) -> list[float]:
    """Return the weight that is drawn thickest below each layer."""
    largest = [layer.sums.largest for layer in drawing.layers]
    return [max(largest)] * len(largest) if shared else largest


def strongest(weights: Array, scale: float, most: int) -> Lines:
    """Return at most ``most`` of (k_below, k) weights as lines."""
    flat = weights.ravel()
    size = np.abs(flat)
    chosen = np.argpartition(-size, most - 1)[:most] if most < flat.size else np.arange(flat.size)
    chosen = chosen[size[chosen] > LEAST * scale]
    chosen = chosen[np.argsort(size[chosen], kind="stable")]
    below, above = np.divmod(chosen, weights.shape[1])
    width = (size[chosen] / (scale or 1.0) * len(WIDTHS)).astype(np.intp)
    return Lines(below, above, flat[chosen], np.minimum(width, len(WIDTHS) - 1))


def shares(total: int, wanted: Sequence[int]) -> list[int]:
    """Return how much of ``total`` each gets: as much as it wants, or as much as the others that want too much."""
    result, left = [0] * len(wanted), total
    order = sorted(range(len(wanted)), key=wanted.__getitem__)
    for done, place in enumerate(order):
        result[place] = min(wanted[place], left // (len(wanted) - done))
        left -= result[place]
    return result


def line_pen(width_class: int, *, is_negative: bool) -> QPen:
    """Return the pen of a class of lines: blue and whole for positive weights, orange and dashed for negative ones."""
    shown = theme.current()
    colour = theme.blend(shown.raised, shown.negative if is_negative else shown.positive, STRENGTHS[width_class])
    pen = QPen(colour, WIDTHS[width_class])
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if is_negative:
        pen.setDashPattern([length / max(WIDTHS[width_class], 1.0) for length in DASHES])
    return pen


def faded_pen() -> QPen:
    """Return the pen of connections that are not looked at."""
    shown = theme.current()
    return QPen(theme.blend(shown.raised, shown.border, 0.6), WIDTHS[0])
