"""What kind of data a file or folder holds, told by its first bytes and the names inside, not by its own name."""

from __future__ import annotations

import re
import zlib
from pathlib import Path

from nnlab.data.files import cannot_read, check_folder, open_regular, refusal
from nnlab.spec.files import CifarSpec, CsvSpec, FileSpec, IdxSpec, ImageFolderSpec, NpzSpec
from nnlab.text import QT_TRANSLATE_NOOP

UNKNOWN = QT_TRANSLATE_NOOP(
    "nnlab",
    "{path} is of no kind that is read here: a table as text, NPZ, IDX, CIFAR, or a folder with a folder of images "
    "for each class.",
)
PACKED = QT_TRANSLATE_NOOP("nnlab", "{path} is packed with gzip, and not in MNIST's format: unpack it first.")
WORKBOOK = QT_TRANSLATE_NOOP("nnlab", "{path} is a spreadsheet: save the table in it as CSV first.")
ONE_ARRAY = QT_TRANSLATE_NOOP("nnlab", "{path} holds one array: save examples and labels together as NPZ first.")
EMPTY = QT_TRANSLATE_NOOP("nnlab", "{path} is empty.")
CIFAR_NAMES = re.compile(r"(data_batch_\d|test_batch|train|test)(\.bin)?|batches\.meta(\.txt)?|meta")
CIFAR_RECORDS = (3073, 3074)
HEAD = 4096
GZIP = b"\x1f\x8b"
WORKBOOK_MARKS = (b"[Content_Types].xml", b"mimetypeapplication/vnd.oasis")
"""Names that stand near the beginning of files of Excel and LibreOffice."""
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
CONTROLS = frozenset(range(32)) - frozenset(b"\t\n\r\f")
"""Bytes that no text holds."""


def sniff(path: Path) -> FileSpec:
    """Return the source that reads ``path``, its options to be found out from the file.

    Raises
    ------
    UnreadableFileError
        Where it cannot be read, or is of no known kind.
    """
    name = str(path)
    if path.is_dir():
        return _sniff_folder(path)
    with open_regular(path) as file:
        try:
            head = file.read(HEAD)
        except OSError as error:
            raise cannot_read(path, error) from error
    if head.startswith(b"PK\x03\x04") and not any(mark in head for mark in WORKBOOK_MARKS):
        return NpzSpec(path=name)
    if _is_idx(_unpacked(head)):
        return IdxSpec(path=name)
    if _is_cifar(path, head):
        return CifarSpec(path=name)
    if _is_text(head):
        return CsvSpec(path=name)
    raise refusal(_why_not(head), path=path)


def _why_not(head: bytes) -> str:
    """Return what to say of a file that is of no kind, by what people often have instead."""
    if head.startswith(b"PK\x03\x04"):
        return WORKBOOK
    known = {GZIP: PACKED, b"\x93NUMPY": ONE_ARRAY}
    return next((text for mark, text in known.items() if head.startswith(mark)), UNKNOWN if head.strip() else EMPTY)


def _sniff_folder(path: Path) -> FileSpec:
    check_folder(path)
    try:
        names = [entry.name for entry in path.iterdir() if entry.is_file()]
    except OSError as error:
        raise cannot_read(path, error) from error
    is_cifar = any(CIFAR_NAMES.fullmatch(name) for name in names)
    return CifarSpec(path=str(path)) if is_cifar else ImageFolderSpec(path=str(path))


def _unpacked(head: bytes) -> bytes:
    """Return the beginning of a file as it was before gzip packed it."""
    if not head.startswith(GZIP):
        return head
    try:
        return zlib.decompressobj(wbits=31).decompress(head, HEAD)
    except zlib.error:
        return head


def _is_idx(head: bytes) -> bool:
    """Return whether a file begins as IDX does: two zeros, a type, a number of dimensions."""
    return len(head) >= 4 and head[:2] == b"\0\0" and head[2] in {8, 9, 11, 12, 13, 14} and 1 <= head[3] <= 4


def _is_cifar(path: Path, head: bytes) -> bool:
    is_pickle = len(head) >= 2 and head[0] == 0x80 and 2 <= head[1] <= 5
    size = path.stat().st_size
    return is_pickle or (size > 0 and b"\0" in head and any(size % record == 0 for record in CIFAR_RECORDS))


def _is_text(head: bytes) -> bool:
    """Return whether these are characters; in UTF-16, which its first two bytes tell, any byte may be there."""
    return bool(head.strip()) and (head[:2] in UTF_16 or not CONTROLS.intersection(head))
