"""The random streams that ``data.seed`` decides, each independent of the others."""

from __future__ import annotations

from enum import IntEnum

import numpy as np


class DataStream(IntEnum):
    """What a stream is for; the numbers are part of what makes a run repeatable and never change."""

    MADE_DATA = 0
    SPLIT = 1
    LABEL_NOISE = 2


def data_stream(seed: int, stream: DataStream) -> np.random.Generator:
    """Return a fresh generator for ``stream``; equal seeds give equal streams."""
    return np.random.default_rng(np.random.SeedSequence(seed, spawn_key=(0, stream)))
