"""Our engine, in the very trainer that the window and the command line use."""

from __future__ import annotations

from benchmarks.speed.contestants.contestant import Contestant
from benchmarks.speed.nets import Net, spec_of
from nnlab.training.trainer import Trainer


def prepare(net: Net, threads: int) -> Contestant:
    """Return a trainer of the net; the BLAS limit is set by the caller."""
    trainer = Trainer(spec_of(net), threads)
    shown = trainer.picture()
    pictures = {"sketch": lambda: trainer.sketch(shown), "probe": trainer.picture}
    return Contestant(trainer.step, loss=trainer.step, pictures=pictures)
