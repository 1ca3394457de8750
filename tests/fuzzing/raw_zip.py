"""Zips as no honest program writes them: every field of every entry may lie."""

import io
import struct
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

STORED, DEFLATED = zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED
UTF8 = 0x800
IN_ZIP64 = 2**32 - 1
"""Stands in a field of 32 bits for a value that is given in the zip64 extra field."""


@dataclass(frozen=True)
class Entry:
    """A member of a zip, as its local header and the directory describe it; None stands for the truth.

    Attributes
    ----------
    name, content : bytes
        As they stand in the file; the content compressed already where ``method`` says so.
    method, flags, attributes, checksum, size, stored : int
        What both headers say; ``size`` unpacked, ``stored`` packed.
    extra : bytes
        Extra fields of the directory.
    at : int or None
        Where the directory says that the local header lies. With one, nothing is written but the directory's entry.
    """

    name: bytes
    content: bytes
    method: int = STORED
    flags: int = UTF8
    attributes: int = 0o644 << 16
    checksum: int | None = None
    size: int | None = None
    stored: int | None = None
    extra: bytes = b""
    at: int | None = None

    def _numbers(self) -> tuple[int, ...]:
        checksum = zlib.crc32(self.content) if self.checksum is None else self.checksum
        length = len(self.content)
        sizes = (length if size is None else size for size in (self.stored, self.size))
        return self.flags, self.method, 0, 0x21, checksum, *(size & IN_ZIP64 for size in sizes)

    def header(self) -> bytes:
        """Return the local header."""
        return struct.pack("<4s5H3L2H", b"PK\3\4", 20, *self._numbers(), len(self.name), 0) + self.name

    def directory(self, at: int) -> bytes:
        """Return the entry of the directory, for a header at ``at``."""
        lengths = len(self.name), len(self.extra), 0, 0, 0
        numbers = (20, 3, 20, 0, *self._numbers(), *lengths, self.attributes, at & IN_ZIP64)
        return struct.pack("<4s4B4H3L5H2L", b"PK\1\2", *numbers) + self.name + self.extra


def entries_of(content: bytes) -> list[Entry]:
    """Return the members of an honest zip."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return [Entry(info.filename.encode(), archive.read(info)) for info in archive.infolist()]


def zipped(entries: Sequence[Entry], end: bytes | None = None, comment: bytes = b"") -> bytes:
    """Return the file that holds ``entries``, with ``end`` in the place of the end of the directory."""
    body, directory = bytearray(), bytearray()
    for entry in entries:
        directory += entry.directory(len(body) if entry.at is None else entry.at)
        if entry.at is None:
            body += entry.header() + entry.content
    count = min(len(entries), 2**16 - 1)
    honest = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, count, count, len(directory), len(body), len(comment)) + comment
    return bytes(body + directory) + (honest if end is None else end)


def zip64_extra(*values: int) -> bytes:
    """Return the extra field that gives sizes and place in 64 bits."""
    return struct.pack(f"<2H{len(values)}Q", 1, 8 * len(values), *values)


def zip64_end(count: int, size: int, start: int, place: int) -> bytes:
    """Return the end of a directory of ``count`` entries and ``size`` bytes at ``start``, itself at ``place``."""
    record = struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, count, count, size, start)
    locator = struct.pack("<4sLQL", b"PK\6\7", 0, place, 1)
    return record + locator + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 2**16 - 1, 2**16 - 1, IN_ZIP64, IN_ZIP64, 0)


def deflated(content: bytes) -> bytes:
    """Return ``content`` as a member of method DEFLATED."""
    packer = zlib.compressobj(9, wbits=-15)
    return packer.compress(content) + packer.flush()


def packed_zeros(count: int) -> bytes:
    """Return millions of zeros as a member of method DEFLATED, a million at a time."""
    packer = zlib.compressobj(9, wbits=-15)
    million = packer.compress(bytes(1_000_000)) + packer.flush(zlib.Z_FULL_FLUSH)
    return million * (count // 1_000_000) + b"\3\0"
