"""Workers of a Dask cluster: the machines of a class, which a scheduler has brought together."""

from __future__ import annotations

import socket
from concurrent.futures import Executor
from typing import Any, Final
from urllib.parse import urlsplit

from nnlab.errors import NnlabError
from nnlab.search.workers import Borrowed
from nnlab.text import QT_TRANSLATE_NOOP, Text, brief

TIMEOUT_S = 10.0
SCHEMES: Final = frozenset({"tcp", "tls"})
NO_DASK = QT_TRANSLATE_NOOP(
    "nnlab", "A search on other machines needs the extra nnlab[cluster]; without --scheduler it runs on this one."
)
UNREACHABLE = QT_TRANSLATE_NOOP("nnlab", "No scheduler answers at {address}: {reason}.")
NO_ADDRESS = QT_TRANSLATE_NOOP("nnlab", "{address!r} is no address of a scheduler, such as tcp://192.168.1.5:8786.")
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

    def close(self, *, wait: bool = True) -> None:
        """Give up what has not begun, and leave the cluster."""
        super().close(wait=wait)
        self._client.close()


def _client(address: str) -> Any:
    try:
        import distributed
    except ImportError:
        raise NnlabError(Text(NO_DASK)) from None
    _knock(address)
    try:
        return distributed.Client(address, timeout=TIMEOUT_S, set_as_default=False)
    except Exception as error:  # whatever stands there speaks another language, which may end in any way
        raise _unreachable(address, error) from error


def _knock(address: str) -> None:
    """See that something answers, before Dask tries: what it says of an address without a scheduler fills pages.

    Raises
    ------
    NnlabError
    """
    try:
        parts = urlsplit(address if "://" in address else f"tcp://{address}")
        if parts.scheme not in SCHEMES or not parts.hostname or parts.port is None:
            raise NnlabError(Text(NO_ADDRESS, address=address))
        socket.create_connection((parts.hostname, parts.port), TIMEOUT_S).close()
    except ValueError:
        raise NnlabError(Text(NO_ADDRESS, address=address)) from None
    except OSError as error:
        raise _unreachable(address, error) from error


def _unreachable(address: str, error: Exception) -> NnlabError:
    said = (error.strerror if isinstance(error, OSError) else None) or str(error)
    reason = brief(said.partition("\n")[0].rstrip(".") or type(error).__name__, 200)
    return NnlabError(Text(UNREACHABLE, address=address, reason=reason))
