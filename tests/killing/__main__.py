"""``python dev.py kill``: ends the program at a hundred random moments; the report goes to stdout."""

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median

import numpy as np

from tests.killing.rounds import Outcome, kill_after
from tests.killing.victim import KINDS

ROUNDS = 100
AT_ONCE = 2
LONGEST_S = {"command": 9.0, "window": 9.0, "saving_window": 4.0, "saving": 2.0}
MOST_LOST_S = 5.0


def main() -> int:
    """Play all rounds; return 1 where anything was lost that should not be."""
    parser = argparse.ArgumentParser(prog="dev.py kill", description=__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(AT_ONCE) as pool:
        rounds = list(_rounds(options.rounds, options.seed))
        outcomes = list(pool.map(lambda played: _play(Path(folder), *played), rounds))
    worst = 0.0
    for kind in KINDS:
        of_kind = [outcome for (_, played, _), outcome in zip(rounds, outcomes, strict=True) if played == kind]
        lost = [outcome.lost for outcome in of_kind]
        worst = max([worst, *lost])
        if of_kind:
            wrong = sum(bool(outcome.problem) for outcome in of_kind)
            spread = f"median {median(lost):.2f}, most {max(lost):.2f} s"
            print(f"{kind:14} {len(of_kind):3} rounds, {wrong} wrong, lost: {spread}")
    problems = [(played, outcome.problem) for played, outcome in zip(rounds, outcomes, strict=True) if outcome.problem]
    for (number, kind, seconds), problem in problems:
        print(f"round {number}, {kind} killed after {seconds:.2f} s: {problem}")
    return int(bool(problems) or worst > MOST_LOST_S)


def _rounds(count: int, seed: int) -> Iterator[tuple[int, str, float]]:
    rng = np.random.default_rng(seed)
    for number in range(count):
        kind = list(KINDS)[number % len(KINDS)]
        yield number, kind, float(rng.uniform(0, LONGEST_S[kind]))


def _play(folder: Path, number: int, kind: str, seconds: float) -> Outcome:
    own = folder / str(number)
    own.mkdir()
    try:
        outcome = kill_after(seconds, kind, own)
    except Exception as error:
        outcome = Outcome(repr(error))
    shutil.rmtree(own)
    print(f"{number + 1} {kind} {seconds:.2f} s: lost {outcome.lost:.2f} s {outcome.problem}", file=sys.stderr)
    return outcome


if __name__ == "__main__":
    sys.exit(main())
