"""What opening a file costs, and whether anything is written meanwhile."""

import gc
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any

import psutil

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

STATUS, CLEAR = Path("/proc/self/status"), Path("/proc/self/clear_refs")
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
FORBIDDEN = (
    "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link", "os.symlink", "os.truncate", "os.chmod", "os.system",
    "os.exec", "os.posix_spawn", "os.fork", "subprocess.", "socket.", "shutil.", "tempfile.", "pickle.", "urllib.",
)  # fmt: skip
"""What Python tells of before it is done, and nobody who opens a file may do."""


@dataclass
class Cost:
    """Seconds, and memory at its highest."""

    seconds: float = 0.0
    megabytes: float = 0.0


class Scales:
    """Measure time, and memory above what the process had when these were made.

    What it has kept since then counts too, as the system sees it: a heap that does not shrink hides nothing. Where
    the system does not forget the highest so far, neither does the next measurement.
    """

    def __init__(self) -> None:
        gc.collect()
        self._baseline = int(psutil.Process().memory_info().rss)

    @contextmanager
    def measured(self) -> Iterator[Cost]:
        """Measure what is done in the context."""
        gc.collect()
        if CLEAR.exists():
            CLEAR.write_text("5")  # forget the highest so far
        cost, begun = Cost(), perf_counter()
        try:
            yield cost
        finally:
            cost.seconds = perf_counter() - begun
            cost.megabytes = max(0, _highest() - self._baseline) / 1e6


def _highest() -> int:
    if STATUS.exists():
        line = next(line for line in STATUS.read_text().splitlines() if line.startswith("VmHWM"))
        return 1024 * int(line.split()[1])
    if resource is None:
        return int(psutil.Process().memory_info().peak_wset)
    return int(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss) * (1 if sys.platform == "darwin" else 1024)


def limit_memory(megabytes: int) -> None:
    """Let the system refuse more than that, beyond what the process has, before the machine suffers."""
    if resource is not None and sys.platform == "linux":
        size = psutil.Process().memory_info().vms + megabytes * 1_000_000
        resource.setrlimit(resource.RLIMIT_AS, (size, size))


class Deeds:
    """Notes whatever the process does to the file system, to other processes or to the network.

    It stays as long as the process, so there should be but one.

    Attributes
    ----------
    found : list of str
        Since somebody emptied it.
    """

    def __init__(self) -> None:
        self.found: list[str] = []
        self._is_on = False
        sys.addaudithook(self._notice)

    @contextmanager
    def noticed(self) -> Iterator[None]:
        """Note what is done in the context."""
        self._is_on = True
        try:
            yield
        finally:
            self._is_on = False

    def _notice(self, event: str, arguments: tuple[Any, ...]) -> None:
        if not self._is_on:
            return
        if event.startswith(FORBIDDEN) or (event == "open" and arguments[2] & WRITING):
            self.found.append(f"{event} {arguments[:1]}")
