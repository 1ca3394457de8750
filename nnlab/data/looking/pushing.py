"""Examples on their way through fitted steps, looked at after each."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from math import prod

import numpy as np

from nnlab.data.dataset import Array, Labels, Raw
from nnlab.data.looking.spread import Spread, SpreadGatherer
from nnlab.data.preprocessing import FittedStep
from nnlab.data.preprocessing.blockwise import rows_through, taken
from nnlab.data.preprocessing.fitted import shapes_through


def after_every_step(x: Raw, fitted: Sequence[FittedStep]) -> Iterator[Array]:
    """Yield the examples as they are, and then after each step; all in float64.

    Parameters
    ----------
    x : (n, *example_shape)
    fitted : sequence of FittedStep
    """
    y: Array = np.asarray(x, np.float64)
    yield y
    for step in fitted:
        y = step.apply(y)
        yield y


def flat(x: Raw) -> Raw:
    """Return (n, features) of (n, *example_shape)."""
    return x.reshape(len(x), -1)


def measuring(
    x: Raw, index: Labels, fitted: Sequence[FittedStep], chosen: Sequence[Labels]
) -> Generator[float, None, list[Spread]]:
    """Measure the examples before the first step and after each, in blocks; yield the share that is done.

    Parameters
    ----------
    x : (n, *example_shape)
    index : (m,)
        Of the examples to measure.
    fitted : sequence of FittedStep
    chosen : sequence of (k,)
        The features whose covariance is wanted, one array more than there are steps.
    """
    sizes = [prod(shape) for shape in shapes_through(fitted, x.shape[1:])]
    gatherers = [SpreadGatherer(size, few) for size, few in zip(sizes, chosen, strict=True)]
    done = 0
    for block in taken(x, np.sort(index), rows_through(fitted, x.shape[1:])):
        for gatherer, y in zip(gatherers, after_every_step(block, fitted), strict=True):
            gatherer.add(flat(y))
        done += len(block)
        yield done / len(index)
    return [gatherer.spread() for gatherer in gatherers]


def pushed(x: Raw, index: Labels, fitted: Sequence[FittedStep], chosen: Sequence[Labels]) -> list[Array]:
    """Return (m, k) chosen features of some examples before the first step and after each; see ``measuring``."""
    parts: list[list[Array]] = [[] for _ in chosen]
    for block in taken(x, index, rows_through(fitted, x.shape[1:])):
        for part, few, y in zip(parts, chosen, after_every_step(block, fitted), strict=True):
            part.append(flat(y)[:, few])
    return [np.concatenate(part) for part in parts]


def evenly(index: Labels, most: int) -> Labels:
    """Return at most so many entries of ``index``, taken at equal distances."""
    places = np.linspace(0, len(index) - 1, min(len(index), most)).round().astype(np.intp)
    return index[places]
