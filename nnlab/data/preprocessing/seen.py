"""The examples that a step is fitted on, as the steps before it made them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import prod

import numpy as np

from nnlab.data.dataset import Array, Labels, Raw, Shape
from nnlab.data.preprocessing.blockwise import rows_through, taken
from nnlab.data.preprocessing.fitted import FittedStep, shapes_through
from nnlab.errors import InvalidSpecError, Problem
from nnlab.spec.preprocessing import PreprocessingSpec
from nnlab.text import QT_TRANSLATE_NOOP, Text

TOO_LARGE = QT_TRANSLATE_NOOP("nnlab", "cannot be computed: the numbers of these examples are too large.")


class Progress:
    """How far all passes over the examples have come.

    Parameters
    ----------
    total : int
        Rows to be looked at, counted anew in each pass.
    """

    def __init__(self, total: int) -> None:
        self._total, self._done = total, 0

    def after(self, rows: int) -> float:
        """Count ``rows`` more and return the share that is done."""
        self._done += rows
        return self._done / self._total


@dataclass(frozen=True)
class SeenExamples:
    """The examples that a step is fitted on.

    Attributes
    ----------
    x : (n, *example_shape)
        Raw.
    index : (m,) or None
        Those of them that may be seen; None for all.
    before : tuple of PreprocessingSpec
        The earlier steps,
    fitted : tuple of FittedStep
        and what they were fitted to.
    progress : Progress
    """

    x: Raw
    index: Labels | None
    before: tuple[PreprocessingSpec, ...]
    fitted: tuple[FittedStep, ...]
    progress: Progress

    def __len__(self) -> int:
        return len(self.x) if self.index is None else len(self.index)

    @property
    def shape(self) -> Shape:
        """Of an example after the steps before."""
        return shapes_through(self.fitted, self.x.shape[1:])[-1]

    @property
    def features(self) -> int:
        """Numbers an example."""
        return prod(self.shape)

    def blocks(self, at_least: int = 1) -> Iterator[Array]:
        """Go through the examples once.

        Parameters
        ----------
        at_least : int
            Rows in a block, but for the last.

        Yields
        ------
        (b, features) of float64
            New: whoever gets it may write into it.
        """
        rows = max(rows_through(self.fitted, self.x.shape[1:]), at_least)
        for block in taken(self.x, self.index, rows):
            yield self._made_of(block).reshape(len(block), self.features)

    def check_finite(self, *measured: Array) -> None:
        """Refuse examples of which ``measured`` was measured, where it is beyond float64.

        Raises
        ------
        InvalidSpecError
        """
        if not all(np.isfinite(array).all() for array in measured):
            raise InvalidSpecError([Problem(f"preprocessing.{len(self.before)}", Text(TOO_LARGE))])

    @np.errstate(all="ignore")
    def _made_of(self, x: Raw) -> Array:
        """Return a block after the steps before; ``check_finite`` says where they went too far."""
        if not self.fitted:
            return np.array(x, np.float64)
        for step in self.fitted:
            x = step.apply(x)
        return x
