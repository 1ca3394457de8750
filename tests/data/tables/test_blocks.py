"""A file comes in whole lines, whatever its encoding and the ends of its lines, and each line keeps its number."""

import pytest

from nnlab.data.tables import blocks
from nnlab.data.tables.blocks import text_blocks
from nnlab.errors import UnreadableFileError
from tests.data.tables.tables import write


@pytest.fixture(autouse=True)
def short_blocks(monkeypatch):
    monkeypatch.setattr(blocks, "BLOCK_BYTES", 7)
    monkeypatch.setattr(blocks, "LONGEST_LINE", 50)


def lines_of(path, encoding="utf-8"):
    """Return every line with its number, as the blocks tell it."""
    found = list(text_blocks(path, encoding))
    assert [block.done for block in found] == sorted(block.done for block in found)
    assert not found or found[-1].done == path.stat().st_size
    return [(block.line + at, line) for block in found for at, line in enumerate(block.text.split("\n"))]


def refused(path, encoding="utf-8"):
    with pytest.raises(UnreadableFileError) as caught:
        list(text_blocks(path, encoding))
    return str(caught.value)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_lines_are_the_same_in_any_encoding_with_any_end(path, encoding, end):
    lines = ["grün;1", "", "ein längerer Text;2", "ß"]
    write(path, end.join(lines), encoding)
    given = "utf-8" if encoding == "utf-8-sig" else encoding
    assert lines_of(path, given) == list(enumerate(lines, 1))


def test_a_last_end_of_line_begins_no_line(path):
    assert lines_of(write(path, "a\nb\n")) == [(1, "a"), (2, "b")]


def test_an_empty_file_has_no_block(path):
    assert lines_of(write(path, "")) == []


def test_unicode_separators_end_no_line(path):
    assert lines_of(write(path, "a\u2028b\x0bc\x1cd\n")) == [(1, "a\u2028b\x0bc\x1cd")]


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_bytes_of_another_encoding_are_refused_by_line(path, end):
    write(path, end.join([b"a", b"b" * 9, b"c", b"d\xff\xfe", b"e"]))
    assert "line 4: there are bytes that are not utf-8" in refused(path)


def test_a_character_that_is_cut_off_is_refused(path):
    write(path, "a\nb\nä".encode()[:-1])
    assert "line 3: there are bytes that are not utf-8" in refused(path)
    write(path, "a\nb".encode("utf-16")[:-1])
    assert "line 2: there are bytes that are not utf-16" in refused(path, "utf-16")


def test_utf_16_without_its_mark_is_refused(path):
    assert "line 1: there are bytes that are not utf-16" in refused(write(path, "a\nb\n".encode("utf-16-be")), "utf-16")


def test_zero_bytes_are_refused_by_line(path):
    assert "line 3: there are zero bytes" in refused(write(path, b"a,b\n1,2\n3,\0\n"))


def test_an_endless_line_is_refused(path):
    assert "line 2 has more than 50 characters" in refused(write(path, "a\n" + "b" * 60))


def test_a_folder_is_refused(tmp_path):
    assert "is a folder" in refused(tmp_path)
