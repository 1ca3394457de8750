"""Compare this engine with PyTorch: ``python dev.py bench oracle``.

Trains several hundred small nets in float64 on both sides and prints the worst disagreement by group; the exit code
is 1 where one is too large. With ``--write``, PyTorch's numbers for one case of each kind go to
``tests/engine/oracle.json``, for the tests, which have no PyTorch.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import torch

from benchmarks.oracle import reference
from benchmarks.oracle.cases import Tagged, all_cases, one_of_each
from benchmarks.oracle.comparison import Difference, differences
from tests.engine.oracle import Case, digest

FILE = Path(__file__).parents[2] / "tests" / "engine" / "oracle.json"
GROUPS = ("loss", "gradients", "losses", "parameters", "statistics", "outputs")
Results = list[tuple[Tagged, list[Difference]]]


def compare(cases: Iterable[Tagged]) -> Results:
    """Return the differences of all cases."""
    return [(tagged, differences(tagged.case)) for tagged in cases]


def table(results: Results) -> str:
    """Return the worst relative difference by tag and group of numbers."""
    worst: dict[str, dict[str, float]] = {}
    counts: dict[str, int] = {}
    for tagged, found in results:
        for tag in (*tagged.tags, "all"):
            counts[tag] = counts.get(tag, 0) + 1
            row = worst.setdefault(tag, {})
            for one in found:
                row[one.group] = max(row.get(one.group, 0.0), one.relative)
    width = max(map(len, worst))
    lines = [f"{'':{width}} {'cases':>6}" + "".join(f"{group:>12}" for group in GROUPS)]
    for tag in sorted(worst, key="all".__eq__):
        cells = (f"{row:12.0e}" if (row := worst[tag].get(group)) is not None else f"{'-':>12}" for group in GROUPS)
        lines.append(f"{tag:{width}} {counts[tag]:6}" + "".join(cells))
    return "\n".join(lines)


def misses(results: Results) -> list[str]:
    """Return a line for each disagreement that is too large."""
    return [
        f"MISSED {tagged.case.name}: {one.group} {one.array}, {one.relative:.1e} > {one.tolerance:.0e}"
        for tagged, found in results
        for one in found
        if one.is_a_miss
    ]


def recorded(case: Case) -> dict[str, Any]:
    """Return a case as the tests read it: what it is, and PyTorch's numbers."""
    numbers = reference.run(case)
    digests = {group: {name: digest(one) for name, one in arrays.items()} for group, arrays in numbers.items()}
    return {**asdict(case), "numbers": digests}


def write() -> None:
    """Write the file of the tests, a case a line."""
    lines = ",\n".join(json.dumps(recorded(case)) for case in one_of_each())
    FILE.write_text(f'{{"pytorch": "{torch.__version__}", "cases": [\n{lines}\n]}}\n', encoding="utf-8")


def main(argv: Sequence[str]) -> int:
    """Compare, or write."""
    parser = argparse.ArgumentParser(prog="dev.py bench oracle", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--write", action="store_true", help="write the numbers of the tests instead")
    args = parser.parse_args(argv)
    torch.set_num_threads(1)
    if args.write:
        write()
        return 0
    results = compare(all_cases())
    missed = misses(results)
    print(table(results), *missed, sep="\n")
    return int(bool(missed))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
