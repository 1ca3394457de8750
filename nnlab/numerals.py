"""Numbers as people read them, in every language: three significant digits, separators, percent."""

from __future__ import annotations

import math


def significant(value: float) -> str:
    """Return three significant digits of a finite number: 0.0123, 1.24, 1,240; far from one 1.2e-05."""
    if value == 0:
        return "0"
    if not 1e-3 <= abs(value) < 1e6:
        text = f"{value:.1e}"
    else:
        power = int(f"{value:.2e}".partition("e")[2])  # after rounding: 9.999 is 10.0
        text = f"{value:,.{max(0, 2 - power)}f}"
    return text.replace("-", "−", 1) if value < 0 else text


def figure(value: float | None) -> str:
    """Return three significant digits, or a sign for what is no finite number."""
    if value is None or math.isnan(value):
        return "NaN"
    return significant(value) if math.isfinite(value) else "−∞" if value < 0 else "∞"


def percent(share: float | None) -> str:
    """Return a share in percent without decimals; a tiny one is not 0 %, and an almost full one not 100 %."""
    if share is None or math.isnan(share):
        return "–"
    if 0 < share < 0.005:
        return "<1 %"
    if 0.995 <= share < 1:
        return ">99 %"
    return f"{100 * share:.0f} %"
