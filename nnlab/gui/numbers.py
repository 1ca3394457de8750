"""Numbers as people read them: three significant digits, separators, units."""

from __future__ import annotations

import math

from PySide6.QtCore import QCoreApplication

from nnlab import numerals
from nnlab.numerals import percent

__all__ = ["accuracy", "count", "duration", "edge", "percent", "significant", "size"]


def significant(value: float | None) -> str:
    """Return three significant digits: 0.0123, 1.24, 1,240; far from one 1.2e-05; NaN for what is no number."""
    if value is None or math.isnan(value):
        return QCoreApplication.translate("Numbers", "NaN")
    if math.isinf(value):
        return QCoreApplication.translate("Numbers", "infinite")
    return numerals.significant(value)


def edge(value: float) -> str:
    """Return the end of an axis: a round number, as short as it goes."""
    return f"{value:.4g}".replace("-", "−")


def count(value: int) -> str:
    """Return a whole number with thousands separators."""
    return f"{value:,}"


def accuracy(share: float | None) -> str:
    """Return an accuracy in percent with one decimal, since whole percents hide what differs late in a run."""
    return "–" if share is None or math.isnan(share) else f"{100 * share:.1f} %"


def duration(seconds: float) -> str:
    """Return a time: 12 s, 3 min 20 s, 1 h 5 min."""
    whole = max(0, round(seconds))
    if whole < 60:
        return QCoreApplication.translate("Numbers", "{seconds} s").format(seconds=whole)
    if whole < 3600:
        template = QCoreApplication.translate("Numbers", "{minutes} min {seconds} s")
        return template.format(minutes=whole // 60, seconds=whole % 60)
    template = QCoreApplication.translate("Numbers", "{hours} h {minutes} min")
    return template.format(hours=count(whole // 3600), minutes=whole % 3600 // 60)


def size(bytes_: int) -> str:
    """Return an amount of memory: 12 KB, 5.3 MB, 1.2 GB."""
    if bytes_ < 1000:
        return QCoreApplication.translate("Numbers", "{count} bytes").format(count=bytes_)
    value = float(bytes_)
    for unit in ("KB", "MB"):
        value /= 1000
        if value < 1000:
            return f"{significant(value)} {unit}"
    return f"{significant(value / 1000)} GB"
