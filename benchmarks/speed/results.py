"""What the rounds gave for each net, as the best of each contestant and their ratios."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf
from typing import Any

from benchmarks.speed.nets import Net
from benchmarks.speed.process import OURS, PRODUCTS, PYTORCH, SCIKIT_LEARN

PICTURES_PER_SECOND = 10
STATISTICS_LIMIT = 0.03
"""Share of the time that live statistics may take."""

Entry = tuple[str, int]
"""A contestant and its number of threads."""
Rounds = Mapping[Entry, Sequence[Mapping[str, Any]]]
"""What each process of each entry measured."""


@dataclass(frozen=True)
class Row:
    """One net: all times in seconds, the best of all rounds."""

    net: Net
    ours: float
    pytorch: float
    products: float
    scikit_learn: float | None
    picture: float

    @property
    def over_pytorch(self) -> float:
        """How many times as long as ours PyTorch's step takes."""
        return self.pytorch / self.ours

    @property
    def over_products(self) -> float:
        """How many times as long as the products alone our step takes."""
        return self.ours / self.products

    @property
    def statistics(self) -> float:
        """Share of the time that ten pictures a second take."""
        return PICTURES_PER_SECOND * self.picture

    def misses(self) -> list[str]:
        """Name what does not hold."""
        held = {
            "PyTorch": self.over_pytorch >= self.net.floor,
            "products": self.net.limit is None or self.over_products <= self.net.limit,
            "statistics": self.statistics <= STATISTICS_LIMIT,
        }
        return [name for name, holds in held.items() if not holds]


def row_of(net: Net, rounds: Rounds) -> Row:
    """Take the best of each contestant, whatever its number of threads."""
    best: dict[str, float] = {}
    for (contestant, _), measured in rounds.items():
        best[contestant] = min(best.get(contestant, inf), *(one["step"] for one in measured))
    pictures = [one["picture"] for (name, _), measured in rounds.items() if name == OURS for one in measured]
    return Row(net, best[OURS], best[PYTORCH], best[PRODUCTS], best.get(SCIKIT_LEARN), min(pictures))
