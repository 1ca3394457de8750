"""Which curves of a run a report shows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import numpy as np

from nnlab.store.export.markup import Markup, element, joined
from nnlab.store.export.report_results import best_of
from nnlab.store.export.report_words import setting
from nnlab.store.export.svg_chart import Chart, Line, Mark, Style, to_svg
from nnlab.store.export.thinning import Numbers, finite
from nnlab.training.checkpoint import RunRecord
from nnlab.training.compared_run import ComparedRun, compared
from nnlab.training.snapshot import Part

ROUNDING = 1e-9
"""Epochs; times are sums and quotients."""
Measure = Literal["loss", "accuracy"]
MEASURES: tuple[Measure, ...] = ("loss", "accuracy")
SHOWN: tuple[Part, ...] = ("train", "validation")
NO_STEP = "The run ended before its first step: there are no curves."
EXPLAINED = (
    "The loss of every batch includes what dropout and the batch do to it; of a long run the lowest and the highest "
    "of each column of pixels are drawn. Train and validation loss are measured between steps, without dropout; train "
    "on the first 1,000 training examples."
)


def curves_section(record: RunRecord) -> Markup:
    """Return the curves of a run as pictures."""
    run = compared("", record)
    charts = list(_charts(run))
    heading = element("h2", "Curves")
    if not charts:
        return joined([heading, element("p", NO_STEP)])
    _, rates = _rates(run)
    steady = f"The learning rate was {setting(float(rates[0]))} in every step. " if np.unique(rates).size == 1 else ""
    figures = [element("figure", element("figcaption", chart.title), to_svg(chart)) for chart in charts]
    return joined([heading, *figures, element("p", steady + EXPLAINED, class_="note")])


def _charts(run: ComparedRun) -> Iterator[Chart]:
    if run.history.losses.size:
        yield _batch_losses(run)
    for what in MEASURES:
        if lines := _evaluated(run, what):
            yield _over_epochs(run, what, lines)
    steps, rates = _rates(run)
    if np.unique(rates).size > 1:
        line = Line("learning rate", "rate", steps, rates)
        yield Chart(
            "Learning rate of the steps that were recorded",
            "step",
            "learning rate",
            (line,),
            run.step,
            tuple(_marks(run)),
        )


def _batch_losses(run: ComparedRun) -> Chart:
    """Return the loss of every batch, and its mean over each epoch."""
    losses = run.history.losses
    lines = [Line("each batch", "batch", np.arange(1.0, losses.size + 1), losses)]
    middles, means = epoch_means(run)
    if middles.size:
        lines.append(Line("mean of each epoch", "mean", middles, means))
    title = "Loss of every step, before its update"
    return Chart(title, "step", "loss", tuple(lines), float(run.step), tuple(_marks(run)), may_be_log=True)


def epoch_means(run: ComparedRun) -> tuple[Numbers, Numbers]:
    """Return the middle of each epoch in steps, (n,), and its mean batch loss, of those that are finite."""
    ends = {e.step for e in run.history.evaluations if e.step and abs(e.epoch - round(e.epoch)) < ROUNDING}
    steps = np.array(sorted(ends), np.int64)
    if not steps.size:
        return np.empty(0), np.empty(0)
    losses = finite(run.history.losses[: steps[-1]])
    starts = np.concatenate([[0], steps[:-1]])
    counts = np.add.reduceat(~np.isnan(losses), starts, dtype=np.float64)
    shares = np.nan_to_num(losses) / np.repeat(np.maximum(counts, 1), np.diff([*starts, losses.size]))
    return (starts + 1 + steps) / 2, np.where(counts > 0, np.add.reduceat(shares, starts), np.nan)


def _evaluated(run: ComparedRun, what: Measure) -> tuple[Line, ...]:
    """Return loss or accuracy of train and validation, an accuracy in percent."""
    lines = []
    for part in SHOWN:
        found = [(e.epoch, getattr(e, what)) for e in run.history.evaluations if e.part == part]
        known = np.array([(x, y) for x, y in found if y is not None], np.float64).reshape(-1, 2)
        if np.isfinite(known[:, 1]).any():
            style: Style = "validation" if part == "validation" else "train"
            lines.append(Line(part, style, known[:, 0], known[:, 1] * (100 if what == "accuracy" else 1)))
    return tuple(lines)


def _over_epochs(run: ComparedRun, what: Measure, lines: tuple[Line, ...]) -> Chart:
    """Return a chart over epochs, with a mark at the best of them."""
    last = max(run.epochs, *(float(line.x[-1]) for line in lines))
    steps, times = _clock(run)
    marks = [Mark(float(np.interp(mark.x, steps, times)), mark.words, mark.style) for mark in _marks(run)]
    if (best := best_of(run)) is not None:
        marks.append(Mark(best.epoch, "★ best", "best"))
    is_loss = what == "loss"
    return Chart(
        title=f"{what.capitalize()} on train and validation",
        x_name="epoch",
        y_name="loss" if is_loss else "accuracy in %",
        lines=lines,
        last=last,
        marks=tuple(marks),
        may_be_log=is_loss,
        words_below=not is_loss,
    )


def _clock(run: ComparedRun) -> tuple[Numbers, Numbers]:
    """Return steps and when they were, in epochs; in proportion between two of them."""
    known = {0: 0.0} | {e.step: e.epoch for e in run.history.evaluations} | {run.step: run.epochs}
    steps = sorted(known)
    return np.array(steps, np.float64), np.array([known[step] for step in steps])


def _rates(run: ComparedRun) -> tuple[Numbers, Numbers]:
    """Return the learning rate of the steps that were recorded."""
    known = [(p.step, p.learning_rate) for p in run.history.pictures if p.learning_rate is not None]
    both = np.array(known, np.float64).reshape(-1, 2)
    return both[:, 0], both[:, 1]


def _marks(run: ComparedRun) -> Iterator[Mark]:
    """Yield the live changes, by their numbers in the table, and where the run broke."""
    for place, change in enumerate(run.changes, start=1):
        yield Mark(float(change.step), f"change {place}")
    if run.broke is not None:
        yield Mark(float(run.broke.step), "✕ not finite", "broke")
