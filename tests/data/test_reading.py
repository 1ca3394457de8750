"""Reading by blocks: as much as was announced, and no more."""

import gzip
import io
from pathlib import Path

import pytest

from nnlab.data.reading import READ_BYTES, gathering, is_folder, refusals_of
from nnlab.errors import UnreadableFileError
from tests.data.images.spoiling import finished, sentence_of

PATH = Path("some file")


@pytest.mark.parametrize("size", [0, 1, READ_BYTES, READ_BYTES + 1, 3 * READ_BYTES])
def test_everything_is_gathered(size: int) -> None:
    content = bytes(range(256)) * (size // 256) + bytes(size % 256)
    assert finished(gathering(PATH, io.BytesIO(content), size)).read() == content


@pytest.mark.parametrize("announced", [0, 9, 11, 2**40])
def test_more_or_less_than_announced_is_refused(announced: int) -> None:
    assert "cut short" in sentence_of(gathering(PATH, io.BytesIO(bytes(10)), announced))


@pytest.mark.parametrize("error", [OSError(5, "gone"), EOFError(), gzip.BadGzipFile("no"), MemoryError()])
def test_what_goes_wrong_becomes_a_sentence(error: Exception) -> None:
    with pytest.raises(UnreadableFileError, match="some file"), refusals_of(PATH):
        raise error


def test_a_folder_is_told_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert is_folder(tmp_path)
    assert not is_folder(tmp_path / "file")
    with pytest.raises(UnreadableFileError, match="is not there"):
        is_folder(tmp_path / "nothing")
