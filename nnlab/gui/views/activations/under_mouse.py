"""What is said of the place under the mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF

from nnlab.gui.views.activations.row_words import moments_words, strip_words
from nnlab.gui.views.activations.shown import What, distribution_of, name_of
from nnlab.gui.views.activations.units import units_words
from nnlab.gui.views.histogram_rows import bin_words

if TYPE_CHECKING:
    from nnlab.gui.views.activations.layer_rows import LayerRows

BEFORE = 8
"""Pixels left of a histogram that belong to it: there is the bar of exact zeros."""


def words_under(rows: LayerRows, layer: int, position: QPointF) -> str:
    """Return what lies at ``position`` in the row of a layer: a bin, a pixel of the strip, or else all its numbers."""
    for place, what in enumerate(rows.shown.histograms):
        box = rows.histogram_box(layer, place)
        if box.left() - BEFORE <= position.x() <= box.right():
            return _histogram_words(rows, layer, place, what, max(position.x(), box.left()))
    if rows.strip_box(layer).contains(position.toPoint()):
        return _strip_words(rows, layer, position)
    if position.x() >= rows.columns().units(rows.rect()).left():
        return units_words(rows.layers[layer].shares)
    return rows.row_words(layer)


def _histogram_words(rows: LayerRows, layer: int, place: int, what: What, x: float) -> str:
    said = distribution_of(rows.layers[layer], what)
    heading = f"{name_of(what)}: {moments_words(said)}"
    words = bin_words(said.histogram, rows.histogram_axis(layer, place).value(x))
    return f"{heading}\n{words}" if words else heading


def _strip_words(rows: LayerRows, layer: int, position: QPointF) -> str:
    place = rows.strips.place_at(rows.steps_axis().step(position.x()))
    if place is None:
        return ""
    box, parts = rows.strip_box(layer), rows.strip_shape().rows
    part = parts - 1 - min(int((position.y() - box.top()) * parts / box.height()), parts - 1)
    strip, step = rows.strips.strip(layer, rows.shown.strips), rows.strips.pictures[place].step
    return strip_words(strip, place, step, rows.strip_axis(layer), part, parts)
