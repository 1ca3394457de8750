"""What the rounds gave for each net, as the best of each contestant and their ratios."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf

from benchmarks.speed.nets import Net
from benchmarks.speed.process import OURS, PRODUCTS, PYTORCH, SCIKIT_LEARN
from benchmarks.speed.quiet import QUIET
from nnlab.training.publisher import INTERVAL, SHARE_OF_TIME

PICTURES_PER_SECOND = 1 / INTERVAL
STATISTICS_LIMIT = 0.03
"""Share of the time that live statistics may take."""

Entry = tuple[str, int]
"""A contestant and its number of threads."""
Rounds = Mapping[Entry, Sequence[Mapping[str, float]]]
"""What each process of each entry measured."""


@dataclass(frozen=True)
class Row:
    """One net: all times in seconds, the best of all rounds."""

    net: Net
    ours: float
    pytorch: float
    products: float
    scikit_learn: float | None
    sketch: float
    probe: float

    @property
    def pytorch_over_ours(self) -> float:
        """How many times as long as ours PyTorch's step takes."""
        return self.pytorch / self.ours

    @property
    def ours_over_products(self) -> float:
        """How many times as long as the products alone our step takes."""
        return self.ours / self.products

    @property
    def sklearn_over_ours(self) -> float | None:
        """How many times as long as ours scikit-learn's step takes; None where it knows no such net."""
        return self.scikit_learn and self.scikit_learn / self.ours

    @property
    def statistics(self) -> float:
        """Share of the time that live statistics take at most: all sketches, and as many probes as are allowed."""
        return PICTURES_PER_SECOND * self.sketch + min(PICTURES_PER_SECOND * self.probe, SHARE_OF_TIME)

    def misses(self) -> list[str]:
        """Name what does not hold."""
        held = {
            "PyTorch": self.pytorch_over_ours >= self.net.floor,
            "products": self.net.limit is None or self.ours_over_products <= self.net.limit,
            "statistics": self.statistics <= STATISTICS_LIMIT,
        }
        return [name for name, holds in held.items() if not holds]


def disturbed(rounds: Rounds) -> list[str]:
    """Name who never had the machine to itself."""
    return [
        f"{contestant} ({threads})"
        for (contestant, threads), measured in rounds.items()
        if all(one["others"] > QUIET for one in measured)
    ]


def row_of(net: Net, rounds: Rounds) -> Row:
    """Take the best of each contestant, whatever its number of threads."""
    best: dict[str, float] = {}
    for (contestant, _), measured in rounds.items():
        best[contestant] = min(best.get(contestant, inf), *(one["step"] for one in measured))
    ours = [one for (contestant, _), measured in rounds.items() if contestant == OURS for one in measured]
    sketch, probe = (min(one[name] for one in ours) for name in ("sketch", "probe"))
    return Row(net, best[OURS], best[PYTORCH], best[PRODUCTS], best.get(SCIKIT_LEARN), sketch, probe)
