"""What was measured, against its limits: as lines that a person reads and as a file that is kept."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import Any

import psutil

from benchmarks.files.timing import Timings

RECORD = Path(__file__).parents[1] / "files.json"
PACKAGES = ("numpy", "pydantic")
LIMITS = {"digits, save, ms": 50.0, "digits, open, ms": 150.0, "million steps, MB": 30.0}
MB = 1e6


@dataclass(frozen=True)
class Saved:
    """A run and its file."""

    timings: Timings
    megabytes: float

    def facts(self, name: str) -> dict[str, float]:
        """Return by name what is told of it, medians of all rounds."""
        times = {
            "save": self.timings.save,
            "of that, syncing": self.timings.syncing,
            "open": self.timings.open,
            "open, cold": self.timings.cold_open,
        }
        milliseconds = {f"{name}, {what}, ms": median(rounds) for what, rounds in times.items()}
        return {**milliseconds, f"{name}, syncs": self.timings.syncs, f"{name}, MB": self.megabytes}


def missed(facts: Mapping[str, float]) -> list[str]:
    """Name the limits that are missed."""
    return [name for name, limit in LIMITS.items() if facts.get(name, 0.0) > limit]


def table(facts: Mapping[str, float]) -> str:
    """Return a line a fact."""
    width = max(map(len, facts))
    return "\n".join(f"{name.ljust(width)}  {value:8.4g}{_limit(name, facts)}" for name, value in facts.items())


def _limit(name: str, facts: Mapping[str, float]) -> str:
    limit = f" ≤ {LIMITS[name]:g}" if name in LIMITS else ""
    return limit + (" MISSED" if name in missed(facts) else "")


def filesystem_of(folder: Path) -> str:
    """Return the kind of file system that ``folder`` lies on."""
    mounts = [mount for mount in psutil.disk_partitions(all=True) if folder.is_relative_to(mount.mountpoint)]
    return max(mounts, key=lambda mount: len(mount.mountpoint)).fstype if mounts else "unknown"


def write_record(runs: Mapping[str, Saved], facts: Mapping[str, float], filesystem: str) -> None:
    """Write ``files.json`` anew."""
    document = {
        "date": datetime.now(UTC).isoformat(timespec="minutes"),
        "machine": {"cores": os.cpu_count(), "system": platform.platform(), "file system": filesystem},
        "versions": {"python": platform.python_version(), **{name: version(name) for name in PACKAGES}},
        "conditions": "medians of rounds in one process; cold is the first opening of a new one, imports aside",
        "limits": LIMITS,
        "missed": missed(facts),
        "facts": _rounded(facts),
        "rounds": {name: _rounded(asdict(run.timings)) for name, run in runs.items()},
    }
    RECORD.write_text(json.dumps(document, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _rounded(value: Any) -> Any:
    """Return four significant digits of every number: the rest is noise."""
    if isinstance(value, Mapping):
        return {key: _rounded(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_rounded(inner) for inner in value]
    return float(f"{value:.4g}")
