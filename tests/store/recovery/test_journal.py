"""What is kept for after a crash: by one process at a time, and found by the next."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from nnlab.errors import UnwritableFileError
from nnlab.spec.experiment import ExperimentSpec
from nnlab.store import atomic
from nnlab.store.experiment_file import Experiment
from nnlab.store.recovery.entry import EXPERIMENT, ORIGIN, Entry, recovery_folder
from nnlab.store.recovery.journal import ABANDONED_S, Journal, cut_off
from nnlab.store.writer import Writer
from nnlab.training.checkpoint import RunRecord
from tests.store.files import bits
from tests.training.runs import small_spec


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "state" / "recovery"


@pytest.fixture
def writer() -> Iterator[Writer]:
    with Writer() as writer:
        yield writer


@pytest.fixture
def journal(writer: Writer, place: Path) -> Journal:
    return Journal(writer, place)


SPEC = small_spec(name="Kept")


def found_in(place: Path) -> list[Entry]:
    """Return what was cut off, and leave it there."""
    entries = cut_off(place)
    for entry in entries:
        entry.release()
    return entries


def test_the_users_place_is_the_one_for_states() -> None:
    assert recovery_folder() == Path(os.environ["XDG_STATE_HOME"]) / "nnlab" / "recovery"


def test_nothing_is_found_where_nothing_was_kept(place: Path) -> None:
    assert cut_off(place) == []


def test_what_is_being_worked_on_is_no_business_of_others(journal: Journal, place: Path) -> None:
    journal.keep(Experiment(SPEC), None).result()
    assert cut_off(place) == []


def test_what_was_left_is_found_whole(journal: Journal, place: Path, record: RunRecord, tmp_path: Path) -> None:
    journal.keep(Experiment(SPEC), None).result()
    journal.keep(Experiment(record.spec, record), tmp_path / "mine.nnlab").result()
    name = journal.leave().result()
    (entry,) = cut_off(place)
    assert (entry.name, entry.origin) == (name, tmp_path / "mine.nnlab")
    experiment = entry.read()
    assert experiment.record is not None
    assert bits(experiment.record) == bits(record)
    entry.release()


def test_what_is_dropped_leaves_nothing(journal: Journal, place: Path) -> None:
    journal.keep(Experiment(SPEC), None).result()
    journal.drop().result()
    assert list(place.iterdir()) == []
    journal.keep(Experiment(SPEC), None).result()
    assert len(list(place.iterdir())) == 1


def test_what_was_taken_over_is_kept_until_there_is_more(journal: Journal, place: Path, writer: Writer) -> None:
    journal.keep(Experiment(SPEC), None).result()
    journal.leave().result()
    (entry,) = cut_off(place)
    later = Journal(writer, place)
    later.take_over(entry).result()
    assert cut_off(place) == []
    later.keep(Experiment(small_spec(name="Further")), None).result()
    later.leave().result()
    (found,) = found_in(place)
    assert found.name == entry.name
    assert found.read().spec.name == "Further"


def test_the_latest_comes_first(writer: Writer, place: Path) -> None:
    for number, name in enumerate(("one", "two", "three")):
        journal = Journal(writer, place)
        journal.keep(Experiment(small_spec(name=name)), None).result()
        path = place / str(journal.leave().result()) / EXPERIMENT
        os.utime(path, (number, number))
    assert [entry.read().spec.name for entry in found_in(place)] == ["three", "two", "one"]


def test_an_entry_is_claimed_once(journal: Journal, place: Path) -> None:
    journal.keep(Experiment(SPEC), None).result()
    journal.leave().result()
    (entry,) = cut_off(place)
    assert cut_off(place) == []
    entry.release()
    assert len(found_in(place)) == 1


def test_where_a_file_belongs_is_forgotten_if_nobody_can_read_it(journal: Journal, place: Path) -> None:
    journal.keep(Experiment(SPEC), None).result()
    name = str(journal.leave().result())
    for wrong in (b"", b"[]", b'{"origin": 3}', b"{" * 100_000, b"\xff"):
        (place / name / ORIGIN).write_bytes(wrong)
        (entry,) = found_in(place)
        assert entry.origin is None


def test_a_place_that_cannot_be_made_is_told_in_a_sentence(writer: Writer, tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file where the folder should be")
    error = Journal(writer, tmp_path / "state").keep(Experiment(SPEC), None).exception()
    assert isinstance(error, UnwritableFileError)
    assert str(tmp_path / "state") in str(error)


def test_a_full_disk_leaves_what_was_kept_before(
    journal: Journal, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    journal.keep(Experiment(SPEC), None).result()
    with monkeypatch.context() as patch:
        patch.setattr(atomic.os, "fsync", no_room)
        error = journal.keep(Experiment(small_spec(name="Later")), None).exception()
    assert "No space left on device" in str(error)
    journal.leave().result()
    (entry,) = found_in(place)
    assert entry.read().spec.name == "Kept"
    assert sorted(path.name for path in entry.path.iterdir()) == sorted([EXPERIMENT, ORIGIN, "lock"])


def test_folders_that_nothing_came_to_are_tidied_away_a_day_later(place: Path) -> None:
    for name in ("new", "old"):
        (place / name).mkdir(parents=True)
    long_ago = (place / "old").stat().st_mtime - 2 * ABANDONED_S
    os.utime(place / "old", (long_ago, long_ago))
    assert cut_off(place) == []
    assert [path.name for path in place.iterdir()] == ["new"]


HOLDER = """
import sys
from pathlib import Path
from nnlab.spec.document import new_spec
from nnlab.store.experiment_file import Experiment
from nnlab.store.recovery.journal import Journal
from nnlab.store.writer import Writer

journal = Journal(Writer(), Path(sys.argv[1]))
journal.keep(Experiment(new_spec()), None).result()
print("kept", flush=True)
sys.stdin.read()
"""


def test_what_a_killed_process_held_is_free_at_once(place: Path) -> None:
    command = [sys.executable, "-c", HOLDER, str(place)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "kept\n"
        assert cut_off(place) == []
        process.kill()
        process.wait()
    (entry,) = found_in(place)
    assert isinstance(entry.read().spec, ExperimentSpec)
