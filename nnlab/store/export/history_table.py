"""A run's history as a table: a row a step, with what was evaluated in the row of its step."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from nnlab.jobs import drained
from nnlab.spec.live import with_changes
from nnlab.store.number_files import encoding_numbers
from nnlab.training.build import build_schedule
from nnlab.training.checkpoint import RunRecord
from nnlab.training.snapshot import PARTS

COLUMNS = (
    "step",
    "epoch",
    "batch_loss",
    "learning_rate",
    *(f"{part}_{what}" for part in PARTS for what in ("loss", "accuracy")),
)
Cells = list[float | None]


class Step(NamedTuple):
    """One step: its number, the time at its end in epochs, the loss of its batch, and its learning rate."""

    number: int
    epoch: float
    loss: float | None
    learning_rate: float | None


def to_csv(record: RunRecord) -> list[bytes]:
    """Return the table as a CSV file, in parts; numbers have all their digits.

    The first row is the network before its first step. ``epoch`` is the time at the end of a step, in epochs;
    ``batch_loss`` the loss of the step's own batch, before the update; ``train`` was measured on the first 1,000
    training examples, ``validation`` on all there are, and ``test`` at the end of the run. Accuracies are shares, and
    what was not measured is empty.
    """
    return drained(encoding_numbers(COLUMNS, _rows(record)))


def steps_of(record: RunRecord) -> Iterator[Step]:
    """Yield every step of a run from the 0th, which only stands for its start."""
    spec, checkpoint = record.spec, record.checkpoint
    examples, changes = len(checkpoint.place.order), list(checkpoint.changes)
    schedule = build_schedule(spec.training.schedule)
    seen = 0
    yield Step(0, 0.0, None, None)
    for done, loss in enumerate(checkpoint.history.losses.tolist()):
        if changes and changes[0].step <= done:
            due = [change for change in changes if change.step <= done]
            spec, changes = with_changes(spec, due), changes[len(due) :]
        training = spec.training
        rate = schedule.rate(training.learning_rate, seen / examples, training.epochs, training.batch_size / examples)
        seen += min(training.batch_size, examples - seen % examples)
        yield Step(done + 1, seen / examples, loss, rate)


def _rows(record: RunRecord) -> Iterator[Sequence[Any]]:
    evaluated = _evaluated(record)
    nothing: Cells = [None] * (2 * len(PARTS))
    for step in steps_of(record):
        yield (*step, *evaluated.get(step.number, nothing))


def _evaluated(record: RunRecord) -> dict[int, Cells]:
    """Return loss and accuracy of each part by the step after which they were measured."""
    cells: defaultdict[int, Cells] = defaultdict(lambda: [None] * (2 * len(PARTS)))
    for each in record.checkpoint.history.evaluations:
        place = 2 * PARTS.index(each.part)
        cells[each.step][place : place + 2] = [each.loss, each.accuracy]
    if (test := record.results.get("test")) is not None:
        cells[record.checkpoint.step][-2:] = [test.loss, test.accuracy]
    return cells
