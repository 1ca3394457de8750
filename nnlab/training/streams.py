"""The random streams that ``seed`` decides, each independent of the others."""

from __future__ import annotations

from enum import IntEnum

import numpy as np


class Stream(IntEnum):
    """What a stream is for; the numbers are part of what makes a run repeatable and never change."""

    INITIALISATION = 0
    ORDER = 1
    DROPOUT = 2


def stream(seed: int, purpose: Stream, index: int = 0) -> np.random.Generator:
    """Return a fresh generator for ``purpose``, one of several numbered by ``index``."""
    return np.random.default_rng(np.random.SeedSequence(seed, spawn_key=(1, purpose, index)))
