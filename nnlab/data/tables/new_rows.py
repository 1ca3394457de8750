"""Reads a table for which a trained network is to say something: the same features, found by their names."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass

import numpy as np

from nnlab.data.dataset import Array, Labels
from nnlab.data.files import refusal
from nnlab.data.tables.assembly import Features, assembling
from nnlab.data.tables.categories import REFUSED, Categories, codes_of
from nnlab.data.tables.gathering import gathering
from nnlab.data.tables.intake import Part, Plan, tallies
from nnlab.data.tables.missing import Filling, filling_of
from nnlab.data.tables.survey import Sheet, listed, sheet_of
from nnlab.data.tables.values import is_missing
from nnlab.spec.files import CsvSpec
from nnlab.text import QT_TRANSLATE_NOOP

DOUBLED = QT_TRANSLATE_NOOP("nnlab", "{path} has more than one column “{name}”; keep the one that is meant.")
NO_COLUMN = QT_TRANSLATE_NOOP(
    "nnlab", "{path} has no column “{name}”, which the network was trained on; its columns are {names}."
)


@dataclass(frozen=True)
class NewRows:
    """Rows of a table as a trained network takes them.

    Attributes
    ----------
    x : (n, features) float64
        The features in the order of training.
    targets : (n,) of intp, or (n, 1) of float64, or None
        Class indices of training, or numbers to be met; None where the table does not tell them.
    lines : (n,) intp
        Where each row begins in the file, from 1; rows in which something is missing may have been dropped.
    """

    x: Array
    targets: Labels | Array | None
    lines: Labels


def read_rows(
    spec: CsvSpec,
    feature_names: Sequence[str],
    class_names: Sequence[str] = (),
    target_names: Sequence[str] = (),
    means: Array | None = None,
) -> Generator[float, None, NewRows]:
    """Read new rows for a network; columns are found by their names, which without a header are their numbers.

    Parameters
    ----------
    spec : CsvSpec
        Of the new file. The column to be predicted need not be there.
    feature_names, class_names, target_names : sequence of str
        Of the dataset that the network was trained on.
    means : (features,) float64, optional
        Of that dataset: what is filled in where ``spec.missing`` asks for it. Without them, it is what the new rows
        have on average.

    Yields
    ------
    float
        The share that is done.

    Raises
    ------
    UnreadableFileError
        With a sentence that names file, line, column and reason; also where a column or category is not that of
        training.
    """
    sheet = sheet_of(spec)
    matched = _match(sheet, feature_names)
    label = _label_place(sheet, spec, matched, class_names, target_names)
    plan = _plan(sheet, matched, label, class_names)
    parts = yield from gathering(sheet, plan, spec.missing)
    filling = None
    if spec.missing == "fill":
        filling = filling_of(parts, tallies(parts), sheet, plan) if means is None else matched.filling(means)
    lines = np.concatenate([part.lines for part in parts])
    targets = _targets(parts, plan)
    features = Features(tuple(feature_names), *matched.features())
    x = yield from assembling(sheet, parts, features, filling)
    return NewRows(x, targets, lines)


@dataclass(frozen=True)
class Match:
    """Which columns the features of training are.

    Attributes
    ----------
    numbers : dict of int to int
        By the place of a column of numbers, its feature.
    texts : dict of int to dict of str to int
        By the place of a column of texts, the feature of each text.
    """

    numbers: dict[int, int]
    texts: dict[int, dict[str, int]]

    def features(self) -> tuple[Labels, tuple[Labels, ...]]:
        """Return the features of the columns of numbers, and for each of texts those of its categories."""
        texts = (np.array(list(features.values()), np.intp) for features in self.texts.values())
        return np.array(list(self.numbers.values()), np.intp), tuple(texts)

    def filling(self, means: Array) -> Filling:
        """Return what stands in for missing values, by the means of the features in training."""
        numbers, texts = self.features()
        return Filling(means[numbers], np.array([means[features].argmax() for features in texts], np.int32))


def _match(sheet: Sheet, feature_names: Sequence[str]) -> Match:
    """Find the column of each feature."""
    places = {name: place for place, name in enumerate(sheet.names)}
    for name in feature_names:
        if name in places and f"{name} (2)" in places and f"{name} (2)" not in feature_names:
            raise refusal(DOUBLED, path=sheet.path, name=name)
    match = Match({}, {})
    for feature, name in enumerate(feature_names):
        if name in places:
            match.numbers[places[name]] = feature
            continue
        parts = name.split("=")
        cuts = ("=".join(parts[:n]) for n in range(1, len(parts)))
        column = next((cut for cut in cuts if cut in places), None)
        if column is None:
            raise refusal(NO_COLUMN, path=sheet.path, name=parts[0], names=listed(sheet.names))
        match.texts.setdefault(places[column], {})[name.removeprefix(f"{column}=")] = feature
    return match


def _label_place(
    sheet: Sheet, spec: CsvSpec, match: Match, class_names: Sequence[str], target_names: Sequence[str]
) -> int | None:
    """Return where the column to be predicted is, from 0; None where it is not there, or empty."""
    free = [place for place in range(len(sheet.names)) if place not in match.numbers and place not in match.texts]
    called = [place for place in free if sheet.names[place] in {spec.label, *target_names}]
    if spec.label is None and not called:
        called = [place for place in free if _are_known(sheet, place, class_names)]
    return next((place for place in called if not all(map(is_missing, sheet.column(place)))), None)


def _are_known(sheet: Sheet, place: int, class_names: Sequence[str]) -> bool:
    """Return whether nothing but classes of training stands in a column."""
    return REFUSED not in codes_of(sheet.column(place), [Categories(sheet.dialect.decimal, 0, class_names)])


def _plan(sheet: Sheet, match: Match, label: int | None, class_names: Sequence[str]) -> Plan:
    decimal = sheet.dialect.decimal
    texts = tuple((place, Categories(decimal, 0, list(known))) for place, known in match.texts.items())
    if label is None:
        return Plan(tuple(match.numbers), texts, None)
    if class_names:
        return Plan(tuple(match.numbers), (*texts, (label, Categories(decimal, 0, class_names))), label)
    return Plan((*match.numbers, label), texts, label)


def _targets(parts: Sequence[Part], plan: Plan) -> Labels | Array | None:
    if plan.label is None:
        return None
    if plan.label in plan.numbers:
        return np.concatenate([part.numbers[:, -1:] for part in parts])
    return np.concatenate([part.codes[:, -1] for part in parts]).astype(np.intp)
