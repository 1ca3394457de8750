"""The way through a table, block by block, for training and for new data alike."""

from __future__ import annotations

from collections.abc import Generator, Iterator

from nnlab.data.files import check_room, refusal
from nnlab.data.tables.intake import Intake, Part, Plan
from nnlab.data.tables.missing import MissingValues, Policy
from nnlab.data.tables.rows import Rows, row_blocks
from nnlab.data.tables.survey import Sheet
from nnlab.text import QT_TRANSLATE_NOOP

FLOAT_BYTES = 8
READ = 0.9
"""The share of all the work that is done when the rows are read."""

NOTHING_LEFT = QT_TRANSLATE_NOOP("nnlab", "{path} has no row in which nothing is missing.")


def gathering(sheet: Sheet, plan: Plan, policy: Policy) -> Generator[float, None, list[Part]]:
    """Read all rows; those that ``policy`` drops are missing from what is returned.

    Yields
    ------
    float
        The share that is done of reading a table, up to READ.

    Raises
    ------
    UnreadableFileError
    """
    n = len(sheet.rows) * sheet.size // max(sheet.done, 1)
    check_room(sheet.path, n * len(plan.places) * FLOAT_BYTES)
    intake, missing = Intake(sheet, plan), MissingValues(sheet, plan, policy)
    parts: list[Part] = []
    for rows in _body(sheet):
        parts.append(missing.settle(intake.take(rows)))
        yield READ * min(1.0, rows.block.done / max(sheet.size, 1))
    missing.check()
    if not any(len(part.lines) for part in parts):
        raise refusal(NOTHING_LEFT, path=sheet.path)
    return parts


def _body(sheet: Sheet) -> Iterator[Rows]:
    """Yield the rows below the header."""
    has_passed = not sheet.dialect.header
    for rows in row_blocks(sheet.path, sheet.dialect.encoding, sheet.dialect.separator):
        if has_passed:
            yield rows
        elif rows.cells:
            has_passed = True
            yield rows.without_first()
