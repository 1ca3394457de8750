"""The runs at hand: names, room, and what is the same run."""

from dataclasses import replace

import numpy as np
import pytest

from nnlab.gui.controllers.record_size import size_of
from nnlab.gui.controllers.run_shelf import RunShelf
from tests.training.runs import small_spec
from tests.training.trained import trained


@pytest.fixture(scope="module")
def records():
    return [trained(small_spec(seed=seed, training__epochs=2)) for seed in range(4)]


@pytest.fixture
def shelf(qapp):
    return RunShelf()


def names(shelf):
    return [run.name for run in shelf.runs]


def has_keyframes(run):
    return bool(run.record.checkpoint.history.keyframes)


def heavy(record):
    """Return a record that has weights of an earlier step."""
    keyframe = replace(record.checkpoint, parameters=np.zeros(100_000, np.float32))
    history = replace(record.checkpoint.history, keyframes=(keyframe,))
    return replace(record, checkpoint=replace(record.checkpoint, history=history))


def test_runs_are_numbered_and_named_after_their_experiment_or_their_data(shelf, records):
    shelf.add(replace(records[0], spec=small_spec(name="Three arms", training__epochs=2)))
    shelf.add(records[1])
    assert names(shelf) == ["Run 1: Three arms", "Run 2: Spirals"]


def test_names_are_distinct(shelf, records):
    shelf.add(records[0], "a")
    second = shelf.add(records[1], "a")
    assert names(shelf) == ["a", "a (2)"]
    shelf.rename(second, "b")
    shelf.rename(second, "a")
    assert names(shelf) == ["a", "a (2)"]


def test_an_empty_name_is_none(shelf, records):
    run_id = shelf.add(records[0], "a")
    shelf.rename(run_id, "  ")
    assert names(shelf) == ["a"]


def test_a_run_that_went_on_takes_its_old_place_and_name(shelf):
    spec = small_spec(training__epochs=2)
    first = shelf.add(trained(spec, last=5), "mine")
    again = shelf.add(trained(spec))
    assert again == first
    assert names(shelf) == ["mine"]
    assert shelf.runs[0].record.checkpoint.step == 14


def test_a_repeated_start_of_a_longer_run_changes_nothing(shelf):
    spec = small_spec(training__epochs=2)
    shelf.add(trained(spec))
    shelf.add(trained(spec, last=5))
    assert [run.record.checkpoint.step for run in shelf.runs] == [14]


def test_runs_of_other_seeds_stand_side_by_side(shelf, records):
    for record in records:
        shelf.add(record)
    assert len(shelf.runs) == 4


def test_where_there_is_no_room_the_oldest_without_a_tick_goes(qapp, records):
    shelf = RunShelf(most_runs=3)
    ids = [shelf.add(record, name) for record, name in zip(records[:3], "abc", strict=True)]
    shelf.tick([ids[1]], is_ticked=False)
    shelf.add(records[3], "d")
    assert names(shelf) == ["a", "c", "d"]


def test_where_all_have_ticks_the_oldest_goes_and_never_the_newest(qapp, records):
    shelf = RunShelf(most_runs=1)
    for record, name in zip(records, "abcd", strict=True):
        shelf.add(record, name)
    assert names(shelf) == ["d"]


def test_weights_of_earlier_steps_go_before_whole_runs(qapp, records):
    first, second = heavy(records[0]), heavy(records[1])
    shelf = RunShelf(most_bytes=size_of(first) + size_of(second) - 1000)
    shelf.add(first, "a")
    shelf.add(second, "b")
    assert [(run.name, has_keyframes(run)) for run in shelf.runs] == [("a", False), ("b", True)]


def test_memory_is_bounded_whatever_is_ticked(qapp, records):
    shelf = RunShelf(most_bytes=size_of(heavy(records[0])))
    for record, name in zip(records, "abcd", strict=True):
        shelf.add(heavy(record), name)
    assert sum(run.bytes for run in shelf.runs) <= size_of(heavy(records[0]))
    assert names(shelf)[-1] == "d"


def test_a_single_run_larger_than_the_shelf_is_kept_without_earlier_weights(qapp, records):
    shelf = RunShelf(most_bytes=1)
    shelf.add(heavy(records[0]), "a")
    assert [has_keyframes(run) for run in shelf.runs] == [False]


def test_every_change_is_told(shelf, records, qtbot):
    for act in (
        lambda: shelf.add(records[0]),
        lambda: shelf.tick([1], is_ticked=False),
        lambda: shelf.rename(1, "x"),
        lambda: shelf.remove(1),
    ):
        with qtbot.waitSignal(shelf.changed):
            act()
    assert shelf.runs == ()
    assert shelf.run(1) is None
