"""The numbers behind the curves of one run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import isfinite

from nnlab.gui.number_table import Cell, NumberTable
from nnlab.gui.views.curves.columns import Numbers
from nnlab.gui.views.curves.metrics import Metrics
from nnlab.gui.views.curves.times import Times
from nnlab.training.snapshot import Evaluation

AT_ONCE = 10_000
"""Rows that are made of arrays together."""


def curve_tables(loss: Metrics, rate: Metrics, times: Times, evaluations: Sequence[Evaluation]) -> list[NumberTable]:
    """Return the loss of every step, all evaluations, and the learning rate where it is known."""
    return [
        NumberTable("loss", ("step", "epoch", "batch_loss", "mean"), _losses(loss, times)),
        NumberTable("evaluations", ("step", "epoch", "part", "loss", "accuracy"), _evaluations(evaluations)),
        NumberTable("learning_rate", ("step", "rate"), _rates(rate)),
    ]


def _losses(loss: Metrics, times: Times) -> Iterator[Sequence[Cell]]:
    (steps, losses), (_, means) = (loss.lines[name].points() for name in ("batch", "mean"))
    for start in range(0, steps.size, AT_ONCE):
        part = slice(start, start + AT_ONCE)
        epochs = times.at_all(steps[part]).tolist()
        values = (_told(line[part]) for line in (losses, means))
        yield from zip(steps[part].astype(int).tolist(), epochs, *values, strict=True)


def _evaluations(evaluations: Sequence[Evaluation]) -> Iterator[Sequence[Cell]]:
    for e in evaluations:
        yield (e.step, e.epoch, e.part, e.loss if isfinite(e.loss) else None, e.accuracy)


def _rates(rate: Metrics) -> Iterator[Sequence[Cell]]:
    steps, rates = rate.lines["rate"].points()
    yield from zip(steps.astype(int).tolist(), rates.tolist(), strict=True)


def _told(values: Numbers) -> list[float | None]:
    return [value if isfinite(value) else None for value in values.tolist()]
