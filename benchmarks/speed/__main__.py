"""Measure the speed table: ``python dev.py bench [speed [--rounds N] [--nets NAME…]]``.

In each round every contestant trains every net in a fresh process; the ratios are those of the bests. The whole
table is also written to ``benchmarks/results.json``. The exit code is 1 where a floor or a limit is missed.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from benchmarks.speed.nets import BY_NAME, NETS, Net, spec_of
from benchmarks.speed.process import CONTESTANTS, PYTORCH, SCIKIT_LEARN, measure_afresh, pytorch_threads
from benchmarks.speed.record import write_record
from benchmarks.speed.results import Entry, Rounds, Row, disturbed, row_of
from benchmarks.speed.table import table
from nnlab.training.blas import blas_threads
from nnlab.training.outline import outline

ROUNDS = 5
ABOUT = """
PyTorch runs eagerly, on one thread, on as many as ours and on as many as it chooses by itself; the best counts. No
contestant has a penalty. The products are those of one step, with as many BLAS threads as ours. Statistics: the
share of the time that live pictures take at most, ten sketches a second and the probes that are allowed beside them.
"""


def entries_for(net: Net) -> list[Entry]:
    """Return who takes part with how many threads; scikit-learn only where it knows the net."""
    threads = blas_threads(outline(spec_of(net)), net.batch)
    alone = [name for name in CONTESTANTS if name != PYTORCH and not (name == SCIKIT_LEARN and net.regularised)]
    return [*((name, threads) for name in alone), *((PYTORCH, n) for n in sorted({1, threads, pytorch_threads()}))]


def run_rounds(nets: Sequence[Net], rounds: int) -> dict[str, Rounds]:
    """Return by net and entry what ``rounds`` processes measured."""
    measured = {net.name: {entry: [] for entry in entries_for(net)} for net in nets}
    for number in range(rounds):
        for net in nets:
            print(f"round {number + 1} of {rounds}: {net.name}", file=sys.stderr, flush=True)
            for (contestant, threads), results in measured[net.name].items():
                results.append(measure_afresh(contestant, net, threads))
    return measured


def main(argv: Sequence[str]) -> int:
    """Measure, print the table, keep the record, and tell by the exit code whether all held."""
    parser = argparse.ArgumentParser(prog="dev.py bench speed", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--nets", nargs="+", choices=BY_NAME, metavar="NAME", default=list(BY_NAME))
    args = parser.parse_args(argv)
    nets = [BY_NAME[name] for name in args.nets]
    rounds = run_rounds(nets, args.rounds)
    rows: list[Row] = [row_of(net, rounds[net.name]) for net in nets]
    print(table(rows), ABOUT, sep="\n", end="")
    for name, measured in rounds.items():
        if names := disturbed(measured):
            print(f"Other work ran beside all rounds of {name}: {', '.join(names)}.")
    if len(nets) == len(NETS):
        write_record(rows, rounds)
    return int(any(row.misses() for row in rows))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
