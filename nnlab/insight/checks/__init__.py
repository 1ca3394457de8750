"""Babysitting: the checks to be made before a long run, on the user's own experiment."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import replace
from typing import TypeVar

from nnlab.data.prepared import PreparedData, preparing
from nnlab.insight.checks.before_training import check_architecture, check_data, check_first_loss, check_penalty
from nnlab.insight.checks.by_heart import check_by_heart
from nnlab.insight.checks.check import Check, CheckReport
from nnlab.insight.checks.generalising import check_generalising
from nnlab.insight.checks.subject import Subject
from nnlab.insight.checks.sweep import (
    EPOCHS,
    RATES,
    check_huge_rate,
    check_range,
    check_small_rate,
    sweeping,
    worth_searching,
)
from nnlab.spec.experiment import ExperimentSpec
from nnlab.text import QT_TRANSLATE_NOOP, Text
from nnlab.training.outline import outline

T = TypeVar("T")
PREPARED, LEARNED, SWEPT = 0.1, 0.25, 0.9
"""How much is done when the data are prepared, when a few examples are learned, and when all rates are swept."""
FIRST: tuple[Callable[[Subject], Check], ...] = (check_data, check_architecture, check_first_loss, check_penalty)


def checking(spec: ExperimentSpec, data: PreparedData | None = None) -> Generator[CheckReport, None, CheckReport]:
    """Make the nine checks of an experiment on networks of its own; yield the report as it grows.

    The same experiment gives the same report.

    Parameters
    ----------
    spec : ExperimentSpec
    data : PreparedData, optional
        Of ``spec``; prepared here where it is not given.

    Raises
    ------
    NnlabError
        Where the data cannot be read, or do not fit the rest.
    """
    report = CheckReport(doing=Text(QT_TRANSLATE_NOOP("nnlab", "Preparing the data…")))
    sizes = outline(spec)
    if data is None:
        data = yield from _told(preparing(spec), report, 0.0, PREPARED)
    report = replace(report, share=PREPARED)
    subject = Subject(spec, data, outline(spec, data.record) if not sizes.is_exact else sizes)
    for check in FIRST:
        report = _with(report, check(subject))
        yield report
    report = replace(report, doing=Text(QT_TRANSLATE_NOOP("nnlab", "Learning a few examples by heart…")))
    report = _with(report, (yield from _told(check_by_heart(subject), report, PREPARED, LEARNED)))
    report = yield from _swept(subject, report)
    report = replace(report, doing=Text(QT_TRANSLATE_NOOP("nnlab", "Training at a good rate…")))
    report = _with(report, (yield from _told(check_generalising(subject, report.sweep), report, SWEPT, 1.0)))
    return replace(report, doing=None, share=1.0)


def _swept(subject: Subject, report: CheckReport) -> Generator[CheckReport, None, CheckReport]:
    """Try all rates, and add what they say."""
    report = replace(report, doing=Text(QT_TRANSLATE_NOOP("nnlab", "Trying learning rates over nine decades…")))
    total, done = len(RATES) * (subject.steps(EPOCHS) + 1), 0
    for done, swept in enumerate(sweeping(subject)):
        yield replace(report, sweep=swept, share=LEARNED + (SWEPT - LEARNED) * min(done / total, 1.0))
    report = replace(report, sweep=swept, range=worth_searching(swept), share=SWEPT)
    for check in (check_small_rate(swept), check_huge_rate(subject, swept), check_range(subject, swept)):
        report = _with(report, check)
    yield report
    return report


def _told(
    work: Generator[float, None, T], report: CheckReport, first: float, last: float
) -> Generator[CheckReport, None, T]:
    """Do work that tells its share, as a part of the whole."""
    while True:
        try:
            share = next(work)
        except StopIteration as end:
            result: T = end.value
            return result
        yield replace(report, share=first + (last - first) * share)


def _with(report: CheckReport, check: Check) -> CheckReport:
    return replace(report, checks=(*report.checks, check))
