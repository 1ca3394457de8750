"""What the lessons claim, measured with five seeds: ``python3 dev.py bench claims``.

The table is kept in ``docs/lessons.md``; the exit code is 1 where a claim holds for some seeds only.
"""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import perf_counter

from nnlab.lessons.checking import words
from nnlab.lessons.reading import LessonFolder, shipped
from nnlab.lessons.running import Measured, measured
from nnlab.search.workers import cores

PAGE = Path(__file__).parents[1] / "docs" / "lessons.md"
SEEDS = range(5)
MOST_S = 300
HEAD = """# What the lessons claim

Measured with seeds 0 to 4 of data and of training, by `python3 dev.py bench claims`, which writes this page. A claim is
measured again whenever its lesson is run; these numbers are no answers to compare with, but show how far seeds differ.
"""


def main() -> int:
    """Measure, write the page, and say what does not hold."""
    folders, started = shipped(), perf_counter()
    found = measured(folders, SEEDS, cores(), lambda done, of: print(f"{done} of {of}", end="\r", flush=True))
    seconds = (perf_counter() - started) / len(SEEDS)
    PAGE.write_text("\n".join([HEAD, *(line for folder in folders for line in _lines(folder, found))]), "utf-8")
    failed = [(each, outcome) for each in found for outcome in each.outcomes if not outcome.passed]
    for each, outcome in failed:
        print(f"{each.lesson}, seed {each.seed}: {outcome.claim.name} measured {outcome.measured}")
    count = sum(len(folder.lesson.claims) for folder in folders)
    print(f"{count} claims of {len(folders)} lessons, {len(failed)} of {count * len(SEEDS)} measurements outside")
    print(f"all lessons with one seed: {seconds:.0f} s ≤ {MOST_S}{' MISSED' if seconds > MOST_S else ''}")
    return int(bool(failed) or seconds > MOST_S)


def _lines(folder: LessonFolder, found: Sequence[Measured]) -> Iterator[str]:
    yield f"## {folder.lesson.title}\n\n`nnlab lessons --run {folder.name}`\n"
    yield "| claim | expected | measured |\n|---|---|---|"
    runs = [each for each in found if each.lesson == folder.name]
    for outcomes in zip(*(each.outcomes for each in runs), strict=True):
        claim, values = outcomes[0].claim, [outcome.value for outcome in outcomes]
        ends = [words(value, claim.measure.written_in()) for value in (min(values), max(values))]
        said = ends[0] if ends[0] == ends[1] else " … ".join(ends)
        yield f"| {claim.sentence} | {outcomes[0].expected} | {said} |"
    yield ""


if __name__ == "__main__":
    sys.exit(main())
