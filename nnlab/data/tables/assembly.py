"""The features of a table from its parts: one for each column of numbers, and one for each category of a text."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass

import numpy as np

from nnlab.data.dataset import Array, Labels
from nnlab.data.files import check_room, refusal
from nnlab.data.tables.categories import Categories, in_order
from nnlab.data.tables.gathering import READ
from nnlab.data.tables.intake import Part, Plan, tally
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
        For each column of texts, the feature of each code; -1 where none is left that has it.
    """

    names: tuple[str, ...]
    numbers: Labels
    categories: tuple[Labels, ...]


def features_of(sheet: Sheet, plan: Plan, parts: Sequence[Part]) -> Features:
    """Return the features of what occurs in ``parts``, in the order of the columns.

    Raises
    ------
    UnreadableFileError
        When there are too many.
    """
    columns = enumerate(plan.categories[: plan.n_categories])
    kept = {place: in_use(parts, at, categories) for at, (place, categories) in columns}
    names: list[str] = []
    starts: dict[int, int] = {}
    for place in sorted(place for place in plan.places if place != plan.label):
        starts[place], name = len(names), sheet.names[place]
        names += [f"{name}={text}" for text in kept[place].values()] if place in kept else [name]
    if len(names) > MOST_COLUMNS:
        raise refusal(MANY_FEATURES, path=sheet.path, features=len(names), most=MOST_COLUMNS)
    numbers = np.array([starts[place] for place in plan.numbers[: plan.n_numbers]], np.intp)
    categories = tuple(ranks(list(codes), starts[place]) for place, codes in kept.items())
    return Features(tuple(names), numbers, categories)


def in_use(parts: Sequence[Part], at: int, categories: Categories) -> dict[int, str]:
    """Return the codes that occur, in the order of their texts, and these."""
    found = {int(code): categories.names[code] for code in np.flatnonzero(tally(parts, at))}
    return {list(found)[rank]: list(found.values())[rank] for rank in in_order(list(found.values()))}


def ranks(codes: Sequence[int], start: int = 0) -> Labels:
    """Return for each code its place among ``codes``, counted from ``start``; -1 for one that is not there."""
    places: Labels = np.full(max(codes, default=-1) + 1, -1, np.intp)
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
    check_room(sheet.path, n * len(features.names) * np.dtype(np.float64).itemsize)
    x = np.zeros((n, len(features.names)))
    start = 0
    parts.reverse()
    while parts:
        part = parts.pop()
        stop = start + len(part.lines)
        _place(x[start:stop], part, features, filling)
        start = stop
        yield READ + (1 - READ) * stop / n
    return x


def _place(x: Array, part: Part, features: Features, filling: Filling | None) -> None:
    """Write the features of ``part`` into the zeros of ``x``."""
    numbers = part.numbers[:, : len(features.numbers)]
    codes = part.codes[:, : len(features.categories)]
    if filling is not None:
        numbers = np.where(np.isnan(numbers), filling.numbers[: numbers.shape[1]], numbers)
        codes = np.where(codes < 0, filling.codes[: codes.shape[1]], codes)
    x[:, features.numbers] = numbers
    rows = np.arange(len(x))
    for places, column in zip(features.categories, codes.T, strict=True):
        x[rows, places[column]] = 1
