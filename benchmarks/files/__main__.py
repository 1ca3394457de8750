"""Measure experiment files: ``python -m benchmarks.files [--rounds N] [--folder FOLDER] [--quick]``.

The digits example, and a million steps of six layers of a hundred units, are trained, saved and opened. Saving waits
until the disk has the file, so it matters on which one the folder is. What was measured is also written to
``benchmarks/files.json``, unless it was measured quickly, without the million steps. The exit code is 1 where a limit
is missed.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.files.record import MB, Saved, filesystem_of, missed, table, write_record
from benchmarks.files.runs import digits, million, trained
from benchmarks.files.timing import timed

ROUNDS = 15
RUNS = {"digits": digits, "million steps": million}


def main(argv: Sequence[str]) -> int:
    """Measure, print what came out, keep the record, and tell by the exit code whether all held."""
    parser = argparse.ArgumentParser(prog="benchmarks.files", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--folder", type=Path, help="where to save; one for temporary files by default")
    parser.add_argument("--quick", action="store_true", help="leave the million steps out")
    options = parser.parse_args(argv)
    runs: dict[str, Saved] = {}
    with TemporaryDirectory(dir=options.folder) as folder:
        filesystem = filesystem_of(Path(folder).resolve())
        for name, spec in list(RUNS.items())[: 1 if options.quick else None]:
            print(f"{name}, saved on {filesystem}", file=sys.stderr, flush=True)
            path = Path(folder) / "run.nnlab"
            timings = timed(trained(spec()), path, options.rounds)
            runs[name] = Saved(timings, path.stat().st_size / MB)
    facts = {fact: value for name, run in runs.items() for fact, value in run.facts(name).items()}
    print(table(facts))
    if not options.quick:
        write_record(runs, facts, filesystem)
    return int(bool(missed(facts)))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
