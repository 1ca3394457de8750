"""Saving, opening and finding experiments, and going on from a file."""

import codecs
import errno
import json
import os
import shutil
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from nnlab.errors import NnlabError, UnreadableFileError
from nnlab.spec.document import from_document, new_spec, to_document, to_json
from nnlab.spec.experiment import ExperimentSpec
from nnlab.spec.live import Change
from nnlab.store.experiment_file import Experiment, examples, find, open_experiment, save
from nnlab.training.checkpoint import Checkpoint, RunRecord
from nnlab.training.loop import train
from nnlab.training.trainer import Trainer
from tests.store.files import bits, refusal
from tests.store.variety import BN_AND_DROPOUT, CHANGES, EARLY_STOPPED, NETWORKS, OPTIMIZERS, SCHEDULES, go_on
from tests.training.runs import STEPS, STEPS_PER_EPOCH, assert_same_run, small_spec, spec_with, straight_run

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such thing")


class TestSaving:
    @pytest.mark.parametrize(
        "spec",
        [
            new_spec(),
            small_spec(),
            spec_with(name="Zahlen, 숫자, 🧠", notes='Zeile 1\nZeile 2\t"x" \\ {y} \x1b[31m </b>'),
            spec_with(seed=2**53, data__seed=2**53, training__learning_rate=5e-324, training__l2=1.7e308),
        ],
        ids=["default", "small", "words", "extremes"],
    )
    def test_a_spec_alone_comes_back(self, spec: ExperimentSpec, tmp_path: Path) -> None:
        save(tmp_path / "spec.nnlab", Experiment(spec))
        found = open_experiment(tmp_path / "spec.nnlab")
        assert (found.spec, found.record) == (spec, None)
        assert set(found.versions) == {"nnlab", "python", "numpy", "blas", "platform"}

    def test_the_form_may_show_another_spec_than_the_run_had(self, record: RunRecord, path: Path) -> None:
        edited = spec_with(name="edited since", seed=7)
        save(path, Experiment(edited, record))
        found = open_experiment(path)
        assert found.spec == edited
        assert found.record is not None
        assert found.record.spec == record.spec

    def test_the_same_experiment_gives_the_same_bytes(self, record: RunRecord, content: bytes, tmp_path: Path) -> None:
        save(tmp_path / "again.nnlab", Experiment(record.spec, record))
        assert (tmp_path / "again.nnlab").read_bytes() == content

    def test_an_opened_experiment_gives_the_same_bytes(self, path: Path, content: bytes) -> None:
        found = open_experiment(path)
        save(path, Experiment(found.spec, found.record))
        assert path.read_bytes() == content

    def test_it_comes_back_bit_for_bit(self, path: Path, record: RunRecord) -> None:
        found = open_experiment(path).record
        assert found is not None
        assert bits(found) == bits(record)

    def test_nothing_in_a_file_tells_where_it_was_made(self, content: bytes, path: Path) -> None:
        for place in {Path.cwd(), Path.home(), path.parent, Path(sys.prefix)}:
            assert str(place).encode() not in content

    def test_a_full_disk_leaves_the_old_file(
        self, path: Path, content: bytes, record: RunRecord, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def full(_: int) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr(os, "fsync", full)
        with pytest.raises(NnlabError, match=r"run\.nnlab could not be written: No space left on device\.$"):
            save(path, Experiment(new_spec(), record))
        assert path.read_bytes() == content
        assert list(path.parent.iterdir()) == [path]


VARIETY = {**NETWORKS, **SCHEDULES}


def interrupted(spec: ExperimentSpec, steps: Iterable[int], changes: tuple[Change, ...], folder: Path) -> Checkpoint:
    """Save a run after each of these steps, go on from the file each time, and return the end."""
    trainer = Trainer(spec, 1)
    for step in steps:
        go_on(trainer, step, changes)
        save(folder / "run.nnlab", Experiment(spec, RunRecord(spec, trainer.checkpoint(), None, {})))
        found = open_experiment(folder / "run.nnlab").record
        assert found is not None
        trainer = Trainer(found.spec, 1, found.checkpoint)
    go_on(trainer, None, changes)
    return trainer.checkpoint()


class TestGoingOn:
    @pytest.mark.parametrize("optimizer", OPTIMIZERS.values(), ids=list(OPTIMIZERS))
    @pytest.mark.parametrize("precision", ["float32", "float64"])
    def test_from_a_file_ends_in_the_same_bits(self, optimizer: Any, precision: str, tmp_path: Path) -> None:
        spec = small_spec(training__optimizer=optimizer, precision=precision)
        steps = (1, STEPS_PER_EPOCH - 1, STEPS_PER_EPOCH, 2 * STEPS_PER_EPOCH + 3, STEPS)
        assert_same_run(interrupted(spec, steps, (), tmp_path), straight_run(spec))

    @pytest.mark.parametrize("changes", VARIETY.values(), ids=list(VARIETY))
    def test_of_any_kind_from_a_file_ends_in_the_same_bits(self, changes: dict[str, Any], tmp_path: Path) -> None:
        spec = small_spec(**changes)
        steps = (STEPS_PER_EPOCH, 2 * STEPS_PER_EPOCH + 3)
        assert_same_run(interrupted(spec, steps, (), tmp_path), straight_run(spec))

    @pytest.mark.parametrize("steps", [(1, 9, 11, 16, 20, 30), (2, 10, 12, 19, 21)])
    @pytest.mark.parametrize("optimizer", ["momentum", "adam"])
    def test_with_changes_before_and_after_from_a_file_ends_in_the_same_bits(
        self, steps: tuple[int, ...], optimizer: str, tmp_path: Path
    ) -> None:
        spec = small_spec(training__optimizer=optimizer, training__schedule="cosine", **BN_AND_DROPOUT)
        straight = Trainer(spec, 1)
        go_on(straight)
        assert straight.changes == CHANGES
        assert straight.epoch == 9
        assert_same_run(interrupted(spec, steps, CHANGES, tmp_path), straight.checkpoint())

    @pytest.mark.parametrize("epoch", [1, 4, 4.5, 6])
    def test_patience_is_not_counted_anew(self, epoch: float, tmp_path: Path) -> None:
        spec = small_spec(**EARLY_STOPPED)
        straight = straight_run(spec)
        assert 6 < straight.place.epoch < spec.training.epochs
        assert_same_run(interrupted(spec, (int(epoch * STEPS_PER_EPOCH),), (), tmp_path), straight)

    @pytest.mark.parametrize("changes", [{}, {**BN_AND_DROPOUT, "training__optimizer": "adam"}], ids=["plain", "full"])
    def test_by_way_of_a_file_after_each_step_ends_in_the_same_bits(
        self, changes: dict[str, Any], tmp_path: Path
    ) -> None:
        spec = small_spec(training__epochs=2, **changes)
        record: RunRecord | None = None
        for _ in range(2 * STEPS_PER_EPOCH):
            trainer = Trainer(spec, 1, record.checkpoint if record else None)
            next(iter(train(trainer)))
            save(tmp_path / "run.nnlab", Experiment(spec, RunRecord(spec, trainer.checkpoint(), None, {})))
            record = open_experiment(tmp_path / "run.nnlab").record
        assert record is not None
        assert_same_run(record.checkpoint, straight_run(spec))

    @pytest.mark.parametrize("optimizer", ["sgd", "momentum"])
    def test_by_way_of_a_file_breaks_where_it_would_have_broken(self, optimizer: str, tmp_path: Path) -> None:
        spec = small_spec(training__optimizer=optimizer, training__learning_rate=1e20)
        straight = straight_run(spec)
        assert straight.first_nonfinite is not None
        for step in range(1, straight.step):
            trainer = Trainer(spec, 1)
            for _ in train(trainer):
                if trainer.step_count == step:
                    break
            save(tmp_path / "run.nnlab", Experiment(spec, RunRecord(spec, trainer.checkpoint(), None, {})))
            found = open_experiment(tmp_path / "run.nnlab").record
            assert found is not None
            later = Trainer(found.spec, 1, found.checkpoint)
            for _ in train(later):
                pass
            assert later.checkpoint().first_nonfinite == straight.first_nonfinite


class TestSpecsInJson:
    def test_one_opens_without_a_run(self, tmp_path: Path) -> None:
        path = tmp_path / "spec.json"
        path.write_text(to_json(small_spec()), encoding="utf-8")
        assert open_experiment(path) == Experiment(small_spec(), None, {})

    def test_a_byte_order_mark_is_no_harm(self, tmp_path: Path) -> None:
        path = tmp_path / "spec.json"
        path.write_bytes(codecs.BOM_UTF8 + to_json(small_spec()).encode())
        assert open_experiment(path).spec == small_spec()

    @pytest.mark.parametrize(
        ("text", "sentence"),
        [
            (b"", " is not an experiment file."),
            (b"\0" * 1000, " is not an experiment file."),
            (bytes(range(256)) * 100, " is not an experiment file."),
            (b"[1, 2]", " is not an experiment file."),
            (b'"nnlab"', " is not an experiment file."),
            (b"<html></html>", " is not an experiment file."),
            (codecs.BOM_UTF16 + '{"nnlab": 1}'.encode("utf-16-le"), " is not an experiment file."),
            (b"{" + b" " * 2_000_000 + b"}", " is not an experiment file."),
            (b"PK", " is not an experiment file."),
            (b"PK\x03\x04" + bytes(1000), " is not an experiment file."),
            (b"{}", ": nnlab: is missing."),
            (b'{"nnlab": 2}', ": nnlab: this experiment was made by a newer nnlab (format 2)"),
            (b'{"nnlab": true}', ": nnlab: must be a whole number."),
            (b'{"nnlab": 1, "seed": NaN}', ": seed: must be a "),
            (b'{"nnlab": 1, "training": {"learning_rate": Infinity}}', ": training.learning_rate: must be a finite"),
            (b'{"nnlab": 1, "name": "\\ud800"}', ": is not"),
            (b'{"nnlab": 1, "name": "\xff"}', ": is not JSON: "),
            (b'{"nnlab": 1,}', ": is not JSON: "),
            (b'{"nnlab": 1', ": is not JSON: "),
            (b'{"nnlab": 1' + b"0" * 5000 + b"}", ": is not JSON: "),
            (b'{"nnlab": 1, "notes": ' + b"[" * 1000 + b"]" * 1000 + b"}", ": is n"),
            (b'{"nnlab": 1, "notes": ' + b"[" * 100_000, ": is n"),
        ],
        ids=range(22),
    )
    def test_what_is_none_is_refused(self, text: bytes, sentence: str, tmp_path: Path) -> None:
        path = tmp_path / "spec.json"
        path.write_bytes(text)
        assert (refusal(path) or "").startswith(f"{path}{sentence}")

    @pytest.mark.parametrize("levels", range(980, 1001))
    def test_none_is_so_deep_that_it_breaks_the_reader(self, levels: int, tmp_path: Path) -> None:
        path = tmp_path / "spec.json"
        path.write_text(f'{{"nnlab": 1, "notes": {"[" * levels}{"]" * levels}}}')
        assert refusal(path) is not None


class TestFinding:
    @pytest.fixture(autouse=True)
    def folder(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        """Work in an empty folder."""
        folder = tmp_path / "work"
        folder.mkdir()
        monkeypatch.chdir(folder)
        return folder

    def test_the_examples_are_found_by_name(self) -> None:
        assert "digits" in examples()
        for name in examples():
            assert find(name).record is None

    def test_the_examples_say_all_that_they_mean(self) -> None:
        for path in examples().values():
            document = json.loads(path.read_text(encoding="utf-8"))
            assert to_document(from_document(document)) == document

    def test_a_file_comes_before_an_example(self, folder: Path) -> None:
        (folder / "digits").write_text(to_json(small_spec(name="mine")), encoding="utf-8")
        assert find("digits").spec.name == "mine"

    def test_a_folder_does_not(self, folder: Path) -> None:
        (folder / "digits").mkdir()
        assert find("digits").spec.data.source.kind == "digits"

    def test_a_relative_path_is_found(self, folder: Path, path: Path) -> None:
        shutil.copy(path, folder / "a b ü.nnlab")
        assert find("a b ü.nnlab").record is not None

    @pytest.mark.parametrize("name", ["digit", "digits.json", "../digits", "nowhere/run.nnlab", "a\0b", "*"])
    def test_what_is_neither_is_named(self, name: str) -> None:
        with pytest.raises(UnreadableFileError) as caught:
            find(name)
        assert str(caught.value) == f"There is no file and no example called {name}."

    @pytest.mark.parametrize("name", [".", "..", ""])
    def test_a_folder_is_no_experiment(self, name: str) -> None:
        with pytest.raises(UnreadableFileError, match=r"is a folder or a device, not a file\.$"):
            find(name)

    @posix
    def test_a_pipe_is_not_waited_for(self, folder: Path) -> None:
        os.mkfifo(folder / "pipe")
        with pytest.raises(UnreadableFileError, match=r"pipe is a folder or a device, not a file\.$"):
            find("pipe")

    @posix
    def test_a_device_without_end_is_not_read(self) -> None:
        with pytest.raises(UnreadableFileError, match=r"zero is a folder or a device, not a file\.$"):
            find("/dev/zero")

    @posix
    def test_a_name_too_long_is_told(self) -> None:
        with pytest.raises(UnreadableFileError, match=r"could not be read: File name too long\.$"):
            find("x" * 300)

    @posix
    def test_links_in_a_circle_are_told(self, folder: Path) -> None:
        (folder / "circle").symlink_to("circle")
        with pytest.raises(UnreadableFileError):
            find("circle")


@pytest.mark.parametrize("beginning", [b"PK", b"{}"])
@pytest.mark.parametrize("error", [PermissionError(errno.EACCES, "Permission denied"), OSError(errno.EIO, "I/O error")])
def test_a_file_that_cannot_be_read_is_told(
    beginning: bytes, error: OSError, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "run.nnlab"
    path.write_bytes(beginning)
    monkeypatch.setattr(Path, "open", after(Path.open, error))
    assert refusal(path) == f"{path} could not be read: {error.strerror}."


def after(works: Callable[..., Any], error: OSError) -> Callable[..., Any]:
    """Work once, and fail from then on."""
    calls: list[None] = []

    def act(*args: Any, **options: Any) -> Any:
        calls.append(None)
        if len(calls) > 1:
            raise error
        return works(*args, **options)

    return act


def test_a_file_that_vanishes_meanwhile_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "open", after(Path.open, FileNotFoundError(errno.ENOENT, "No such file or directory")))
    assert refusal(path) == f"{path} could not be read: No such file or directory."
