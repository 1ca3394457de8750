"""How far two sides are apart."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from benchmarks.oracle import reference
from tests.engine import oracle
from tests.engine.oracle import Array, Case, Numbers

AS_GOOD_AS_ZERO = 1e-4
"""An array that small beside the largest of its group is rounding: a shift that the next batch norm takes out again
has the gradient 0, which comes out as 1e-17 or as 3e-17."""


@dataclass(frozen=True)
class Difference:
    """The worst disagreement in one group of numbers of one case.

    Attributes
    ----------
    group, array : str
    relative : float
        The largest difference over the largest value.
    tolerance : float
    """

    group: str
    array: str
    relative: float
    tolerance: float

    @property
    def is_a_miss(self) -> bool:
        """Whether it is too large; what is no number is too large as well."""
        return not self.relative <= self.tolerance


def differences(case: Case) -> list[Difference]:
    """Train on both sides and return the worst difference of each group."""
    ours, replay = oracle.run(case)
    theirs = reference.run(case, replay)
    if {group: ours[group].keys() for group in ours} != {group: theirs[group].keys() for group in theirs}:
        raise LookupError(f"{case.name}: the two sides have arrays of different names")
    return [_worst(case, group, ours, theirs) for group in ours if ours[group]]


def _worst(case: Case, group: str, ours: Numbers, theirs: Numbers) -> Difference:
    floor = AS_GOOD_AS_ZERO * max(_size(array) for array in theirs[group].values())
    relative = {
        name: _size(ours[group][name] - array.reshape(ours[group][name].shape)) / max(_size(array), floor)
        for name, array in theirs[group].items()
    }
    array = max(relative, key=lambda name: (np.isnan(relative[name]), relative[name]))
    return Difference(group, array, relative[array], case.tolerance(group))


def _size(array: Array) -> float:
    return float(np.abs(array).max())
