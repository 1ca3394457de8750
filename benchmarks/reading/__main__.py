"""Measure how fast files are read: ``python -m benchmarks.reading [--rounds N]``.

In each round every contestant reads every file in a fresh process; the ratios are those of the bests. What was
measured is also written to ``benchmarks/reading.json``. The exit code is 1 where a limit is missed.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.reading.process import measure_afresh
from benchmarks.reading.record import table, write_record
from benchmarks.reading.rows import ROWS, Measured, disturbed, judged

ROUNDS = 5


def run_rounds(folder: Path, rounds: int) -> dict[str, Measured]:
    """Write the files into ``folder`` and return by row what ``rounds`` processes of each contestant measured."""
    measured: dict[str, dict[str, list[dict[str, float]]]] = {}
    for row in ROWS:
        row.write(folder / row.file)
        measured[row.name] = {name: [] for name in row.contestants}
    for number in range(rounds):
        for row in ROWS:
            print(f"round {number + 1} of {rounds}: {row.name}", file=sys.stderr, flush=True)
            for name, results in measured[row.name].items():
                results.append(measure_afresh(name, folder / row.file))
    return dict(measured)


def main(argv: Sequence[str]) -> int:
    """Measure, print the table, keep the record, and tell by the exit code whether all held."""
    parser = argparse.ArgumentParser(prog="benchmarks.reading", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    args = parser.parse_args(argv)
    with TemporaryDirectory() as folder:
        rounds = run_rounds(Path(folder), args.rounds)
    print(table(rounds))
    for name, measured in rounds.items():
        if names := disturbed(measured):
            print(f"Other work ran beside all readings of {name}: {', '.join(names)}.")
    write_record(rounds)
    return int(any(judged(row, rounds[row.name]) > row.limit for row in ROWS))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
