"""``nnlab lessons``: lists the lessons, measures their claims, and checks lessons of one's own."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from math import isfinite
from pathlib import Path
from typing import Any, Final

from nnlab.cli.output import plain, print_json
from nnlab.errors import NnlabError
from nnlab.lessons.checking import Outcome
from nnlab.lessons.reading import DOCUMENT, LessonFolder, in_folder, named, read, shipped
from nnlab.lessons.running import Measured, measured
from nnlab.search.workers import cores
from nnlab.text import QT_TRANSLATE_NOOP, Text

ALL: Final = "all"
MOST_SEEDS: Final = 100
NOTHING_THERE: Final = QT_TRANSLATE_NOOP("nnlab", "{path} holds no lesson: a lesson is a folder with a {document}.")
FINE: Final = QT_TRANSLATE_NOOP("nnlab", "{name}: {claims} claims, {experiments} experiments; nothing is wrong.")
SEEDS: Final = QT_TRANSLATE_NOOP("nnlab", "--seed has to be 0 or more, and --seeds 1 to {most}.")
ABOUT = "List the lessons; with --run, train their experiments and measure what they claim."


def add_to(commands: Any) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("lessons", help="list the lessons, or measure what they claim", description=ABOUT)
    what = parser.add_mutually_exclusive_group()
    what.add_argument(
        "--run", nargs="+", dest="names", metavar="NAME", help="measure the claims of these lessons, or of all"
    )
    what.add_argument("--check", metavar="DIR", type=Path, help="see whether the lessons in a folder can be given")
    parser.add_argument("--in", dest="folder", metavar="DIR", type=Path, help="lessons of one's own instead")
    parser.add_argument("--seed", type=int, default=0, help="of data and training; 0 if left out")
    parser.add_argument("--seeds", type=int, default=1, metavar="N", help="measure with N seeds, one after the other")
    parser.add_argument("--json", action="store_true", help="print a JSON object")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Do what was asked for."""
    if not (options.seed >= 0 and 1 <= options.seeds <= MOST_SEEDS):
        raise NnlabError(Text(SEEDS, most=MOST_SEEDS))
    if options.check is not None:
        _check(options.check, as_json=options.json)
        return 0
    folders = shipped() if options.folder is None else _some_in(options.folder)
    if options.names:
        folders = folders if options.names == [ALL] else [named(name, folders) for name in options.names]
        seeds = range(options.seed, options.seed + options.seeds)
        found = measured(folders, seeds, cores(), _tell if sys.stderr.isatty() else None)
        _print(found, as_json=options.json)
    else:
        _list(folders, as_json=options.json)
    return 0


def _some_in(path: Path) -> list[LessonFolder]:
    """Return the lessons in a folder, or the one that it is.

    Raises
    ------
    NnlabError
    """
    folders = [read(path)] if (path / DOCUMENT).exists() else in_folder(path)
    if not folders:
        raise NnlabError(Text(NOTHING_THERE, path=path, document=DOCUMENT))
    return folders


def _tell(done: int, of: int) -> None:
    sys.stderr.write(f"\r{done} of {of} measured\x1b[K" + ("\n" if done == of else ""))
    sys.stderr.flush()


def _list(folders: Sequence[LessonFolder], *, as_json: bool) -> None:
    if as_json:
        print_json([_lesson_as_json(folder) for folder in folders])
        return
    width = max(len(folder.name) for folder in folders)
    for folder in folders:
        print(f"{folder.name:<{width}}  {plain(folder.lesson.title)} ({len(folder.lesson.claims)} claims)")


def _lesson_as_json(folder: LessonFolder) -> dict[str, Any]:
    lesson = folder.lesson
    return {
        "name": folder.name,
        "title": lesson.title,
        "question": lesson.question,
        "experiments": {name: experiment.title for name, experiment in lesson.experiments.items()},
        "claims": [{"name": claim.name, "sentence": claim.sentence} for claim in lesson.claims],
    }


def _check(path: Path, *, as_json: bool) -> None:
    """Say of each lesson in a folder that nothing is wrong; or what is, and end."""
    folders = _some_in(path)
    if as_json:
        print_json([_lesson_as_json(folder) for folder in folders])
        return
    for folder in folders:
        counts = {"claims": len(folder.lesson.claims), "experiments": len(folder.lesson.experiments)}
        print(plain(Text(FINE, name=folder.name, **counts)))


def _print(found: Sequence[Measured], *, as_json: bool) -> None:
    if as_json:
        print_json({"claims": [_as_json(each, outcome) for each in found for outcome in each.outcomes]})
        return
    for each in found:
        print(f"{each.lesson}, seed {each.seed}")
        for outcome in each.outcomes:
            sign = "✓" if outcome.passed else "✗"
            print(plain(f"  {sign} {outcome.claim.sentence} {outcome.measured} (expected {outcome.expected})"))
    outcomes = [outcome for each in found for outcome in each.outcomes]
    print(f"{sum(outcome.passed for outcome in outcomes)} of {len(outcomes)} claims hold")


def _as_json(each: Measured, outcome: Outcome) -> dict[str, Any]:
    """Return what ``--json`` prints of a claim; a number that is not finite is null, and told in words beside it."""
    return {
        "lesson": each.lesson,
        "claim": outcome.claim.name,
        "sentence": outcome.claim.sentence,
        "seed": each.seed,
        "expected": outcome.claim.expected.model_dump(),
        "measured": outcome.value if isfinite(outcome.value) else None,
        "measured_words": outcome.measured,
        "passed": outcome.passed,
    }
