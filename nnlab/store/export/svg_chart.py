"""A chart of lines as SVG: frame, ticks, legend, and marks at single places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from nnlab.store.export.markup import Markup, element, joined
from nnlab.store.export.svg_axis import Axis, time_axis, value_axis
from nnlab.store.export.thinning import Numbers, finite, thinned

SVG = "http://www.w3.org/2000/svg"
WIDTH, HEIGHT = 760, 280
LEFT, RIGHT, TOP, BOTTOM = 70, 724, 34, 234
COLUMNS = RIGHT - LEFT
"""Of pixels, at the size at which the chart is printed."""
FEW = 40
"""So many points have a dot each; a single one would not be seen otherwise."""
LETTER = 6.3
"""How wide a letter is at most, on the average."""
SAMPLE = 26
"""How long a piece of each line the legend shows."""
APART = 15.0
"""Marks nearer than this to the one before have no words."""

Style = Literal["batch", "mean", "train", "validation", "rate"]


@dataclass(frozen=True)
class Line:
    """Values over steps or epochs.

    Attributes
    ----------
    name : str
        For the legend.
    style : str
        A class of the style sheet: colour, width and dashes.
    x, y : (n,)
        NaN, or what is not finite, is a gap.
    """

    name: str
    style: Style
    x: Numbers
    y: Numbers


@dataclass(frozen=True)
class Mark:
    """A place on the x axis that a chart points out."""

    x: float
    words: str
    style: Literal["change", "best", "broke"] = "change"


@dataclass(frozen=True)
class Chart:
    """Lines with what is written around them.

    Attributes
    ----------
    title, x_name, y_name : str
    lines : tuple of Line
    last : float
        Where the x axis ends.
    marks : tuple of Mark
    may_be_log : bool
        Whether the y axis is logarithmic where values are of many sizes.
    words_below : bool
        Whether marks have their words at the lower end, since the lines run along the upper one.
    """

    title: str
    x_name: str
    y_name: str
    lines: tuple[Line, ...]
    last: float
    marks: tuple[Mark, ...] = ()
    may_be_log: bool = False
    words_below: bool = False


def to_svg(chart: Chart) -> Markup:
    """Return ``chart`` as an SVG element, which takes its colours from the page around it."""
    drawn = [(line, *thinned(line.x, finite(line.y), COLUMNS)) for line in chart.lines]
    x = time_axis(chart.last, LEFT, RIGHT, whole=chart.x_name == "step")
    heights = [values for _, _, values in drawn]
    y = value_axis(heights, BOTTOM, TOP, may_be_log=chart.may_be_log)
    curves = [_curve(line, x.places(places), y.places(values)) for line, places, values in drawn]
    y_name = f"{chart.y_name}, logarithmic" if y.is_log else chart.y_name
    return element(
        "svg",
        element("title", chart.title),
        *_grid(x, y),
        *curves,
        *_marks(chart.marks, x, BOTTOM - 8 if chart.words_below else TOP + 11),
        _text((LEFT + RIGHT) / 2, HEIGHT - 8, chart.x_name, text_anchor="middle"),
        _text(4, 16, y_name),
        *(_legend(chart.lines) if [line.name for line in chart.lines] != [chart.y_name] else []),
        xmlns=SVG,
        viewBox=f"0 0 {WIDTH} {HEIGHT}",
        role="img",
        class_="chart",
    )


def _grid(x: Axis, y: Axis) -> list[Markup]:
    below = [
        _text(x.place(t), BOTTOM + 18, word, text_anchor="middle") for t, word in zip(x.ticks, x.labels(), strict=True)
    ]
    beside = [
        _text(LEFT - 8, y.place(t) + 4, word, text_anchor="end") for t, word in zip(y.ticks, y.labels(), strict=True)
    ]
    across = "".join(f"M{LEFT} {y.place(t):.1f}H{RIGHT}" for t in y.ticks)
    short = "".join(f"M{x.place(t):.1f} {BOTTOM}v5" for t in x.ticks)
    frame = f"M{LEFT} {TOP}V{BOTTOM}H{RIGHT}"
    return [element("path", d=across, class_="grid"), element("path", d=frame + short, class_="frame"), *below, *beside]


def _curve(line: Line, x: Numbers, y: Numbers) -> Markup:
    known = ~np.isnan(y)
    path, pen_is_down = [], False
    for is_known, left, top in zip(known.tolist(), x.tolist(), y.tolist(), strict=True):
        if is_known:
            path.append(f"{'L' if pen_is_down else 'M'}{left:.1f} {top:.1f}")
        pen_is_down = is_known
    parts = [element("path", d="".join(path), class_=f"line {line.style}")] if path else []
    if 0 < int(known.sum()) <= FEW:
        parts += [_dot(line.style, left, top) for left, top in zip(x[known], y[known], strict=True)]
    return joined(parts)


def _dot(style: Style, x: float, y: float) -> Markup:
    """Return a point of a line: round, and square for validation."""
    if style == "validation":
        return element("rect", x=f"{x - 3:.1f}", y=f"{y - 3:.1f}", width=6, height=6, class_=f"dot {style}")
    return element("circle", cx=f"{x:.1f}", cy=f"{y:.1f}", r=3, class_=f"dot {style}")


def _legend(lines: Sequence[Line]) -> list[Markup]:
    """Return a piece of each line and its name, right above the frame."""
    left = RIGHT - sum(SAMPLE + 6 + LETTER * len(line.name) + 14 for line in lines) + 14
    parts = []
    for line in lines:
        parts.append(element("path", d=f"M{left:.0f} 12h{SAMPLE}", class_=f"line sample {line.style}"))
        if line.style != "batch":
            parts.append(_dot(line.style, left + SAMPLE / 2, 12))
        parts.append(_text(left + SAMPLE + 6, 16, line.name))
        left += SAMPLE + 6 + LETTER * len(line.name) + 14
    return parts


def _marks(marks: Sequence[Mark], x: Axis, height: float) -> list[Markup]:
    """Return a line up for each mark, and its words beside it where there is room."""
    parts, drawn, free = [], set(), -APART
    for mark in sorted(marks, key=lambda mark: mark.x):
        place = x.place(mark.x)
        if (round(place), mark.style) in drawn:
            continue
        drawn.add((round(place), mark.style))
        parts.append(element("path", d=f"M{place:.1f} {TOP}V{BOTTOM}", class_=f"mark {mark.style}"))
        width = LETTER * len(mark.words)
        fits_right = place + 4 + width < RIGHT
        begins = place + 4 if fits_right else place - 4 - width
        if begins >= free:
            anchor = "start" if fits_right else "end"
            parts.append(
                _text(place + (4 if fits_right else -4), height, mark.words, text_anchor=anchor, class_="halo")
            )
            free = begins + width + APART / 3
    return parts


def _text(x: float, y: float, words: str, **attributes: object) -> Markup:
    return element("text", words, x=f"{x:.1f}", y=f"{y:.1f}", **attributes)
