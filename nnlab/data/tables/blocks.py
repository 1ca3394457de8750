"""The text of a file in blocks of whole lines, so that it is never in memory as a whole."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import BinaryIO

import numpy as np

from nnlab.data.files import cannot_read, open_regular, refusal
from nnlab.text import QT_TRANSLATE_NOOP

BLOCK_BYTES = 1 << 17
"""What is made of a block fits the cache; half as much, or four times as much, takes a tenth longer."""
LONGEST_LINE = 1 << 22
"""Characters; a hundred thousand columns of 40."""
CODECS = {"utf-8": "utf-8-sig"}
"""Decoders that drop a byte order mark, of encodings that keep it."""

END = ord("\n")

BAD_BYTES = QT_TRANSLATE_NOOP(
    "nnlab", "{path}, line {row:,}: there are bytes that are not {encoding}; choose another encoding."
)
NOT_TEXT = QT_TRANSLATE_NOOP("nnlab", "{path}, line {row:,}: there are zero bytes, so this is not a table as text.")
LONG_LINE = QT_TRANSLATE_NOOP(
    "nnlab", "{path}, line {row:,} has more than {most:,} characters, too many for a row of a table."
)


@dataclass(frozen=True)
class Block:
    r"""Whole lines of a file.

    Attributes
    ----------
    text : str
        With "\\n" between the lines, whatever stands there in the file, and none after the last.
    line : int
        The number of the first line, from 1.
    done : int
        How many bytes of the file have been read with it.
    """

    text: str
    line: int
    done: int

    @cached_property
    def n_lines(self) -> int:
        """How many lines there are."""
        return _ends_in(self.text) + 1


def text_blocks(path: Path, encoding: str) -> Iterator[Block]:
    """Yield the file from the first line to the last.

    Raises
    ------
    UnreadableFileError
        When it cannot be read, is not of this encoding, or is no text in lines.
    """
    decoder = _Decoder(path, encoding)
    line, done, pieces, at_end = 1, 0, [""], False
    with open_regular(path) as file:
        while not at_end:
            raw = _read(path, file)
            at_end = not raw
            done += len(raw)
            head, newline, tail = decoder.decode(raw, line).rpartition("\n")
            if newline:
                block = Block("".join([*pieces, head]), line, done)
                yield block
                line += block.n_lines
                pieces.clear()
            pieces.append(tail)
            if sum(map(len, pieces)) > LONGEST_LINE:
                raise refusal(LONG_LINE, path=path, row=line, most=LONGEST_LINE)
    if rest := "".join(pieces):
        yield Block(rest, line, done)


class _Decoder:
    """Turns bytes into text, the lines ended as Python ends them, or says where that is not possible."""

    def __init__(self, path: Path, encoding: str) -> None:
        self._path, self._encoding = path, encoding
        self._decoder = codecs.getincrementaldecoder(CODECS.get(encoding, encoding))()
        self._ends = io.IncrementalNewlineDecoder(None, translate=True)

    def decode(self, raw: bytes, line: int) -> str:
        """Return what ``raw``, which begins in ``line``, says; nothing in it ends the file."""
        at_end = not raw
        try:
            text = self._ends.decode(self._decoder.decode(raw, at_end), at_end)
        except UnicodeError as error:
            good = ""  # UTF-16 that does not begin with its mark
            if isinstance(error, UnicodeDecodeError):
                good = error.object[: error.start].decode(error.encoding)
            row = line + _ends_in(self._ends.decode(good, True))
            raise refusal(BAD_BYTES, path=self._path, row=row, encoding=self._encoding) from error
        if "\0" in text:
            row = line + _ends_in(text[: text.index("\0")])
            raise refusal(NOT_TEXT, path=self._path, row=row)
        return text


def _ends_in(text: str) -> int:
    """Count the ends of lines: ten times as fast as ``str.count``."""
    return int(np.count_nonzero(np.frombuffer(text.encode(), np.uint8) == END))


def _read(path: Path, file: BinaryIO) -> bytes:
    try:
        return file.read(BLOCK_BYTES)
    except OSError as error:
        raise cannot_read(path, error) from error
