"""Measure the launch: ``python -m benchmarks.startup [--rounds N]``.

Our window and an empty pyqtgraph window are launched in turn in fresh processes, without a screen and, where there is
an Xvfb, on a screen; the files are in the system's memory by then. Times are those from before the process began to
its first picture, medians of all rounds. What was measured is also written to ``benchmarks/startup.json``. The exit
code is 1 where a limit is missed.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks.startup.record import Launches, judged, table, write_record
from benchmarks.window.screen import has_xvfb, screen

ROUNDS = 9
WARM_UP = 2
PATIENCE_S = 60.0
PROGRAMS = ("ours", "empty")


def launch(program: str, environ: Mapping[str, str]) -> float:
    """Return the seconds to the first picture of ``program``, in a process with a home of its own."""
    with TemporaryDirectory() as home:
        folders = dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "APPDATA"), home)
        command = [sys.executable, "-m", "benchmarks.startup.launch", program]
        begun = perf_counter()
        done = subprocess.run(
            command,
            env={**os.environ, **environ, **folders},
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # Qt says there what a platform cannot do
            check=True,
            encoding="utf-8",
            timeout=PATIENCE_S,
        )
        return float(done.stdout.split()[-1]) - begun


def launches(environ: Mapping[str, str], rounds: int) -> Launches:
    """Launch both programs in turn and return the seconds by program."""
    seconds: dict[str, list[float]] = {program: [] for program in PROGRAMS}
    for number in range(WARM_UP + rounds):
        for program in PROGRAMS:
            taken = launch(program, environ)
            if number >= WARM_UP:
                seconds[program].append(taken)
    return seconds


def main(argv: Sequence[str]) -> int:
    """Measure, print the table, keep the record, and tell by the exit code whether all held."""
    parser = argparse.ArgumentParser(prog="benchmarks.startup", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    args = parser.parse_args(argv)
    measured = {}
    screens = {"offscreen": nullcontext({"QT_QPA_PLATFORM": "offscreen"}), **({"Xvfb": screen()} if has_xvfb() else {})}
    for name, entered in screens.items():
        print(f"{args.rounds} launches of each, {name}", file=sys.stderr, flush=True)
        with entered as environ:
            measured[name] = launches(environ, args.rounds)
    print(table(measured))
    write_record(measured)
    return int(any(judged(median(one["ours"]), median(one["empty"])) for one in measured.values()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
