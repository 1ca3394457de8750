"""Axes with plain numbers at their ticks, also where the places on them are logarithms."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg

from nnlab.gui import numbers

MOST_POWER = 300
"""Labels of a logarithmic axis end here, as numbers do a little later."""


class PlainAxis(pg.AxisItem):
    """Ticks as plain numbers, 0.01 rather than 1e-02."""

    logarithmic = False

    def set_logarithmic(self, logarithmic: bool) -> None:
        """Name the ticks by the numbers whose logarithms are drawn, or by what is drawn."""
        if self.logarithmic != logarithmic:
            self.logarithmic = logarithmic
            self.picture = None
            self.update()

    def tickValues(self, low: float, high: float, size: float) -> list[tuple[float, list[float]]]:
        """Return the places of ticks: on a logarithmic axis 1, 2 and 5 times the powers of ten, within one any."""
        if not self.logarithmic or high - low > 12:
            return list(super().tickValues(low, high, size))
        if high - low < 1:
            plain = super().tickValues(10.0**low, 10.0**high, size)
            return [(step, [float(np.log10(t)) for t in places if t > 0]) for step, places in plain]
        powers = range(int(np.floor(low)), int(np.ceil(high)) + 1)
        ticks = {step: [p + float(np.log10(step)) for p in powers] for step in (1, 2, 5)}
        inside = {step: [t for t in places if low <= t <= high] for step, places in ticks.items()}
        between = inside[2] + inside[5] if high - low < 2.5 else []
        return [(1.0, inside[1]), (0.3, between)]

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        """Return the numbers at the ticks."""
        if self.logarithmic:
            return [f"{10.0**value:.4g}" if abs(value) <= MOST_POWER else "" for value in values]
        return [text.replace("-", "−") for text in super().tickStrings(values, scale, spacing)]


class WholeAxis(PlainAxis):
    """An axis of things that are counted, such as steps."""

    def tickSpacing(self, low: float, high: float, size: float) -> list[tuple[float, float]]:
        """Return distances of ticks and where they start, without the distances below one."""
        spacings = [(step, start) for step, start in super().tickSpacing(low, high, size) if step >= 1]
        return spacings or [(1.0, 0.0)]

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        """Return whole numbers with separators."""
        if not self.logarithmic:
            return [numbers.count(round(value)) for value in values]
        return [numbers.count(round(10.0**value)) if value <= MOST_POWER else "" for value in values]
