"""One round of each short kind; all hundred are ``python dev.py kill``."""

import sys
from pathlib import Path

import pytest

from nnlab.store.experiment_file import Experiment, save
from tests.killing.rounds import Told, judged, kill_after
from tests.training.runs import small_spec


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_a_file_is_whole_whenever_the_process_that_saves_it_dies(tmp_path: Path) -> None:
    assert kill_after(0.11, "saving", tmp_path).problem == ""


def test_what_is_lost_is_counted_from_where_the_training_was_kept() -> None:
    told = Told(steps=[(1.0, 10), (2.0, 20), (3.0, 30)])
    assert told.seconds_lost(25, killed_at=3.5) == 1.5
    assert told.seconds_lost(0, killed_at=3.5) == 2.5


def test_a_file_that_is_gone_or_too_old_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "run.nnlab"
    assert "gone" in judged(Told(saved=3), 0.0, path, tmp_path).problem
    save(path, Experiment(small_spec(name="3")))
    assert judged(Told(saved=2), 0.0, path, tmp_path).problem == ""
    assert judged(Told(saved=3), 0.0, path, tmp_path).problem == ""
    assert "holds 3" in judged(Told(saved=4), 0.0, path, tmp_path).problem
    assert "was saved" in judged(Told(steps=[(0.0, 7)], saved=7), 0.0, path, tmp_path).problem
