"""Examples for each way of finding their components."""

import numpy as np

from nnlab.data.dataset import Array

SHAPES = {"triangle": (900, 30), "covariance": (900, 260), "rows": (40, 300), "gram": (260, 300)}
"""Of the examples that go each way."""


def examples_for(way: str) -> Array:
    """Return (n, d) correlated examples; their first 20 deviations fall by a fifth each, the others are alike."""
    rng = np.random.default_rng(0)
    n, d = SHAPES[way]
    rotation = np.linalg.qr(rng.normal(size=(d, d)))[0]
    result: Array = rng.normal(size=(n, d)) * np.maximum(0.8 ** np.arange(d), 0.01) @ rotation + rng.normal(size=d)
    return result
