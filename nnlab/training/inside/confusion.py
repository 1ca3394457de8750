"""Which classes a network takes for which."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nnlab.data.dataset import Array, Labels
from nnlab.training.inside.cases import Cases
from nnlab.training.inside.part_examples import part_examples
from nnlab.training.inside.twin import Twin
from nnlab.training.inside.verdicts import Verdicts, judging
from nnlab.training.snapshot import Part

MOST_KEPT: Final = 200
"""So many examples of each cell are kept, those with the largest loss."""


@dataclass(frozen=True)
class Confusion:
    """The examples of a part by true and by named class.

    Attributes
    ----------
    part : Part
    total : int
        How many examples there are.
    counts : (classes, classes)
        A true class a row, a named one a column.
    broken : int
        How many examples are in no cell, since an output is not finite.
    loss : float
    accuracy : float or None
        None where the loss is not finite.
    cases : Cases
        At most MOST_KEPT of each cell, those with the largest loss first.
    """

    part: Part
    total: int
    counts: Labels
    broken: int
    loss: float
    accuracy: float | None
    cases: Cases

    @property
    def class_names(self) -> tuple[str, ...]:
        """What the classes are called."""
        return self.cases.dataset.class_names

    @property
    def recall(self) -> Array:
        """(classes,) The share of the examples of each class that are found; NaN where there are none."""
        return _shares(self.counts.diagonal(), self.counts.sum(axis=1))

    @property
    def precision(self) -> Array:
        """(classes,) The share of what is said to be of each class that is; NaN where nothing is."""
        return _shares(self.counts.diagonal(), self.counts.sum(axis=0))

    @property
    def row_shares(self) -> Array:
        """(classes, classes) Each cell as a share of its row; 0 in an empty one."""
        return np.asarray(self.counts / np.maximum(self.counts.sum(axis=1, keepdims=True), 1))

    def in_cell(self, truth: int, predicted: int) -> Cases:
        """Return the examples of one cell that are kept."""
        return self.cases.taken(
            np.flatnonzero((self.cases.truth == truth) & (self.cases.predicted == predicted)),
        )

    def worst_pairs(self, most: int) -> list[tuple[int, int, int]]:
        """Return true class, named class and count of the mistakes that are made most often."""
        wrong = self.counts.copy()
        np.fill_diagonal(wrong, 0)
        flat = wrong.ravel()
        likely = np.argpartition(-flat, min(most, len(flat) - 1))[:most]
        order = likely[np.lexsort((likely, -flat[likely]))]
        pairs = (divmod(int(cell), len(wrong)) for cell in order)
        return [(truth, said, int(wrong[truth, said])) for truth, said in pairs if wrong[truth, said]]


@dataclass(frozen=True)
class ConfusionQuestion:
    """Which classes are taken for which in one part of the data."""

    part: Part = "validation"

    def answering(self, twin: Twin) -> Generator[float, None, Confusion]:
        """Ask for the class of every example."""
        examples = yield from part_examples(twin, self.part)
        verdicts = yield from judging(twin, examples)
        classes = len(examples.dataset.class_names)
        judged = verdicts.is_judged
        cells = examples.targets[judged].astype(np.intp) * classes + verdicts.predicted[judged]
        return Confusion(
            part=self.part,
            total=len(examples),
            counts=np.bincount(cells, minlength=classes**2).reshape(classes, classes),
            broken=int(np.count_nonzero(~judged)),
            loss=verdicts.mean_loss,
            accuracy=verdicts.accuracy,
            cases=verdicts.cases(np.flatnonzero(judged)[_kept(cells, verdicts, judged)]),
        )


def _kept(cells: Labels, verdicts: Verdicts, judged: NDArray[np.bool_]) -> Labels:
    """Return which of the judged examples are kept: of each cell the worst, cell by cell."""
    order = np.lexsort((-verdicts.severity[judged], cells))
    ordered = cells[order]
    rank = np.arange(len(ordered)) - np.searchsorted(ordered, ordered)
    return np.asarray(order[rank < MOST_KEPT])


@np.errstate(all="ignore")
def _shares(part: Labels, whole: Labels) -> Array:
    return np.asarray(part / whole)
