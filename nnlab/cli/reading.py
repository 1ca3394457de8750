"""Reads a person's data on the command line, with a bar on a terminal where it takes a while."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Generator
from time import monotonic
from typing import TypeVar

from nnlab.cli.output import counted, tell
from nnlab.data.dataset import Dataset
from nnlab.data.loading import loading, stand_in
from nnlab.data.prepared import DataRecord
from nnlab.spec.experiment import DataSpec
from nnlab.spec.files import FileSpec
from nnlab.store.experiment_file import Experiment
from nnlab.text import QT_TRANSLATE_NOOP, Text

T = TypeVar("T")
SHOWN_AFTER_S = 0.5
KEPT = QT_TRANSLATE_NOOP("nnlab", "{path} is not there; the examples that were saved with the run are used.")


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


def use_kept(experiment: Experiment) -> None:
    """Have the examples that a file holds stand for those that are no longer where they were."""
    spec, record = experiment.spec, experiment.record
    kept = record.checkpoint.data.dataset if record else None
    if record is None or kept is None or spec.data.source != record.spec.data.source:
        return
    if stand_in(spec.data, kept):
        tell(f"nnlab: {Text(KEPT, path=getattr(spec.data.source, 'path', ''))}")


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
