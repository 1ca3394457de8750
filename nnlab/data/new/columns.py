"""Which columns of a new table hold the features that a network was trained on, and which one the truth."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod

from nnlab.data.files import refusal
from nnlab.data.prepared import DataRecord
from nnlab.data.tables.survey import LABELS, Sheet, sheet_of
from nnlab.spec.files import CsvSpec
from nnlab.text import QT_TRANSLATE_NOOP

OTHER_COLUMNS = QT_TRANSLATE_NOOP(
    "nnlab",
    "{path} has {found:,} columns; this network takes {expected:,}, and one more where the truth is known.",
)


def columns_of(spec: CsvSpec, data: DataRecord) -> tuple[tuple[str, ...], str | None]:
    """Return what the features of ``data`` are called in a new table, and the column of the truth.

    Columns are found by their names where network and table have names, and else by their order; then the truth is the
    last column, unless another is called so.

    Parameters
    ----------
    spec : CsvSpec
        Of the new table; ``label`` as in training.
    data : DataRecord

    Returns
    -------
    names : tuple of str
        One a feature; that of a category is "colour=red".
    label : str or None
        None where it is not in the table, or is not called as is usual.

    Raises
    ------
    UnreadableFileError
        Where it is no table, or has another number of columns than the network takes.
    """
    sheet = sheet_of(spec)
    names = data.feature_names or tuple(str(place + 1) for place in range(prod(data.shape.example_shape)))
    columns = tuple(dict.fromkeys(name.partition("=")[0] for name in names))
    have_names = sheet.dialect.header and not all(name.isdecimal() for name in columns)
    is_named = bool(data.feature_names) and (have_names or set(columns) <= set(sheet.names))
    used = columns if is_named else ()
    label = _label(sheet, [name for name in sheet.names if name not in used], spec, data)
    return (names, label) if is_named else _by_order(sheet, names, columns, label)


def _label(sheet: Sheet, free: Sequence[str], spec: CsvSpec, data: DataRecord) -> str | None:
    """Return the column of the truth among those that are ``free``: called as in training, or else as is usual."""
    known = [name for name in (spec.label, *data.target_names) if name is not None]
    if known or not sheet.dialect.header:
        return next((name for name in known if name in free), spec.label)
    by_lower = {name.lower(): name for name in reversed(free)}
    return next((by_lower[word] for word in LABELS if word in by_lower), None)


def _by_order(
    sheet: Sheet, names: Sequence[str], columns: Sequence[str], label: str | None
) -> tuple[tuple[str, ...], str | None]:
    """Return ``names`` with what the columns are called in the table in place of ``columns``."""
    found = list(sheet.names)
    if len(found) not in {len(columns), len(columns) + 1}:
        raise refusal(OTHER_COLUMNS, path=sheet.path, found=len(found), expected=len(columns))
    if len(found) > len(columns):
        label = label if label in found else found[-1]
        found.remove(label)
    else:
        label = None
    called = dict(zip(columns, found, strict=True))
    renamed = ((called[name.partition("=")[0]], name.partition("=")) for name in names)
    return tuple(f"{column}{equals}{category}" for column, (_, equals, category) in renamed), label
