"""The examples of which a network says the wrong thing, the worst first."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nnlab.data.dataset import Array, Labels
from nnlab.training.inside.cases import Cases
from nnlab.training.inside.part_examples import PartExamples, part_examples
from nnlab.training.inside.passing import rows_at_a_time
from nnlab.training.inside.twin import Twin
from nnlab.training.inside.verdicts import Verdicts, judging
from nnlab.training.snapshot import Part

MOST_KEPT: Final = 200
FEW: Final = 24
"""So many right examples are shown where there is no mistake."""


@dataclass(frozen=True)
class Mistakes:
    """The worst examples of a part.

    Attributes
    ----------
    part : Part
    total : int
        How many examples there are.
    wrong : int
        How many of them have another class than the one that is named.
    broken : int
        How many have no class named, since an output is not finite.
    cases : Cases
        At most MOST_KEPT of the wrong ones, the worst first; without any, the right ones of which the network is the
        least sure.
    shares : (n, classes)
        The probabilities of all classes for each of the cases, or the scores.
    are_probabilities : bool
    """

    part: Part
    total: int
    wrong: int
    broken: int
    cases: Cases
    shares: Array
    are_probabilities: bool


@dataclass(frozen=True)
class MistakesQuestion:
    """Which examples of one part of the data are mistaken the worst."""

    part: Part = "validation"

    def answering(self, twin: Twin) -> Generator[float, None, Mistakes]:
        """Ask for the class of every example, and for all probabilities of the worst."""
        examples = yield from part_examples(twin, self.part)
        verdicts = yield from judging(twin, examples)
        is_wrong = verdicts.is_judged & (verdicts.predicted != examples.targets)
        rows = _worst(verdicts, is_wrong, MOST_KEPT) if is_wrong.any() else _worst(verdicts, verdicts.is_judged, FEW)
        return Mistakes(
            part=self.part,
            total=len(examples),
            wrong=int(np.count_nonzero(is_wrong)),
            broken=int(np.count_nonzero(~verdicts.is_judged)),
            cases=verdicts.cases(rows),
            shares=(yield from _shares(twin, examples, rows)),
            are_probabilities=verdicts.certainty is not None,
        )


def _worst(verdicts: Verdicts, is_meant: NDArray[np.bool_], most: int) -> Labels:
    """Return the rows of the worst examples of those that are meant."""
    meant = np.flatnonzero(is_meant)
    return meant[np.argsort(-verdicts.severity[meant], kind="stable")[:most]]


def _shares(twin: Twin, examples: PartExamples, rows: Labels) -> Generator[float, None, Array]:
    """Return the (n, classes) probabilities or scores of a few examples."""
    shares = np.empty((len(rows), len(examples.dataset.class_names)), np.float32)
    at_once = rows_at_a_time(twin)
    for start in range(0, len(rows), at_once):
        outputs = twin.forward(examples.x[rows[start : start + at_once]])
        probabilities = twin.probabilities(outputs)
        shares[start : start + at_once] = outputs if probabilities is None else probabilities
        yield 1.0
    return shares
