"""Tables of numbers as files, or as text for a spreadsheet."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from pathlib import Path

from nnlab.gui.number_table import NumberTable
from nnlab.store.number_files import encoding_numbers


def encoding_files(files: Sequence[tuple[Path, NumberTable]]) -> Generator[int, None, list[tuple[Path, list[bytes]]]]:
    """Put tables into words, each for its file; yield how many rows are done."""
    encoded = []
    for path, table in files:
        encoded.append((path, (yield from encoding_numbers(table.columns, table.rows))))
    return encoded


def encoding_text(tables: Sequence[NumberTable]) -> Generator[int, None, str]:
    """Put tables into words as spreadsheets paste them, one below the other; yield how many rows are done."""
    texts = []
    for table in tables:
        parts = yield from encoding_numbers(table.columns, table.rows, delimiter="\t")
        texts.append(b"".join(parts).decode().replace("\r\n", "\n"))
    return "\n".join(texts)
