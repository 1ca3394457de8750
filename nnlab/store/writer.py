"""The thread that writes experiment files, so that nothing that computes or draws waits for a disk."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from nnlab.store.experiment_file import Experiment, save

T = TypeVar("T")


class Writer:
    """Writes one experiment after the other; a context that is left when all are written."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="nnlab-writer")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def save(self, path: Path, experiment: Experiment) -> Future[None]:
        """Have ``experiment`` written to ``path``; the future holds the error where that fails."""
        return self._pool.submit(save, path, experiment)

    def submit(self, work: Callable[[], T]) -> Future[T]:
        """Have other work at files done in its turn."""
        return self._pool.submit(work)

    def close(self) -> None:
        """Wait until all is written."""
        self._pool.shutdown(wait=True)
