"""Remembers the data sets that were used last, so that nobody reads or makes them twice."""

from __future__ import annotations

import os
import stat
import threading
from collections import OrderedDict
from collections.abc import Hashable
from itertools import islice
from pathlib import Path

from nnlab.data.dataset import Dataset
from nnlab.spec.experiment import DataSpec
from nnlab.spec.files import FileSpec, IdxSpec

PLACES = 3
MOST_ENTRIES = 2000
Stamp = tuple[Hashable, ...]


class Shelf:
    """Holds a few data sets by what decides them; may be used from any thread.

    Parameters
    ----------
    places : int
        How many it holds; the one that was not asked for the longest goes first.
    """

    def __init__(self, places: int = PLACES) -> None:
        self._places = places
        self._lock = threading.Lock()
        self._held: OrderedDict[Hashable, Dataset] = OrderedDict()

    def get(self, spec: DataSpec) -> Dataset | None:
        """Return the data set of ``spec``; None where it is not held, or its file has changed since."""
        key = _key(spec)
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
            return self._held.get(key)

    def put(self, spec: DataSpec, dataset: Dataset) -> None:
        """Hold ``dataset``."""
        with self._lock:
            self._held[_key(spec)] = dataset
            while len(self._held) > self._places:
                self._held.popitem(last=False)


def _key(spec: DataSpec) -> Hashable:
    """Return what decides the examples: a file's state, or the seed of what is made."""
    source = spec.source
    if isinstance(source, FileSpec):
        beside = source.labels if isinstance(source, IdxSpec) else None
        return source, _stamp(source.path), _stamp(beside) if beside else None
    return source, spec.seed


def _stamp(name: str) -> Stamp:
    """Return when a file, or what lies directly in a folder, was last changed; nothing for what is not there."""
    try:
        status = Path(name).stat()
        own = (status.st_mtime_ns, status.st_size)
        if not stat.S_ISDIR(status.st_mode):
            return own
        with os.scandir(name) as entries:
            inner = sorted((entry.name, entry.stat().st_mtime_ns) for entry in islice(entries, MOST_ENTRIES))
        return (*own, *inner)
    except (OSError, ValueError):
        return ()
