"""The random numbers that several initialisations of one seed have in common, drawn once."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnlab.training.streams import Stream, stream

MOST = 20_000_000
"""Numbers that are kept: 160 MB."""


class Draws:
    """Gives each layer a generator that begins with the same numbers each time.

    Parameters
    ----------
    seed : int
        Of the experiment.
    """

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._kept: dict[int, NDArray[np.float64]] = {}

    def rng(self, layer: int) -> np.random.Generator:
        """Return a fresh generator for layer ``layer``: that of a run."""
        return _Generator(self, layer)

    def first(self, layer: int, shape: tuple[int, ...]) -> NDArray[np.float64]:
        """Return what the generator of ``layer`` draws first."""
        kept = self._kept.get(layer)
        if kept is None or kept.shape != shape:
            kept = stream(self._seed, Stream.INITIALISATION, layer).standard_normal(shape)
            if sum(array.size for array in self._kept.values()) + kept.size <= MOST:
                self._kept[layer] = kept
        return kept


class _Generator(np.random.Generator):
    """Draws Gaussian weights once, and nothing else: initialisers need no more."""

    def __init__(self, draws: Draws, layer: int) -> None:
        super().__init__(np.random.PCG64(0))
        self._draws, self._layer = draws, layer

    def standard_normal(self, size: Any = None, *_: Any, **__: Any) -> Any:
        """Return the first draw of the layer, not to be written to."""
        return self._draws.first(self._layer, size)
