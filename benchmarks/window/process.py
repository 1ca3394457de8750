"""One part of the measurement in a process of its own: ``python -m benchmarks.window.process PART VIEW ROUNDS``."""

from __future__ import annotations

import json
import os
import sys
import traceback

from benchmarks.window import delays, long_run, rates

PARTS = {"rates": rates.measure, "delays": delays.measure, "long run": long_run.measure}

if __name__ == "__main__":
    part, view, rounds = sys.argv[1:]
    try:
        print(json.dumps(PARTS[part](view, int(rounds))), flush=True)
    except Exception:
        traceback.print_exc()
        os._exit(1)  # a window that went wrong may leave threads that never end
