import errno
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

import pytest

from nnlab.errors import UnwritableFileError
from nnlab.store import atomic
from nnlab.store.atomic import check_writable, write_atomically

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such thing")
Act = Callable[[Path], None]


def write_new(path: Path) -> None:
    write_atomically(path, lambda file: file.write(b"new"))


both = pytest.mark.parametrize("act", [write_new, check_writable])
"""Whether it can be written is found out beforehand just as it is when it comes to it."""


def fail_with(error: BaseException) -> Callable[..., Any]:
    def fail(*_: object, **__: object) -> None:
        raise error

    return fail


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """Lay a file that a failure must leave alone."""
    path = tmp_path / "old.nnlab"
    path.write_bytes(b"old")
    return path


def test_a_new_file_is_all_that_is_there_afterwards(tmp_path: Path) -> None:
    write_new(tmp_path / "new.nnlab")
    assert [path.name for path in tmp_path.iterdir()] == ["new.nnlab"]
    assert (tmp_path / "new.nnlab").read_bytes() == b"new"


def test_an_old_file_is_replaced(old: Path) -> None:
    write_new(old)
    assert old.read_bytes() == b"new"
    assert list(old.parent.iterdir()) == [old]


def test_to_ask_whether_it_can_be_written_changes_nothing(old: Path, tmp_path: Path) -> None:
    before = old.stat()
    check_writable(old)
    check_writable(tmp_path / "new.nnlab")
    assert list(tmp_path.iterdir()) == [old]
    assert old.stat().st_mtime_ns == before.st_mtime_ns


@pytest.mark.parametrize("stage", ["open", "write", "fsync", "replace"])
def test_a_failure_at_any_stage_leaves_the_old_file_alone(
    stage: str, old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = fail_with(OSError(errno.ENOSPC, "No space left on device"))
    if stage in {"open", "replace"}:
        monkeypatch.setattr(Path, stage, full)
    elif stage == "fsync":
        monkeypatch.setattr(os, "fsync", full)

    def write(file: BinaryIO) -> None:
        file.write(b"half")
        if stage == "write":
            full()

    with pytest.raises(UnwritableFileError) as caught:
        write_atomically(old, write)
    assert str(caught.value) == f"{old} could not be written: No space left on device."
    monkeypatch.undo()
    assert old.read_bytes() == b"old"
    assert list(old.parent.iterdir()) == [old]


def test_an_interruption_leaves_the_old_file_alone(old: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        write_atomically(old, fail_with(KeyboardInterrupt()))
    assert old.read_bytes() == b"old"
    assert list(old.parent.iterdir()) == [old]


def test_a_folder_that_cannot_be_synced_is_no_failure(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "open", fail_with(PermissionError(errno.EACCES, "Permission denied")))
    write_new(old)
    assert old.read_bytes() == b"new"


@both
def test_a_missing_folder_is_named(act: Act, tmp_path: Path) -> None:
    path = tmp_path / "missing" / "run.nnlab"
    with pytest.raises(UnwritableFileError) as caught:
        act(path)
    assert str(caught.value) == f"{path} cannot be written: there is no folder {path.parent}."


@both
def test_a_file_is_no_folder(act: Act, old: Path) -> None:
    with pytest.raises(UnwritableFileError, match=r"there is no folder .*old\.nnlab\.$"):
        act(old / "run.nnlab")


@both
def test_a_folder_is_no_file(act: Act, tmp_path: Path) -> None:
    with pytest.raises(UnwritableFileError, match=r"it is a folder or a device\.$"):
        act(tmp_path)
    assert list(tmp_path.iterdir()) == []


@posix
@both
def test_a_device_is_not_replaced_by_a_file(act: Act, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(UnwritableFileError, match=r"it is a folder or a device\.$"):
        act(pipe)
    assert pipe.is_fifo()


@both
@pytest.mark.parametrize("name", ["x" * 300, "a\0b"])
def test_a_name_that_no_file_can_have_is_refused(act: Act, name: str, tmp_path: Path) -> None:
    with pytest.raises(UnwritableFileError, match="could not be written"):
        act(tmp_path / name)
    assert list(tmp_path.iterdir()) == []


@posix
@pytest.mark.parametrize("name", ["x" * 255, "é" * 120, "a b\n\t💾.nnlab", "-o"])
def test_any_name_that_a_file_can_have_will_do(name: str, tmp_path: Path) -> None:
    write_new(tmp_path / name)
    assert [path.name for path in tmp_path.iterdir()] == [name]


@posix
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
@both
def test_a_folder_without_permission_is_refused(act: Act, old: Path) -> None:
    old.parent.chmod(0o500)
    try:
        with pytest.raises(UnwritableFileError, match=r"Permission denied\.$"):
            act(old)
    finally:
        old.parent.chmod(0o700)
    assert old.read_bytes() == b"old"


@both
def test_a_file_system_that_is_read_only_is_told(act: Act, old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read_only = fail_with(OSError(errno.EROFS, "Read-only file system"))
    monkeypatch.setattr(Path, "open", read_only)
    monkeypatch.setattr(Path, "touch", read_only)
    with pytest.raises(UnwritableFileError, match=r"Read-only file system\.$"):
        act(old)


@both
def test_a_file_that_its_owner_protected_stays(act: Act, old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)  # root may write to any
    with pytest.raises(UnwritableFileError, match="Permission denied"):
        act(old)
    assert old.read_bytes() == b"old"


@posix
def test_a_link_stays_and_what_it_points_to_is_replaced(old: Path, tmp_path: Path) -> None:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    link = folder / "link.nnlab"
    link.symlink_to(Path("..") / old.name)
    write_new(link)
    assert link.is_symlink()
    assert old.read_bytes() == b"new"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["elsewhere", "old.nnlab"]
    assert list(folder.iterdir()) == [link]


@posix
def test_a_link_to_nothing_yet_makes_what_it_points_to(tmp_path: Path) -> None:
    link = tmp_path / "link.nnlab"
    link.symlink_to("there.nnlab")
    write_new(link)
    assert link.is_symlink()
    assert (tmp_path / "there.nnlab").read_bytes() == b"new"


@posix
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664])
def test_permissions_are_kept_and_hold_while_it_is_written(mode: int, old: Path) -> None:
    old.chmod(mode)
    meanwhile: list[int] = []

    def write(file: BinaryIO) -> None:
        meanwhile.extend(path.stat().st_mode & 0o777 for path in old.parent.iterdir())

    write_atomically(old, write)
    assert meanwhile == [mode, mode]
    assert old.stat().st_mode & 0o777 == mode


class TestOnWindows:
    """A file that a scanner holds open is tried again there."""

    @pytest.fixture(autouse=True)
    def windows(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.pauses: list[float] = []
        monkeypatch.setattr(atomic, "WINDOWS", True)
        monkeypatch.setattr(atomic, "sleep", self.pauses.append)

    def held(self, monkeypatch: pytest.MonkeyPatch, times: int) -> None:
        replace = Path.replace
        refusals = iter(range(times))

        def held_replace(self: Path, target: Path) -> Path:
            if next(refusals, None) is not None:
                raise PermissionError(errno.EACCES, "Access is denied")
            return replace(self, target)

        monkeypatch.setattr(Path, "replace", held_replace)

    def test_until_it_is_let_go(self, old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.held(monkeypatch, 3)
        write_new(old)
        assert old.read_bytes() == b"new"
        assert len(self.pauses) == 3

    def test_but_not_for_ever(self, old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.held(monkeypatch, 1000)
        with pytest.raises(UnwritableFileError, match="Access is denied"):
            write_new(old)
        assert old.read_bytes() == b"old"
        assert sum(self.pauses) < 1
