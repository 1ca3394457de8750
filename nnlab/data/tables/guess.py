"""What a table's spec leaves open, found out from the file."""

from __future__ import annotations

from nnlab.data.tables.survey import survey
from nnlab.spec.files import CsvSpec


def guess(spec: CsvSpec) -> CsvSpec:
    """Return ``spec`` with every open option found out from the beginning of its file; what is given stays.

    Raises
    ------
    UnreadableFileError
        When the file is no table, or has not the column that is to be predicted.
    """
    return survey(spec).filled(spec)
