"""The numbers behind a search."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from nnlab.gui.number_table import Cell, NumberTable
from nnlab.spec.search import Space, TrialRecord

EPOCHS = ("trial", "epoch", "train_loss", "validation_loss", "validation_accuracy")


def search_tables(space: Space, trials: Sequence[TrialRecord]) -> list[NumberTable]:
    """Return a row a trial, and a row an epoch of a trial."""
    columns = ("trial", "stage", *space, "outcome", "epochs", "first_loss", "validation_loss", "seconds")
    return [
        NumberTable("trials", columns, _trials(space, trials)),
        NumberTable("trial_epochs", EPOCHS, _epochs(trials)),
    ]


def _trials(space: Space, trials: Sequence[TrialRecord]) -> Iterator[Sequence[Cell]]:
    for trial in trials:
        values = [_cell(trial.values[path]) for path in space]
        ends = (trial.outcome, len(trial.epochs), trial.first_loss, trial.loss, trial.seconds)
        yield (trial.number, trial.stage + 1, *values, *ends)


def _epochs(trials: Sequence[TrialRecord]) -> Iterator[Sequence[Cell]]:
    for trial in trials:
        for place, epoch in enumerate(trial.epochs, start=1):
            yield (trial.number, place, epoch.train_loss, epoch.validation_loss, epoch.validation_accuracy)


def _cell(value: object) -> Cell:
    return value if isinstance(value, (float, int, str)) and not isinstance(value, bool) else json.dumps(value)
