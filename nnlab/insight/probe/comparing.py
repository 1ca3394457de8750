"""Several initialisations of one network probed one after the other: roughly first, then with all examples."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from typing import Final

from nnlab.data.prepared import PreparedData
from nnlab.insight.probe.draws import Draws
from nnlab.insight.probe.probe import Probe, probing
from nnlab.insight.probe.starts import Start
from nnlab.training.outline import EVALUATION_BATCH

ROUGHLY: Final = 100
"""Examples of the first pictures: a tenth of the time, and the same shapes."""


def comparing(
    starts: Sequence[Start], data: PreparedData, take: Callable[[str, Probe], None]
) -> Generator[float, None, None]:
    """Probe all ``starts`` with a few examples, and then with all; yield the share that is done.

    Parameters
    ----------
    starts : sequence of Start
        Of one seed.
    data : PreparedData
        Of their spec.
    take : callable
        Given the key of a start and what was found, as soon as it is.
    """
    draws = Draws(starts[0].spec.seed)
    sizes = [ROUGHLY, EVALUATION_BATCH] if len(data.train) > ROUGHLY else [EVALUATION_BATCH]
    work = [(size, start) for size in sizes for start in starts]
    total, done = sum(size for size, _ in work), 0
    for size, start in work:
        for share in _probing(start, data, size, draws, take):
            yield (done + share * size) / total
        done += size


def _probing(
    start: Start, data: PreparedData, examples: int, draws: Draws, take: Callable[[str, Probe], None]
) -> Generator[float, None, None]:
    """Probe one start and hand over what was found."""
    take(start.key, (yield from probing(start.spec, data, examples, draws)))
