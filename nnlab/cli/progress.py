"""The progress of a run on stderr: a bar on a terminal, a few lines elsewhere."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TextIO

from nnlab.cli.output import number, share
from nnlab.training.snapshot import Evaluation, Snapshot

BAR = 24
"""Characters, where there is room for so many."""
COLUMNS = 80
"""Of a terminal that does not tell its width."""
LINES = 10
"""About so many lines where there is no terminal."""


class ProgressBar:
    """Draws what snapshots tell.

    Parameters
    ----------
    stream : TextIO
        Where to; stderr if left out.
    """

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._terminal = self._stream.isatty()
        self._validation = ""
        self._lines_done = 0

    def show(self, snapshot: Snapshot) -> None:
        """Bring the picture up to date."""
        for evaluation in snapshot.evaluations:
            if evaluation.part == "validation":
                self._validation = f"  validation {_quality(evaluation)}"
        if self._terminal:
            columns = self._columns() - 1
            self._write(f"\r{self._line(snapshot, columns)[:columns]}\x1b[K")
        elif self._is_time_for_a_line(snapshot):
            self._write(f"{self._line(snapshot)}\n")

    def end(self) -> None:
        """Leave the bar standing and go to the next line."""
        if self._terminal:
            self._write("\n")

    def _write(self, text: str) -> None:
        with contextlib.suppress(OSError):  # that nobody reads it is no reason to lose the run
            self._stream.write(text)
            self._stream.flush()

    def _columns(self) -> int:
        """Return the width of the terminal: a longer line would wrap, and be written again below itself."""
        try:
            return os.get_terminal_size(self._stream.fileno()).columns or COLUMNS
        except (OSError, ValueError):
            return COLUMNS

    def _line(self, snapshot: Snapshot, columns: int = 2 * COLUMNS) -> str:
        """Return epoch, bar and numbers; the bar takes what room is left."""
        progress = snapshot.progress
        share_done = progress.step / progress.steps
        loss = f"  loss {number(float(snapshot.losses[-1]))}" if len(snapshot.losses) else ""
        rate = progress.steps_per_second
        left = f"  {(progress.steps - progress.step) / rate:.0f} s left" if rate and share_done < 1 else ""
        epoch = f"epoch {progress.epoch}/{progress.epochs} "
        numbers = f"{loss}{self._validation}  {rate:,.0f} steps/s{left}"
        room = min(BAR, max(0, columns - len(epoch) - len(numbers)))
        done = round(room * share_done)
        return epoch + "▓" * done + "░" * (room - done) + numbers

    def _is_time_for_a_line(self, snapshot: Snapshot) -> bool:
        done = LINES * snapshot.progress.step // snapshot.progress.steps
        due = done > self._lines_done
        self._lines_done = max(done, self._lines_done)
        return due


def _quality(evaluation: Evaluation) -> str:
    """Return the accuracy, or the loss where numbers are to be met."""
    return number(evaluation.loss) if evaluation.accuracy is None else share(evaluation.accuracy)
