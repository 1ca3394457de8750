"""Tables of numbers as other programs read them: CSV as in RFC 4180, with all digits."""

from __future__ import annotations

import csv
import io
from collections.abc import Generator, Iterable, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, Final

from nnlab.store.atomic import write_atomically

ROWS: Final = 500
"""So many are put into words between two yields."""


def encoding_numbers(
    columns: Sequence[str], rows: Iterable[Sequence[Any]], *, delimiter: str = ","
) -> Generator[int, None, list[bytes]]:
    """Put a table into words, in UTF-8; yield how many rows are done.

    Parameters
    ----------
    columns : sequence of str
    rows : iterable of sequences
        Of text, whole numbers, floats (of which the same bits can be read again), and None, which becomes nothing.
    delimiter : str, optional

    Returns
    -------
    list of bytes
        The file, in parts.
    """
    parts, done, left = [_encoded([columns], delimiter)], 0, iter(rows)
    while some := list(islice(left, ROWS)):
        parts.append(_encoded(some, delimiter))
        done += len(some)
        yield done
    return parts


def write_parts(path: Path, parts: Sequence[bytes]) -> None:
    """Write a file that is given in parts, atomically.

    Raises
    ------
    UnwritableFileError
    """

    def write(file: BinaryIO) -> None:
        file.writelines(parts)

    write_atomically(path, write)


def _encoded(rows: Iterable[Sequence[Any]], delimiter: str) -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode("utf-8", "backslashreplace")  # the name of a file may be no proper text
