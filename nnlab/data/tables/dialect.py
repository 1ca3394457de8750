"""How a table is written: encoding, separator, decimal sign and header, guessed from its beginning."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import Literal

from nnlab.data.files import open_regular
from nnlab.data.tables.blocks import text_blocks
from nnlab.data.tables.header import has_header
from nnlab.data.tables.rows import Cells, split_rows
from nnlab.data.tables.values import Decimal, number
from nnlab.spec.files import CsvSpec

Encoding = Literal["utf-8", "utf-16", "cp1252", "latin-1"]
Separator = Literal[",", ";", "\t", "|", " "]

SAMPLE = 1 << 18
"""Bytes to guess from; more where they are not two lines."""
SEPARATORS: tuple[Separator, ...] = ("\t", ";", "|", ",", " ")
"""From the one that is least likely to stand in a cell to the one that is most."""
JUDGED_ROWS, JUDGED_CELLS = 50, 10_000
"""How many are looked at to find out separator, decimal sign and header."""
LEAST_ALIKE = 0.5
"""The share of rows that have to have equally many cells where a separator is right."""
DECIMAL_COMMA = re.compile(r"[+-]?\d*,\d+(?:e[+-]?\d+)?", re.ASCII | re.IGNORECASE)
DECIMAL_POINT = re.compile(r"[+-]?\d*\.\d+(?:e[+-]?\d+)?", re.ASCII | re.IGNORECASE)
THOUSANDS = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+", re.ASCII)


@dataclass(frozen=True)
class Dialect:
    """How a table is written; the fields are those of its spec, none open."""

    encoding: Encoding
    separator: Separator
    decimal: Decimal
    header: bool


@dataclass(frozen=True)
class Sample:
    """The beginning of a table.

    Attributes
    ----------
    dialect : Dialect
    rows : list of list of str
        The first rows, the header's too; blank ones are left out.
    done : int
        How many bytes they took.
    is_all : bool
        Whether there are no more.
    """

    dialect: Dialect
    rows: list[Cells]
    done: int
    is_all: bool


def sample_of(spec: CsvSpec) -> Sample:
    """Read the beginning of a table and find out what ``spec`` leaves open about how it is written.

    Raises
    ------
    UnreadableFileError
        When it cannot be read as text.
    """
    path = Path(spec.path)
    encoding = spec.encoding or guess_encoding(path)
    text, done, is_all = _beginning(path, encoding)
    separator = spec.separator or guess_separator(text)
    rows = _whole_rows(text, separator, is_all=is_all)
    judged = rows[:JUDGED_ROWS]
    decimal = spec.decimal or guess_decimal(judged, separator)
    header = has_header(judged, decimal) if spec.header is None else spec.header
    return Sample(Dialect(encoding, separator, decimal, header), rows, done, is_all)


def guess_encoding(path: Path) -> Encoding:
    """Tell by a byte order mark, or by whether the beginning is valid UTF-8.

    Raises
    ------
    UnreadableFileError
    """
    with open_regular(path) as file:
        beginning = file.read(SAMPLE)
    if beginning.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    try:
        codecs.getincrementaldecoder("utf-8")().decode(beginning)  # the last character may be cut
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def guess_separator(text: str) -> Separator:
    """Take the one that makes rows of equally many cells, most of them numbers; a comma where none does."""
    lines = [line for line in text.split("\n", JUDGED_ROWS)[:JUDGED_ROWS] if line.strip()]
    marks = {separator: _marks("\n".join(lines), separator) for separator in SEPARATORS}
    best = max(SEPARATORS, key=lambda separator: marks[separator])
    return best if marks[best] > (0, 0) else ","


def _marks(text: str, separator: Separator) -> tuple[float, int]:
    """Return how well ``separator`` fits, and how many cells it makes of a row."""
    rows = [row for row in split_rows(text, separator, strict=False)[0] if any(row)]
    width, alike = Counter(map(len, rows)).most_common(1)[0] if rows else (1, 0)
    if width == 1 or alike < LEAST_ALIKE * len(rows):
        return 0, 0
    cells = list(islice(chain.from_iterable(rows), JUDGED_CELLS))
    plain = sum(_is_plain(cell) for cell in cells) / len(cells)
    fits_header = 1 if len(rows[0]) == width else 0.5
    return fits_header * alike / len(rows) * (0.1 + plain), width


def _is_plain(cell: str) -> bool:
    """Return whether ``cell`` is a number in either way of writing it, or says that there is none."""
    return number(cell, ".") is not None or number(cell, ",") is not None


def guess_decimal(rows: Sequence[Cells], separator: Separator) -> Decimal:
    """Take what more numbers have inside; a comma that parts thousands is no decimal comma."""
    cells = [cell.strip() for cell in islice(chain.from_iterable(rows), JUDGED_CELLS)]
    points = _matches(DECIMAL_POINT, cells)
    commas = _matches(DECIMAL_COMMA, cells)
    if separator == "," and commas == _matches(THOUSANDS, cells):
        return "."
    return "," if commas > points else "."


def _matches(pattern: re.Pattern[str], cells: Iterable[str]) -> int:
    return sum(pattern.fullmatch(cell) is not None for cell in cells)


def _beginning(path: Path, encoding: Encoding) -> tuple[str, int, bool]:
    """Return the first lines, how many bytes they took, and whether they are all."""
    texts: list[str] = []
    done = 0
    for block in text_blocks(path, encoding):
        if done >= SAMPLE and (len(texts) > 1 or "\n" in texts[0]):
            return "\n".join(texts), done, False
        texts.append(block.text)
        done = block.done
    return "\n".join(texts), done, True


def _whole_rows(text: str, separator: Separator, *, is_all: bool) -> list[Cells]:
    """Return the rows that hold something; the last one only where it is not cut."""
    rows, error = split_rows(text, separator, strict=False)
    if error is None and not is_all and '"' in text and len(rows) > 1:
        rows.pop()
    return [row for row in rows if any(row)]
