"""What was measured, against its limits: as words that a person reads and as a file that is kept."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks.window.screen import SIZE

RECORD = Path(__file__).parents[1] / "window.json"
PACKAGES = ("numpy", "PySide6-Essentials", "pyqtgraph")
FLOORS = {"hidden": 0.85, "command line": 0.80}
DELAY_LIMITS = {"median_ms": 4.0, "p99_ms": 20.0, "max_ms": 60.0}
PAINT_LIMIT_MS = 16.0
LONG_RUN_LIMITS = {"growth_20k_to_200k": 0.1, "history_mb": 200.0, "redraw_median_ms": 12.0}
TWELVE_LAYERS = "64-100×12-10"


@dataclass(frozen=True)
class Fact:
    """One number and its limit, which it may not exceed, or not fall below where that is a floor."""

    name: str
    value: float
    limit: float
    is_floor: bool = False

    @property
    def holds(self) -> bool:
        """Whether the limit is kept."""
        return self.value >= self.limit if self.is_floor else self.value <= self.limit

    def __str__(self) -> str:
        sign = "≥" if self.is_floor else "≤"
        return f"{self.name}: {self.value:.3g} {sign} {self.limit:g}{'' if self.holds else ' MISSED'}"


def facts(measured: Mapping[str, Any]) -> Iterator[Fact]:
    """Yield all that has a limit."""
    for net, rate in measured.get("rates", {}).items():
        for way, floor in FLOORS.items():
            yield Fact(f"{net}, steps/s visible over {way}", rate["visible_over"][way], floor, is_floor=True)
    for net, delay in measured.get("delays", {}).items():
        for name, limit in DELAY_LIMITS.items():
            yield Fact(f"{net}, delay of the event loop, {name}", delay[name], limit)
        if net == TWELVE_LAYERS:
            yield Fact(f"{net}, longest paint, ms", delay["paint_max_ms"], PAINT_LIMIT_MS)
    for name, limit in LONG_RUN_LIMITS.items():
        if "long run" in measured:
            yield Fact(f"long run, {name}", measured["long run"][name], limit)


def write_record(view: str, measured: Mapping[str, Any]) -> None:
    """Write ``window.json`` anew."""
    document = {
        "date": datetime.now(UTC).isoformat(timespec="minutes"),
        "machine": {"cores": os.cpu_count(), "system": platform.platform()},
        "versions": {"python": platform.python_version(), **{name: version(name) for name in PACKAGES}},
        "conditions": f"Xvfb, {SIZE[0]} × {SIZE[1]}, the view {view} in front",
        "missed": [str(fact) for fact in facts(measured) if not fact.holds],
        "measured": _rounded(measured),
    }
    RECORD.write_text(json.dumps(document, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _rounded(value: Any) -> Any:
    """Return four significant digits of every number: the rest is noise."""
    if isinstance(value, Mapping):
        return {key: _rounded(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_rounded(inner) for inner in value]
    return float(f"{value:.4g}")
