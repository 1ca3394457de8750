"""Measure the window under load: ``python -m benchmarks.window [--view KEY] [--rounds N] [PART …]``.

On a screen of its own (Xvfb) a real window trains at full speed with one view in front. Parts are ``rates`` (steps per
second visible, hidden and without a window), ``delays`` (of the event loop, and of single paints) and ``long run``
(memory, and a redraw of the curves after a million steps). What was measured is also written to
``benchmarks/window.json`` where all parts were. The exit code is 1 where a limit is missed.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.window.record import facts, write_record
from benchmarks.window.screen import has_xvfb, screen

PARTS = ("rates", "delays", "long run")
ROUNDS = 5


def measure(part: str, view: str, rounds: int, environ: Mapping[str, str]) -> Any:
    """Return what a process of its own measured."""
    print(part, file=sys.stderr, flush=True)
    command = [sys.executable, "-m", "benchmarks.window.process", part, view, str(rounds)]
    with TemporaryDirectory() as home:
        folders = dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME"), home)
        environment = {**os.environ, **environ, **folders}
        done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True, encoding="utf-8")
    return json.loads(done.stdout)


def main(argv: Sequence[str]) -> int:
    """Measure, say what came out, keep the record, and tell by the exit code whether all held."""
    parser = argparse.ArgumentParser(prog="benchmarks.window", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--view", default="activations", metavar="KEY")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("parts", nargs="*", default=PARTS, metavar="PART", help=", ".join(PARTS))
    args = parser.parse_args(argv)
    if not has_xvfb():
        print("There is no Xvfb here, on which the window could be painted: install it first.", file=sys.stderr)
        return 2
    with screen() as environ:
        measured = {part: measure(part, args.view, args.rounds, environ) for part in args.parts}
    for fact in facts(measured):
        print(fact)
    if set(measured) == set(PARTS):
        write_record(args.view, measured)
    return int(not all(fact.holds for fact in facts(measured)))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
