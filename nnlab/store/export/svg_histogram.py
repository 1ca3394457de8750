"""Histograms as SVG: how one layer was at a few steps, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from nnlab.store.export.markup import Markup, element, joined
from nnlab.store.export.report_words import number
from nnlab.store.export.svg_chart import SVG
from nnlab.training.histogram import BINS, Histogram

PANEL, GAP = 236, 16
TOP, BOTTOM, NOTES, NOTE = 22, 82, 112, 15
LEAST_BAR = 1.0
"""So that single values far out, which decide the axis, can be seen."""
ZERO_WIDTH = 5
ALIKE = 8.0
"""Histograms whose ranges differ by no more than this share an axis."""


@dataclass(frozen=True)
class Panel:
    """A histogram with what is written over and under it.

    Attributes
    ----------
    heading : str
    histogram : Histogram or None
        None where there is none; ``notes`` then say why.
    notes : tuple of str
        At most two lines.
    """

    heading: str
    histogram: Histogram | None
    notes: tuple[str, ...]


def to_svg(title: str, panels: Sequence[Panel]) -> Markup:
    """Return the panels in a row, as an SVG element that takes its colours from the page around it."""
    ends = _shared_ends([panel.histogram for panel in panels if panel.histogram is not None])
    width = len(panels) * (PANEL + GAP) - GAP
    height = NOTES + NOTE * (max(len(panel.notes) for panel in panels) - 1) + 5
    return element(
        "svg",
        element("title", title),
        *(
            element("g", _panel(panel, ends), transform=f"translate({index * (PANEL + GAP)} 0)")
            for index, panel in enumerate(panels)
        ),
        xmlns=SVG,
        viewBox=f"0 0 {width} {height}",
        style=f"max-width:{width}px",
        role="img",
        class_="histograms",
    )


def _shared_ends(histograms: Sequence[Histogram]) -> tuple[float, float] | None:
    """Return one range for all; None where the narrowest would be too narrow on it."""
    if not histograms:
        return None
    low, high = min(h.low for h in histograms), max(h.high for h in histograms)
    narrowest = min(h.high / 2 - h.low / 2 for h in histograms)
    return (low, high) if high / 2 - low / 2 <= ALIKE * narrowest else None


def _panel(panel: Panel, ends: tuple[float, float] | None) -> Markup:
    words = [_text(0, 12, panel.heading, class_="heading")]
    words += [_text(0, NOTES + NOTE * index, note) for index, note in enumerate(panel.notes)]
    if panel.histogram is None:
        return joined(words)
    low, high = ends or (panel.histogram.low, panel.histogram.high)
    return joined([*_bars(panel.histogram, low, high), *_axis(low, high), *words])


def _bars(histogram: Histogram, low: float, high: float) -> list[Markup]:
    """Return the outline of all bins, and a grey bar of exact zeros, which are in no bin."""
    scale = PANEL / (high / 2 - low / 2) / 2
    tallest = max(int(histogram.counts.max()), 1)
    heights = np.where(histogram.counts > 0, np.maximum(histogram.counts / tallest * (BOTTOM - TOP), LEAST_BAR), 0)
    start = (histogram.low - low) * scale
    bin_width = (histogram.high / BINS - histogram.low / BINS) * scale
    parts = [element("path", d=_outline(heights.tolist(), start, bin_width), class_="bars")]
    if histogram.zeros:
        height = min(histogram.zeros / tallest, 1.0) * (BOTTOM - TOP)
        left = min(max(-low * scale - ZERO_WIDTH / 2, 0), PANEL - ZERO_WIDTH)
        bar = element(
            "rect",
            x=f"{left:.1f}",
            y=f"{BOTTOM - height:.1f}",
            width=ZERO_WIDTH,
            height=f"{height:.1f}",
            class_="zeros",
        )
        parts.append(bar)
    return parts


def _outline(heights: Sequence[float], start: float, width: float) -> str:
    """Return the path around all bars; only where the height changes there is a corner."""
    path = [f"M{start:.1f} {BOTTOM}"]
    for index, (before, height) in enumerate(pairwise([0.0, *heights, 0.0])):
        if height != before:
            path.append(f"H{start + index * width:.1f}V{BOTTOM - height:.1f}")
    return "".join(path) + "Z"


def _axis(low: float, high: float) -> list[Markup]:
    parts = [element("path", d=f"M0 {BOTTOM}h{PANEL}", class_="frame")]
    parts += [_text(0, BOTTOM + 13, number(low)), _text(PANEL, BOTTOM + 13, number(high), text_anchor="end")]
    if low < 0 < high:
        zero = -low / (high / 2 - low / 2) / 2 * PANEL
        parts.append(element("path", d=f"M{zero:.1f} {TOP}V{BOTTOM}", class_="mark change"))
        if PANEL / 4 < zero < 3 * PANEL / 4:
            parts.append(_text(zero, BOTTOM + 13, "0", text_anchor="middle"))
    return parts


def _text(x: float, y: float, words: str, **attributes: object) -> Markup:
    return element("text", words, x=f"{x:.1f}", y=f"{y:.1f}", **attributes)
