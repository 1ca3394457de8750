"""Reads a table to be trained on."""

from __future__ import annotations

from collections.abc import Generator, Sequence

import numpy as np

from nnlab.data.dataset import Dataset
from nnlab.data.files import refusal
from nnlab.data.tables.assembly import assembling, features_of, in_use, ranks
from nnlab.data.tables.categories import Categories
from nnlab.data.tables.columns import MOST_CATEGORIES, Column, Kind
from nnlab.data.tables.gathering import gathering
from nnlab.data.tables.intake import Plan, tallies
from nnlab.data.tables.missing import filling_of
from nnlab.data.tables.survey import Sheet, Survey, survey
from nnlab.spec.files import CsvSpec
from nnlab.text import QT_TRANSLATE_NOOP

MOST_CLASSES = MOST_TEXT_COLUMNS = 10_000

NO_FEATURES = QT_TRANSLATE_NOOP(
    "nnlab", "{path} has no column to learn from beside “{name}”, which is to be predicted."
)
MANY_TEXT_COLUMNS = QT_TRANSLATE_NOOP("nnlab", "{path} has {columns:,} columns of text; at most {most:,} can be read.")
ODD = QT_TRANSLATE_NOOP("nnlab", "{path}, column “{name}”: {reason}.")
MANY_TEXTS = QT_TRANSLATE_NOOP(
    "nnlab",
    "{path}, column “{name}”: there are {texts:,} different texts in the first {rows:,} rows; at most {most:,} can be "
    "told apart. If they only identify the rows, remove the column from the file.",
)
TEXT_TO_MEET = QT_TRANSLATE_NOOP(
    "nnlab", "{path}, column “{name}”: there is text, no number to be met. Choose classes, or another column."
)
ONE_CLASS = QT_TRANSLATE_NOOP(
    "nnlab", "{path}, column “{name}”: “{label}” is the only label; there have to be two classes at least."
)


def read_csv(spec: CsvSpec) -> Generator[float, None, Dataset]:
    """Read a table block by block; what ``spec`` leaves open is found out from its beginning.

    Yields
    ------
    float
        The share that is done.

    Raises
    ------
    UnreadableFileError
        With a sentence that names file, line, column and reason.
    """
    found = survey(spec)
    sheet, plan = found.sheet, _plan(found)
    parts = yield from gathering(sheet, plan, spec.missing)
    counts = tallies(parts)
    filling = filling_of(parts, counts, sheet, plan) if spec.missing == "fill" else None
    features = features_of(sheet, plan, counts)
    name = sheet.names[found.label]
    left_out = tuple(column.name for column in found.columns if column.kind is Kind.LEFT_OUT and column.name != name)
    if found.task == "numbers":
        targets = np.concatenate([part.numbers[:, -1:] for part in parts])
        x = yield from assembling(sheet, parts, features, filling)
        return Dataset(x, targets, (), features.names, (name,), left_out=left_out)
    classes = in_use(plan.categories[-1][1], counts[-1])
    if len(classes) < 2:
        raise refusal(ONE_CLASS, path=sheet.path, name=name, label=next(iter(classes.values())))
    labels = ranks(classes)[np.concatenate([part.codes[:, -1] for part in parts])]
    x = yield from assembling(sheet, parts, features, filling)
    return Dataset(x, labels, tuple(classes.values()), features.names, label_name=name, left_out=left_out)


def _plan(found: Survey) -> Plan:
    """Return what becomes of which column, or say why there is nothing to be learnt."""
    sheet, columns, label = found.sheet, found.columns, found.label
    used = [place for place, column in enumerate(columns) if column.kind is not Kind.LEFT_OUT and place != label]
    if not used:
        raise refusal(NO_FEATURES, path=sheet.path, name=columns[label].name)
    numbers = [place for place in used if columns[place].kind is Kind.NUMBER]
    texts = [place for place in used if columns[place].kind is Kind.CATEGORY]
    _check_texts(sheet, [columns[place] for place in texts])
    _check_odd(sheet, [columns[place] for place in (*texts, label)])
    categories = [(place, _learnt(found, place, MOST_CATEGORIES)) for place in texts]
    if found.task == "classes":
        return Plan(tuple(numbers), (*categories, (label, _learnt(found, label, MOST_CLASSES))), label)
    if columns[label].texts:
        raise refusal(TEXT_TO_MEET, path=sheet.path, name=columns[label].name)
    return Plan((*numbers, label), tuple(categories), label)


def _check_texts(sheet: Sheet, columns: Sequence[Column]) -> None:
    """Refuse columns of texts that would make too many features."""
    if len(columns) > MOST_TEXT_COLUMNS:
        raise refusal(MANY_TEXT_COLUMNS, path=sheet.path, columns=len(columns), most=MOST_TEXT_COLUMNS)
    for column in columns:
        if column.texts > MOST_CATEGORIES:
            of = {"path": sheet.path, "name": column.name, "rows": len(sheet.rows)}
            raise refusal(MANY_TEXTS, texts=column.texts, most=MOST_CATEGORIES, **of)


def _check_odd(sheet: Sheet, columns: Sequence[Column]) -> None:
    """Refuse columns of what people read as numbers; as texts they would be learnt by heart."""
    for column in columns:
        if column.odd and column.note is not None:
            raise refusal(ODD, path=sheet.path, name=column.name, reason=column.note)


def _learnt(found: Survey, place: int, most: int) -> Categories:
    return Categories(found.sheet.dialect.decimal, most, signs=found.columns[place].signs)
