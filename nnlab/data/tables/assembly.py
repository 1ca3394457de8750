"""The features of a table from its parts: one for each column of numbers, and one for each category of a text."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from nnlab.data.dataset import Array, Labels
from nnlab.data.files import check_room, refusal
from nnlab.data.tables.categories import Categories, in_order
from nnlab.data.tables.gathering import FLOAT_BYTES, READ
from nnlab.data.tables.intake import Part, Plan
from nnlab.data.tables.missing import Filling
from nnlab.data.tables.survey import MOST_COLUMNS, Sheet
from nnlab.text import QT_TRANSLATE_NOOP

MANY_FEATURES = QT_TRANSLATE_NOOP(
    "nnlab", "{path} makes {features:,} features, one for each text of a column; at most {most:,} can be read."
)


@dataclass(frozen=True)
class Features:
    """Where in an example each value goes.

    Attributes
    ----------
    names : tuple of str
        Of the features; that of a category is "colour=red".
    numbers : (n_numbers,) intp
        The feature of each column of numbers.
    categories : tuple of (n_codes,) intp
        For each column of texts, the feature of each code; -1 for one that does not occur.
    """

    names: tuple[str, ...]
    numbers: Labels
    categories: tuple[Labels, ...]

    def write(self, x: Array, part: Part, filling: Filling | None) -> None:
        """Write the features of ``part`` into the zeros of ``x``; (n, features)."""
        numbers = part.numbers[:, : len(self.numbers)]
        codes = part.codes[:, : len(self.categories)]
        if filling is not None:
            numbers, codes = filling.filled(numbers, codes)
        x[:, self.numbers] = numbers
        if self.categories:
            starts, features = self._joined
            np.put_along_axis(x, features[starts + codes], 1, axis=1)

    @cached_property
    def _joined(self) -> tuple[Labels, Labels]:
        """Where in all categories each column begins, and their features one after the other."""
        lengths = [len(places) for places in self.categories]
        return np.cumsum([0, *lengths[:-1]], dtype=np.intp), np.concatenate(self.categories)


def features_of(sheet: Sheet, plan: Plan, tallies: Sequence[Labels]) -> Features:
    """Return the features of what occurs, in the order of the columns.

    Raises
    ------
    UnreadableFileError
        When there are too many.
    """
    columns = zip(plan.categories[: plan.n_categories], tallies, strict=False)
    kept = {place: in_use(categories, tally) for (place, categories), tally in columns}
    names: list[str] = []
    starts: dict[int, int] = {}
    for place in sorted(place for place in plan.places if place != plan.label):
        starts[place], name = len(names), sheet.names[place]
        names += [f"{name}={text}" for text in kept[place].values()] if place in kept else [name]
    if len(names) > MOST_COLUMNS:
        raise refusal(MANY_FEATURES, path=sheet.path, features=len(names), most=MOST_COLUMNS)
    numbers = np.array([starts[place] for place in plan.numbers[: plan.n_numbers]], np.intp)
    return Features(tuple(names), numbers, tuple(ranks(codes, starts[place]) for place, codes in kept.items()))


def in_use(categories: Categories, tally: Labels) -> dict[int, str]:
    """Return the codes that occur with their texts, in the order of these."""
    codes = np.flatnonzero(tally).tolist()
    texts = [categories.names[code] for code in codes]
    return {codes[rank]: texts[rank] for rank in in_order(texts)}


def ranks(codes: Mapping[int, str], start: int = 0) -> Labels:
    """Return for each code its place among ``codes``, counted from ``start``; -1 for one that is not there."""
    places = np.full(max(codes, default=-1) + 1, -1, np.intp)
    places[list(codes)] = np.arange(start, start + len(codes))
    return places


def assembling(
    sheet: Sheet, parts: list[Part], features: Features, filling: Filling | None
) -> Generator[float, None, Array]:
    """Put the features of all ``parts`` together, and empty that list on the way: what is copied is let go.

    Yields
    ------
    float
        The share that is done of reading a table, from READ on.

    Returns
    -------
    (n, features) float64

    Raises
    ------
    UnreadableFileError
        When they do not fit into the memory.
    """
    n = sum(len(part.lines) for part in parts)
    check_room(sheet.path, n * len(features.names) * FLOAT_BYTES)
    x = np.zeros((n, len(features.names)))
    done = 0
    parts.reverse()
    while parts:
        part = parts.pop()
        features.write(x[done : done + len(part.lines)], part, filling)
        done += len(part.lines)
        yield READ + (1 - READ) * done / n
    return x
