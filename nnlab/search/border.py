"""A best value at the border of its range says that the range should move."""

from __future__ import annotations

from typing import Any, Final

from nnlab.errors import InvalidSpecError
from nnlab.search.scale import between, place_of
from nnlab.search.space import check_space
from nnlab.spec.experiment import ExperimentSpec
from nnlab.spec.search import ChoicesSpec, SearchSpec, Space

OUTERMOST: Final = 0.1
"""Of the range, on its scale."""
WIDER: Final = 0.5
"""Of the range, on its scale, that is added at the end where the best value lies."""
TRIES: Final = 6


def at_border(space: Space, best: dict[str, Any]) -> dict[str, int]:
    """Return the fields whose best value lies in the outermost tenth: -1 at the lower end, 1 at the upper."""
    found = {}
    for path, dimension in space.items():
        if isinstance(dimension, ChoicesSpec):
            continue
        place = place_of(dimension, best[path])
        if place < OUTERMOST or place > 1 - OUTERMOST:
            found[path] = -1 if place < OUTERMOST else 1
    return found


def can_widen(search: SearchSpec, spec: ExperimentSpec, path: str, side: int) -> bool:
    """Return whether the field allows values beyond that end of its range."""
    return widened(search, spec, path, side) != search


def widened(search: SearchSpec, spec: ExperimentSpec, path: str, side: int) -> SearchSpec:
    """Return ``search`` with the range of ``path`` wider at one side, as far as the field allows; itself if not at all.

    Parameters
    ----------
    search : SearchSpec
    spec : ExperimentSpec
    path : str
    side : int
        -1 or 1.
    """
    for halvings in range(TRIES):
        more = WIDER / 2**halvings
        dimension = between(search.space[path], -more if side < 0 else 0.0, 1 + more if side > 0 else 1.0)
        space = {**search.space, path: dimension}
        try:
            check_space(spec, {path: dimension})
        except InvalidSpecError:
            continue
        return search.model_copy(update={"space": space})
    return search
