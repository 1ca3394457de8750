"""``nnlab check``: makes the checks that come before a long run."""

from __future__ import annotations

import argparse
from collections.abc import Generator
from typing import Any

from nnlab.cli.output import number, plain, print_json
from nnlab.cli.preparing import add_spec_to, asked_spec, prepared
from nnlab.cli.reading import with_bar
from nnlab.insight.checks import checking
from nnlab.insight.checks.check import Check, CheckReport

ABOUT = (
    "Check an experiment before a long run, on networks of its own: data, architecture, first loss, penalty, twenty "
    "examples by heart, learning rates over nine decades, and new examples."
)
OUTCOMES = {True: "✓ passed", False: "✗ failed", None: "– does not apply"}


def add_to(commands: Any) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("check", help="check an experiment before a long run", description=ABOUT)
    add_spec_to(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Check, and print how it came out; a check that fails is a result."""
    spec = asked_spec(options)
    with prepared(spec) as data:
        report = with_bar("checking", _shares(checking(spec, data)))
    if options.json:
        print_json(_as_json(report))
    else:
        _print(report)
    return 0


def _shares(work: Generator[CheckReport, None, CheckReport]) -> Generator[float, None, CheckReport]:
    """Tell of a report that grows how much of it is done."""
    while True:
        try:
            yield next(work).share
        except StopIteration as end:
            report: CheckReport = end.value
            return report


def _print(report: CheckReport) -> None:
    for index, check in enumerate(report.checks, start=1):
        print(f"{index}  {OUTCOMES[check.passed]}: {plain(check.title)}")
        print(f"   expected  {plain(check.expected)}")
        print(f"   measured  {plain(check.measured)}")
        if not check.passed:
            print(f"   next      {plain(check.advice)}")
            for remedy in check.remedies:
                print(f"   →         {plain(remedy.text)}")
    print(_summary(report))


def _summary(report: CheckReport) -> str:
    outcomes = [check.passed for check in report.checks]
    worth = f"; rates worth searching: {number(report.range[0])} to {number(report.range[1])}" if report.range else ""
    return f"{outcomes.count(True)} passed, {outcomes.count(False)} failed{worth}"


def _as_json(report: CheckReport) -> dict[str, Any]:
    """Return the object that ``--json`` prints."""
    return {
        "checks": [_check_as_json(check) for check in report.checks],
        "rates": [
            {"learning_rate": each.learning_rate, "loss_ratio": each.loss_ratio, "accuracy": each.accuracy}
            for each in report.sweep
        ],
        "range": list(report.range) if report.range else None,
    }


def _check_as_json(check: Check) -> dict[str, Any]:
    return {
        "name": check.name,
        "expected": str(check.expected),
        "measured": str(check.measured),
        "passed": check.passed,
        "advice": str(check.advice),
    }
