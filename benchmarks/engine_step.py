"""A training step against the matrix products it cannot do without, and against a picture of the layers.

``python dev.py bench engine_step`` prints a table; each figure is the median of several alternating rounds.
"""

from __future__ import annotations

from collections.abc import Callable
from statistics import median
from time import perf_counter

import numpy as np
from threadpoolctl import threadpool_limits

from nnlab.spec.document import from_document, new_spec, set_at, to_document
from nnlab.training.trainer import Trainer

NETS = {"64-100-100-10": (64, [100, 100]), "64-100×6-10": (64, [100] * 6), "64-500×10-10": (256, [500] * 10)}
ROUNDS, STEPS = 9, 30


def trainer_for(batch_size: int, units: list[int]) -> Trainer:
    """Return a trainer of the digits with layers of ``units``."""
    document = to_document(new_spec())
    layers = [{**document["network"]["layers"][0], "units": n} for n in units]
    document = set_at(set_at(document, "network.layers", layers), "training.batch_size", batch_size)
    return Trainer(from_document(document), blas_threads=1)


def products_of(trainer: Trainer, batch_size: int) -> Callable[[], None]:
    """Return a function that does the step's products, and nothing else."""
    rng = np.random.default_rng(0)
    shapes = [block.affine.w.shape for block in trainer.network.blocks]
    arrays = [[rng.standard_normal(s, dtype=np.float32) for s in ((batch_size, i), (i, o))] for i, o in shapes]
    outs = [np.empty((batch_size, o), np.float32) for _, o in shapes]

    def products() -> None:
        for (x, w), y in zip(arrays, outs, strict=True):
            np.dot(x, w, out=y)
        for index, ((x, w), y) in enumerate(zip(arrays, outs, strict=True)):
            x.T @ y
            if index:
                y @ w.T

    return products


def microseconds(work: Callable[[], object]) -> float:
    """Return the time of one call, over a few."""
    started = perf_counter()
    for _ in range(STEPS):
        work()
    return 1e6 * (perf_counter() - started) / STEPS


def main() -> None:
    """Measure every net and print the table."""
    print("net              step µs   products µs   step / products   picture / step")
    for name, (batch_size, units) in NETS.items():
        trainer = trainer_for(batch_size, units)
        products = products_of(trainer, batch_size)
        rounds = [[microseconds(work) for work in (trainer.step, products, trainer.picture)] for _ in range(ROUNDS)]
        step, alone, picture = (median(column) for column in zip(*rounds, strict=True))
        print(f"{name:15} {step:8.0f} {alone:13.0f} {step / alone:17.2f} {picture / step:16.1f}")


if __name__ == "__main__":
    with threadpool_limits(1):
        main()
