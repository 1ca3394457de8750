"""Numbers of all recorded pictures, each picture read once."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from nnlab.training.layer_picture import LayerPicture

Read = Callable[[Sequence[LayerPicture]], NDArray[np.float64]]


class Series:
    """Follows the pictures of a run.

    Parameters
    ----------
    read : callable
        Returns (pictures, layers, quantities) numbers of at least one picture.

    Attributes
    ----------
    steps, measured : (n,) of float64
        Of the pictures: their steps, and those of their gradients; NaN before the first.
    values : (n, layers, quantities) of float64
    """

    def __init__(self, read: Read) -> None:
        self._read = read
        self.clear()

    def clear(self) -> None:
        """Forget all."""
        self._pictures: Sequence[LayerPicture] = ()
        self.steps, self.measured = np.empty(0), np.empty(0)
        self.values = np.empty((0, 0, 0))

    def follow(self, pictures: Sequence[LayerPicture]) -> bool:
        """Take in what is new, or all where the pictures are others; return whether there was anything."""
        if not _goes_on(self._pictures, pictures):
            self.clear()
        new = pictures[len(self._pictures) :]
        if not new:
            return False
        read = self._read(new)
        steps = np.array([picture.step for picture in new], dtype=np.float64)
        measured = np.array([picture.measured_step or np.nan for picture in new])
        self.steps, self.measured = np.concatenate([self.steps, steps]), np.concatenate([self.measured, measured])
        self.values = np.concatenate([self.values, read]) if self.values.size else read
        self._pictures = pictures
        return True

    def nearest(self, step: float) -> int | None:
        """Return the place of the picture nearest to ``step``; None without any."""
        return int(np.argmin(np.abs(self.steps - step))) if self.steps.size else None


def _goes_on(before: Sequence[LayerPicture], now: Sequence[LayerPicture]) -> bool:
    """Return whether the pictures are those of before and perhaps more."""
    if not before:
        return True
    return len(now) >= len(before) and now[0] is before[0] and now[len(before) - 1] is before[-1]


def learning(pictures: Sequence[LayerPicture]) -> NDArray[np.float64]:
    """Return RMS gradient, RMS weight and update ratio of every layer; NaN for what there is not."""
    nothing = float("nan")
    rows = [
        (
            nothing if weights.gradient is None else weights.gradient.rms,
            weights.weight.rms,
            nothing if weights.update_ratio is None else weights.update_ratio,
        )
        for picture in pictures
        for weights in (layer.weights for layer in picture.layers)
    ]
    return np.array(rows, dtype=np.float64).reshape(len(pictures), -1, 3)


def norm_means(pictures: Sequence[LayerPicture]) -> NDArray[np.float64]:
    """Return the means of gamma and beta of every layer; NaN where it has none."""
    norms = [layer.weights.norm for picture in pictures for layer in picture.layers]
    gammas = _means([None if norm is None else norm.gamma for norm in norms])
    betas = _means([None if norm is None else norm.beta for norm in norms])
    return np.stack([gammas, betas], axis=1).reshape(len(pictures), -1, 2)


def slope_ranges(pictures: Sequence[LayerPicture]) -> NDArray[np.float64]:
    """Return mean, least and largest slope of every layer; NaN where it learns none."""
    slopes = [layer.weights.slopes for picture in pictures for layer in picture.layers]
    ranges = [_means(slopes), _reduced(np.minimum, slopes), _reduced(np.maximum, slopes)]
    return np.stack(ranges, axis=1).reshape(len(pictures), -1, 3)


def _means(arrays: Sequence[NDArray[np.float32] | None]) -> NDArray[np.float64]:
    sizes = np.array([np.nan if array is None else array.size for array in arrays], dtype=np.float64)
    means: NDArray[np.float64] = _reduced(np.add, arrays) / sizes
    return means


@np.errstate(all="ignore")
def _reduced(reduce: np.ufunc, arrays: Sequence[NDArray[np.float32] | None]) -> NDArray[np.float64]:
    """Return one number for each array, all worked out at once; NaN for None."""
    result = np.full(len(arrays), np.nan)
    there = [array for array in arrays if array is not None]
    if there:
        starts = np.cumsum([0, *(array.size for array in there[:-1])])
        whole = np.concatenate(there).astype(np.float64)
        result[[array is not None for array in arrays]] = reduce.reduceat(whole, starts)
    return result
