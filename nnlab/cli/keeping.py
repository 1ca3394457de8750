"""Keeps a run of the command line while it goes on, so that a crash takes a few seconds of it."""

from __future__ import annotations

from concurrent.futures import Future
from pathlib import Path
from time import monotonic

from nnlab.cli.output import counted, tell
from nnlab.errors import NnlabError
from nnlab.spec.document import new_spec
from nnlab.store.experiment_file import Experiment
from nnlab.store.recovery.entry import Entry
from nnlab.store.recovery.journal import INTERVAL_S, Journal, cut_off
from nnlab.store.writer import Writer
from nnlab.text import QT_TRANSLATE_NOOP, Text
from nnlab.training.checkpoint import RunRecord
from nnlab.training.runner import Runner

GOES_ON = QT_TRANSLATE_NOOP("nnlab", "A run to {path} was cut off; it goes on from the {steps} that were kept.")
WAS_CUT_OFF = QT_TRANSLATE_NOOP(
    "nnlab", "A run to {path} was cut off; {steps} of it are kept, and not used here: see nnlab recover {name}."
)
KEPT = QT_TRANSLATE_NOOP("nnlab", "The run is kept: nnlab recover {name} -o RUN.nnlab saves it elsewhere.")
NOT_KEPT = QT_TRANSLATE_NOOP("nnlab", "{problem} The run goes on, and would be lost in a crash.")


class Keeping:
    """Copies a run every few seconds and has it written to the recovery place.

    Parameters
    ----------
    writer : Writer
    output : Path or None
        Where the run will be saved.

    Attributes
    ----------
    cut_off : Experiment or None
        What was kept of an earlier run that was to be saved there, and never came to it.
    shown : ExperimentSpec
        What the form of the file will show.
    """

    def __init__(self, writer: Writer, output: Path | None) -> None:
        self._journal, self._output = Journal(writer), output
        self._found = cut_off_run_of(output)
        self.cut_off = self._read_found()
        self.shown = new_spec()
        self._kept_at = monotonic()
        self._copied: Future[RunRecord | None] | None = None
        self._written: Future[None] | None = None
        self._has_told = False

    def _read_found(self) -> Experiment | None:
        try:
            return self._found.read() if self._found else None
        except NnlabError:
            return None

    def go_on(self) -> None:
        """Go on with what was cut off."""
        if self._found is not None:
            self._tell_cut_off(GOES_ON)
            self._journal.take_over(self._found)

    def pass_over(self) -> None:
        """Leave what was cut off as it is, and say so."""
        if self._found is not None:
            self._tell_cut_off(WAS_CUT_OFF)
            self._found.release()

    def _tell_cut_off(self, template: str) -> None:
        if self._found is not None and self.cut_off is not None and self.cut_off.record is not None:
            steps = counted(self.cut_off.record.checkpoint.step, "step")
            tell(f"nnlab: {Text(template, path=self._output, steps=steps, name=self._found.name)}")

    def look(self, runner: Runner) -> None:
        """Do what is due; called again and again while the run goes on."""
        if self._copied is not None and self._copied.done():
            self._write(self._copied)
            self._copied = None
        elif self._written is not None and self._written.done():
            self._tell(self._written.exception())
            self._written = None
        elif self._copied is self._written is None and monotonic() - self._kept_at >= INTERVAL_S:
            self._kept_at = monotonic()
            self._copied = runner.record()

    def _write(self, copied: Future[RunRecord | None]) -> None:
        failed = copied.cancelled() or copied.exception() is not None
        record = None if failed else copied.result()
        if record is not None and record.checkpoint.step:
            self._written = self._journal.keep(Experiment(self.shown, record), self._output)

    def _tell(self, error: BaseException | None) -> None:
        """Say once that a crash would cost the run."""
        if isinstance(error, NnlabError) and not self._has_told:
            tell(f"nnlab: {Text(NOT_KEPT, problem=error)}")
            self._has_told = True

    def drop(self) -> None:
        """Keep nothing any more: the run is saved, or was not meant to be."""
        self._journal.drop()

    def keep_for_good(self, record: RunRecord) -> None:
        """Keep what could not be saved, and say how it is found again; where that fails too, it is lost."""
        self._journal.keep(Experiment(self.shown, record), self._output).exception()
        if (name := self._journal.leave().result()) is not None:
            tell(f"nnlab: {Text(KEPT, name=name)}")


def cut_off_run_of(output: Path | None) -> Entry | None:
    """Claim what was kept of a run that was to be saved to ``output``; None where there is nothing."""
    if output is None:
        return None
    found = None
    for entry in cut_off():
        if found is None and entry.origin == output.absolute():
            found = entry
        else:
            entry.release()
    return found
