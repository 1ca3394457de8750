"""The number of BLAS threads, which is global to the process."""

from __future__ import annotations

from contextlib import ExitStack

from threadpoolctl import ThreadpoolController


def blas_name() -> str:
    """Return library, version and kind of processor of the BLAS at work: each of them may change the last bits."""
    found = [library for library in ThreadpoolController().info() if library["user_api"] == "blas"]
    parts = [(each["internal_api"], each["version"], each.get("architecture")) for each in found]
    return ", ".join(" ".join(str(part) for part in each if part) for each in parts) or "unknown"


class BlasLimit:
    """The number of BLAS threads of the process: set for the job at work, put back when none is.

    Entered and left as a context: threadpoolctl listens to one thread at a time, the first that sets a limit, until
    that thread leaves its context.
    """

    def __init__(self) -> None:
        self._controller: ThreadpoolController | None = None
        self._present: int | None = None
        self._entered = ExitStack()

    def set(self, threads: int) -> None:
        """Let BLAS use ``threads`` threads.

        Raises
        ------
        RuntimeError
            When another thread of the process holds another number: results would differ in their last bits.
        """
        if threads == self._present:
            return
        if self._controller is None:
            self._controller = ThreadpoolController()
        self.restore()
        self._entered.enter_context(self._controller.limit(limits=threads, user_api="blas"))
        if any(
            library["num_threads"] != threads for library in self._controller.info() if library["user_api"] == "blas"
        ):
            self.restore()
            raise RuntimeError("another thread decides the number of BLAS threads")
        self._present = threads

    def restore(self) -> None:
        """Put back the number that was found."""
        self._entered.close()
        self._present = None
