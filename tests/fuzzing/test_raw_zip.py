import io
import zipfile
import zlib

from tests.fuzzing.raw_zip import DEFLATED, Entry, deflated, entries_of, packed_zeros, zip64_end, zipped

ENTRIES = [Entry(b"a", b"1"), Entry("é/b".encode(), bytes(1000)), Entry(b"empty", b"")]


def read(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def test_an_honest_zip_is_one() -> None:
    assert read(zipped(ENTRIES)) == {"a": b"1", "é/b": bytes(1000), "empty": b""}
    assert entries_of(zipped(ENTRIES)) == ENTRIES


def test_a_member_may_be_compressed() -> None:
    entry = Entry(b"a", deflated(bytes(1000)), DEFLATED, checksum=0, size=1000)
    with zipfile.ZipFile(io.BytesIO(zipped([entry]))) as archive:
        assert archive.getinfo("a").file_size == 1000


def test_a_directory_in_64_bits_is_read() -> None:
    body = zipped(ENTRIES, b"")
    start = body.index(b"PK\1\2")
    assert len(read(body + zip64_end(len(ENTRIES), len(body) - start, start, len(body)))) == len(ENTRIES)


def test_a_bomb_holds_what_it_promises() -> None:
    zeros = bytes(3_000_000)
    bomb = Entry(b"a", packed_zeros(len(zeros)), DEFLATED, size=len(zeros), checksum=zlib.crc32(zeros))
    assert read(zipped([bomb])) == {"a": zeros}
