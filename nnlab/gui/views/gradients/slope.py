"""How gradients change from layer to layer: a line through their logarithms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

FEWEST: Final = 3
"""Layers that a slope can be spoken of."""
STEEP: Final = 1.5
"""A factor a layer of so much, or of its reciprocal, is steep."""
FAR: Final = 10.0
"""A steep slope that amounts to so much over all layers is told; a short one does no harm."""
VERY_FAR: Final = 1000.0
"""So much over all layers is told however gentle the slope."""


@dataclass(frozen=True)
class Slope:
    """What becomes of the gradient on its way to the input.

    Attributes
    ----------
    factor : float
        By which it is multiplied at every layer, from the output to the input.
    layers : int
        Over how many.
    """

    factor: float
    layers: int

    @property
    def kind(self) -> Literal["vanishes", "explodes", "even"]:
        """What that is called."""
        size = np.log(self.factor)
        far = FAR if abs(size) >= np.log(STEEP) else VERY_FAR
        if abs(size) * self.layers < np.log(far):
            return "even"
        return "vanishes" if size < 0 else "explodes"


def fitted_slope(rms: Sequence[float]) -> Slope | None:
    """Return the slope of RMS gradients, in the order of the layers; None with fewer than three that are positive.

    The median of the slopes between all pairs (Theil 1950, Sen 1968), so that one odd layer, such as a first one
    with many more inputs, does not decide it.
    """
    values = np.asarray(rms, dtype=np.float64)
    layers = np.flatnonzero(np.isfinite(values) & (values > 0))
    if layers.size < FEWEST:
        return None
    logs = np.log(values[layers])
    first, second = np.triu_indices(layers.size, 1)
    slope = float(np.median((logs[first] - logs[second]) / (layers[second] - layers[first])))
    return Slope(float(np.exp(np.clip(slope, -700, 700))), int(layers[-1] - layers[0]))
