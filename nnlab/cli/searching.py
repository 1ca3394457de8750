"""A search on the command line: its progress, Ctrl+C, and the file it is kept in."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from time import monotonic
from typing import Any, Final

from nnlab.cli.interrupt import Interrupt
from nnlab.cli.output import number, plain, tell
from nnlab.errors import UnreadableFileError
from nnlab.search.scale import ends
from nnlab.search.search import Search
from nnlab.search.workers import Workers
from nnlab.spec.document import same_run
from nnlab.spec.experiment import ExperimentSpec
from nnlab.spec.search import ChoicesSpec, DimensionSpec, SearchRecord, SearchSpec
from nnlab.store.experiment_file import Experiment, open_experiment, save
from nnlab.text import QT_TRANSLATE_NOOP, Text
from nnlab.training.keyframe import Keyframe

POLL_S: Final = 0.1
SAVED_EVERY_S: Final = 10.0
SELDOM: Final = 20
"""So many times as long as saving takes, the search goes on before it is saved again."""
BAR: Final = 24
ANOTHER = QT_TRANSLATE_NOOP(
    "nnlab", "{path} is there already and holds another search or experiment; take another name for this one."
)
STOPPED = QT_TRANSLATE_NOOP("nnlab", "Stopped; the same command goes on from {path}.")
STOPPED_UNSAVED = QT_TRANSLATE_NOOP("nnlab", "Stopped; with -o it could be taken up again.")
STAGE = QT_TRANSLATE_NOOP("nnlab", "Stage {stage}: {ranges}")
TAKEN_UP = QT_TRANSLATE_NOOP("nnlab", "Going on with the search in {path}: {done} of its trials are there.")


def earlier(path: Path, spec: ExperimentSpec, search: SearchSpec) -> Experiment | None:
    """Return what a file holds of the same search; None where there is no file.

    Raises
    ------
    NnlabError
        Where the file holds something else, which is not to be lost.
    """
    if not path.exists():
        return None
    held = open_experiment(path)
    found = held.search
    if not same_run(found.experiment if found else held.spec, spec) or (found and found.search != search):
        raise UnreadableFileError(Text(ANOTHER, path=path))
    if found is not None:
        tell(f"nnlab: {Text(TAKEN_UP, path=path, done=len(found.trials))}")
    return held


class Keeping:
    """The file a search is saved in now and then; none where nobody asked for one.

    Parameters
    ----------
    path : Path or None
    beside : Experiment
        What the file holds beside it, and of it from before.
    """

    def __init__(self, path: Path | None, beside: Experiment) -> None:
        self.path, self.record, self.waiting = path, beside.search, beside.waiting
        self._beside = beside
        self._saved, self._took = monotonic(), 0.0

    def look(self, search: Search) -> None:
        """Save it if that is due; where saving takes long, less often."""
        if monotonic() - self._saved > max(SAVED_EVERY_S, SELDOM * self._took):
            self.save(search.record, search.waiting)

    def save(self, found: SearchRecord, waiting: Mapping[int, Keyframe]) -> None:
        """Save it now.

        Raises
        ------
        UnwritableFileError
        """
        started = monotonic()
        if self.path is not None:
            save(self.path, replace(self._beside, search=found, waiting=waiting))
        self._saved = monotonic()
        self._took = self._saved - started


def searched(spec: ExperimentSpec, search: SearchSpec, workers: Workers, keeping: Keeping) -> SearchRecord:
    """Search to the end, or until Ctrl+C, and save what came of it."""
    bar = _Bar()
    try:
        under_way = Search(spec, search, workers, keeping.record, keeping.waiting)
        told = len(keeping.record.spaces) if keeping.record else 0
        with Interrupt() as interrupt:
            while not under_way.has_ended and not interrupt.asked:
                under_way.advance(POLL_S)
                told = _tell_ranges(under_way, told, bar)
                bar.show(under_way)
                keeping.look(under_way)
        found, waiting = under_way.record, under_way.waiting
        under_way.close()
    finally:
        workers.close()
        bar.end()
    keeping.save(found, waiting)
    if interrupt.asked:
        tell(f"nnlab: {Text(STOPPED, path=keeping.path) if keeping.path else Text(STOPPED_UNSAVED)}")
    return found


def _tell_ranges(search: Search, told: int, bar: _Bar) -> int:
    """Say the ranges of the stages that have begun since; return how many stages are told."""
    if len(search.spaces) == told:
        return told
    bar.clear()
    ranges = "; ".join(f"{plain(path)} {range_words(each)}" for path, each in search.spaces[-1].items())
    tell(f"nnlab: {Text(STAGE, stage=len(search.spaces), ranges=ranges)}")
    return len(search.spaces)


def range_words(dimension: DimensionSpec) -> str:
    """Return a range: its ends, or its choices."""
    if isinstance(dimension, ChoicesSpec):
        return ", ".join(value_words(choice) for choice in dimension.choices)
    low, high = ends(dimension)
    return f"{value_words(low)} … {value_words(high)}"


def value_words(value: Any) -> str:
    """Return one value: a number in few digits, or the kind that was chosen."""
    if isinstance(value, float):
        return f"{value:.4g}"
    return str(value["kind"]) if isinstance(value, dict) and "kind" in value else str(value)


class _Bar:
    """How far a search is, on a terminal."""

    def __init__(self) -> None:
        self._is_terminal = sys.stderr.isatty()
        self._started = monotonic()
        self._first: float | None = None

    def show(self, search: Search) -> None:
        """Bring it up to date."""
        if not self._is_terminal:
            return
        share = search.share
        self._first = share if self._first is None else self._first  # what was there before is no measure of speed
        record = search.record
        best = f"  best loss {number(record.best.loss)}" if record.best else ""
        filled = round(BAR * share)
        bar = "█" * filled + "░" * (BAR - filled)
        sys.stderr.write(f"\r{bar} {100 * share:3.0f} %  {len(record.trials)} trials{best}{self._left(share)}\x1b[K")
        sys.stderr.flush()

    def _left(self, share: float) -> str:
        gained = share - (self._first or 0.0)
        if gained <= 0 or share >= 1:
            return ""
        seconds = (monotonic() - self._started) * (1 - share) / gained
        return f"  {seconds / 60:.0f} min left" if seconds >= 90 else f"  {seconds:.0f} s left"

    def clear(self) -> None:
        """Make room for a line."""
        if self._is_terminal:
            sys.stderr.write("\r\x1b[K")

    def end(self) -> None:
        """Leave it standing."""
        if self._is_terminal:
            sys.stderr.write("\n")
