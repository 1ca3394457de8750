"""How many BLAS threads an experiment gets: the number changes the last bits, so it is a rule and not a measurement."""

from __future__ import annotations

import os
from math import prod

from nnlab.training.outline import Outline

LARGE_PRODUCT_FLOP = 20e6
"""From here on a second thread pays; below it, it only fights the window for a core."""


def blas_threads(outline: Outline, batch_size: int, cores: int | None = None) -> int:
    """Return 2 where the largest product of a step has 20 MFLOP or more and there are two cores, else 1."""
    cores = cores if cores is not None else os.cpu_count() or 1
    largest = 2.0 * batch_size * max(prod(layer.product) for layer in outline.layers)
    return 2 if largest >= LARGE_PRODUCT_FLOP and cores >= 2 else 1
