"""What a picture of one layer needs: the weights between some units, the strongest of each, and sums over all."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from dataclasses import dataclass

import numpy as np

from nnlab.data.dataset import Array, Labels
from nnlab.data.progress import within
from nnlab.engine.parameters import Parameter, Role

LISTED = 6
"""So many of the weights of a unit are named."""
BLOCK = 1 << 17
"""So many weights are gone through between two yields."""
NEAR_ZERO = 0.01
"""What is below this share of the largest weight of its layer is next to nothing."""


@dataclass(frozen=True)
class WeightSums:
    """All weights of a layer in three numbers.

    Attributes
    ----------
    rms : float
    largest : float
        The largest magnitude.
    near_zero : float
        The share of weights below NEAR_ZERO of it.
    """

    rms: float
    largest: float
    near_zero: float


@dataclass(frozen=True)
class Strongest:
    """The weights of the largest magnitude of each of k units, the strongest first.

    Attributes
    ----------
    units : (k, m) of intp
        At their other ends.
    weights : (k, m)
    """

    units: Labels
    weights: Array


@dataclass(frozen=True)
class DrawnLayer:
    """One layer, and what connects it to the one below.

    Attributes
    ----------
    units : int
        How many it has.
    shown : (k,) of intp
        Which of them are drawn.
    weights : (k_below, k)
        Between the drawn units; of a maxout unit, of its pieces the weight of the largest magnitude.
    sums : WeightSums
        Of all its weights.
    numbers : mapping of str to (k,)
        What else each drawn unit has learned, by name: ``b``, ``gamma``, ``beta``, ``slope``.
    incoming : Strongest
        Of each drawn unit, from all units below.
    outgoing : Strongest or None
        Of each drawn unit below, to all units of this layer; None below the first layer if those are pixels.
    """

    units: int
    shown: Labels
    weights: Array
    sums: WeightSums
    numbers: Mapping[str, Array]
    incoming: Strongest
    outgoing: Strongest | None


def shown_units(units: int, most: int) -> Labels:
    """Return which of ``units`` are drawn: all, or ``most`` of them, evenly spread and the same at every step."""
    if units <= most:
        return np.arange(units)
    return np.linspace(0, units - 1, most).round().astype(np.intp)


def weights_of(parameters: list[Parameter]) -> Array:
    """Return the weights among the arrays of a layer."""
    return next(parameter.value for parameter in parameters if parameter.role is Role.WEIGHT)


def drawing_layer(
    parameters: list[Parameter], units: int, below: Labels, most_units: int
) -> Generator[float, None, DrawnLayer]:
    """Work one layer out.

    Parameters
    ----------
    parameters : list of Parameter
        Of the layer; with maxout its arrays hold several pieces for each unit, one piece of all units after the other.
    units : int
    below : (k_below,) of intp
        The units below that are drawn.
    most_units : int
    """
    w, shown = weights_of(parameters), shown_units(units, most_units)
    incoming = _of_units(w, units, shown)
    yield 0.1
    outgoing = _strongest(_of_pieces(w[below], units)) if len(below) <= most_units else None
    yield 0.2
    return DrawnLayer(
        units=units,
        shown=shown,
        weights=incoming[below],
        sums=(yield from within(_summing(w), 0.2, 1)),
        numbers={
            parameter.name: _of_units(parameter.value[np.newaxis], units, shown)[0]
            for parameter in parameters
            if parameter.role is Role.FREE and parameter.value.size % units == 0
        },
        incoming=_strongest(incoming.T),
        outgoing=outgoing,
    )


def _of_units(values: Array, units: int, shown: Labels) -> Array:
    """Return the (n, k) columns of the drawn units; see ``_of_pieces``."""
    pieces = values.shape[1] // units
    columns = (np.arange(pieces)[:, np.newaxis] * units + shown).ravel()
    return _of_pieces(values[:, columns], len(shown))


def _of_pieces(values: Array, units: int) -> Array:
    """Return (n, units) of (n, pieces · units): of the pieces of a unit what has the largest magnitude."""
    if values.shape[1] == units:
        return values.copy()
    pieces = values.reshape(len(values), -1, units)
    places = np.abs(pieces).argmax(axis=1)
    return np.take_along_axis(pieces, places[:, np.newaxis], axis=1)[:, 0]


def _strongest(weights: Array) -> Strongest:
    """Return the strongest of each row of (k, n) weights."""
    size = np.abs(weights)
    listed = min(LISTED, weights.shape[1])
    some = np.argpartition(-size, listed - 1, axis=1)[:, :listed]
    order = np.argsort(-np.take_along_axis(size, some, axis=1), axis=1, kind="stable")
    units = np.take_along_axis(some, order, axis=1)
    return Strongest(units, np.take_along_axis(weights, units, axis=1))


def _summing(w: Array) -> Generator[float, None, WeightSums]:
    """Sum up all weights of a layer, a stretch at a time; squares of shares of the largest cannot overflow."""
    flat = w.ravel()
    stretches = [flat[start : start + BLOCK] for start in range(0, flat.size, BLOCK)]
    largest = squares = 0.0
    near_zero = 0
    for place, some in enumerate(stretches):
        largest = max(largest, float(some.max()), -float(some.min()))
        yield 0.5 * place / len(stretches)
    for place, some in enumerate(stretches):
        shares = some / largest if largest else some
        squares += float(shares.dot(shares))
        near_zero += int(np.count_nonzero(np.abs(shares) < NEAR_ZERO))
        yield 0.5 + 0.5 * place / len(stretches)
    return WeightSums(largest * float(np.sqrt(squares / flat.size)), largest, near_zero / flat.size)
