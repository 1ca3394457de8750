"""What was measured, as a table that a person reads and as a file that is kept."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import Any

RECORD = Path(__file__).parents[1] / "startup.json"
PACKAGES = ("numpy", "pydantic", "PySide6-Essentials", "pyqtgraph")
HEADINGS = ("screen", "ours, s", "empty, s", "ours / empty")
SECONDS_LIMIT, RATIO_LIMIT = 1.2, 1.6

Launches = Mapping[str, Sequence[float]]
"""Seconds of every launch, by program."""


def judged(ours: float, empty: float) -> list[str]:
    """Name the limits that are missed."""
    held = {"seconds": ours <= SECONDS_LIMIT, "ratio": ours / empty <= RATIO_LIMIT}
    return [name for name, holds in held.items() if not holds]


def table(measured: Mapping[str, Launches]) -> str:
    """Return a row a screen under the headings, the columns aligned."""
    cells = [HEADINGS, *(_cells(name, median(one["ours"]), median(one["empty"])) for name, one in measured.items())]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    return "\n".join("  ".join(map(str.ljust, line, widths)).rstrip() for line in cells)


def _cells(name: str, ours: float, empty: float) -> tuple[str, ...]:
    missed = judged(ours, empty)
    return (
        name,
        f"{ours:.2f} ≤ {SECONDS_LIMIT:g}" + _word("seconds", missed),
        f"{empty:.2f}",
        f"{ours / empty:.2f} ≤ {RATIO_LIMIT:g}" + _word("ratio", missed),
    )


def _word(name: str, missed: Sequence[str]) -> str:
    return " MISSED" if name in missed else ""


def write_record(measured: Mapping[str, Launches]) -> None:
    """Write ``startup.json`` anew."""
    document = {
        "date": datetime.now(UTC).isoformat(timespec="minutes"),
        "machine": {"cores": os.cpu_count(), "system": platform.platform()},
        "versions": {"python": platform.python_version(), **{name: version(name) for name in PACKAGES}},
        "conditions": "from before the process to its first picture; warm; medians of launches in turn",
        "limits": {"seconds": SECONDS_LIMIT, "ratio": RATIO_LIMIT},
        "screens": {name: _of(one) for name, one in measured.items()},
    }
    RECORD.write_text(json.dumps(document, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _of(launches: Launches) -> dict[str, Any]:
    ours, empty = median(launches["ours"]), median(launches["empty"])
    return {
        "ours": _rounded(ours),
        "empty": _rounded(empty),
        "ratio": _rounded(ours / empty),
        "missed": judged(ours, empty),
        "launches": {program: [_rounded(one) for one in seconds] for program, seconds in launches.items()},
    }


def _rounded(number: float) -> float:
    """Return four significant digits: the rest is noise."""
    return float(f"{number:.4g}")
