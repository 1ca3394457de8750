"""``nnlab verify``: trains a saved run once more and compares it bit for bit."""

from __future__ import annotations

import argparse
from typing import Any

from nnlab.cli.output import counted, print_json, print_lines
from nnlab.cli.reading import with_bar
from nnlab.errors import NnlabError
from nnlab.jobs.blas_limit import BlasLimit
from nnlab.store.archive import versions
from nnlab.store.experiment_file import find
from nnlab.text import QT_TRANSLATE_NOOP, Text
from nnlab.training.checkpoint import RunRecord
from nnlab.training.repetition import Agreement, Repetition, repeating

NO_RUN = QT_TRANSLATE_NOOP("nnlab", "{name} holds no run to verify; train it first.")


def add_to(commands: Any) -> None:
    """Add the command to the parser."""
    about = "Train a saved run once more from its spec, live changes included, and compare it bit for bit."
    parser = commands.add_parser("verify", help="repeat a run and compare it bit for bit", description=about)
    parser.add_argument("spec", metavar="RUN", help="an .nnlab file with a run")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Repeat the run and print how it compares; numbers that differ are a result, not a failure."""
    experiment = find(options.spec)
    if experiment.record is None:
        raise NnlabError(Text(NO_RUN, name=options.spec))
    repetition = _repeat(experiment.record)
    differing = _differing(experiment.versions)
    if options.json:
        print_json(_as_json(repetition, differing))
    else:
        print_lines(_rows(repetition, differing))
    return 0


def _repeat(record: RunRecord) -> Repetition:
    """Repeat a run with as many BLAS threads as it had: their number changes the last bits."""
    limit = BlasLimit()
    limit.set(record.checkpoint.blas_threads)
    try:
        return with_bar("repeating", repeating(record))
    finally:
        limit.restore()


def _differing(saved: dict[str, str]) -> dict[str, tuple[str | None, str | None]]:
    """Return what the file was made with and what is here, where the two differ."""
    here = versions()
    names = [*saved, *(name for name in here if name not in saved)]
    return {name: (saved.get(name), here.get(name)) for name in names if saved.get(name) != here.get(name)}


def _as_json(repetition: Repetition, differing: dict[str, tuple[str | None, str | None]]) -> dict[str, Any]:
    return {
        "identical": repetition.is_identical,
        "steps": repetition.steps,
        "first_different_step": repetition.first_step,
        "compared": [
            {
                "what": each.what,
                "count": each.count,
                "different": each.different,
                "largest_difference": each.largest,
                "relative_difference": each.relative,
            }
            for each in repetition.agreements
        ],
        "versions": {name: {"file": then, "here": now} for name, (then, now) in differing.items()},
    }


def _rows(repetition: Repetition, differing: dict[str, tuple[str | None, str | None]]) -> list[tuple[str, str]]:
    verdict = "identical: every bit is the same" if repetition.is_identical else "not identical"
    rows = [("result", f"{verdict}, after {counted(repetition.steps, 'step')}")]
    if repetition.first_step is not None:
        rows.append(("", f"the losses differ from step {repetition.first_step:,} on"))
    rows += [(each.what, _words(each)) for each in repetition.agreements if each.count]
    if differing:
        rows += [
            (name, f"{then or 'unknown'} in the file, {now or 'unknown'} here")
            for name, (then, now) in differing.items()
        ]
    else:
        rows.append(("versions", "the same as in the file"))
    return rows


def _words(agreement: Agreement) -> str:
    if not agreement.different:
        return f"{agreement.count:,}, all the same"
    return (
        f"{agreement.different:,} of {agreement.count:,} differ, by at most {agreement.largest:.2g} "
        f"({agreement.relative:.1g} of the largest)"
    )
