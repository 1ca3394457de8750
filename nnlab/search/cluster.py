"""Workers of a Dask cluster: the machines of a class, which a scheduler has brought together."""

from __future__ import annotations

from concurrent.futures import Executor
from typing import Any, Final

from nnlab.errors import NnlabError
from nnlab.search.workers import Borrowed
from nnlab.text import QT_TRANSLATE_NOOP, Text

TIMEOUT_S: Final = 10
NO_DASK = QT_TRANSLATE_NOOP(
    "nnlab", "A search on other machines needs the extra nnlab[cluster]; without --scheduler it runs on this one."
)
UNREACHABLE = QT_TRANSLATE_NOOP("nnlab", "No scheduler answers at {address}: {reason}.")
NO_WORKERS = QT_TRANSLATE_NOOP("nnlab", "The scheduler at {address} has no workers yet; start some, then search.")


class Cluster(Borrowed):
    """The workers behind a Dask scheduler.

    Dask unpickles what it is sent: only for networks whose every machine is trusted.

    Parameters
    ----------
    address : str
        Such as ``tcp://192.168.1.5:8786``.

    Raises
    ------
    NnlabError
        Where Dask is not installed, no scheduler answers, or it has no workers.
    """

    def __init__(self, address: str) -> None:
        self._client = _client(address)
        threads = self._client.nthreads()
        if not threads:
            self._client.close()
            raise NnlabError(Text(NO_WORKERS, address=address))
        executor: Executor = self._client.get_executor(pure=False)
        super().__init__(executor, sum(threads.values()))

    def close(self) -> None:
        """Give up what has not begun, and leave the cluster."""
        super().close()
        self._client.close()


def _client(address: str) -> Any:
    try:
        from distributed import Client
    except ImportError:
        raise NnlabError(Text(NO_DASK)) from None
    try:
        return Client(address, timeout=TIMEOUT_S, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:  # not there; or not an address at all
        raise NnlabError(Text(UNREACHABLE, address=address, reason=_reason(error))) from None


def _reason(error: Exception) -> str:
    return str(error).splitlines()[0].rstrip(".") if str(error) else type(error).__name__
