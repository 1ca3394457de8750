"""Numbers as people read them: three significant digits, separators, units."""

from __future__ import annotations

import math

from PySide6.QtCore import QCoreApplication


def significant(value: float | None) -> str:
    """Return three significant digits: 0.0123, 1.24, 1,240; far from one 1.2e-05; NaN for what is no number."""
    if value is None or math.isnan(value):
        return QCoreApplication.translate("Numbers", "NaN")
    if math.isinf(value):
        return QCoreApplication.translate("Numbers", "infinite")
    if value == 0:
        return "0"
    if not 1e-3 <= abs(value) < 1e6:
        text = f"{value:.1e}"
    else:
        power = int(f"{value:.2e}".partition("e")[2])  # after rounding: 9.999 is 10.0
        text = f"{value:,.{max(0, 2 - power)}f}"
    return text.replace("-", "−", 1) if value < 0 else text


def edge(value: float) -> str:
    """Return the end of an axis: a round number, as short as it goes."""
    return f"{value:.4g}".replace("-", "−")


def count(value: int) -> str:
    """Return a whole number with thousands separators."""
    return f"{value:,}"


def percent(share: float | None) -> str:
    """Return a share in percent without decimals; a tiny one is not 0 %, and an almost full one not 100 %."""
    if share is None or math.isnan(share):
        return "–"
    if 0 < share < 0.005:
        return "<1 %"
    if 0.995 <= share < 1:
        return ">99 %"
    return f"{100 * share:.0f} %"


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
