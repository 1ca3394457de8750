"""What is done about missing values: they are told, dropped with their rows, or filled in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from nnlab.data.dataset import Array, Labels
from nnlab.data.files import refusal
from nnlab.data.tables.categories import Codes
from nnlab.data.tables.intake import Part, Plan
from nnlab.data.tables.survey import Sheet
from nnlab.text import QT_TRANSLATE_NOOP, Text

Policy = Literal["refuse", "drop", "fill"]
MOST_PLACES = 3
"""That a sentence names."""

PLACE = QT_TRANSLATE_NOOP("nnlab", "line {row:,}, column “{name}”")
PLACES = QT_TRANSLATE_NOOP("nnlab", "{place}; {others}")
MISSING = QT_TRANSLATE_NOOP(
    "nnlab",
    "Missing values in {path}: {count:,}, first in {places}. Choose that their rows are dropped, or that they are "
    "filled in.",
)
NOTHING_TO_FILL_WITH = QT_TRANSLATE_NOOP(
    "nnlab", "{path}: no value in column “{name}” could be used to fill in those that are missing."
)


class MissingValues:
    """Sees to the missing values of a table, part by part.

    Parameters
    ----------
    sheet : Sheet
    plan : Plan
    policy : str
        With "fill", rows without a label are dropped all the same.
    """

    def __init__(self, sheet: Sheet, plan: Plan, policy: Policy) -> None:
        self._sheet, self._places, self._policy = sheet, plan.places, policy
        self._label = None if plan.label is None else self._places.index(plan.label)
        self._count = 0
        self._first: list[Text] = []

    def settle(self, part: Part) -> Part:
        """Return ``part`` without the rows that are dropped."""
        if not (np.isnan(part.numbers).any() or (part.codes < 0).any()):
            return part
        missing: NDArray[np.bool_] = np.hstack([np.isnan(part.numbers), part.codes < 0])
        if self._policy == "drop":
            return part.where(~np.any(missing, axis=1))
        if self._policy == "fill":
            return part if self._label is None else part.where(~missing[:, self._label])
        self._count += int(missing.sum())
        order = np.argsort(self._places)
        found = np.argwhere(missing[:, order])[: MOST_PLACES - len(self._first)]
        self._first += [self._place(part.lines[row], self._places[order[column]]) for row, column in found]
        return part

    def _place(self, line: int, place: int) -> Text:
        return Text(PLACE, row=int(line), name=self._sheet.names[place])

    def check(self) -> None:
        """Tell what was missing, where that is not allowed.

        Raises
        ------
        UnreadableFileError
        """
        if not self._count:
            return
        *firsts, places = [*self._first, "…"] if self._count > len(self._first) else self._first
        for place in reversed(firsts):
            places = Text(PLACES, place=place, others=places)
        raise refusal(MISSING, path=self._sheet.path, count=self._count, places=places)


@dataclass(frozen=True)
class Filling:
    """What stands in for missing values.

    Attributes
    ----------
    numbers : (n_numbers,) float64
    codes : (n_categories,) int32
    """

    numbers: Array
    codes: Codes

    def filled(self, numbers: Array, codes: Codes) -> tuple[Array, Codes]:
        """Return columns of numbers and of codes with nothing missing."""
        return (
            np.where(np.isnan(numbers), self.numbers[: numbers.shape[1]], numbers),
            np.where(codes < 0, self.codes[: codes.shape[1]], codes),
        )


def filling_of(parts: Sequence[Part], tallies: Sequence[Labels], sheet: Sheet, plan: Plan) -> Filling:
    """Return the mean of each column of numbers, and the most frequent of each column of texts.

    Parameters
    ----------
    parts : sequence of Part
    tallies : sequence of (n_codes,) intp
        For each column of texts, how often each code occurs in ``parts``.
    sheet : Sheet
    plan : Plan

    Raises
    ------
    UnreadableFileError
        Where a column holds nothing at all.
    """
    counts = np.sum([(~np.isnan(part.numbers)).sum(axis=0) for part in parts], axis=0)
    shares = [np.nansum(part.numbers / np.maximum(counts, 1), axis=0) for part in parts]  # no sum beyond all floats
    filled = [*(counts > 0), *(tally.any() for tally in tallies)]
    if not all(filled):
        name = sheet.names[plan.places[filled.index(False)]]
        raise refusal(NOTHING_TO_FILL_WITH, path=sheet.path, name=name)
    return Filling(np.sum(shares, axis=0), np.array([tally.argmax() for tally in tallies], np.int32))
