import os
from pathlib import Path
from types import SimpleNamespace

import pytest

from nnlab.data import files
from nnlab.data.files import check_folder, check_regular, check_room, open_regular
from nnlab.errors import UnreadableFileError


def test_an_ordinary_file_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "data"
    path.write_bytes(b"abc")
    assert check_regular(path) == 3
    with open_regular(path) as file:
        assert file.read() == b"abc"


def test_what_is_not_there_is_told_by_name(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match=r"nowhere\.csv is not there\."):
        open_regular(tmp_path / "nowhere.csv")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="is a folder or a device"):
        open_regular(tmp_path)


@pytest.mark.skipif(os.name == "nt", reason="there are no devices and pipes with paths")
def test_devices_and_pipes_are_not_opened(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for path in (pipe, Path("/dev/zero")):
        with pytest.raises(UnreadableFileError, match="is a folder or a device"):
            open_regular(path)


@pytest.mark.parametrize("name", ["//server/share/data.csv", "\\\\server\\share\\data.csv"])
def test_nothing_on_another_machine_is_opened(name: str) -> None:
    with pytest.raises(UnreadableFileError, match="only local files are read"):
        open_regular(Path(name))


def test_a_path_that_no_file_can_have_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError):
        open_regular(tmp_path / "nul\0byte")
    with pytest.raises(UnreadableFileError):
        open_regular(tmp_path / ("long" * 2000))


def test_no_path_is_told_as_such() -> None:
    with pytest.raises(UnreadableFileError, match=r"No file has been chosen yet\."):
        open_regular(Path(""))  # noqa: PTH201 - what an empty field makes


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    check_folder(tmp_path)
    (tmp_path / "file").touch()
    with pytest.raises(UnreadableFileError, match="is not a folder"):
        check_folder(tmp_path / "file")


def test_what_does_not_fit_the_memory_is_refused_with_both_sizes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files.psutil, "virtual_memory", lambda: SimpleNamespace(available=1_200_000_000))
    check_room(Path("big"), 1_000_000_000)
    with pytest.raises(UnreadableFileError, match=r"big does not fit: .* 1,099\.51 GB .*; 1\.00 GB are free"):
        check_room(Path("big"), 2**40)
