"""Results on stdout: JSON for programs, aligned lines for people."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from typing import Any


def print_json(value: Any) -> None:
    """Print ``value`` as JSON; numbers that are not finite become null."""
    print(json.dumps(_finite(value), indent=2, ensure_ascii=False))


def _finite(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _finite(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_finite(item) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value


def print_lines(rows: Iterable[tuple[str, str]]) -> None:
    """Print labels and values in two columns."""
    rows = list(rows)
    width = max((len(label) for label, _ in rows), default=0)
    for label, value in rows:
        print(f"{label:<{width}}  {value}")


def number(value: float | None) -> str:
    """Return three significant digits, or words for what is no number."""
    if value is None or math.isnan(value):
        return "not a number"
    return f"{value:.3g}" if math.isfinite(value) else "infinite"


def shape_words(shape: tuple[int, ...]) -> str:
    """Return the shape of an example: 8 × 8 for an image of one channel, 64 features for a row."""
    if len(shape) == 1:
        return f"{shape[0]:,} features"
    sizes = shape[:-1] if shape[-1] == 1 else shape
    return " × ".join(str(size) for size in sizes)


def share(value: float | None) -> str:
    """Return a percentage with one decimal, or a dash."""
    return "–" if value is None else f"{100 * value:.1f} %"
