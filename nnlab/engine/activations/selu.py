"""The self-normalising exponential linear unit."""

from __future__ import annotations

from numpy.typing import DTypeLike

from nnlab.engine.activations.exponential import ExponentialUnit
from nnlab.engine.layer import Shape

ALPHA = 1.6732632423543772848170429916717
SCALE = 1.0507009873554804934193349852946
"""With these two, outputs of mean 0 and variance 1 stay so (Klambauer et al. 2017; digits of the authors' code)."""


class Selu(ExponentialUnit):
    """y = SCALE · x above zero and SCALE · ALPHA · (exp(x) - 1) elsewhere (Klambauer et al. 2017, equation 2).

    dy/dx = SCALE above zero and y + SCALE · ALPHA elsewhere.
    """

    formula = "f(x) = 1.0507 · (max(0, x) + 1.6733 · min(0, eˣ − 1))"

    def __init__(self, shape: Shape, max_batch: int, dtype: DTypeLike) -> None:
        super().__init__(shape, max_batch, dtype, scale=SCALE, alpha=ALPHA)
