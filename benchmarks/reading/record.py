"""What was measured, as a table that a person reads and as a file that is kept."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from benchmarks.reading.rows import ALONE, PANDAS, ROWS, Measured, Row, best, judged

RECORD = Path(__file__).parents[1] / "reading.json"
PACKAGES = ("numpy", "pydantic-core", "pysimdjson", "pandas")
HEADINGS = ("file", "ours, s", "without simdjson, s", "pandas, s", "judged")


def table(rounds: Mapping[str, Measured]) -> str:
    """Return the rows under their headings, the columns aligned."""
    cells = [HEADINGS, *(_cells(row, rounds[row.name]) for row in ROWS)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    return "\n".join("  ".join(map(str.ljust, line, widths)).rstrip() for line in cells)


def _cells(row: Row, measured: Measured) -> tuple[str, ...]:
    times = [f"{best(measured, name):.3f}" if name in measured else "-" for name in (row.contestants[0], ALONE, PANDAS)]
    unit = "× pandas" if PANDAS in measured else "s"
    found = judged(row, measured)
    missed = "" if found <= row.limit else " MISSED"
    return (row.name, *times, f"{found:.2f} {unit} ≤ {row.limit:g}{missed}")


def write_record(rounds: Mapping[str, Measured]) -> None:
    """Write ``reading.json`` anew."""
    document = {
        "date": datetime.now(UTC).isoformat(timespec="minutes"),
        "machine": {"cores": os.cpu_count(), "system": platform.platform()},
        "versions": {"python": platform.python_version(), **{name: _version(name) for name in PACKAGES}},
        "conditions": "the first reading of a fresh process, the best of all; the file is in the system's memory",
        "files": [_of(row, rounds[row.name]) for row in ROWS],
    }
    RECORD.write_text(json.dumps(document, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _of(row: Row, measured: Measured) -> dict[str, Any]:
    found = judged(row, measured)
    processes = {
        name: {key: [_rounded(one[key]) for one in results] for key in ("seconds", "others")}
        for name, results in measured.items()
    }
    return {
        "file": row.name,
        "judged": _rounded(found),
        "limit": row.limit,
        "missed": found > row.limit,
        "processes": processes,
    }


def _rounded(number: float) -> float:
    """Return four significant digits: the rest is noise."""
    return float(f"{number:.4g}")


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None
