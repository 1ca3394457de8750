"""The record of a run of the whole table: what was measured, when, and on what."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks.speed.results import Rounds, Row

RESULTS = Path(__file__).parents[1] / "results.json"
PACKAGES = ("numpy", "torch", "scikit-learn", "threadpoolctl")
MICRO = 1e6


def write_record(rows: Sequence[Row], rounds: Mapping[str, Rounds]) -> None:
    """Write ``results.json`` anew."""
    document = {
        "date": datetime.now(UTC).isoformat(timespec="minutes"),
        "machine": {"processor": _processor(), "cores": os.cpu_count(), "system": platform.platform()},
        "versions": {"python": platform.python_version(), **{name: version(name) for name in PACKAGES}},
        "conditions": "float32, no L2 and no L1 penalty, best block of the best process",
        "nets": [_of(row, rounds[row.net.name]) for row in rows],
    }
    RESULTS.write_text(json.dumps(document, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _of(row: Row, rounds: Rounds) -> dict[str, Any]:
    return {
        "net": row.net.name,
        "batch": row.net.batch,
        "pytorch_over_ours": _rounded(row.pytorch_over_ours),
        "floor": row.net.floor,
        "ours_over_products": _rounded(row.ours_over_products),
        "limit": row.net.limit,
        "sklearn_over_ours": row.sklearn_over_ours and _rounded(row.sklearn_over_ours),
        "statistics_share": _rounded(row.statistics),
        "missed": row.misses(),
        "processes": [
            {"contestant": contestant, "threads": threads, **_columns(measured)}
            for (contestant, threads), measured in rounds.items()
        ],
    }


def _columns(measured: Sequence[Mapping[str, float]]) -> dict[str, list[float]]:
    """Return what was measured, by name a value of each process: microseconds, and of others their cores."""
    return {
        name: [_rounded(one[name] * (1 if name == "others" else MICRO)) for one in measured] for name in measured[0]
    }


def _rounded(number: float) -> float:
    """Return four significant digits: the rest is noise."""
    return float(f"{number:.4g}")


def _processor() -> str:
    """Return the processor's name; Linux tells it in a file."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    return next((line.split(": ", 1)[1] for line in lines if line.startswith("model name")), platform.processor())
