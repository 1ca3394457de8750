"""The two directions in which outputs of a layer differ most."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from typing import Final

import numpy as np

from nnlab.data.dataset import Array

EXACT_UP_TO: Final = 200
"""With more units, finding all directions would take too long at a time."""
MORE, ROUNDS = 10, 12
"""Directions tried beyond the two that are wanted, and how often they are made better (Halko et al. 2011)."""


@dataclass(frozen=True)
class Components:
    """A view of outputs from the side on which they spread most.

    Attributes
    ----------
    mean : (units,)
    directions : (units, 2)
        Of length one, at right angles to each other.
    shares : (float, float)
        How much of the variance lies along each.
    """

    mean: Array
    directions: Array
    shares: tuple[float, float]

    def project(self, outputs: Array) -> Array:
        """Return where (n, units) outputs are seen, (n, 2)."""
        return (outputs - self.mean) @ self.directions


def finding(outputs: Array, guide: Array) -> Generator[float, None, Components]:
    """Find the main components of (n, units) outputs, yielding every few milliseconds.

    A component has no sign of its own: each is turned so that it grows with the column of ``guide`` that it goes
    along with most, lest pictures flip from one step to the next.

    Parameters
    ----------
    outputs : (n, units)
        At least two units.
    guide : (n, k)
        What is known of the same examples.
    """
    mean = outputs.mean(axis=0, dtype=np.float64)
    centred = outputs - mean
    total = float(np.square(centred).sum())
    directions = _exact(centred) if outputs.shape[1] <= EXACT_UP_TO else (yield from _approximating(centred))
    seen = centred @ directions
    shares = np.square(seen).sum(axis=0) / total if total > 0 else np.zeros(2)
    return Components(mean, directions * _signs(seen, guide), (float(shares[0]), float(shares[1])))


def _exact(centred: Array) -> Array:
    _, vectors = np.linalg.eigh(centred.T @ centred)
    return vectors[:, :-3:-1]


def _approximating(centred: Array) -> Generator[float, None, Array]:
    """Find two directions among a few that are multiplied by the covariance again and again."""
    rng = np.random.default_rng(0)  # any directions do, and the same give the same picture
    few = rng.normal(size=(centred.shape[1], 2 + MORE))
    for done in range(ROUNDS):
        few, _ = np.linalg.qr(centred.T @ (centred @ few))
        yield (done + 1) / ROUNDS
    return np.asarray(few @ _exact(centred @ few))


def _signs(seen: Array, guide: Array) -> Array:
    """Return 1 or −1 for each of two components, (2,)."""
    products = seen.T @ (guide - guide.mean(axis=0))
    spread = np.linalg.norm(guide - guide.mean(axis=0), axis=0)
    likeness = np.divide(products, spread, out=np.zeros_like(products), where=spread > 0)
    leading = np.take_along_axis(likeness, np.abs(likeness).argmax(axis=1)[:, np.newaxis], axis=1)[:, 0]
    return np.where(leading < 0, -1.0, 1.0)
