"""Whether a search can be run, asked before anything of it is."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, product

from nnlab.errors import InvalidSpecError, Problem
from nnlab.search.sampling import Values, check_grid
from nnlab.search.scale import extremes
from nnlab.search.search import spec_of
from nnlab.search.space import check_space
from nnlab.spec.experiment import ExperimentSpec
from nnlab.spec.search import SearchSpec, Space, follows
from nnlab.text import QT_TRANSLATE_NOOP, Text
from nnlab.training.memory import check_memory
from nnlab.training.outline import outline

CORNERS = 8
"""Settings at the ends of all ranges that are looked at."""
OTHER_CHOICES = QT_TRANSLATE_NOOP("nnlab", "takes its choices from those of the first stage.")


def check_search(spec: ExperimentSpec, search: SearchSpec) -> None:
    """See that all fields are there, that their ends are allowed, also together, and that there is memory for them.

    Parameters
    ----------
    spec : ExperimentSpec
        Whose data have been read, where they lie in a file.
    search : SearchSpec

    Raises
    ------
    InvalidSpecError
    """
    check_space(spec, search.space)
    if search.method != "random":
        check_grid(search.space)
    for values in corners(search.space):
        shape = outline(spec_of(spec, search, values, len(search.stages) - 1))
        check_memory(shape)


def check_next(spec: ExperimentSpec, search: SearchSpec, space: Space) -> None:
    """See that ``space`` can be that of a later stage of ``search``.

    Raises
    ------
    InvalidSpecError
    """
    check_search(spec, search.model_copy(update={"space": space}))
    others = [path for path, range_ in space.items() if not follows({path: range_}, {path: search.space[path]})]
    if others:
        raise InvalidSpecError([Problem(path, Text(OTHER_CHOICES)) for path in others])


def corners(space: Space) -> Iterator[Values]:
    """Yield settings at the ends of ranges: all at the lower, all at the upper, then others as far as they are few."""
    ends = [extremes(dimension) for dimension in space.values()]
    yield dict(zip(space, (each[0] for each in ends), strict=True))
    yield dict(zip(space, (each[-1] for each in ends), strict=True))
    for point in islice(product(*ends), CORNERS):
        yield dict(zip(space, point, strict=True))
