"""One reading in a process of its own: ``python -m benchmarks.reading.process CONTESTANT FILE``.

It is the first reading of its process, as it is for a person; the system has the file in memory.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from time import perf_counter

from benchmarks.reading import contestants
from benchmarks.speed.quiet import Others, wait_for_quiet


def measure(contestant: str, path: str) -> dict[str, float]:
    """Return the seconds that a reading takes, and how many cores others used meanwhile."""
    read = getattr(contestants, contestant)(path)
    others = Others()
    started = perf_counter()
    read()
    seconds = perf_counter() - started
    return {"seconds": seconds, "others": others.cores()}


def measure_afresh(contestant: str, path: Path) -> dict[str, float]:
    """Do ``measure`` in a fresh process, once the machine is quiet."""
    wait_for_quiet()
    command = [sys.executable, "-m", "benchmarks.reading.process", contestant, str(path)]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True, encoding="utf-8")
    measured: dict[str, float] = json.loads(done.stdout)
    return measured


if __name__ == "__main__":
    print(json.dumps(measure(*sys.argv[1:])))
