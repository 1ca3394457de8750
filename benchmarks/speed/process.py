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

from threadpoolctl import threadpool_limits

from benchmarks.speed.clock import seconds_per_call
from benchmarks.speed.nets import BY_NAME, Net
from benchmarks.speed.quiet import Others, wait_for_quiet

OURS, PYTORCH, PRODUCTS, SCIKIT_LEARN = "ours", "pytorch", "products", "scikit_learn"
CONTESTANTS = (OURS, PYTORCH, PRODUCTS, SCIKIT_LEARN)
"""Modules of benchmarks.speed.contestants."""
PICTURE_SECONDS = 0.2


def measure(contestant: str, net: Net, threads: int) -> dict[str, float]:
    """Return the seconds of a step and of each picture, and how many cores others used meanwhile."""
    prepare = import_module(f"benchmarks.speed.contestants.{contestant}").prepare
    with threadpool_limits(threads, user_api="blas"):
        ready = prepare(net, threads)
        others = Others()
        measured = {"step": seconds_per_call(ready.step)}
        measured |= {name: seconds_per_call(take, PICTURE_SECONDS) for name, take in ready.pictures.items()}
        if ready.loss and not isfinite(ready.loss()):
            raise ArithmeticError(f"{contestant} on {net.name}: the loss is not finite")
    return {**measured, "others": others.cores()}


def measure_afresh(contestant: str, net: Net, threads: int) -> dict[str, float]:
    """Do ``measure`` in a fresh process, once the machine is quiet."""
    wait_for_quiet()
    command = [sys.executable, "-m", "benchmarks.speed.process", contestant, net.name, str(threads)]
    measured: dict[str, float] = json.loads(_output(command))
    return measured


@cache
def pytorch_threads() -> int:
    """Return how many threads PyTorch takes when nobody tells it."""
    return int(_output([sys.executable, "-c", "import torch; print(torch.get_num_threads())"]))


def _output(command: list[str]) -> str:
    return subprocess.run(command, stdout=subprocess.PIPE, check=True, encoding="utf-8").stdout


if __name__ == "__main__":
    print(json.dumps(measure(sys.argv[1], BY_NAME[sys.argv[2]], int(sys.argv[3]))))
