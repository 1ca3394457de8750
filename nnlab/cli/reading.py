"""Reads a person's data on the command line, with a bar on a terminal where it takes a while."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Generator
from time import monotonic
from typing import TypeVar

from nnlab.cli.output import counted, tell
from nnlab.data.dataset import Dataset
from nnlab.data.loading import loading
from nnlab.data.prepared import DataRecord
from nnlab.spec.experiment import DataSpec
from nnlab.spec.files import FileSpec

T = TypeVar("T")
SHOWN_AFTER_S = 0.5


def read_data(spec: DataSpec) -> None:
    """Have the examples of ``spec`` at hand where they lie in a file; what is made is made when memory allows it.

    Raises
    ------
    UnreadableFileError
    """
    if isinstance(spec.source, FileSpec):
        dataset = with_bar("reading", loading(spec))
        if said := learnt_words(dataset):
            tell(f"nnlab: {spec.source.path}: {said}.")


def learnt_words(data: Dataset | DataRecord) -> str:
    """Return what is predicted from a table, and what of it is left out; nothing of other data."""
    name = data.label_name or ", ".join(data.target_names)
    if not name:
        return ""
    said = counted(len(data.class_names), "class") if data.class_names else "a number"
    left_out = f"; left out: {', '.join(data.left_out)}" if data.left_out else ""
    return f"predicts {name} ({said}) from {counted(len(data.feature_names), 'feature')}{left_out}"


def with_bar(what: str, work: Generator[float, None, T]) -> T:
    """Go through ``work`` to its end, showing the share that is done once it has taken half a second."""
    started, shown = monotonic(), False
    while True:
        try:
            share = next(work)
        except StopIteration as end:
            _write("\r\x1b[K" if shown else "")
            result: T = end.value
            return result
        if sys.stderr.isatty() and monotonic() - started > SHOWN_AFTER_S:
            shown = True
            _write(f"\r{what} {100 * share:.0f} %\x1b[K")


def _write(text: str) -> None:
    with contextlib.suppress(OSError):
        sys.stderr.write(text)
        sys.stderr.flush()
