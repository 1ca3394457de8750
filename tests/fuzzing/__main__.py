"""``python dev.py fuzz``: opens thousands of spoilt experiment files; the report goes to stdout.

Each opens or is refused with one sentence, within two seconds and 300 MB, and nothing is written anywhere; what opens
can be shown, compared, asked and gone on with. Some are also given to ``nnlab info`` in a process of its own.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.fuzzing.command import told_wrongly
from tests.fuzzing.mutations import TURNS, spoilt
from tests.fuzzing.outcome import MEGABYTES, SECONDS, Outcome
from tests.fuzzing.process import examined
from tests.fuzzing.sandbox import Sandbox
from tests.fuzzing.shapes import good_files

MUTATIONS, PROCESSES = 4800, 96
HEADINGS = ("", "files", "opened", "refused", f"most s (≤ {SECONDS:g})", f"most MB (≤ {MEGABYTES:g})", "wrong")


def main(argv: Sequence[str]) -> int:
    """Spoil, open and report; return 1 where anything went wrong."""
    parser = argparse.ArgumentParser(prog="dev.py fuzz", description=(__doc__ or "").split("\n\n")[1])
    parser.add_argument("--mutations", type=int, default=MUTATIONS)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", type=int, metavar="NUMBER", help="one mutation, as a report names it")
    parser.add_argument("--processes", type=int, default=PROCESSES, help="how many are given to nnlab info as well")
    options = parser.parse_args(argv)
    numbers = range(options.mutations) if options.only is None else range(options.only, options.only + 1)
    with tempfile.TemporaryDirectory() as folder:
        sandbox = Sandbox(Path(folder).resolve())
        outcomes = list(_watched(examined(sandbox, options.seed, numbers), len(numbers)))
        _tell_processes(sandbox, options.seed, outcomes, options.processes)
    print(_table(outcomes))
    wrong = [outcome for outcome in outcomes if outcome.wrong]
    for outcome in wrong:
        print(f"\n{outcome.kind}, of “{outcome.shape}”: --seed {options.seed} --only {outcome.number}")
        print("\n".join(outcome.wrong))
    return int(bool(wrong))


def _watched(outcomes: Iterator[Outcome], count: int) -> Iterator[Outcome]:
    for done, outcome in enumerate(outcomes, 1):
        if done % 100 == 0:
            print(f"{done:,} of {count:,}", file=sys.stderr, flush=True)
        yield outcome


def _tell_processes(sandbox: Sandbox, seed: int, outcomes: Sequence[Outcome], count: int) -> None:
    """Give some of the files to ``nnlab info``, of each kind as many, and add what is wrong to their outcomes."""
    good = good_files(sandbox.work)
    stride = max(1, len(outcomes) // max(count, 1)) | 1  # odd, so that it meets each of the kinds in turn
    for outcome in outcomes[::stride] if count else ():
        _, _, content = spoilt(seed, outcome.number, good)
        outcome.wrong += told_wrongly(sandbox, content, opened=outcome.opened)


def _table(outcomes: Sequence[Outcome]) -> str:
    """Return a row a kind, and one for all, the columns aligned."""
    kinds = {kind: [outcome for outcome in outcomes if outcome.kind == kind] for kind in dict.fromkeys(TURNS)}
    rows = [HEADINGS, *(_row(kind, some) for kind, some in kinds.items() if some), _row("all", outcomes)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ["  ".join((row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:]))) for row in rows]
    used = max(outcomes, key=lambda outcome: outcome.use_seconds)
    return "\n".join([*lines, f"using what opened: at most {used.use_seconds:.2f} s at a time ({used.used_longest})"])


def _row(name: str, outcomes: Sequence[Outcome]) -> tuple[str, ...]:
    opened = sum(outcome.opened for outcome in outcomes)
    seconds, megabytes = (max(getattr(outcome, what) for outcome in outcomes) for what in ("seconds", "megabytes"))
    wrong = sum(bool(outcome.wrong) for outcome in outcomes)
    counts = (f"{count:,}" for count in (len(outcomes), opened, len(outcomes) - opened))
    return (name, *counts, f"{seconds:.3f}", f"{megabytes:.0f}", f"{wrong:,}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
