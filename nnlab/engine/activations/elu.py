"""The exponential linear unit."""

from __future__ import annotations

from numpy.typing import DTypeLike

from nnlab.engine.activations.exponential import ExponentialUnit
from nnlab.engine.layer import Shape


class Elu(ExponentialUnit):
    """y = x above zero and alpha · (exp(x) - 1) elsewhere (Clevert et al. 2016, equation 15).

    dy/dx = 1 above zero and y + alpha elsewhere.

    Parameters
    ----------
    shape, max_batch, dtype
        See Activation.
    alpha : float
        How far below zero it goes.
    """

    formula = "f(x) = max(0, x) + α · min(0, eˣ − 1)"

    def __init__(self, shape: Shape, max_batch: int, dtype: DTypeLike, *, alpha: float = 1.0) -> None:
        super().__init__(shape, max_batch, dtype, scale=1.0, alpha=alpha)
