"""One contestant on one net in a process of its own: ``python -m benchmarks.speed.process CONTESTANT NET THREADS``.

Two BLAS threads that once share a core do so for the life of their process, so a process is one draw of a lottery.
"""

from __future__ import annotations

import json
import subprocess
import sys
from functools import cache
from importlib import import_module
from math import isfinite
from typing import Any

from threadpoolctl import threadpool_limits

from benchmarks.speed.clock import seconds_per_call
from benchmarks.speed.nets import BY_NAME, Net

OURS, PYTORCH, PRODUCTS, SCIKIT_LEARN = "ours", "pytorch", "products", "scikit_learn"
CONTESTANTS = (OURS, PYTORCH, PRODUCTS, SCIKIT_LEARN)
"""Modules of benchmarks.speed.contestants."""
PICTURE_SECONDS = 0.4


def measure(contestant: str, net: Net, threads: int) -> dict[str, Any]:
    """Return the seconds of a step, and those of a picture; None where the contestant has none."""
    prepare = import_module(f"benchmarks.speed.contestants.{contestant}").prepare
    with threadpool_limits(threads, user_api="blas"):
        ready = prepare(net, threads)
        step = seconds_per_call(ready.step)
        picture = seconds_per_call(ready.picture, PICTURE_SECONDS) if ready.picture else None
        if ready.loss and not isfinite(ready.loss()):
            raise ArithmeticError(f"{contestant} on {net.name}: the loss is not finite")
    return {"step": step, "picture": picture}


def measure_afresh(contestant: str, net: Net, threads: int) -> dict[str, Any]:
    """Do ``measure`` in a fresh process."""
    command = [sys.executable, "-m", "benchmarks.speed.process", contestant, net.name, str(threads)]
    measured: dict[str, Any] = json.loads(_output(command))
    return measured


@cache
def pytorch_threads() -> int:
    """Return how many threads PyTorch takes when nobody tells it."""
    return int(_output([sys.executable, "-c", "import torch; print(torch.get_num_threads())"]))


def _output(command: list[str]) -> str:
    return subprocess.run(command, stdout=subprocess.PIPE, check=True, encoding="utf-8").stdout


if __name__ == "__main__":
    print(json.dumps(measure(sys.argv[1], BY_NAME[sys.argv[2]], int(sys.argv[3]))))
